"""The demo year's data files, as plain values. Every call gives fresh ones."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"

Record = dict[str, Any]


def read(name: str) -> Any:
	"""The content of a file of the data folder, by its name without ".json"."""
	return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_all(folder: str) -> dict[str, Record]:
	"""The files of a folder inside the data folder, as {name without ".json": content}."""
	return {file.stem: read(f"{folder}/{file.stem}") for file in sorted((FOLDER / folder).glob("*.json"))}
