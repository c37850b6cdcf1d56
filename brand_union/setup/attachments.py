"""Files of what is removed: their records at once, what lies on the disk only when the database has let go of them."""

from functools import partial

import frappe
from frappe.utils import get_hook_method


def remove(doctypes: list[str], names: list[str] | None = None) -> None:
	"""Deletes the files attached to documents of these DocTypes, or only to those of the given names."""
	filters = {"attached_to_doctype": ("in", doctypes)}
	if names is not None:
		filters["attached_to_name"] = ("in", names)
	found = frappe.get_all("File", filters, pluck="name", order_by="name")
	if not found:
		return
	files = [frappe.get_doc("File", name) for name in found]
	frappe.db.delete("File", {"name": ("in", found)})
	# A dry run takes everything back, and what is gone from the disk cannot be taken back.
	frappe.db.after_commit.add(partial(erase, files))


def erase(files: list) -> None:
	"""Deletes the content of files that no record of the site leads to any more.

	The same content has one place on the disk, however many documents it is attached to.
	"""
	for file in files:
		if not _is_here(file) or frappe.db.exists("File", {"file_url": file.file_url}):
			continue
		try:
			file.delete_file_data_content()
		except OSError as error:
			# Half an app is worse than one file too many. Not into the database, which drops tables meanwhile.
			frappe.logger("brand_union").warning(f"{file.file_url} could not be deleted: {error}")


def _is_here(file) -> bool:
	"""Whether deleting reaches the content: Frappe would take the last part of any address for a local file."""
	is_kept_elsewhere = bool(get_hook_method("delete_file_data_content"))
	return bool(file.file_url) and (is_kept_elsewhere or not file.is_remote_file)
