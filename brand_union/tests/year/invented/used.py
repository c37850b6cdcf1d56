"""Which rules of the programmes have been set at all: every field of their tables, and every choice of a field.

A rule counts as set where a programme or cycle holds a value that a new row would not have by itself.
"""

from collections.abc import Iterable, Iterator

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

# A cycle holds the rules of its programme as they were when it was opened.
RULES_OF = {"Brand Cycle": "Brand Programme"}
NUMBERS = ("Int", "Float", "Currency", "Percent", "Check")

Rule = tuple[str, str, str]


def known_rules(doctype: str) -> set[Rule]:
	"""(DocType, field, choice) of a DocType and of its tables; the choice is "" where a field has none."""
	return {rule for df in _fields(doctype) for rule in _rules_of(df)}


def used_rules(docs: Iterable[dict]) -> set[Rule]:
	"""The same for what these documents hold, as REST gives them."""
	return {rule for doc in docs for rule in _used(doc, RULES_OF.get(doc["doctype"], doc["doctype"]))}


def never_used(doctypes: Iterable[str], docs: Iterable[dict]) -> list[Rule]:
	"""The rules of these DocTypes that no document sets; there are no exceptions."""
	known = {rule for doctype in doctypes for rule in known_rules(doctype)}
	return sorted(known - used_rules(docs))


def _rules_of(df) -> Iterator[Rule]:
	if df.fieldtype in table_fields:
		yield from known_rules(df.options)
	elif df.fieldtype == "Select":
		yield from ((df.parent, df.fieldname, choice) for choice in df.options.split("\n") if choice)
	else:
		yield df.parent, df.fieldname, ""


def _used(doc: dict, doctype: str) -> Iterator[Rule]:
	for df in _fields(doctype):
		if df.fieldname not in doc:
			continue
		value = doc[df.fieldname]
		if df.fieldtype in table_fields:
			for row in value or ():
				yield from _used(row, df.options)
		elif df.fieldtype == "Select":
			yield doctype, df.fieldname, cstr(value)
		elif _is_set(df, value):
			yield doctype, df.fieldname, ""


def _is_set(df, value) -> bool:
	if df.fieldtype in NUMBERS:
		return flt(value) != flt(df.default)
	return bool(cstr(value).strip()) and cstr(value) != cstr(df.default)


def _fields(doctype: str) -> list:
	return [
		df
		for df in frappe.get_meta(doctype).fields
		if (df.fieldtype in table_fields or df.fieldtype not in no_value_fields) and not cint(df.read_only)
	]
