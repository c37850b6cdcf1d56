"""What our roles may do with our DocTypes, as shipped and as an admin has set it in the Role Permissions Manager.

Frappe copies a DocType's rights into records of the site (Custom DocPerm) at the first change, and from then on
uses these alone: they outlive an upgrade, and rights that a newer version brings do not reach the site.
"""

from collections.abc import Mapping
from typing import Any

import frappe
from frappe.core.doctype.doctype.doctype import clear_permissions_cache
from frappe.permissions import reset_perms, rights

from brand_union.setup import defaults, removal, seeded
from brand_union.setup.defaults import Default

CUSTOM, SHIPPED = "Custom DocPerm", "DocPerm"
FIELDS = ("role", "permlevel", "if_owner", *rights)


class Rights(Default):
	"""The rights on one DocType; `name` is the DocType."""

	def stored(self) -> Mapping[str, Any]:
		return {"permissions": rows_of(CUSTOM, self.name) or self.content["permissions"]}

	def restore(self) -> None:
		reset_perms(self.name)
		clear_permissions_cache(self.name)
		remember(self)


def shipped_rights() -> list[Rights]:
	"""The rights on every DocType of ours that has any."""
	found = [
		Rights(kind=CUSTOM, name=doctype, content={"permissions": rows_of(SHIPPED, doctype)})
		for doctype in removal.our_doctypes()
	]
	return [default for default in found if default.content["permissions"]]


def rows_of(kind: str, doctype: str) -> list[dict[str, Any]]:
	"""The rows of a DocType's rights, in the order of role and level."""
	fields = [field for field in FIELDS if frappe.get_meta(kind).has_field(field)]
	return frappe.get_all(kind, {"parent": doctype}, fields, order_by="role, permlevel, if_owner")


def settle() -> None:
	"""After installing or migrating: remember the rights that nobody has changed here."""
	for default in shipped_rights():
		if defaults.digest_of(default.stored()) == default.shipped:
			remember(default)
		elif not seeded.recall_default(default.kind, default.name):
			defaults.remember_foreign(default)


def remember(default: Default) -> None:
	"""Note the shipped rights as those in force."""
	seeded.remember_default(default.kind, default.name, default.shipped, default.shipped)
