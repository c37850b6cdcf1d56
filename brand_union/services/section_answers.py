"""The answers to a school's own sections as others read them: jurors, paper, comparisons, spreadsheets."""

from collections.abc import Iterable

from frappe.utils import cstr

from brand_union.domain import sections as pure
from brand_union.services import section_files, sections


def answer_of(doc, key: str):
	"""The row of the document that answers a section; None where it was not asked for."""
	return next((row for row in doc.answers if row.section == key), None)


def table_of(answer: str | None) -> pure.TableRows:
	"""The rows of a table; none for a text that is no table any more."""
	try:
		return pure.read_table(answer)
	except ValueError:
		return []


def columns_of(rule, rows: Iterable[dict]) -> list[str]:
	"""The columns of the cycle, and after them what else was filled in before they were changed."""
	given = pure.lines(rule.columns) if rule else ()
	return list(dict.fromkeys([*given, *(column for row in rows for column in row)]))


def as_text(doc, row, names: dict[str, str] | None = None) -> str:
	"""An answer in one text: a line for each row of a table, and for each file its caption and name."""
	if row.kind == pure.TABLE:
		return table_text(row.answer)
	if row.kind == pure.FILES:
		return "\n".join(_file_text(file, names or {}) for file in doc.files if file.section == row.section)
	return cstr(row.answer).strip()


def table_text(answer: str | None) -> str:
	"""A table as lines of "heading: text"."""
	return "\n".join(
		" · ".join(f"{column}: {cell}" for column, cell in row.items() if cell) for row in table_of(answer)
	)


def captions(doc, hide_unit: bool) -> dict[str, str]:
	"""{address: section and caption} of the files that jurors may get, in the order of the sections."""
	rules = [
		row
		for row in sections.asked(doc)
		if row.kind == pure.FILES and row.shown_to_jurors and (row.identity_free or not hide_unit)
	]
	found = {}
	for rule in rules:
		row = answer_of(doc, rule.field_name)
		for file in doc.files:
			if row and file.section == rule.field_name:
				found[file.file] = ": ".join(part for part in (row.title, cstr(file.caption).strip()) if part)
	return found


def _file_text(file, names: dict[str, str]) -> str:
	name = names.get(file.file) or section_files.name_of(file.file)
	return " · ".join(part for part in (cstr(file.caption).strip(), name) if part)
