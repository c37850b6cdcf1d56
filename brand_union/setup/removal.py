"""What uninstalling takes away: everything the app put outside its own tables, and nothing else.

No step commits, so that `bench uninstall-app --dry-run` changes nothing.
"""

import frappe

from brand_union import compat
from brand_union.setup import seeded
from brand_union.setup.roles import ROLES
from brand_union.setup.workflows import ACTION, STATE, WORKFLOW

APP = "brand_union"
MODULE = "Brand Union"

# Records about one DocType, by the field that names it: without the DocType they are of no use.
ABOUT_A_DOCTYPE = {
	"Workflow Action": "reference_doctype",
	WORKFLOW: "document_type",
	"Kanban Board": "reference_doctype",
	"Number Card": "document_type",
	"Dashboard Chart": "document_type",
	"Notification": "document_type",
	"User Permission": "allow",
	"Custom Field": "dt",
	"Property Setter": "doc_type",
	"Custom DocPerm": "parent",
	"DocShare": "share_doctype",
	"Assignment Rule": "document_type",
	"Milestone Tracker": "document_type",
	"Auto Repeat": "reference_doctype",
	"List Filter": "reference_doctype",
	"List View Settings": "name",
	"Document Naming Rule": "document_type",
}
# States and actions stay while a workflow of the site still names them.
NAMED_IN_WORKFLOWS = {
	STATE: (
		("Workflow Document State", "state"),
		("Workflow Transition", "state"),
		("Workflow Transition", "next_state"),
	),
	ACTION: (("Workflow Transition", "action"),),
}


def our_doctypes() -> list[str]:
	"""Every DocType of the app's module, child tables included."""
	return frappe.get_all("DocType", filters={"module": MODULE}, pluck="name", order_by="name")


def remove_records_about_us() -> None:
	"""Deletes workflows, boards, permissions and the like that speak of the app's DocTypes."""
	doctypes = our_doctypes()
	for doctype in compat.existing(ABOUT_A_DOCTYPE):
		_delete_all(doctype, {ABOUT_A_DOCTYPE[doctype]: ("in", doctypes)})


def remove_names() -> None:
	"""Deletes the workflow states and actions that the app created and that no workflow names any more."""
	for doctype, places in NAMED_IN_WORKFLOWS.items():
		for name in seeded.created(doctype):
			if not any(frappe.db.exists(child, {field: name}) for child, field in places):
				_delete(doctype, name)


def remove_scheduled_jobs() -> None:
	"""Deletes the app's scheduled jobs and their logs."""
	jobs = frappe.get_all(
		"Scheduled Job Type", filters={"method": ("like", f"{APP}.%")}, pluck="name", order_by="name"
	)
	if jobs:
		frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ("in", jobs)})
	for job in jobs:
		_delete("Scheduled Job Type", job)


def remove_roles(roles: list[str]) -> None:
	"""Deletes roles, and wherever they were given to people, pages, reports and DocTypes."""
	if not roles:
		return
	for doctype in compat.existing(
		("Has Role", "Custom DocPerm", "DocPerm", "Workflow Action Permitted Role")
	):
		frappe.db.delete(doctype, {"role": ("in", roles)})
	for role in roles:
		_delete("Role", role)
	frappe.clear_cache()


def our_roles() -> list[str]:
	"""Our roles, without those that the site had before the app came."""
	noted = seeded.created("Role")
	return [role for role in ROLES if role in noted]


def _delete_all(doctype: str, filters: dict) -> None:
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name"):
		_delete(doctype, name)


def _delete(doctype: str, name: str) -> None:
	# Uninstalling is a task of the bench's owner; links to a record are on their way out themselves.
	frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)
