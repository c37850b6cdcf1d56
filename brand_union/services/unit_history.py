"""What became of a unit: founded, renamed, went into others, took others over; told to all who may read the unit."""

from collections.abc import Iterator
from itertools import pairwise

import frappe
from frappe import _
from frappe.utils import cstr, format_date, getdate

from brand_union.services import heirs


def of(unit) -> list[dict]:
	"""The entries, oldest first: [{"on", "text", "document_number"}], days in the reader's form."""
	unit.check_permission("read")
	found = sorted(_entries(unit), key=lambda entry: cstr(entry[0] or ""))
	return [
		{"on": format_date(day) if day else "", "text": text, "document_number": cstr(number)}
		for day, text, number in found
	]


def _entries(unit) -> Iterator[tuple]:
	if unit.founded_on:
		yield unit.founded_on, _("Founded"), ""
	yield from _names(unit)
	yield from _taken_over(unit)
	yield from _given_away(unit)
	if unit.dissolved_on:
		yield unit.dissolved_on, _("Dissolved"), ""


def _names(unit) -> Iterator[tuple]:
	rows = sorted(unit.former_names, key=lambda row: (getdate(row.used_until), row.idx))
	names = [*(row.former_name for row in rows), unit.unit_name]
	for row, (old, new) in zip(rows, pairwise(names), strict=True):
		yield row.used_until, _("Renamed from {0} to {1}").format(old, new), row.document_number


def _taken_over(unit) -> Iterator[tuple]:
	"""Units that name this one as their successor; their names are told, and nothing else of them."""
	row, old = frappe.qb.DocType(heirs.TABLE), frappe.qb.DocType(heirs.UNIT)
	query = frappe.qb.from_(row).join(old).on((old.name == row.parent) & (row.parenttype == heirs.UNIT))
	fields = (old.unit_name, old.status, row.since, row.document_number)
	for name, status, since, number in query.select(*fields).where(row.successor == unit.name).run():
		gone = status == heirs.DISSOLVED
		text = _("Goes on with the work of {0}") if gone else _("Took over a part of {0}")
		yield since, text.format(name), number


def _given_away(unit) -> Iterator[tuple]:
	for row in unit.successors:
		if unit.status == heirs.DISSOLVED:
			text = _("{0} goes on with its work")
		else:
			text = _("Gave a part of its work to {0}")
		yield row.since, text.format(row.successor_name), row.document_number
