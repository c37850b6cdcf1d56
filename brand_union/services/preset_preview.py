"""What loading a file would make, before it is loaded."""

from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cstr, format_date

from brand_union.services.preset_check import problems_of
from brand_union.services.preset_create import sheet_names
from brand_union.services.preset_format import (
	MAIN,
	PROGRAMME,
	TAG,
	UNIT,
	Content,
	fields_of,
	unit_keys,
)
from brand_union.services.preset_links import title_of

# What stands for a row of a table when it is told in one line; other rows are counted.
TOLD_BY = {
	"awards": "award_title",
	"tiers": "tier",
	"checks": "item",
	"endorsements": "endorsement",
}


def preview(content: Content) -> dict[str, Any]:
	"""{title, source, programme_code, programme_name, taken_by, organisers, parts, problems}.

	`organisers`: [{key, title, unit_type, unit}] with a unit of this site that fits, if only one does; `parts`:
	[{part, count, text}]; `taken_by`: the programme that has the code already; `problems`: sentences with HTML.
	With problems there is nothing else to tell.
	"""
	problems = problems_of(content)
	head = {key: cstr(content.get(key)) for key in ("title", "source")}
	if problems:
		return {**head, "problems": problems}
	programme = content["programme"]
	code = programme["programme_code"]
	return {
		**head,
		"programme_code": code,
		"programme_name": programme["programme_name"],
		"taken_by": cstr(frappe.db.get_value(PROGRAMME, code, "programme_name")),
		"organisers": [_organiser(content, key) for key in unit_keys(programme)],
		"parts": [*_records(content), *_tables(programme)],
		"problems": [],
	}


def _organiser(content: Content, key: str) -> dict[str, str]:
	rows = content.get("organisers") or []
	unit_type = next((cstr(row.get("unit_type")) for row in rows if row.get("key") == key), "")
	title = title_of(content, key)
	return {"key": key, "title": title, "unit_type": unit_type, "unit": _fitting(key, title, unit_type)}


def _fitting(key: str, title: str, unit_type: str) -> str:
	"""The unit of this site with that name, or the only one of that kind; for the organiser the only root."""
	for filters in (
		{"unit_name": title},
		{"unit_type": unit_type or " "},
		{"parent_union_unit": ("is", "not set")},
	):
		if "parent_union_unit" in filters and key != MAIN:
			continue
		names = frappe.get_all(
			UNIT, {**filters, "status": "Active"}, pluck="name", order_by="name asc", limit=2
		)
		if len(names) == 1:
			return names[0]
	return ""


def _records(content: Content) -> list[dict]:
	code = content["programme"]["programme_code"]
	sheets = sheet_names(content, code)
	tags = [tag["tag_name"] for tag in content.get("tags") or []]
	return [
		_part(_("Categories"), [row["category_name"] for row in content["categories"]]),
		_part(_("Score Sheets"), [_sheet_text(name, here) for name, here in sheets.items()]),
		*([_part(_("Tags"), [_with_state(TAG, tag) for tag in tags])] if tags else []),
	]


def _sheet_text(name: str, here: str) -> str:
	if name != here:
		return _("{0} (another one has this name here, so it becomes {1})").format(name, here)
	return _with_state("Score Sheet", name)


def _with_state(doctype: str, name: str) -> str:
	return _("{0} (is here already)").format(name) if frappe.db.exists(doctype, name) else name


def _tables(programme: Content) -> list[dict]:
	tables = [
		df for df in fields_of(PROGRAMME) if df.fieldtype in table_fields and programme.get(df.fieldname)
	]
	return [
		_part(
			_(df.label, context=PROGRAMME),
			_told(df.fieldname, programme[df.fieldname]),
			len(programme[df.fieldname]),
		)
		for df in tables
	]


def _told(field: str, rows: list[dict]) -> list[str]:
	if field == "windows":
		return [_window(row) for row in rows]
	return [cstr(row.get(TOLD_BY[field])) for row in rows] if field in TOLD_BY else []


def _window(row: dict) -> str:
	phase = _(row["phase"], context="Brand Programme Window")
	return f"{phase} {format_date(row['opens_on'])} – {format_date(row['closes_on'])}"


def _part(label: str, names: list[str], count: int | None = None) -> dict:
	return {"part": label, "count": len(names) if count is None else count, "text": " · ".join(names)}
