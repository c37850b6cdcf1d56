"""What only the office may know of a document's past, for its people to look at (see services/audit.py)."""

import json
from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.model import no_value_fields
from frappe.utils import cstr, format_datetime, get_fullname, strip_html

from brand_union.scopes import SCOPES, is_of_office
from brand_union.services import audit


@frappe.whitelist(methods=["GET", "POST"])
def kept_by_office(doctype: str, name: str) -> list[dict]:
	"""The office's part of a document's trail, newest first: [{on, by, kind, lines: [text], file_url}].

	Raises PermissionError unless the user works in the office that the document belongs to.
	"""
	if doctype not in SCOPES:
		raise frappe.PermissionError
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	if not is_of_office(doc):
		raise frappe.PermissionError(_("Only the union's office sees how {0} came about.").format(name))
	found = [*_versions(doc), *_under_cover(doc)]
	return [_shown(*entry) for entry in sorted(found, key=lambda entry: entry[0].creation, reverse=True)]


def _shown(row, kind: str, lines: Iterable[str]) -> dict:
	return {
		"on": format_datetime(row.creation),
		"by": get_fullname(row.owner),
		"kind": kind,
		"lines": [line for line in lines if line],
		"file_url": row.get("file_url"),
	}


# Versions


def _versions(doc) -> Iterator[tuple]:
	for row in frappe.get_all(
		"Version",
		{"ref_doctype": doc.doctype, "docname": audit.office_name(doc.name)},
		["creation", "owner", "data"],
		order_by="creation desc",
	):
		yield row, _("Change"), _changes(doc.meta, json.loads(row.data))


def _changes(meta, data: dict) -> Iterator[str]:
	yield from _fields(meta, data.get("changed") or [])
	for table, index, _name, changed in data.get("row_changed") or []:
		rows = _rows_of(meta, table)
		place = _place(meta, table, index + 1)
		yield from (_line(place, change) for change in _fields(rows, changed))
	for part, text in (("added", _("{0} added: {1}")), ("removed", _("{0} removed: {1}"))):
		for table, row in data.get(part) or []:
			yield text.format(_place(meta, table, row.get("idx")), _content(_rows_of(meta, table), row))


def _rows_of(meta, table: str):
	"""The table's meta; the parent's own where the field is gone since."""
	df = meta.get_field(table)
	return frappe.get_meta(df.options) if df else meta


def _place(meta, table: str, number: int | None) -> str:
	return _("{0}, row {1}").format(_label(meta, table), number)


def _fields(meta, changed: list) -> Iterator[str]:
	for field, *values in changed:
		old, new = (_value(meta, field, value) or _("empty") for value in values)
		# Frappe also notes that nothing became an empty text.
		if old != new:
			yield _line(_label(meta, field), f"{old} → {new}")


def _content(meta, row: dict) -> str:
	fields = [df.fieldname for df in meta.fields if df.fieldtype not in no_value_fields and not df.hidden]
	filled = [field for field in fields if row.get(field) not in (None, "", 0)]
	return " · ".join(_line(_label(meta, field), _value(meta, field, row[field])) for field in filled)


def _line(name: str, text: str) -> str:
	return _("{0}: {1}").format(name, text)


def _label(meta, field: str) -> str:
	df = meta.get_field(field)
	return _(df.label, context=meta.name) if df and df.label else field


def _value(meta, field: str, value) -> str:
	df, text = meta.get_field(field), strip_html(cstr(value))
	if not text or not df:
		return text
	if df.fieldtype == "Select":
		return _(text, context=meta.name)
	return get_fullname(text) if df.options == "User" else text


# What the cover took over


def _under_cover(doc) -> Iterator[tuple]:
	covers = frappe.get_all(
		audit.COVER,
		{"reference_doctype": doc.doctype, "reference_name": doc.name, "office_only": 1},
		pluck="name",
		order_by="creation",
	)
	for doctype, (type_field, name_field, fields) in _TAKEN_OVER.items():
		for row in frappe.get_all(
			doctype,
			{type_field: audit.COVER, name_field: ("in", covers or [""])},
			["creation", "owner", *fields],
			order_by="creation desc",
		):
			yield row, *_entry_of(doctype, row)


# {DocType: (field with the DocType that it belongs to, field with the name, what is read of it)}
_TAKEN_OVER: dict[str, tuple[str, str, tuple[str, ...]]] = {
	"Comment": ("reference_doctype", "reference_name", ("comment_type", "content")),
	"Communication": ("reference_doctype", "reference_name", ("subject", "content")),
	"ToDo": ("reference_type", "reference_name", ("description", "status")),
	"Tag Link": ("document_type", "document_name", ("tag",)),
	"File": ("attached_to_doctype", "attached_to_name", ("file_name", "file_url")),
}


def _entry_of(doctype: str, row) -> tuple[str, list[str]]:
	"""What kind of entry it is, and its lines."""
	match doctype:
		case "Comment":
			return _(row.comment_type), [strip_html(cstr(row.content))]
		case "Communication":
			return _("Communication"), [row.subject, strip_html(cstr(row.content))]
		case "ToDo":
			return _("ToDo"), [strip_html(cstr(row.description)), _(row.status)]
		case "Tag Link":
			return _("Tag"), [row.tag]
		case _:
			return _("Attachment"), [row.file_name]
