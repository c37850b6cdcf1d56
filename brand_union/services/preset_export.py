"""From a programme to the file that another school can load."""

from typing import Any

import frappe
from frappe.model import table_fields
from frappe.utils import cstr

from brand_union.services.preset_format import (
	CATEGORY,
	FORMAT,
	MAIN,
	PROGRAMME,
	SHEET,
	TAG,
	UNIT,
	Content,
	fields_of,
	links_to,
	plain,
	tables_of,
)


@frappe.whitelist(methods=["GET"])
def download(programme: str) -> None:
	"""Send a programme with its categories, tags and score sheets as a file; for whoever may export it."""
	doc = frappe.get_doc(PROGRAMME, programme)
	frappe.response.update(
		{
			"type": "download",
			"content_type": "application/json",
			"filename": f"{doc.name} {doc.base_year}.json",
			"filecontent": to_text(content_of(doc)).encode("utf-8"),
		}
	)


def to_text(content: Content) -> str:
	"""The text of a file, as the shipped ones are written."""
	return frappe.as_json(content, indent=1, separators=(",", ": "), ensure_ascii=False) + "\n"


def content_of(programme) -> Content:
	"""The content of a programme's file (see preset_format). Takes the right to export the programme."""
	programme.check_permission("export")
	record = record_of(programme)
	keys = _keys_of_units(record)
	_replace_units(record, keys)
	return {
		"format": FORMAT,
		"title": programme.programme_name,
		"source": cstr(programme.document_number),
		"organisers": _organisers(keys),
		"tags": _records(TAG, _linked(record, TAG)),
		"programme": record,
		"clauses": {row.rule: row.clause for row in programme.clauses},
		"categories": _categories(programme.name),
		"score_sheets": _records(SHEET, _linked(record, SHEET)),
	}


def record_of(doc) -> Content:
	"""A record as a file holds it; what is empty, and empty by default, is left out."""
	found = {}
	for df in fields_of(doc.doctype):
		value = _value(df, doc.get(df.fieldname))
		if value or df.default:
			found[df.fieldname] = value
	return found


def _value(df, value: Any) -> Any:
	if df.fieldtype in table_fields:
		return [record_of(row) for row in value or []]
	return plain(df, value)


def _keys_of_units(record: Content) -> dict[str, str]:
	"""{Union Unit: its key in the file}, the organiser first."""
	units = dict.fromkeys([record["organiser"], *_linked(record, UNIT)])
	return {unit: MAIN if number == 0 else f"organiser_{number + 1}" for number, unit in enumerate(units)}


def _linked(record: Content, target: str) -> list[str]:
	"""The records of a DocType that a programme and its rows link to, each once."""
	found = [record.get(field) for field in links_to(PROGRAMME, target)]
	for field, child in tables_of(PROGRAMME):
		found += [row.get(link) for row in record.get(field) or [] for link in links_to(child, target)]
	return list(dict.fromkeys(name for name in found if name))


def _replace_units(record: Content, keys: dict[str, str]) -> None:
	rows = [(PROGRAMME, record)]
	rows += [(child, row) for field, child in tables_of(PROGRAMME) for row in record.get(field) or []]
	for doctype, row in rows:
		for field in links_to(doctype, UNIT):
			if row.get(field):
				row[field] = keys[row[field]]


def _organisers(keys: dict[str, str]) -> list[Content]:
	units = {
		row.name: row
		for row in frappe.get_all(
			UNIT, {"name": ("in", list(keys))}, ["name", "unit_name", "unit_type"], order_by=None
		)
	}
	return [
		{"key": key, "title": units[unit].unit_name, "unit_type": units[unit].unit_type}
		for unit, key in keys.items()
	]


def _categories(programme: str) -> list[Content]:
	names = frappe.get_all(
		CATEGORY, {"programme": programme}, pluck="name", order_by="position asc, category_code asc"
	)
	return _records(CATEGORY, names)


def _records(doctype: str, names: list[str]) -> list[Content]:
	# Who may export the programme may export what its rules stand on.
	return [record_of(frappe.get_doc(doctype, name)) for name in names]
