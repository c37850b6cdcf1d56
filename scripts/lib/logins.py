"""Prints the logins of the demo year, one for each role. Usage: logins.py FILE

The file is a list of {"role", "role_zh", "full_name", "user", "password"}.
"""

import json
import sys
import unicodedata
from pathlib import Path


def width(text: str) -> int:
	"""Columns on a terminal, where a Chinese character takes two."""
	return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: list[tuple[str, ...]]) -> str:
	widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
	return "\n".join(
		"  "
		+ "   ".join(
			cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)
		).rstrip()
		for row in rows
	)


if __name__ == "__main__":
	logins = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
	shown = ("role", "role_zh", "full_name", "user", "password")
	print(table([tuple(login[key] for key in shown) for login in logins]))
