"""The trail of changes: complete in the database, but on a form only what its readers may see."""

import json

import frappe

from brand_union.permissions import SCOPES

# Parts of a Version's data whose entries begin with a field's name.
PARTS = ("changed", "added", "removed", "row_changed")


def keep_from_readers(version, method: str | None = None) -> None:
	"""Hook on Version: take out fields on a higher level, and keep them in a Version of the office's own.

	Frappe sends every Version of a document to everybody who may read it, with the fields of every level.
	"""
	if version.ref_doctype not in SCOPES or not version.data:
		return
	levels = {df.fieldname for df in frappe.get_meta(version.ref_doctype).fields if df.permlevel}
	data = json.loads(version.data)
	hidden = {part: [row for row in data.get(part) or [] if row[0] in levels] for part in PARTS}
	if not any(hidden.values()):
		return
	shown = {part: [row for row in data.get(part) or [] if row[0] not in levels] for part in PARTS}
	version.data = frappe.as_json({**data, **shown}, indent=None)
	_keep_for_office(version, {**data, **hidden})


def office_name(name: str) -> str:
	"""Under which name the office's part of a document's trail is kept."""
	return f"{name} (office)"


def _keep_for_office(version, data: dict) -> None:
	# Frappe itself writes versions without a permission; this is the other half of the same one.
	frappe.get_doc(
		{
			"doctype": "Version",
			"ref_doctype": version.ref_doctype,
			"docname": office_name(version.docname),
			"data": frappe.as_json(data, indent=None),
		}
	).db_insert()
