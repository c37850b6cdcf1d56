"""Scores in a table, as a spreadsheet holds them: one row for each sheet, one column for each criterion.

The first row names the columns: FIXED in that order, then codes of criteria in any order. A row whose first cell
begins with "#" explains something to people and is skipped. Cells are texts; every problem is told with its place.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from brand_union.domain.scoring import NA, Criterion, Mark, check_score

# Columns that come first; the names are for people and are not read.
FIXED = ("juror", "juror_name", "project", "project_title")
JUROR, PROJECT = FIXED.index("juror"), FIXED.index("project")
COMMENT = "#"
# How people write that a criterion does not apply.
NA_WORDS = frozenset({"n/a", "na", "/", "／", "不适用"})

FIXED_COLUMN = "fixed column"
UNKNOWN_COLUMN = "unknown criterion"
COLUMN_TWICE = "criterion twice"
COLUMN_MISSING = "criterion missing"
UNKNOWN_JUROR = "unknown juror"
UNKNOWN_PROJECT = "unknown project"
NO_SHEET = "no sheet"
NOT_OPEN = "not open"
TWICE = "sheet twice"
NOTHING_APPLIES = "nothing applies"

SheetKey = tuple[str, str]
Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
	"""A sheet that exists: its criteria by code, and whether it still waits for marks."""

	criteria: Mapping[str, Criterion]
	is_open: bool = True


@dataclass(frozen=True)
class _Panel:
	"""The sheets that exist, and whose they are."""

	sheets: Mapping[SheetKey, Sheet]
	jurors: frozenset[str]
	projects: frozenset[str]
	codes: frozenset[str]


@dataclass(frozen=True)
class TableProblem:
	"""Why a place cannot stand: row and column from 1 (column None: the whole row), and what the sentence needs.

	`kind` is one of the constants above, or a kind of scoring.check_score; then `limit` is the bound that it breaks.
	"""

	kind: str
	row: int
	column: int | None = None
	value: Any = None
	limit: Any = None
	criterion: Criterion | None = None


@dataclass(frozen=True)
class ScoreTable:
	"""What a table says: marks by sheet (juror, project), what is wrong, and the rows in which no mark is given."""

	marks: Mapping[SheetKey, Mapping[str, Mark]]
	problems: tuple[TableProblem, ...]
	empty_rows: tuple[int, ...]


def typed_mark(text: Any) -> Mark:
	"""What somebody typed as a mark: None (nothing), NA, or the text itself, whose number is checked elsewhere."""
	plain = " ".join(str("" if text is None else text).split())
	if plain.lower() in NA_WORDS:
		return NA
	return plain or None


def read(rows: Cells, sheets: Mapping[SheetKey, Sheet]) -> ScoreTable:
	"""Read a table against the sheets that exist. With a problem in the first row nothing else is read."""
	panel = _Panel(
		sheets,
		frozenset(juror for juror, _project in sheets),
		frozenset(project for _juror, project in sheets),
		frozenset(code for sheet in sheets.values() for code in sheet.criteria),
	)
	head = rows[0] if rows else ()
	found = [*_fixed_problems(head), *_head_problems(head, panel.codes)]
	if found:
		return ScoreTable({}, tuple(found), ())
	columns = {_text(head, place): place for place in range(len(FIXED), len(head)) if _text(head, place)}
	return _read_rows(rows, columns, panel)


def _read_rows(rows: Cells, columns: Mapping[str, int], panel: _Panel) -> ScoreTable:
	marks: dict[SheetKey, dict[str, Mark]] = {}
	first_row: dict[SheetKey, int] = {}
	problems: list[TableProblem] = []
	empty = []
	for number, row in enumerate(rows[1:], start=2):
		if _is_idle(row):
			continue
		given = {code: typed_mark(_text(row, place)) for code, place in columns.items()}
		if all(mark is None for mark in given.values()):
			empty.append(number)
			continue
		key = _text(row, JUROR), _text(row, PROJECT)
		wrong = [*_key_problems(number, key, panel, first_row)]
		problems += wrong or _mark_problems(number, given, columns, panel.sheets[key])
		first_row.setdefault(key, number)
		marks.setdefault(key, given)
	return ScoreTable(marks, tuple(problems), tuple(empty))


def _is_idle(row: Sequence[Any]) -> bool:
	return _text(row, 0).startswith(COMMENT) or not any(_text(row, place) for place in range(len(row)))


def _fixed_problems(head: Sequence[Any]) -> Iterator[TableProblem]:
	for place, name in enumerate(FIXED):
		if _text(head, place) != name:
			yield TableProblem(FIXED_COLUMN, 1, place + 1, _text(head, place), name)


def _head_problems(head: Sequence[Any], codes: Set[str]) -> Iterator[TableProblem]:
	seen: set[str] = set()
	for place in range(len(FIXED), len(head)):
		code = _text(head, place)
		if code and code not in codes:
			yield TableProblem(UNKNOWN_COLUMN, 1, place + 1, code)
		elif code in seen:
			yield TableProblem(COLUMN_TWICE, 1, place + 1, code)
		seen.add(code)
	for code in sorted(codes - seen):
		yield TableProblem(COLUMN_MISSING, 1, None, code)


def _key_problems(
	number: int, key: SheetKey, panel: _Panel, first_row: Mapping[SheetKey, int]
) -> Iterator[TableProblem]:
	juror, project = key
	if juror not in panel.jurors:
		yield TableProblem(UNKNOWN_JUROR, number, JUROR + 1, juror)
	if project not in panel.projects:
		yield TableProblem(UNKNOWN_PROJECT, number, PROJECT + 1, project)
	if key in first_row:
		yield TableProblem(TWICE, number, None, key, first_row[key])
	elif key in panel.sheets:
		if not panel.sheets[key].is_open:
			yield TableProblem(NOT_OPEN, number, None, key)
	elif juror in panel.jurors and project in panel.projects:
		yield TableProblem(NO_SHEET, number, None, key)


def _mark_problems(
	number: int, given: Mapping[str, Mark], columns: Mapping[str, int], sheet: Sheet
) -> Iterator[TableProblem]:
	for code, criterion in sheet.criteria.items():
		found = check_score(criterion, given[code])
		if found:
			yield TableProblem(found.kind, number, columns[code] + 1, given[code], found.limit, criterion)
	for code in sorted(given.keys() - sheet.criteria.keys()):
		if given[code] is not None:
			yield TableProblem(UNKNOWN_COLUMN, number, columns[code] + 1, code)
	if all(given[code] is NA for code in sheet.criteria):
		yield TableProblem(NOTHING_APPLIES, number)


def _text(row: Sequence[Any], place: int) -> str:
	value = row[place] if place < len(row) else None
	return " ".join(str("" if value is None else value).split())
