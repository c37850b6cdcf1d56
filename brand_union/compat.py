"""What differs between Frappe v15 and v16, in one place."""

from collections.abc import Iterable

import frappe


def existing(doctypes: Iterable[str]) -> list[str]:
	"""Those DocTypes that this Frappe has, in the order given; the lines add and drop some."""
	wanted = list(doctypes)
	found = set(frappe.get_all("DocType", filters={"name": ("in", wanted)}, pluck="name", order_by="name"))
	return [doctype for doctype in wanted if doctype in found]
