"""The page for the projector of a defence: who is up, and the time that is left."""

import frappe
from frappe import _
from frappe.utils import cstr

no_cache = 1


def get_context(context) -> None:
	"""Takes the right to read the panel; a guest is asked to log in."""
	panel = cstr(frappe.form_dict.get("panel"))
	if frappe.session.user == "Guest":
		frappe.throw(_("Log in to see this page."), frappe.PermissionError)
	if not panel or not frappe.db.exists("Review Panel", panel):
		frappe.throw(_("There is no such panel."), frappe.DoesNotExistError)
	frappe.has_permission("Review Panel", "read", panel, throw=True)
	context.update({"panel": panel, "lang": frappe.local.lang, "title": _("Defence", context="Review Panel")})
