"""Frappe's own workflow button, with the one check that it lacks."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow as frappe_apply_workflow
from frappe.utils import get_datetime

from brand_union.domain import lifecycle
from brand_union.services import arguments
from brand_union.services.atomic import until_free
from brand_union.services.errors import BrandError


@frappe.whitelist(methods=["POST"])
def apply_workflow(doc: str | dict, action: str) -> Document:
	"""Apply a workflow action, but not to a version that the user has never seen.

	Frappe reloads the document before it acts, so without this somebody may approve what was changed a
	moment ago. Takes what Frappe's method takes; raises TimestampMismatchError.
	"""
	seen = _as_sent(doc)
	if seen["doctype"] not in lifecycle.workflow_doctypes():
		return frappe_apply_workflow(doc, action)

	def act() -> Document:
		if seen.get("modified"):
			_demand_latest(seen)
		return frappe_apply_workflow(doc, action)

	return until_free(act)


def _as_sent(doc: str | dict) -> dict:
	seen = arguments.parsed(doc)
	if not isinstance(seen, dict) or not (seen.get("doctype") and seen.get("name")):
		frappe.throw(_("The request names no document. Reload the page and try again."), BrandError)
	return seen


def _demand_latest(seen: dict) -> None:
	stored = frappe.db.get_value(seen["doctype"], seen["name"], ["modified", "modified_by"], as_dict=True)
	if stored and get_datetime(stored.modified) != get_datetime(seen["modified"]):
		frappe.throw(
			_(
				"{0} was changed by {1} after you opened it. Reload it, look at the change, and then decide."
			).format(seen["name"], frappe.utils.get_fullname(stored.modified_by)),
			frappe.TimestampMismatchError,
		)
