"""Which fields are rules: those that a programme and a cycle have in common, minus what names and files them."""

import frappe
from frappe.model import default_fields, no_value_fields, table_fields

OWN_FIELDS = frozenset({"programme", "organiser", "status", "description", "document_number"})
PROGRAMME, CYCLE = "Brand Programme", "Brand Cycle"


def rule_fields() -> list:
	"""The fields of a cycle that are rules, in the order of its form; fields that an admin added to both count too."""
	source = frappe.get_meta(PROGRAMME)
	return [
		df
		for df in frappe.get_meta(CYCLE).fields
		if df.fieldname not in OWN_FIELDS
		and source.has_field(df.fieldname)
		and (df.fieldtype in table_fields or df.fieldtype not in no_value_fields)
	]


def fields_of_row(doctype: str) -> list:
	"""The fields of a row of a rule table that people fill in."""
	return [
		df
		for df in frappe.get_meta(doctype).fields
		if df.fieldtype not in no_value_fields and df.fieldname not in default_fields
	]


def plain_row(row) -> dict:
	"""What people filled into a row, by field."""
	return {df.fieldname: row.get(df.fieldname) for df in fields_of_row(row.doctype)}
