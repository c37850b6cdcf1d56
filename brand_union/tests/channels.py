"""The ways in which Frappe answers whether there is a document, and what stands in its fields."""

import json

import frappe
from frappe import client
from frappe.desk import reportview
from frappe.model import table_fields


def in_list(doctype: str, name: str) -> bool:
	return bool(frappe.get_list(doctype, filters={"name": name}, pluck="name"))


def in_report_view(doctype: str, name: str) -> bool:
	ask(doctype, name)
	return bool(reportview.get())


def counted(doctype: str, name: str) -> bool:
	ask(doctype, name)
	return bool(reportview.get_count())


def as_document(doctype: str, name: str) -> bool:
	return bool(frappe.has_permission(doctype, "read", name))


def over_rest(doctype: str, name: str) -> bool:
	return bool(client.get(doctype, name))


def by_value(doctype: str, name: str) -> bool:
	return bool(client.get_value(doctype, "name", {"name": name}))


def ask(doctype: str, name: str) -> None:
	frappe.local.form_dict = frappe._dict(
		doctype=doctype,
		fields=json.dumps([f"`tab{doctype}`.`name`"]),
		filters=json.dumps([[doctype, "name", "=", name]]),
		start=0,
		page_length=20,
	)


def fields_with_rows(doctype: str) -> list[tuple]:
	"""(DocType of the column, field) for a DocType and its tables."""
	meta = frappe.get_meta(doctype)
	tables = [doctype, *(table.options for table in meta.get_table_fields())]
	return [(table, df) for table in tables for df in frappe.get_meta(table).fields]


def values_on_levels(doctype: str, name: str) -> dict[tuple[str, str], object]:
	"""{(DocType of the column, field): value} as the document is told, of a table its first row."""
	told = client.get(doctype, name)
	rows = {
		df.options: (told.get(df.fieldname) or [{}])[0] for df in frappe.get_meta(doctype).get_table_fields()
	}
	rows[doctype] = told
	columns = [
		(table, df.fieldname)
		for table, df in fields_with_rows(doctype)
		if df.permlevel and df.fieldtype not in table_fields
	]
	return {(table, field): rows[table].get(field) for table, field in columns if rows[table].get(field)}


def listed(doctype: str, name: str, values: dict) -> dict:
	"""Those of the values that a list tells, all of them side by side."""
	columns = {f"c{place}": column for place, column in enumerate(values)}
	fields = [f"`tab{table}`.`{field}` as {alias}" for alias, (table, field) in columns.items()]
	found = frappe.get_list(doctype, fields=["name", *fields], filters={"name": name}) if fields else []
	return {columns[alias]: value for row in found for alias, value in row.items() if alias in columns}


def guessed(doctype: str, name: str, values: dict) -> dict:
	"""Those of the values that a filter confirms."""
	return {
		(table, field): value
		for (table, field), value in values.items()
		if frappe.get_list(doctype, filters=[[doctype, "name", "=", name], [table, field, "=", value]])
	}


CHANNELS = (in_list, in_report_view, counted, as_document, over_rest, by_value)


def answer(channel, *arguments):
	"""What the channel says; False where it is not for this user."""
	try:
		return channel(*arguments)
	except frappe.PermissionError:
		return False
