"""Steps of installing and migrating. Each is idempotent and leaves alone what an admin has changed."""

import frappe

from brand_union.setup import defaults, files, rights, seeded
from brand_union.setup.records import shipped_records
from brand_union.setup.roles import ROLES, ensure_roles, existing_roles
from brand_union.setup.workflows import shipped_workflows


def note_roles() -> None:
	"""Notes which roles of our names the site has; syncing the DocTypes creates the others unasked."""
	frappe.flags.brand_union_roles_before = existing_roles()


def after_install() -> None:
	"""Creates what the app needs on a fresh site, or again after it was uninstalled."""
	create_roles()
	ensure_defaults(recreate=True)


def after_sync() -> None:
	"""Remembers what Frappe has created from the app's files, which is complete only now."""
	files.settle()
	rights.settle()


def before_migrate() -> None:
	"""Holds back what an admin has changed of the records that Frappe renews from files."""
	note_roles()
	files.hold_changes()


def after_migrate() -> None:
	"""Creates what is new in this version and renews untouched defaults."""
	create_roles()
	ensure_defaults()
	after_sync()


def create_roles() -> None:
	"""Creates what is missing of our roles, and remembers those that were not there at the beginning."""
	ensure_roles()
	before = frappe.flags.brand_union_roles_before
	if before is not None:
		seeded.note_created("Role", [role for role in ROLES if role not in before])


def ensure_defaults(recreate: bool = False) -> None:
	"""Every shipped default in order; `recreate` brings deleted ones back."""
	for default in [*shipped_workflows(), *shipped_records()]:
		defaults.ensure(default, recreate)
