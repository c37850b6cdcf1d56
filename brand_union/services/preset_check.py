"""What keeps a file from becoming a programme: one sentence for each place, before anything is written."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cint

from brand_union.services import preset_links
from brand_union.services.preset_format import (
	DECIMAL,
	HEAD,
	NEEDED,
	PARTS,
	PROGRAMME,
	RECORDS,
	UNIT,
	Content,
	fields_of,
)
from brand_union.services.preset_links import bold, repeats

CLAUSE = "clause"
LARGEST = 2**31 - 1


def problems_of(content: Content) -> list[str]:
	"""Every place of the file that cannot become a record; sentences with HTML. Empty for a sound file."""
	return [*_structure(content)] or [*_records(content)] or [*preset_links.problems_of(content)]


def _structure(content: Content) -> Iterator[str]:
	for part in sorted(content.keys() - {*PARTS, *HEAD}):
		yield _("A programme's file has no part {0}.").format(bold(part))
	for part, kind in PARTS.items():
		if part not in content and part not in NEEDED:
			continue
		if not isinstance(content.get(part), kind):
			yield _("The preset has no part {0}.").format(frappe.bold(part))
		elif kind is list:
			yield from _no_records(part, content[part])


def _no_records(part: str, rows: list) -> Iterator[str]:
	for number, row in enumerate(rows, 1):
		if not isinstance(row, dict):
			yield _("{0}, row {1}: this is no record.").format(frappe.bold(part), number)


def _records(content: Content) -> Iterator[str]:
	yield from _record(PROGRAMME, content["programme"], _(PROGRAMME))
	for part, (doctype, key) in RECORDS.items():
		records = content.get(part) or []
		for number, record in enumerate(records, 1):
			yield from _record(doctype, record, _place(doctype, number))
		for number, value in repeats(record.get(key) for record in records):
			yield _("{0}: {1} is there already.").format(_place(doctype, number), bold(value))


def _place(doctype: str, number: int) -> str:
	return _("{0} {1}").format(_(doctype), number)


def _record(doctype: str, record: Content, place: str) -> Iterator[str]:
	yield from _fields(doctype, record, place)
	for df in fields_of(doctype):
		rows = record.get(df.fieldname)
		if df.fieldtype in table_fields and isinstance(rows, list):
			yield from _rows(df, rows, place)


def _rows(df, rows: list, place: str) -> Iterator[str]:
	label = _(df.label, context=df.parent)
	for number, row in enumerate(rows, 1):
		where = _("{0}, {1}, row {2}").format(place, label, number)
		if isinstance(row, dict):
			yield from _fields(df.options, row, where)
		else:
			yield _("{0}: this is no row.").format(where)
	for number, _value in repeats(_key_of_row(row) for row in rows):
		where = _("{0}, {1}, row {2}").format(place, label, number)
		yield _("{0}: the row is there already.").format(where)


def _key_of_row(row: Any) -> str | None:
	if not isinstance(row, dict):
		return None
	return frappe.as_json({key: value for key, value in row.items() if key != CLAUSE})


def _fields(doctype: str, record: Content, place: str) -> Iterator[str]:
	fields = fields_of(doctype)
	for field in sorted(record.keys() - {df.fieldname for df in fields}):
		yield _("{0}: {1} has no field {2}.").format(place, _(doctype), bold(field))
	for df in fields:
		value = record.get(df.fieldname)
		if value in (None, "", []):
			if _is_missing(df):
				yield _("{0}: {1} is missing.").format(place, _(df.label, context=df.parent))
		elif fault := _fault(df, value):
			yield _("{0}: {1} is {2}; {3}").format(place, _(df.label, context=df.parent), bold(value), fault)


def _is_missing(df) -> bool:
	"""Whether a field must be in the file; a unit that is not named is the organiser."""
	is_organiser = df.parent == PROGRAMME and df.options == UNIT
	return bool(df.reqd and not df.default and not is_organiser)


def _fault(df, value: Any) -> str | None:
	"""What is wrong with a value of a field; None if nothing."""
	if df.fieldtype in table_fields:
		return None if isinstance(value, list) else _("it must be a list of rows.")
	if df.fieldtype == "Check":
		return None if value in (0, 1) else _("it must be 0 or 1.")
	if df.fieldtype == "Int":
		return None if _is_whole(value) else _("it must be a whole number.")
	if df.fieldtype in DECIMAL:
		return None if _is_number(value) else _("it must be a number.")
	if not isinstance(value, str):
		return _("it must be text.")
	return _fault_of_text(df, value)


def _fault_of_text(df, value: str) -> str | None:
	if df.fieldtype == "Select" and value not in (df.options or "").split("\n"):
		return _("it must be one of: {0}.").format((df.options or "").strip().replace("\n", ", "))
	if df.fieldtype == "Date" and not _is_date(value):
		return _("it must be a date like 2030-12-31.")
	return None


def _is_date(value: str) -> bool:
	try:
		return date.fromisoformat(value).isoformat() == value
	except ValueError:
		return False


def _is_number(value: Any) -> bool:
	is_number = isinstance(value, int | float) and not isinstance(value, bool)
	return is_number and abs(value) <= LARGEST


def _is_whole(value: Any) -> bool:
	return _is_number(value) and value == cint(value)
