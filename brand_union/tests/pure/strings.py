"""Every string of the app that a person can see, with the place it comes from.

Python, JavaScript and Jinja are read by Babel; records are read from their JSON files.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from jinja2.ext import babel_extract

APP = Path(__file__).parents[2]
RECORDS = APP / "brand_union"

# For each kind of record the keys whose text is shown.
SHOWN = {
	"doctype": ("name", "label", "description"),
	"report": ("name", "report_name", "label"),
	"print_format": ("name",),
	"number_card": ("label", "name"),
	"dashboard_chart": ("chart_name",),
	"notification": ("subject",),
	"workspace": ("label", "title"),
	"workflow": ("state", "action", "next_state"),
	"module_onboarding": ("title", "subtitle", "success_message"),
	"onboarding_step": ("title", "action_label", "description"),
}
LANGUAGES = {".py": ("python", "_"), ".js": ("javascript", "__"), ".html": (babel_extract, "_")}


def shown_strings() -> Iterator[tuple[str, str]]:
	"""(string, where) for everything the app can show."""
	yield from _of_code()
	for kind, keys in SHOWN.items():
		for path in sorted((RECORDS / kind).glob("*/*.json")):
			yield from _of_record(json.loads(path.read_text(encoding="utf-8")), keys, _place(path))


def _of_code() -> Iterator[tuple[str, str]]:
	for path in sorted(APP.rglob("*")):
		if path.suffix not in LANGUAGES or "tests" in path.parts or path.name.startswith("test_"):
			continue
		yield from _of_source(path)


def _of_source(path: Path) -> Iterator[tuple[str, str]]:
	method, function = LANGUAGES[path.suffix]
	with path.open("rb") as source:
		for line, message, *_rest in extract(method, source, keywords={function: None}):
			text = message[0] if isinstance(message, tuple) else message
			if text:
				yield text, f"{_place(path)}:{line}"


def _of_record(value, keys: tuple[str, ...], where: str) -> Iterator[tuple[str, str]]:
	if isinstance(value, list):
		for item in value:
			yield from _of_record(item, keys, where)
	elif isinstance(value, dict):
		yield from _of_dict(value, keys, where)


def _of_dict(record: dict, keys: tuple[str, ...], where: str) -> Iterator[tuple[str, str]]:
	for key in keys:
		if isinstance(record.get(key), str) and _is_language(record[key]):
			yield record[key], where
	if record.get("fieldtype") == "Select":
		yield from ((option, where) for option in (record.get("options") or "").split("\n") if option)
	for child in record.values():
		yield from _of_record(child, keys, where)


def _is_language(text: str) -> bool:
	return any(char.isalpha() for char in text) and "{{" not in text


def _place(path: Path) -> str:
	return path.relative_to(APP.parent).as_posix()
