"""What a juror reads about a project: a frozen list of sections, without links, files or bookkeeping.

Which sections, and which of them stay when units are hidden, are rows of the cycle (`sections`). People and
units have their own list here, because a mistaken tick in the cycle must not uncover them.
"""

from collections.abc import Iterator
from decimal import Decimal

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

from brand_union.domain.money import yuan

APPLICATION = "Application"
SUMMARY = "Summary"
FORM_OF = {"Brand Project": APPLICATION, "Brand Acceptance": SUMMARY}

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
	"doctype": of the rows, "choices": [column labels], "rows": [{column label: text}]}. Empty sections are
	left out. Labels and choices stay in English: who shows the packet translates them, with the DocType
	as context.
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
	found = []
	for section in cycle.sections:
		df = doc.meta.get_field(section.field_name)
		if section.form != form or not section.shown_to_jurors or not df or df.permlevel:
			continue
		if hide_unit and (not section.identity_free or df.fieldname in IDENTIFYING):
			continue
		entry = _entry(doc, df, section.label or df.label, hide_unit)
		if entry:
			found.append(entry)
	return found


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
