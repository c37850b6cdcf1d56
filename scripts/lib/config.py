"""Reads settings as JSON from standard input and checks or updates a Frappe configuration file with them.

Usage: config.py check|update FILE. `check` ends with 1 when the file says something else.
A number stays a number, so that "3306" of a shell becomes 3306.
"""

import json
import os
import sys
from pathlib import Path


def as_number(value: object) -> object:
	return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value


def main(action: str, path: Path) -> int:
	wanted = {key: as_number(value) for key, value in json.load(sys.stdin).items()}
	found = json.loads(path.read_text()) if path.exists() else {}
	if action == "check":
		return int(any(found.get(key) != value for key, value in wanted.items()))
	draft = path.with_suffix(f".{os.getpid()}")
	draft.write_text(json.dumps({**found, **wanted}, indent=1, sort_keys=True))
	draft.replace(path)
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1], Path(sys.argv[2])))
