"""The roles of the app. The same list serves installing and uninstalling."""

import frappe

ROLES = (
	"Brand Administrator",
	"Brand Officer",
	"Brand Unit Officer",
	"Brand Unit Chair",
	"Brand Endorser",
	"Brand Juror",
	"Brand Auditor",
	"Brand Observer",
)


def existing_roles() -> list[str]:
	"""Which of our roles the site has, in the order of ROLES."""
	found = set(frappe.get_all("Role", filters={"name": ("in", ROLES)}, pluck="name", order_by="name"))
	return [role for role in ROLES if role in found]


def ensure_roles() -> None:
	"""Creates the roles that are missing; a role that exists stays as the admin has set it."""
	missing = set(ROLES) - set(existing_roles())
	for role in ROLES:
		if role in missing:
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert(
				ignore_permissions=True  # part of installing, nobody is acting
			)
