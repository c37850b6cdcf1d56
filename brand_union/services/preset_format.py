"""The file that holds a programme: its parts, and which fields of a record are in it.

A JSON object:
  "format":       the number of this format;  "title", "source": what the file is, and the document it follows
  "organisers":   [{"key", "title", "unit_type"}], the units that the rules speak of; who loads says which they are
  "tags":         Union Tags;  "categories": Brand Categories;  "score_sheets": Score Sheets with their rows
  "programme":    fields and tables of the Brand Programme
  "clauses":      {field of the programme: clause of the document}; every row has its own "clause"
Links are stable keys: a unit is the key of an organiser, a category its code, a tag and a sheet their name. Which
fields there are is read from the DocTypes, so a field that is added later is in the file as well.
"""

from typing import Any

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

from brand_union.services.errors import BrandError

FORMAT = 1
PROGRAMME, CATEGORY, SHEET = "Brand Programme", "Brand Category", "Score Sheet"
TAG, UNIT = "Union Tag", "Union Unit"
# The organiser of the programme itself.
MAIN = "main"
PARTS = {
	"programme": dict,
	"categories": list,
	"score_sheets": list,
	"tags": list,
	"organisers": list,
	"clauses": dict,
}
NEEDED = ("programme", "categories", "score_sheets")
HEAD = ("format", "preset", "title", "source")
# The lists of records, and by which field each record is known.
RECORDS = {
	"tags": (TAG, "tag_name"),
	"categories": (CATEGORY, "category_code"),
	"score_sheets": (SHEET, "sheet_name"),
}
ORGANISER_FIELDS = ("key", "title", "unit_type")
# Filled in from elsewhere in the file, or by who loads it.
GIVEN = {PROGRAMME: frozenset({"clauses"}), CATEGORY: frozenset({"programme"})}
WHOLE, DECIMAL = ("Int", "Check"), ("Float", "Currency", "Percent")

Content = dict[str, Any]


class PresetProblem(BrandError):
	"""A file that cannot be loaded, with every problem by row."""


def fields_of(doctype: str) -> list:
	"""The DocFields whose values a file holds: what the app itself has, and a person enters."""
	left_out = GIVEN.get(doctype, frozenset())
	return [
		df
		for df in frappe.get_meta(doctype).fields
		if (df.fieldtype not in no_value_fields or df.fieldtype in table_fields)
		and not df.read_only
		and not df.get("is_custom_field")
		and df.fieldname not in left_out
	]


def normal(doctype: str, record: Content) -> Content:
	"""The record with every field of its DocType in one form, so that two can be compared."""
	return {df.fieldname: _normal_value(df, record.get(df.fieldname)) for df in fields_of(doctype)}


def plain(df, value: Any) -> Any:
	"""A single value as a file holds it: a number, or text."""
	if df.fieldtype in WHOLE:
		return cint(value)
	if df.fieldtype in DECIMAL:
		number = flt(value)
		return int(number) if number.is_integer() else number
	return cstr(value)


def links_to(doctype: str, target: str) -> list[str]:
	"""The fields of a DocType that link to another one."""
	return [df.fieldname for df in fields_of(doctype) if df.fieldtype == "Link" and df.options == target]


def tables_of(doctype: str) -> list[tuple[str, str]]:
	"""(field, DocType of its rows) for every table."""
	return [(df.fieldname, df.options) for df in fields_of(doctype) if df.fieldtype in table_fields]


def unit_keys(programme: Content) -> list[str]:
	"""The keys of all units that a programme of a file speaks of, each once, the organiser first."""
	keys = [programme.get("organiser") or MAIN, *_keys_in(PROGRAMME, programme)]
	for field, child in tables_of(PROGRAMME):
		keys += [key for row in programme.get(field) or [] for key in _keys_in(child, row)]
	return list(dict.fromkeys(keys))


def _keys_in(doctype: str, record: Content) -> list[str]:
	return [cstr(record[field]) for field in links_to(doctype, UNIT) if record.get(field)]


def _normal_value(df, value: Any) -> Any:
	if df.fieldtype in table_fields:
		return [normal(df.options, row) for row in value or []]
	return plain(df, df.default if value is None else value)
