"""The trail of changes: complete in the database, but on a form only what its readers may see.

Frappe tells everybody who may read a document all that ever happened to it. What only the office may know is
therefore kept apart: Versions under a name of the office's own, everything else under a Brand Snapshot that only
the office reads, the trail's cover. Nothing is deleted; services/history.py shows it to the office.

Closed are the trails of documents whose readers come when the drafting is over: a decision (auditors and
observers, on its release) and an adjustment (the unit, when it is asked; what unit and office say to each other from
then on is for the auditor of an applied one as well). A project and a summary keep theirs: the unit that wrote them
needs it to the end, the office has read along from the first draft, and what the jury did is in other documents. A
juror reads an own sheet from the beginning, and nobody else is ever given the same one.
"""

import json

import frappe
from frappe.model import optional_fields

from brand_union.scopes import SCOPES

# Parts of a Version's data whose entries begin with a field's name.
PARTS = ("changed", "added", "removed", "row_changed")

COVER = "Brand Snapshot"

# Where else Frappe keeps what happened to a document: DocType, and its fields for the document's DocType and name.
TRACES = (
	("Comment", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Communication Link", "link_doctype", "link_name"),
	("ToDo", "reference_type", "reference_name"),
	("Tag Link", "document_type", "document_name"),
	("View Log", "reference_doctype", "reference_name"),
	("Milestone", "reference_type", "reference_name"),
)


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
	_write_version(version.ref_doctype, office_name(version.docname), {**data, **hidden})


def office_name(name: str) -> str:
	"""Under which name the office's part of a document's trail is kept."""
	return f"{name} (office)"


def close_trail(doc, cover: str, step: str) -> None:
	"""Take the trail so far away from the document: to be called right after the save that lets readers in.

	`cover` names the Brand Snapshot, read by the office alone, that takes it over. `step` is the field that lets
	readers in; its change is all that the new trail begins with, also of that very save.
	"""
	for doctype, type_field, name_field in TRACES:
		_move(
			doctype, (type_field, doc.doctype), (name_field, doc.name), {type_field: COVER, name_field: cover}
		)
	_move("Version", ("ref_doctype", doc.doctype), ("docname", doc.name), {"docname": office_name(doc.name)})
	_move_columns(doc, cover)
	old, new = doc.get_doc_before_save().get(step), doc.get(step)
	_write_version(doc.doctype, doc.name, {"changed": [[step, old, new]]})


def loose_files(doc) -> int:
	"""How many files are attached to the document without being held by a field of it."""
	file = frappe.qb.DocType("File")
	return len(frappe.qb.from_(file).select(file.name).where(_is_loose(file, doc)).run())


def move_files(doc, cover: str) -> None:
	"""Let the cover take over those files as well."""
	file = frappe.qb.DocType("File")
	query = frappe.qb.update(file).set(file.attached_to_doctype, COVER).set(file.attached_to_name, cover)
	query.where(_is_loose(file, doc)).run()


def _is_loose(file, doc):
	attached = (file.attached_to_doctype == doc.doctype) & (file.attached_to_name == doc.name)
	return attached & (file.attached_to_field.isnull() | (file.attached_to_field == ""))


def _move(doctype: str, of_type: tuple[str, str], of_name: tuple[str, str], values: dict) -> None:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.update(table)
	for field, value in values.items():
		query = query.set(table[field], value)
	query.where((table[of_type[0]] == of_type[1]) & (table[of_name[0]] == of_name[1])).run()


def _move_columns(doc, cover: str) -> None:
	"""Lists show the last comments, tags, likes and tasks from columns of the document itself."""
	columns = [field for field in optional_fields if frappe.db.has_column(doc.doctype, field)]
	kept = frappe.db.get_value(doc.doctype, doc.name, columns, as_dict=True)
	shown_there = {field: kept[field] for field in columns if frappe.db.has_column(COVER, field)}
	frappe.db.set_value(COVER, cover, shown_there, update_modified=False)
	frappe.db.set_value(doc.doctype, doc.name, dict.fromkeys(columns), update_modified=False)


def _write_version(doctype: str, name: str, data: dict) -> None:
	# As Frappe writes one: for something that has been allowed, without a right to write Versions.
	frappe.get_doc(
		{
			"doctype": "Version",
			"ref_doctype": doctype,
			"docname": name,
			"data": frappe.as_json(data, indent=None),
		}
	).db_insert()
