"""Every string of the app that a person can see, with the place it comes from.

Python is read as a syntax tree, JavaScript and Jinja by Babel, records from their JSON files.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from jinja2.ext import babel_extract

APP = Path(__file__).parents[2]
RECORDS = APP / "brand_union"

# For each kind of record the keys whose text is shown.
SHOWN = {
	"doctype": ("name", "label", "description", "role"),
	"report": ("name", "report_name", "label"),
	"print_format": ("name",),
	"number_card": ("label", "name"),
	"kanban_board": ("name", "kanban_board_name"),
	"dashboard_chart": ("chart_name",),
	"notification": ("subject",),
	"workspace": ("label", "title"),
	"workflow": ("name", "state", "action", "next_state", "allow_edit", "allowed"),
	"module_onboarding": ("title", "subtitle", "success_message"),
	# Frappe shows a step's description as it stands, so it is written in both languages.
	"onboarding_step": ("title", "action_label"),
}
LANGUAGES = {".js": ("javascript", "__"), ".html": (babel_extract, "_")}
# Much of what a script shows stands in `${…}` of a template, where Babel finds no call or not every one.
CALL = re.compile(r'\b__\(\s*("(?:[^"\\]|\\.)+")')
PLACEHOLDER = re.compile(r"\{(\d*)(?::[^}]*)?\}")


def shown_strings() -> Iterator[tuple[str, str]]:
	"""(string, where) for everything the app can show."""
	yield from _of_code()
	for kind, keys in SHOWN.items():
		for path in sorted((RECORDS / kind).glob("*/*.json")):
			yield from _of_record(json.loads(path.read_text(encoding="utf-8")), keys, _place(path))


def _of_code() -> Iterator[tuple[str, str]]:
	for path in sorted(APP.rglob("*")):
		if "tests" in path.parts or path.name.startswith("test_"):
			continue
		found = _of_python(path) if path.suffix == ".py" else _of_source(path)
		yield from ((text, f"{_place(path)}:{line}") for line, text in found if _is_language(text))


def _of_python(path: Path) -> Iterator[tuple[int, str]]:
	"""Babel would take the key of `_(row["field"])` for a string to translate."""
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		match node:
			case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text)), *_]):
				yield node.lineno, text


def _of_source(path: Path) -> Iterator[tuple[int, str]]:
	if path.suffix not in LANGUAGES:
		return
	method, function = LANGUAGES[path.suffix]
	with path.open("rb") as source:
		for line, message, *_rest in extract(method, source, keywords={function: None}):
			yield line, (message[0] if isinstance(message, tuple) else message) or ""
	if path.suffix == ".js":
		yield from _of_calls(path.read_text(encoding="utf-8"))


def _of_calls(script: str) -> Iterator[tuple[int, str]]:
	for call in CALL.finditer(script):
		yield script.count("\n", 0, call.start()) + 1, json.loads(call[1])


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
	return any(char.isalpha() for char in PLACEHOLDER.sub("", text)) and "{{" not in text


def _place(path: Path) -> str:
	return path.relative_to(APP.parent).as_posix()
