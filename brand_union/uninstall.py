"""Steps of uninstalling: the site is left as it was before the app came."""

import frappe

from brand_union.setup import removal


def before_uninstall() -> None:
	"""Takes away what lies outside the app's own tables, while the app still knows what that is.

	All of it happens here: what comes after the removal of the tables is not committed any more, and a dry run
	has to be able to take everything back.
	"""
	removal.remove_records_about_us()
	removal.remove_names()
	removal.remove_bookkeeping()
	removal.remove_demo()
	removal.remove_settings()


def after_uninstall() -> None:
	"""Lets nobody go on with a role or a form that is gone."""
	frappe.clear_cache()
