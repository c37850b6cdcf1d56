"""Frozen versions: what was filed, approved, scored, proposed and accepted."""

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cstr, now_datetime

from brand_union.domain import snapshot as pure
from brand_union.services import guard, records, section_files

AS_FILED = "As Filed"
AS_APPROVED = "As Approved"
SCORE_TABLE = "Score Table"
AS_PROPOSED = "As Proposed"
AS_POSTED = "As Posted"
SUMMARY_FILED = "Summary Filed"
SUMMARY_ACCEPTED = "Summary Accepted"
AWARD_LIST = "Award List"

# What is not part of what a person wrote: the app's own bookkeeping on the same form.
BOOKKEEPING = frozenset({"checks", "workflow_state", "stage", "return_reason"})


def content_of(doc) -> dict:
	"""What people wrote in `doc`, as plain values: {field: text | number | list of rows}."""
	return {
		field: value_of(doc, doc.meta.get_field(field))
		for field in guard.content_fields(doc.meta)
		if field not in BOOKKEEPING
	}


def take(doc, kind: str, content: dict | None = None, office_only: bool = False) -> str:
	"""Freeze `content` (default: what people wrote) as a Brand Snapshot of `doc`; returns its name.

	The caller has already been allowed to take the step that the snapshot records.
	"""
	plain = content_of(doc) if content is None else content
	record = frappe.get_doc(
		{
			"doctype": "Brand Snapshot",
			"kind": kind,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"taken_on": now_datetime(),
			"taken_by": frappe.session.user,
			"unit": doc.get("unit"),
			"organiser": doc.get("organiser"),
			"joint_cycle": doc.get("joint_cycle"),
			"office_only": int(office_only),
			"content": pure.canonical(plain),
			"digest": pure.digest(plain),
		}
	)
	return records.write(record).name


def latest(doctype: str, name: str, kind: str) -> dict | None:
	"""The newest content of that kind as plain values, or None. No permission is checked: services only."""
	text = frappe.db.get_value(
		"Brand Snapshot",
		{"reference_doctype": doctype, "reference_name": name, "kind": kind},
		"content",
		order_by="taken_on desc, creation desc",
	)
	return pure.load(text) if text else None


def is_intact(record) -> bool:
	"""Whether the content still has the digest that was taken with it."""
	return pure.digest(pure.load(record.content)) == record.digest


def value_of(doc, df):
	"""What stands in a field, as a plain value or, for a table, as a list of rows."""
	if df.fieldtype in table_fields:
		return [_row(row) for row in doc.get(df.fieldname) or []]
	return _plain(df, doc.get(df.fieldname))


def _row(row) -> dict:
	facts = section_files.facts_of(row) if row.doctype == section_files.ROW else {}
	return facts | {
		df.fieldname: _plain(df, row.get(df.fieldname))
		for df in row.meta.fields
		if df.fieldtype not in no_value_fields and not df.hidden
	}


def _plain(df, value):
	if df.fieldtype in guard.NUMBERS:
		return guard._comparable(df, value)
	return cstr(value)
