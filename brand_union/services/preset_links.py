"""Whether what a file speaks of is there: its organisers, and what its rules link to."""

from collections.abc import Iterable, Iterator
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cstr, escape_html

from brand_union.services.preset_format import (
	MAIN,
	ORGANISER_FIELDS,
	PROGRAMME,
	RECORDS,
	SHEET,
	UNIT,
	Content,
	fields_of,
	unit_keys,
)

PURPOSES = {"selection_sheet": "Selection", "acceptance_sheet": "Acceptance"}
MOST_OF_A_VALUE = 60


def problems_of(content: Content) -> Iterator[str]:
	"""Clauses of unknown fields, wrong organisers, links that lead nowhere; sentences with HTML.

	The records of the file must be sound by themselves.
	"""
	yield from _clauses(content)
	yield from _organisers(content)
	yield from _links_in(content)


def problems_of_units(content: Content, units: dict[str, str]) -> list[str]:
	"""What is wrong with the choice of units: {key of an organiser: Union Unit}."""
	found = []
	for key in unit_keys(content["programme"]):
		if not units.get(key):
			found.append(
				_("Say which unit is {0} here.").format(frappe.bold(escape_html(title_of(content, key))))
			)
		elif not frappe.db.exists(UNIT, units[key]):
			found.append(_("The organiser {0} is not a Union Unit.").format(bold(units[key])))
	unknown = sorted(units.keys() - {MAIN, *unit_keys(content["programme"])})
	return found + [_("The programme speaks of no organiser {0}.").format(bold(key)) for key in unknown]


def title_of(content: Content, key: str) -> str:
	"""What the file calls one of its organisers."""
	rows = content.get("organisers") or []
	title = next((row.get("title") for row in rows if row.get("key") == key), None)
	return title or (_("the organiser") if key == MAIN else key)


def repeats(values: Iterable[Any]) -> list[tuple[int, Any]]:
	"""(number, value) of each value that was there before; empty ones do not count."""
	seen, found = [], []
	for number, value in enumerate(values, 1):
		if value not in (None, "") and value in seen:
			found.append((number, value))
		seen.append(value)
	return found


def bold(value: Any) -> str:
	"""A value of the file, shortened, so that it stands out in a sentence."""
	text = cstr(value)
	return frappe.bold(escape_html(text if len(text) <= MOST_OF_A_VALUE else f"{text[:MOST_OF_A_VALUE]}…"))


def _clauses(content: Content) -> Iterator[str]:
	known = {df.fieldname for df in fields_of(PROGRAMME)}
	for field, clause in (content.get("clauses") or {}).items():
		if field not in known:
			yield _("{0}: {1} has no field {2}.").format(_("Clauses"), _(PROGRAMME), bold(field))
		elif not isinstance(clause, str):
			yield _("{0}: {1} is {2}; {3}").format(_("Clauses"), field, bold(clause), _("it must be text."))


def _organisers(content: Content) -> Iterator[str]:
	rows = content.get("organisers") or []
	for number, row in enumerate(rows, 1):
		place = _("{0}, row {1}").format(_("Organisers"), number)
		for field in sorted(row.keys() - set(ORGANISER_FIELDS)):
			yield _("{0}: {1} has no field {2}.").format(place, _("Organisers"), bold(field))
		if not row.get("key") or not all(isinstance(value, str) for value in row.values()):
			yield _("{0}: it takes a key and a title, both as text.").format(place)
	for number, key in repeats(row.get("key") for row in rows):
		yield _("{0}: {1} is there already.").format(
			_("{0}, row {1}").format(_("Organisers"), number), bold(key)
		)
	yield from _unknown_organisers(content, {MAIN, *(cstr(row.get("key")) for row in rows)})


def _unknown_organisers(content: Content, known: set[str]) -> Iterator[str]:
	for key in unit_keys(content["programme"]):
		if key not in known:
			yield _("{0}: {1} is not among the organisers of the file.").format(_(PROGRAMME), bold(key))


def _links_in(content: Content) -> Iterator[str]:
	"""What the programme links to comes with the file or is on the site."""
	yield from _links_of(content, PROGRAMME, content["programme"], _(PROGRAMME))
	for df in fields_of(PROGRAMME):
		if df.fieldtype in table_fields:
			for number, row in enumerate(content["programme"].get(df.fieldname) or [], 1):
				place = _("{0}, {1}, row {2}").format(_(PROGRAMME), _(df.label, context=df.parent), number)
				yield from _links_of(content, df.options, row, place)


def _links_of(content: Content, doctype: str, record: Content, place: str) -> Iterator[str]:
	for df in fields_of(doctype):
		name = record.get(df.fieldname)
		if df.fieldtype != "Link" or df.options == UNIT or not name:
			continue
		if df.fieldname in PURPOSES and df.options == SHEET:
			yield from _sheet(content, df.fieldname, name, place)
		elif name not in _own(content, df.options) and not frappe.db.exists(df.options, name):
			yield _("{0}: there is no {1} {2}.").format(place, _(df.options), bold(name))


def _own(content: Content, doctype: str) -> set[str]:
	"""The names of the records of a DocType that the file brings along."""
	part = next((part for part, (kind, _key) in RECORDS.items() if kind == doctype), None)
	key = RECORDS[part][1] if part else ""
	return {cstr(record.get(key)) for record in content.get(part) or []} if part else set()


def _sheet(content: Content, field: str, name: str, place: str) -> Iterator[str]:
	own = {sheet.get("sheet_name"): sheet.get("purpose") for sheet in content["score_sheets"]}
	found = own.get(name) or frappe.db.get_value(SHEET, name, "purpose")
	if found != PURPOSES[field]:
		yield _("{0}: there is no score sheet {1} for {2}.").format(place, bold(name), _(PURPOSES[field]))
