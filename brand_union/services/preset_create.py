"""From the content of a file to records: all of them or none, and nothing that is there is changed."""

from copy import deepcopy
from html import unescape

import frappe
from frappe import _
from frappe.utils import cstr, escape_html, strip_html

from brand_union.services.preset_export import record_of
from brand_union.services.preset_format import (
	CATEGORY,
	MAIN,
	PROGRAMME,
	SHEET,
	TAG,
	UNIT,
	Content,
	links_to,
	normal,
	tables_of,
)

SAVEPOINT = "load_programme"


def sheet_names(content: Content, programme: str) -> dict[str, str]:
	"""{score sheet of the file: its name here}: one that is here with other content keeps its name for itself."""
	return {sheet["sheet_name"]: _sheet_name(sheet, programme) for sheet in content["score_sheets"]}


def create(content: Content, programme: str, units: dict[str, str]) -> list[str]:
	"""Create everything of a sound file under the code `programme`; returns what the records' own rules refuse.

	With any problem nothing is left of it. `units`: {key of an organiser: Union Unit}.
	"""
	frappe.db.savepoint(SAVEPOINT)
	names = sheet_names(content, programme)
	problems = [text for tag in content.get("tags") or [] for text in _create(TAG, tag["tag_name"], tag)]
	for sheet in content["score_sheets"]:
		name = names[sheet["sheet_name"]]
		problems += _create(SHEET, name, {**sheet, "sheet_name": name})
	problems = problems or _create(PROGRAMME, programme, _programme(content, programme, units, names))
	if not problems:
		for category in content["categories"]:
			name = f"{programme}-{category['category_code']}"
			problems += _create(CATEGORY, name, {**category, "programme": programme})
	if problems:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_messages()
	return problems


def _sheet_name(sheet: Content, programme: str) -> str:
	name = sheet["sheet_name"]
	if not frappe.db.exists(SHEET, name) or _is_here(sheet, name):
		return name
	number, copy = 1, f"{name} ({programme})"
	while frappe.db.exists(SHEET, copy) and not _is_here({**sheet, "sheet_name": copy}, copy):
		number += 1
		copy = f"{name} ({programme} {number})"
	return copy


def _is_here(sheet: Content, name: str) -> bool:
	return normal(SHEET, record_of(frappe.get_doc(SHEET, name))) == normal(SHEET, sheet)


def _programme(content: Content, code: str, units: dict[str, str], sheets: dict[str, str]) -> Content:
	"""The programme's record with the units, the sheets and the clauses of this site."""
	source = {"organiser": MAIN, **content["programme"], "programme_code": code}
	record = _translated(PROGRAMME, source, units, sheets)
	for field, child in tables_of(PROGRAMME):
		if field in record:
			record[field] = [_translated(child, row, units, sheets) for row in record[field] or []]
	clauses = content.get("clauses") or {}
	record["clauses"] = [{"rule": rule, "clause": clause} for rule, clause in clauses.items()]
	return record


def _translated(doctype: str, record: Content, units: dict[str, str], sheets: dict[str, str]) -> Content:
	found = dict(record)
	for target, names in ((UNIT, units), (SHEET, sheets)):
		for field in links_to(doctype, target):
			if found.get(field):
				found[field] = names.get(found[field], found[field])
	return found


def _create(doctype: str, name: str, record: Content) -> list[str]:
	"""Create a record unless it is there; what its own rules say against it comes back as sentences."""
	if frappe.db.exists(doctype, name):
		return []
	try:
		# A document takes its rows over and writes into them.
		frappe.get_doc({"doctype": doctype, **deepcopy(record)}).insert()
	except (frappe.ValidationError, frappe.NameError) as error:
		return [f"{_(doctype)} {frappe.bold(escape_html(name))}: {_as_text(error)}"]
	return []


def _as_text(error: Exception) -> str:
	"""A refusal without its markup. Frappe's own quote values of the file as they are, also half a tag."""
	return escape_html(unescape(strip_html(cstr(error))))
