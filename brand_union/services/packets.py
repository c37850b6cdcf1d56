"""What a juror reads about a project: a frozen list of sections, without links, files or bookkeeping.

Which sections, and which of them stay when units are hidden, are rows of the cycle (`sections`). People and
units have their own list here, because a mistaken tick in the cycle must not uncover them.
"""

from collections.abc import Iterator
from decimal import Decimal

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

from brand_union.domain import sections as pure
from brand_union.domain.money import yuan
from brand_union.services import section_answers, sections
from brand_union.services.sections import APPLICATION, FORM_OF

# Fields, in the documents or in their rows, that say who applies.
IDENTIFYING = frozenset(
	{
		"unit",
		"unit_name",
		"leader_name",
		"leader_post",
		"leader_phone",
		"leader_email",
		"contact_name",
		"contact_phone",
		"joint_units",
		"team",
		"member_name",
		"responsible",
		"endorsements",
		"continues_project",
		"filed_by",
		"organiser",
		"link",
	}
)
# A file's name and its metadata tell more than its text, and a link leads to the project itself.
NEVER_SHOWN = ("Attach", "Attach Image", "Link", "Dynamic Link", "HTML", "JSON", "Code", "Button")
CHOICES = ("Select", "Check")


def build(doc, cycle, hide_unit: bool, part: str | None = None) -> list[dict]:
	"""The sections of `doc` that the cycle shows to jurors, in the cycle's order.

	Each entry is {"part": form, "label": text, "value": text} or, for a table, {"part", "label",
	"doctype": of the rows, "choices": [column labels], "rows": [{column label: text}]}; a table of the school's
	own has "columns": [in their order] instead of a DocType. Empty sections are left out. Labels and choices stay in
	English: who shows the packet translates them, with the DocType as context.
	"""
	form = part or FORM_OF[doc.doctype]
	entries = [_head(doc, hide_unit)] if form == FORM_OF[doc.doctype] else []
	entries.append(_sections(doc, cycle, form, hide_unit))
	return [{"part": form, **entry} for group in entries for entry in group]


def for_acceptance(acceptance, project, cycle, hide_unit: bool) -> list[dict]:
	"""The summary, followed by the plan as approved that it is measured against."""
	return [
		*build(acceptance, cycle, hide_unit),
		*({"part": APPLICATION, **entry} for entry in _sections(project, cycle, APPLICATION, hide_unit)),
	]


def _head(doc, hide_unit: bool) -> Iterator[dict]:
	if doc.get("category"):
		yield {
			"label": doc.meta.get_label("category"),
			"value": cstr(frappe.get_cached_value("Brand Category", doc.category, "category_name")),
		}
	if not hide_unit and doc.get("unit_name"):
		yield {"label": doc.meta.get_label("unit"), "value": doc.unit_name}


def _sections(doc, cycle, form: str, hide_unit: bool) -> list[dict]:
	shown = (row for row in cycle.sections if row.form == form and row.shown_to_jurors)
	free = (row for row in shown if row.identity_free or not hide_unit)
	rows = [row for row in free if sections.applies(row, doc.get("category"))]
	entries = (_own(doc, row) if sections.is_own(row) else _field(doc, row, hide_unit) for row in rows)
	return [entry for entry in entries if entry]


def _field(doc, row, hide_unit: bool) -> dict | None:
	df = doc.meta.get_field(row.field_name)
	if not df or df.permlevel or (hide_unit and df.fieldname in IDENTIFYING):
		return None
	return _entry(doc, df, row.label or df.label, hide_unit)


def _own(doc, row) -> dict | None:
	"""A section of the school's own, under the title that it was filed with; its files are attachments."""
	given = section_answers.answer_of(doc, row.field_name)
	if not given or given.kind == pure.FILES:
		return None
	if given.kind != pure.TABLE:
		value = section_answers.as_text(doc, given)
		return {"label": given.title, "value": value} if value else None
	lines = section_answers.table_of(given.answer)
	columns = section_answers.columns_of(row, lines)
	rows = [{column: line.get(column, "") for column in columns} for line in lines]
	return {"label": given.title, "columns": columns, "choices": [], "rows": rows} if rows else None


def _entry(doc, df, label: str, hide_unit: bool) -> dict | None:
	if df.fieldtype in table_fields:
		rows = _without_empty_columns([_row(row, hide_unit) for row in doc.get(df.fieldname) or []])
		return _table(label, frappe.get_meta(df.options), rows) if rows else None
	if df.fieldtype in NEVER_SHOWN or df.fieldtype in no_value_fields:
		return None
	value = _text(df, doc.get(df.fieldname))
	return {"label": label, "value": value} if value else None


def _table(label: str, meta, rows: list[dict[str, str]]) -> dict:
	choices = [df.label for df in meta.fields if df.fieldtype in CHOICES and df.label in rows[0]]
	return {"label": label, "doctype": meta.name, "choices": choices, "rows": rows}


def _row(row, hide_unit: bool) -> dict[str, str]:
	return {
		df.label: _text(df, row.get(df.fieldname))
		for df in row.meta.fields
		if df.fieldtype not in (*NEVER_SHOWN, *no_value_fields)
		and not (hide_unit and df.fieldname in IDENTIFYING)
	}


def _without_empty_columns(rows: list[dict[str, str]]) -> list[dict[str, str]]:
	used = {label for row in rows for label, text in row.items() if text}
	return [{label: text for label, text in row.items() if label in used} for row in rows]


def _text(df, value) -> str:
	if df.fieldtype == "Currency":
		return f"{yuan(value):,}" if value is not None else ""
	if df.fieldtype == "Check":
		return "Yes" if cint(value) else "No"
	if df.fieldtype in ("Float", "Percent"):
		return format(Decimal(str(flt(value))).normalize(), "f")
	return cstr(value).strip()
