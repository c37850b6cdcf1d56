"""What a caller may change by hand.

Frappe treats `read_only` as a matter of the browser: a plain REST save may write such a field. Here it
binds on the server. Services that write computed fields say so with `doc.flags.by_service`, which no
request can set.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

from brand_union.services.errors import FrozenContent

# Written by services/stage.py alone, which checks every change of them itself.
STAGE_FIELDS = frozenset({"workflow_state", "stage"})
NUMBERS = ("Int", "Check", "Float", "Currency", "Percent")


@contextmanager
def as_service(doc) -> Iterator[None]:
	"""Let the calling service write read-only fields of `doc`; permission is the service's own duty."""
	before = doc.flags.by_service
	doc.flags.by_service = True
	try:
		yield
	finally:
		doc.flags.by_service = before


def enforce_read_only(doc, fixed_tables: Iterable[str] = ()) -> None:
	"""Refuse a change of a read-only field, in the document or in a row; rows of `fixed_tables` stay.

	Raises FrozenContent with the field, the row and both values. A new document (also a duplicate, an import
	or a deleted one restored) just loses what only the system fills in.
	"""
	if doc.flags.by_service:
		return
	before = doc.get_doc_before_save()
	if before:
		_enforce(doc, before, place="")
	else:
		_blank_read_only(doc)
	for table in doc.meta.get_table_fields():
		_enforce_rows(doc, before, table, table.read_only or table.fieldname in set(fixed_tables))


def freeze(doc, fields: Iterable[str], why: str) -> None:
	"""Refuse any change of `fields` (tables by their whole content); `why` is a translated sentence."""
	before = doc.get_doc_before_save()
	if doc.flags.by_service or not before:
		return
	changed = changed_fields(doc, before, fields)
	if changed:
		labels = ", ".join(_(doc.meta.get_label(field), context=doc.doctype) for field in changed)
		frappe.throw(f"{labels}: {why}", FrozenContent, title=_("Not Saved"))


def changed_fields(doc, before, fields: Iterable[str]) -> list[str]:
	"""Those of `fields` that differ between a document and its saved version."""
	return [field for field in fields if _changed(doc, before, field)]


def content_fields(meta) -> list[str]:
	"""Fields that people type: with a value, not read-only, tables included."""
	return [
		df.fieldname
		for df in meta.fields
		if (df.fieldtype in table_fields or df.fieldtype not in no_value_fields) and not df.read_only
	]


def _enforce(doc, before, place: str) -> None:
	for df in doc.meta.fields:
		if not _is_computed(df):
			continue
		old = before.get(df.fieldname)
		if not _same(df, doc.get(df.fieldname), old):
			frappe.throw(
				_(
					"{0} is filled in by the system and cannot be changed from {1} to {2}. Reload the document."
				).format(
					": ".join(part for part in (place, _(df.label, context=df.parent)) if part),
					frappe.bold(cstr(old) or _("empty")),
					frappe.bold(cstr(doc.get(df.fieldname))),
				),
				FrozenContent,
				title=_("Not Saved"),
			)


def _is_computed(df) -> bool:
	is_value = df.fieldtype not in no_value_fields and df.fieldtype not in table_fields
	return bool(df.read_only) and is_value and df.fieldname not in STAGE_FIELDS


def _enforce_rows(doc, before, table, fixed: bool) -> None:
	old_rows = {row.name: row for row in (before.get(table.fieldname) if before else [])}
	if table.read_only and not before:
		doc.set(table.fieldname, [])
	rows = doc.get(table.fieldname) or []
	if fixed and before and {row.name for row in rows} != set(old_rows):
		frappe.throw(
			_("Rows of {0} are made by the system and cannot be added or removed by hand.").format(
				_(table.label, context=table.parent)
			),
			FrozenContent,
			title=_("Not Saved"),
		)
	for row in rows:
		old = old_rows.get(row.name)
		if old:
			_enforce(row, old, place=_("{0}, row {1}").format(_(table.label, context=table.parent), row.idx))
		else:
			_demand_new(row, before, table)
			_blank_read_only(row)


def _demand_new(row, before, table) -> None:
	"""A row that names another document's row would be taken away from there when this one is saved."""
	if before and row.name and not row.is_new():
		frappe.throw(
			_("{0}, row {1} belongs to another document. Remove it and enter it as a new row.").format(
				_(table.label), row.idx
			),
			FrozenContent,
			title=_("Not Saved"),
		)


def _blank_read_only(row) -> None:
	"""Something new brings no computed values of its own; the controller fills them."""
	for df in row.meta.fields:
		if df.read_only and df.fieldtype not in no_value_fields:
			row.set(df.fieldname, _default(df))


def _changed(doc, before, field: str) -> bool:
	df = doc.meta.get_field(field)
	if df.fieldtype in table_fields:
		return _rows_as_values(doc.get(field)) != _rows_as_values(before.get(field))
	return not _same(df, doc.get(field), before.get(field))


def _rows_as_values(rows) -> list[tuple]:
	return [
		tuple(
			_comparable(df, row.get(df.fieldname))
			for df in row.meta.fields
			if df.fieldtype not in no_value_fields and not df.read_only
		)
		for row in rows or []
	]


def _same(df, left, right) -> bool:
	return _comparable(df, left) == _comparable(df, right)


def _comparable(df, value):
	if df.fieldtype in ("Int", "Check"):
		return cint(value)
	if df.fieldtype in NUMBERS:
		return flt(value, 9)
	if df.fieldtype == "Datetime":
		return cstr(value).split(".")[0]
	return cstr(value)


def _default(df):
	return df.default if df.default and not str(df.default).startswith(("Today", "Now")) else None
