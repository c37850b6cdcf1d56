"""The comments of the jury that are meant for the unit: told when the decision is released, and not before.

Without names where the panel hides its jurors. What a juror wrote for the committee stays with the office.
"""

from itertools import groupby

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_fullname

from brand_union.persons import person
from brand_union.scopes import is_of_office
from brand_union.services import assignments, phase_rights, sheets
from brand_union.services.panels import ACCEPTANCE, SELECTION

PURPOSE = {"Brand Project": (SELECTION, "project"), "Brand Acceptance": (ACCEPTANCE, "acceptance")}


@frappe.whitelist(methods=["GET"])
def of_document(doctype: str, name: str) -> list[dict]:
	"""[{"panel": its name, "comments": [{"juror": name or "", "text"}]}] of every released decision on the document.

	Takes the right to read the document, and belonging to its unit or its office. Raises PermissionError, and
	WindowClosed for a unit on a day on which the cycle shows it no results.
	"""
	if doctype not in PURPOSE:
		raise frappe.PermissionError
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	if not is_of_office(doc) and doc.unit not in person().units:
		frappe.throw(_("The jury's comments are for the unit and the office."), frappe.PermissionError)
	phase_rights.demand_results_shown(doc, doc.get("project") or name)
	rows = _released(doctype, name)
	return [
		{"panel": panel, "comments": [_comment(row) for row in group]}
		for panel, group in groupby(rows, key=lambda row: row.panel_name)
	]


def _comment(row) -> dict:
	juror = "" if cint(row.hide_jurors) else get_fullname(row.juror)
	return {"juror": juror, "text": cstr(row.comment_to_unit).strip()}


def _released(doctype: str, name: str) -> list[dict]:
	"""Comments on handed-in sheets of sealed panels with a released decision; random order within a panel."""
	purpose, field = PURPOSE[doctype]
	query, assignment, panel = assignments.with_panels()
	review = frappe.qb.DocType("Brand Review")
	decision, decided = frappe.qb.DocType("Brand Decision"), frappe.qb.DocType("Brand Decision Row")
	released = (
		frappe.qb.from_(decided)
		.join(decision)
		.on(decision.name == decided.parent)
		.select(decision.panel)
		.where((decided[field] == name) & (decision.status == "Released") & (decision.purpose == purpose))
	)
	return (
		query.join(review)
		.on(review.name == assignment.review)
		.select(panel.panel_name, panel.hide_jurors, review.juror, review.comment_to_unit)
		.where((assignment[field] == name) & panel.name.isin(released))
		.where((review.status == sheets.SUBMITTED) & (review.comment_to_unit != ""))
		.orderby(panel.creation)
		.orderby(panel.name)
		.orderby(review.name)
	).run(as_dict=True)
