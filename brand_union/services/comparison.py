"""Frozen versions of a project or summary side by side, as the form shows them."""

import itertools

import frappe
from frappe import _
from frappe.utils import cstr, format_datetime

from brand_union.domain import snapshot as pure
from brand_union.services import comparison_sections, snapshots


def versions_of(doc) -> dict:
	"""Versions that the user may read and what changed from each to the next.

	{"versions": [{name, kind, taken_on, taken_by, digest, intact}],
	 "changes": [{from, to, rows: [{place, old, new, segments: [{kind, text}]}]}]}
	"""
	doc.check_permission("read")
	records = frappe.get_list(
		"Brand Snapshot",
		filters={
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"kind": ("!=", snapshots.SCORE_TABLE),
		},
		fields=["name", "kind", "taken_on", "taken_by", "digest", "content"],
		order_by="taken_on asc, creation asc",
		limit_page_length=0,
	)
	pairs = itertools.pairwise(records)
	return {
		"versions": [_head(record) for record in records],
		"changes": [_changes(doc, old, new) for old, new in pairs],
	}


def _head(record) -> dict:
	return {
		"name": record.name,
		"kind": _(record.kind, context="Brand Snapshot"),
		"taken_on": format_datetime(record.taken_on),
		"taken_by": frappe.utils.get_fullname(record.taken_by),
		"digest": record.digest,
		"intact": snapshots.is_intact(record),
	}


def _changes(doc, old, new) -> dict:
	before, after = pure.load(old.content), pure.load(new.content)
	changes = pure.diff(before, after, comparison_sections.ROW_KEYS)
	own = comparison_sections.of(before, after)
	return {
		"from": _(old.kind, context="Brand Snapshot"),
		"to": _(new.kind, context="Brand Snapshot"),
		"rows": [
			row for change in changes if (row := own.row(change) if own.covers(change) else _row(doc, change))
		],
	}


def _row(doc, change: pure.Change) -> dict:
	old, new = (_text(_titled(doc, change, value)) for value in (change.old, change.new))
	return comparison_sections.side_by_side(_place(doc, change), old, new)


def _place(doc, change: pure.Change) -> str:
	if not change.table:
		return _label(doc.meta, change.field)
	place = _("{0}, row {1}").format(_label(doc.meta, change.table), change.row)
	if not change.field:
		return place
	rows = frappe.get_meta(doc.meta.get_field(change.table).options)
	return f"{place}: {_label(rows, change.field)}"


def _label(meta, field: str) -> str:
	df = meta.get_field(field)
	return _(df.label, context=meta.name) if df else field


def _titled(doc, change: pure.Change, value):
	"""A link is read by its title; the snapshot keeps the key."""
	df = None if change.table else doc.meta.get_field(change.field)
	if not value or not df or df.fieldtype != "Link":
		return value
	title_field = frappe.get_meta(df.options).get_title_field()
	return frappe.db.get_value(df.options, value, title_field) or value


def _text(value) -> str:
	if isinstance(value, dict):
		return " · ".join(cstr(part) for part in value.values() if part not in (None, ""))
	return cstr(value)
