"""Steps of uninstalling: the site is left as it was before the app came."""

import frappe

from brand_union.setup import removal, seeded


def before_uninstall() -> None:
	"""Takes away what lies outside the app's own tables, while the app still knows what that is."""
	removal.remove_records_about_us()
	removal.remove_names()
	removal.remove_scheduled_jobs()
	frappe.flags.brand_union_roles = removal.our_roles()


def after_uninstall() -> None:
	"""Takes away the roles, which the app's own tables named until now, and the settings."""
	removal.remove_roles(frappe.flags.brand_union_roles or [])
	seeded.forget()
