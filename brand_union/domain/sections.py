"""Sections of a school's own in a form: what each of them asks for, and what an answer lacks.

Kinds: a long text, a number, one choice of several, a table with given columns, files. A row of the rules that
stands for a field of the form itself is checked in domain/rules.py.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from brand_union.domain import file_kinds
from brand_union.domain.rounding import to_decimal
from brand_union.domain.rules import MISSING, TOO_LONG, TOO_SHORT, count_chars

FORM_FIELD = "Form Field"
LONG_TEXT, NUMBER, CHOICE, TABLE, FILES = "Long Text", "Number", "Choice", "Table", "Files"
OWN_KINDS = (LONG_TEXT, NUMBER, CHOICE, TABLE, FILES)

NO_NUMBER, TOO_SMALL, TOO_LARGE = "no number", "too small", "too large"
NO_CHOICE = "not among the choices"
EMPTY_CELL, STRANGE_COLUMN = "empty cell", "strange column"
TOO_FEW_FILES, TOO_MANY_FILES = "too few files", "too many files"
LOST_FILE, WRONG_ENDING, WRONG_CONTENT = "lost file", "wrong ending", "wrong content"
SMALL_FILE, LARGE_FILE = "small file", "large file"

MEGABYTE = 1024 * 1024

TableRows = list[dict[str, str]]


@dataclass(frozen=True)
class Section:
	"""A section of the school's own: `key` within its form, its title, and the limits of its kind (0 or None: none)."""

	key: str
	title: str
	kind: str
	required: bool = False
	min_chars: int = 0
	max_chars: int = 0
	choices: tuple[str, ...] = ()
	columns: tuple[str, ...] = ()
	min_number: Decimal | None = None
	max_number: Decimal | None = None
	min_files: int = 0
	max_files: int = 0
	file_types: tuple[str, ...] = ()
	min_file_mb: float = 0
	max_file_mb: float = 0


@dataclass(frozen=True)
class GivenFile:
	"""A file of a section as it lies on the disk: its name, size in bytes and first bytes; None for a lost one."""

	name: str
	size: int | None
	head: bytes = b""


@dataclass(frozen=True)
class Problem:
	"""Why a section cannot be filed: `kind` is a constant of this module or of domain.rules.

	`value` is what was found (a count, a number, a size in MB, a text), `limit` the bound or what is asked for, `row`
	the row of a table from 1, `place` the column or the file.
	"""

	kind: str
	title: str
	value: str = ""
	limit: str = ""
	row: int = 0
	place: str = ""


def lines(text: str | None) -> tuple[str, ...]:
	"""The lines of a rule's list (choices, columns, categories) without blanks and repetitions."""
	return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


def read_table(text: str | None) -> TableRows:
	"""The rows of a table's answer, without empty ones. Raises ValueError for anything but a list of {column: text}."""
	rows = json.loads(text) if (text or "").strip() else []
	if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
		raise ValueError("not a list of rows")
	if any(isinstance(cell, dict | list | bool) for row in rows for cell in row.values()):
		raise ValueError("a cell is not a text")
	plain = [
		{column: "" if cell is None else str(cell).strip() for column, cell in row.items()} for row in rows
	]
	return [row for row in plain if any(row.values())]


def write_table(rows: TableRows) -> str:
	"""The answer that keeps these rows; "" for none. Its text holds no bracket that HTML would begin a tag with."""
	text = json.dumps(rows, ensure_ascii=False) if rows else ""
	return text.replace("<", "\\u003c").replace(">", "\\u003e")


def check(section: Section, answer: str | None, files: Sequence[GivenFile] = ()) -> Iterator[Problem]:
	"""Every problem of one section; a section that is neither required nor filled in has none."""
	if section.kind == FILES:
		yield from _check_files(section, files)
	elif not (answer or "").strip():
		if section.required:
			yield Problem(MISSING, section.title)
	else:
		yield from _CHECKS[section.kind](section, (answer or "").strip())


def _check_text(section: Section, answer: str) -> Iterator[Problem]:
	count = count_chars(answer)
	if section.max_chars and count > section.max_chars:
		yield Problem(TOO_LONG, section.title, str(count), str(section.max_chars))
	elif count < section.min_chars:
		yield Problem(TOO_SHORT, section.title, str(count), str(section.min_chars))


def _check_number(section: Section, answer: str) -> Iterator[Problem]:
	try:
		number = to_decimal(answer)
	except ValueError:
		yield Problem(NO_NUMBER, section.title, answer)
		return
	if section.min_number is not None and number < section.min_number:
		yield Problem(TOO_SMALL, section.title, answer, str(section.min_number))
	if section.max_number is not None and number > section.max_number:
		yield Problem(TOO_LARGE, section.title, answer, str(section.max_number))


def _check_choice(section: Section, answer: str) -> Iterator[Problem]:
	if answer not in section.choices:
		yield Problem(NO_CHOICE, section.title, answer, ", ".join(section.choices))


def _check_table(section: Section, answer: str) -> Iterator[Problem]:
	rows = read_table(answer)
	if not rows and section.required:
		yield Problem(MISSING, section.title)
	for number, row in enumerate(rows, 1):
		for column in section.columns:
			if not row.get(column):
				yield Problem(EMPTY_CELL, section.title, row=number, place=column)
		for column in row:
			if column not in section.columns and row[column]:
				limit = ", ".join(section.columns)
				yield Problem(STRANGE_COLUMN, section.title, row[column], limit, number, column)


def _check_files(section: Section, files: Sequence[GivenFile]) -> Iterator[Problem]:
	if not files:
		if section.required:
			yield Problem(MISSING, section.title)
		return
	if len(files) < section.min_files:
		yield Problem(TOO_FEW_FILES, section.title, str(len(files)), str(section.min_files))
	if section.max_files and len(files) > section.max_files:
		yield Problem(TOO_MANY_FILES, section.title, str(len(files)), str(section.max_files))
	for file in files:
		yield from _check_file(section, file)


def _check_file(section: Section, file: GivenFile) -> Iterator[Problem]:
	ending = file_kinds.ending_of(file.name)
	if file.size is None:
		yield Problem(LOST_FILE, section.title, place=file.name)
		return
	if not file_kinds.is_asked_for(ending, section.file_types):
		yield Problem(WRONG_ENDING, section.title, ending, ", ".join(section.file_types), place=file.name)
	elif not file_kinds.is_what_it_says(ending, file.head):
		yield Problem(WRONG_CONTENT, section.title, ending, place=file.name)
	if file.size < section.min_file_mb * MEGABYTE:
		yield Problem(SMALL_FILE, section.title, _mb(file.size), _plain(section.min_file_mb), place=file.name)
	if section.max_file_mb and file.size > section.max_file_mb * MEGABYTE:
		yield Problem(LARGE_FILE, section.title, _mb(file.size), _plain(section.max_file_mb), place=file.name)


def _mb(size: int) -> str:
	"""A size in MB, with as many places as tell it from a limit of whole kilobytes."""
	return _plain(round(size / MEGABYTE, 3))


def _plain(number: float) -> str:
	return format(Decimal(str(number)).normalize(), "f")


_CHECKS = {LONG_TEXT: _check_text, NUMBER: _check_number, CHOICE: _check_choice, TABLE: _check_table}
