"""The parts of a printed form below its head, in the order of the cycle's rows.

A part is a block: {"name": how it is drawn, ...}. A cycle that lists no sections prints the whole form; one that lists
some prints those, and whatever else was filled in.
"""

from collections.abc import Iterator, Sequence

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr

from brand_union.domain import sections as pure
from brand_union.services import section_answers, section_files, sections
from brand_union.services.paper_reader import Reader, paragraphs

BOX, LINE, TICKS, TABLE = "box", "line", "ticks", "table"
LONG_FIELDS = frozenset({"Text", "Small Text", "Long Text", "Text Editor", "Code", "Markdown Editor"})
# What a paper cannot show, or what it shows elsewhere.
NOT_PRINTED = frozenset({"Attach", "Attach Image", "HTML", "JSON", "Button", "Signature", "Geolocation"})


def blocks(reader: Reader, form: str, usual: Sequence[str], head: Sequence[str]) -> list[dict]:
	"""The blocks of a form. `usual`: fields in the order of the printed form; `head`: fields printed above them.

	Fields of `usual` that are tables come as {"name": field}, for the form to draw in its own way.
	"""
	listed = sections.rows_of(reader.value("cycle"), form)
	rows = {row.field_name: row for row in listed}
	shown = [row.field_name for row in listed if sections.applies(row, reader.value("category"))]
	if not listed:
		shown = list(usual)
	others = [name for name in usual if name not in rows and _is_filled(reader, name)]
	gone = [row.section for row in reader.rows("answers") if row.section not in rows and row.answer]
	found = (
		_block(reader, name, rows.get(name), usual)
		for name in dict.fromkeys([*shown, *others, *gone])
		if name not in head
	)
	return [block for block in found if block]


def _block(reader: Reader, name: str, rule, usual: Sequence[str]) -> dict | None:
	df = reader.doc.meta.get_field(name)
	if not df:
		return _own(reader, name, rule)
	if df.fieldtype in table_fields:
		return {"name": name} if name in usual else {"name": TABLE, **_whole_table(reader, df)}
	if df.fieldtype in NOT_PRINTED or df.fieldtype in no_value_fields:
		return None
	label = _(rule.label, context=df.parent) if rule and rule.label else reader.label(name)
	if df.fieldtype in LONG_FIELDS:
		limit = cint(rule.max_chars) if rule else 0
		return {"name": BOX, "label": label, "limit": limit, "text": paragraphs(reader.value(name))}
	if df.fieldtype == "Check":
		return {
			"name": TICKS,
			"label": label,
			"options": [{"label": label, "ticked": bool(cint(reader.value(name)))}],
		}
	return {"name": LINE, "label": label, "text": reader.text(name)}


def _own(reader: Reader, key: str, rule) -> dict | None:
	"""A section of the school's own that the document was asked for."""
	row = section_answers.answer_of(reader.doc, key)
	if not row or not reader.value("answers"):
		return None
	head = {"label": row.title or key}
	if row.kind == pure.TABLE:
		return {"name": TABLE, **head, **_table(row, rule)}
	if row.kind == pure.FILES:
		return {"name": TABLE, **head, **_files(reader, key)}
	if row.kind == pure.CHOICE:
		return {"name": TICKS, **head, "options": list(_options(row, rule))}
	if row.kind == pure.NUMBER:
		return {"name": LINE, **head, "text": cstr(row.answer).strip()}
	return {"name": BOX, **head, "limit": cint(rule.max_chars) if rule else 0, "text": paragraphs(row.answer)}


def _table(row, rule) -> dict:
	lines = section_answers.table_of(row.answer)
	columns = section_answers.columns_of(rule, lines)
	return _filled(columns, [[line.get(column, "") for column in columns] for line in lines])


def _files(reader: Reader, key: str) -> dict:
	names = section_files.names_of(reader.doc)
	rows = [
		[cstr(file.caption), names.get(file.file) or section_files.name_of(file.file)]
		for file in reader.rows("files")
		if file.section == key
	]
	return {"columns": [_("Caption"), _("File")], "rows": rows or [["", ""]]}


def _options(row, rule) -> Iterator[dict]:
	choices = pure.lines(rule.choices) if rule else ()
	for choice in dict.fromkeys([*choices, cstr(row.answer)]):
		if choice:
			yield {"label": choice, "ticked": choice == row.answer}


def _whole_table(reader: Reader, df) -> dict:
	"""A table of the form that has no place of its own on the paper, with the columns of its list."""
	columns = [column for column in frappe.get_meta(df.options).fields if column.in_list_view]
	return reader.table(df.fieldname, *(column.fieldname for column in columns))


def _filled(columns: list[str], rows: list[list[str]]) -> dict:
	return {"columns": columns, "rows": rows or [[""] * len(columns)]}


def _is_filled(reader: Reader, name: str) -> bool:
	value = reader.value(name)
	return bool(value.strip() if isinstance(value, str) else value)
