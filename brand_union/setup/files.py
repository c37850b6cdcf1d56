"""Cards and workspaces: Frappe creates them from the app's files and renews them with every newer file.

It would do so over an admin's changes too. What was changed or deleted here is therefore held back while it
migrates: a record that is as new as its file is left alone.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import frappe
from frappe.modules.import_file import import_file_by_path
from frappe.utils import get_datetime

from brand_union.setup import defaults, seeded
from brand_union.setup.defaults import Default

# What an admin can change in the Desk although it comes from a file.
KINDS = ("Workspace", "Number Card")
MODULE = Path(__file__).parent.parent / "brand_union"
HELD, DELETED = "brand_union_held", "brand_union_deleted"


class FileDefault(Default):
	"""A record that Frappe makes from a file of the module."""

	def restore(self) -> None:
		import_file_by_path(str(path_of(self.kind, self.name)), force=True)
		remember(self)

	def wanted(self) -> Mapping[str, Any]:
		"""The record as Frappe makes it: what the file leaves out has the default of its DocType."""
		doc = frappe.get_doc(dict(self.content))
		doc._set_defaults()
		return doc.as_dict()

	def is_changed_here(self, stored: Mapping[str, Any]) -> bool:
		"""Whether the record is not what its file had made of it, as far as is known."""
		known = seeded.recall_default(self.kind, self.name)
		made = known["stored"] if known else defaults.digest_of(self.wanted())
		return defaults.digest_of(stored) != made

	def was_here(self) -> bool:
		"""Whether a record that is missing was deleted by somebody, and is not just new in this version."""
		deleted = {"deleted_doctype": self.kind, "deleted_name": self.name}
		known = seeded.recall_default(self.kind, self.name)
		return bool(known or frappe.db.exists("Deleted Document", deleted))


def path_of(kind: str, name: str) -> Path:
	"""The file of a record, where Frappe looks for it."""
	folder = frappe.scrub(name)
	return MODULE / frappe.scrub(kind) / folder / f"{folder}.json"


def shipped_files() -> list[FileDefault]:
	"""Every record of these kinds that the app ships."""
	files = [file for kind in KINDS for file in sorted((MODULE / frappe.scrub(kind)).glob("*/*.json"))]
	contents = [json.loads(file.read_text(encoding="utf-8")) for file in files]
	return [FileDefault(kind=row["doctype"], name=row["name"], content=row) for row in contents]


def hold_changes() -> None:
	"""Before migrating: make what was changed here as new as its file, and note what was deleted here."""
	frappe.flags[HELD], frappe.flags[DELETED] = set(), []
	for default in shipped_files():
		stored = default.stored()
		if stored is None and default.was_here():
			frappe.flags[DELETED].append(default)
		elif stored and default.is_changed_here(stored):
			frappe.flags[HELD].add((default.kind, default.name))
			_make_as_new_as_file(default, stored)


def settle() -> None:
	"""After installing or migrating: remember what Frappe has made of each file, but for what was held back."""
	held = frappe.flags.pop(HELD, None) or set()
	for default in frappe.flags.pop(DELETED, None) or []:
		frappe.delete_doc(default.kind, default.name, force=True, ignore_missing=True)
	for default in shipped_files():
		if (default.kind, default.name) not in held:
			remember(default)
		elif not seeded.recall_default(default.kind, default.name):
			defaults.remember_foreign(default)


def remember(default: Default) -> None:
	"""Note the record as it stands as what its file has made; one that is not there stays as it was noted."""
	if stored := default.stored():
		digest = defaults.digest_of(stored)
		seeded.remember_default(default.kind, default.name, default.shipped, digest)


def _make_as_new_as_file(default: Default, stored: Mapping[str, Any]) -> None:
	written = get_datetime(default.content["modified"])
	if get_datetime(stored["modified"]) < written:
		frappe.db.set_value(default.kind, default.name, "modified", written, update_modified=False)
