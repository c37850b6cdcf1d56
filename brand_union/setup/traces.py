"""Where Frappe keeps what speaks of an app's DocTypes, reports and roles, and how it is taken away.

The tables are Frappe's own places only: what another app has written about us is that app's. A test asks Frappe's
fields whether a place is missing here.

Nothing is kept that tells the contents of a document of ours, and nothing that leads nowhere. These stay, because
they are the site's account of what its people did: Access Log (who printed or exported what), Activity Log (without
its links, as Frappe leaves it when a document is deleted), Transaction Log (a chain that breaks when a link is
missing). Users, their contacts and the words of tags and translations are the site's as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import frappe

from brand_union import compat
from brand_union.setup import attachments

Places = tuple[tuple[str, ...], ...]
TRANSACTIONAL = "InnoDB"

# What happened to a document: DocType of the row, its fields for the document's DocType and for its name.
TRACES: Places = (
	("Comment", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Communication Link", "link_doctype", "link_name"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("Discussion Topic", "reference_doctype", "reference_docname"),
	("DocShare", "share_doctype", "share_name"),
	("Document Follow", "ref_doctype", "ref_docname"),
	("Document Share Key", "reference_doctype", "reference_docname"),
	("Dynamic Link", "link_doctype", "link_name"),
	("Email Queue", "reference_doctype", "reference_name"),
	("Email Unsubscribe", "reference_doctype", "reference_name"),
	("Energy Point Log", "reference_doctype", "reference_name"),
	("Error Log", "reference_doctype", "reference_name"),
	("Event Participants", "reference_doctype", "reference_docname"),
	("Integration Request", "reference_doctype", "reference_docname"),
	("Milestone", "reference_type", "reference_name"),
	("Notification Log", "document_type", "document_name"),
	("Reminder", "reminder_doctype", "reminder_docname"),
	("Submission Queue", "ref_doctype", "ref_docname"),
	("Tag Link", "document_type", "document_name"),
	("ToDo", "reference_type", "reference_name"),
	("User Permission", "allow", "for_value"),
	("Version", "ref_doctype", "docname"),
	("View Log", "reference_doctype", "reference_name"),
	("Workflow Action", "reference_doctype", "reference_name"),
	("Workspace Link", "link_type", "link_to"),
	("Workspace Shortcut", "type", "link_to"),
)

# What is of no use without something else: {DocType of that: DocTypes and their fields that name it}.
BELONGS_TO: Mapping[str, Places] = {
	"DocType": (
		("Amended Document Naming Settings", "document_type"),
		("Assignment Rule", "document_type"),
		("Auto Repeat", "reference_doctype"),
		("Calendar View", "reference_doctype"),
		("Client Script", "dt"),
		("Custom DocPerm", "parent"),
		("Custom Field", "dt"),
		("Custom Field", "options"),
		("Dashboard Chart", "document_type"),
		("Dashboard Chart", "parent_document_type"),
		("Data Import", "reference_doctype"),
		("Desktop Icon", "_doctype"),
		("DocType Layout", "document_type"),
		("DocType Link", "link_doctype"),
		("DocType Link", "parent_doctype"),
		("Document Naming Rule", "document_type"),
		("Energy Point Rule", "reference_doctype"),
		("Form Tour", "reference_doctype"),
		("Global Search DocType", "document_type"),
		("Kanban Board", "reference_doctype"),
		("List Filter", "reference_doctype"),
		("List View Settings", "name"),
		("Logs To Clear", "ref_doctype"),
		("Milestone Tracker", "document_type"),
		("Notification", "document_type"),
		("Notification Subscribed Document", "document"),
		("Number Card", "document_type"),
		("Number Card", "parent_document_type"),
		("Onboarding Step", "reference_document"),
		("Portal Menu Item", "reference_doctype"),
		("Print Format", "doc_type"),
		("Print Format Field Template", "document_type"),
		("Property Setter", "doc_type"),
		("Report", "ref_doctype"),
		("Server Script", "reference_doctype"),
		("Session Default", "ref_doctype"),
		("Success Action", "ref_doctype"),
		("User Document Type", "document_type"),
		("User Permission", "applicable_for"),
		("User Select Document Type", "document_type"),
		("Web Form", "doc_type"),
		("Webhook", "webhook_doctype"),
		("Workflow", "document_type"),
		("Workspace Link", "report_ref_doctype"),
		("Workspace Quick List", "document_type"),
	),
	"Module Def": (("Block Module", "module"), ("User Type Module", "module")),
	"Report": (
		("Auto Email Report", "report"),
		("Custom Role", "report"),
		("Dashboard Chart", "report_name"),
		("Desktop Icon", "_report"),
		("Form Tour", "report_name"),
		("Number Card", "report_name"),
		("Onboarding Step", "reference_report"),
		("Prepared Report", "report_name"),
	),
	"Page": (("Custom Role", "page"), ("Form Tour", "page_name")),
	"Workspace": (("Form Tour", "workspace_name"),),
	"Dashboard": (("Form Tour", "dashboard_name"),),
	"Dashboard Chart": (("Dashboard Chart Link", "chart"), ("Workspace Chart", "chart_name")),
	"Number Card": (("Number Card Link", "card"), ("Workspace Number Card", "number_card_name")),
	"Onboarding Step": (("Onboarding Step Map", "step"),),
	"Kanban Board": (("Workspace Shortcut", "kanban_board"),),
	"Data Import": (("Data Import Log", "data_import"),),
	"Discussion Topic": (("Discussion Reply", "topic"),),
	"Scheduled Job Type": (("Scheduled Job Log", "scheduled_job_type"),),
	"Webhook": (("Webhook Request Log", "webhook"),),
	"Role": (
		("Custom DocPerm", "role"),
		("DocPerm", "role"),
		("Has Role", "role"),
		("LDAP Group Mapping", "erpnext_role"),
		("Notification Recipient", "receiver_by_role"),
		("OAuth Client Role", "role"),
		("Onboarding Permission", "role"),
		("Portal Menu Item", "role"),
		("Review Level", "role"),
		("Workflow Action Permitted Role", "role"),
	),
}

# What goes on without us: only these fields are emptied.
MENTIONS: Mapping[str, Places] = {
	"DocType": (
		("Activity Log", "reference_doctype", "reference_name"),
		("Activity Log", "timeline_doctype", "timeline_name"),
		("Activity Log", "link_doctype", "link_name"),
		("Email Account", "append_to"),
		("IMAP Folder", "append_to"),
		("User Type", "apply_user_permission_on"),
	),
	"Print Format": (("Auto Repeat", "print_format"), ("Notification", "print_format")),
	"Role": (("ToDo", "role"), ("Workflow Action", "completed_by_role")),
	"Workspace": (("User", "default_workspace"),),
}

# The forms of these tools remember what was last chosen in them.
TOOLS = (
	("Audit Trail", "doctype_name"),
	("Bulk Update", "document_type"),
	("Customize Form", "doc_type"),
	("Data Export", "reference_doctype"),
	("Permission Inspector", "ref_doctype"),
)


def remove_of_documents(doctypes: list[str]) -> None:
	"""Deletes what happened to any document of these DocTypes, and its files."""
	for place, doctype_field, _name_field in existing(TRACES):
		_remove_where(place, {doctype_field: ("in", doctypes)})
	attachments.remove(doctypes)
	for table in ("__Auth", "__UserSettings"):
		frappe.db.delete(table, {"doctype": ("in", doctypes)})


def remove(doctype: str, names: list[str]) -> None:
	"""Deletes records with all that belongs to them or speaks of them."""
	if names:
		remove_around(doctype, names)
		frappe.db.delete("__Auth", {"doctype": doctype, "name": ("in", names)})
		_drop(doctype, {"name": ("in", names)})


def remove_around(doctype: str, names: list[str]) -> None:
	"""Deletes what belongs to records or speaks of them, and leaves the records themselves."""
	if not names or frappe.get_meta(doctype).istable:
		return
	for place, field in existing(BELONGS_TO.get(doctype, ())):
		remove(place, frappe.get_all(place, {field: ("in", names)}, pluck="name", order_by="name"))
	for place, doctype_field, name_field in existing(TRACES):
		_remove_where(place, {doctype_field: doctype, name_field: ("in", names)})
	for place, field, *more in existing(MENTIONS.get(doctype, ())):
		emptied = dict.fromkeys((field, *more))
		frappe.db.set_value(place, {field: ("in", names)}, emptied, update_modified=False)


def existing(places: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
	"""Those places that this Frappe has: its lines add and drop DocTypes and fields."""
	places = list(places)
	found = set(compat.existing({place[0] for place in places}))
	for place in places:
		if place[0] in found and all(_has_column(place[0], field) for field in place[1:]):
			yield place


def _has_column(doctype: str, field: str) -> bool:
	return field in ("name", "parent") or frappe.get_meta(doctype).has_field(field)


def _remove_where(doctype: str, filters: dict) -> None:
	if doctype in BELONGS_TO:
		remove(doctype, frappe.get_all(doctype, filters, pluck="name", order_by="name"))
	else:
		_drop(doctype, filters)


def _drop(doctype: str, filters: dict) -> None:
	"""Deletes rows, with the rows of their tables and the files attached to them."""
	tables = frappe.get_meta(doctype).get_table_fields()
	if tables or frappe.db.exists("File", {"attached_to_doctype": doctype}):
		names = frappe.get_all(doctype, filters, pluck="name", order_by="name")
		if not names:
			return
		for table in tables:
			frappe.db.delete(table.options, {"parenttype": doctype, "parent": ("in", names)})
		attachments.remove([doctype], names)
	delete_rows(doctype, filters)


def delete_rows(doctype: str, filters: dict) -> None:
	"""Deletes rows now or, where the table cannot take it back (Error Log), when the rest is committed."""
	if (frappe.get_meta(doctype).engine or TRANSACTIONAL) == TRANSACTIONAL:
		frappe.db.delete(doctype, filters)
	else:
		# Before the commit, not after it: dropping a table begins with one, and must not find new writes then.
		frappe.db.before_commit.add(partial(frappe.db.delete, doctype, filters))
