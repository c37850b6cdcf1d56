"""Whether those who type or try a condition may know what it looks up.

A condition sees every record, because a rule gives the same whoever asks. So what it gives, and the error that it runs
into, would tell its writer about records that nobody shows them: of other apps, or sheets that are keyed by others.
"""

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.db_query import DatabaseQuery

from brand_union.domain import condition_text
from brand_union.domain.condition_text import LookUp


def problem(condition: str) -> str | None:
	"""Why the acting user may not use a readable condition, as a sentence; None if everything may be known."""
	return next((fault for one in condition_text.look_ups(condition) if (fault := _fault(one))), None)


def _fault(asked: LookUp) -> str | None:
	if not frappe.db.exists("DocType", {"name": asked.doctype}):
		return _("there is no DocType {0}").format(asked.doctype)
	if not _reads_all(asked.doctype):
		return _("it looks up {0}, and you may not read every record of it").format(_(asked.doctype))
	meta = frappe.get_meta(asked.doctype)
	closed = {df.fieldname for df in meta.fields if df.permlevel not in meta.get_permlevel_access("read")}
	for field in sorted(closed & asked.fields):
		return _("it looks up {0} of {1}, which you may not read").format(field, _(asked.doctype))
	return None


def _reads_all(doctype: str) -> bool:
	"""Rows of a table are read with their documents, of whatever DocType these are."""
	meta = frappe.get_meta(doctype)
	if meta.istable:
		parents = _parents_of(doctype)
		return bool(parents) and all(_reads_all(parent) for parent in parents)
	if not frappe.has_permission(doctype, "read"):
		return False
	return bool(meta.issingle) or not DatabaseQuery(doctype).build_match_conditions()


def _parents_of(doctype: str) -> set[str]:
	holds = {"fieldtype": ("in", table_fields), "options": doctype}
	own = frappe.get_all("DocField", {**holds, "parenttype": "DocType"}, pluck="parent", order_by=None)
	return {*own, *frappe.get_all("Custom Field", holds, pluck="dt", order_by=None)}
