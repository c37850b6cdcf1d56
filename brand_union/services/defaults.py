"""How this site's workflows and boards stand to those that the app ships, and the way back to them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import escape_html

from brand_union.services import workflow_renames
from brand_union.services.errors import BrandError
from brand_union.setup import defaults
from brand_union.setup.files import shipped_files
from brand_union.setup.records import shipped_records
from brand_union.setup.rights import CUSTOM, shipped_rights
from brand_union.setup.seeded import SETTINGS
from brand_union.setup.workflows import WORKFLOW, shipped_workflows

HERE, SHIPPED = "Here", "Default"
# What is longer is the memory of an editor, and nobody reads it.
LONGEST = 200


def shipped_defaults() -> list[defaults.Default]:
	"""Everything that can be restored, in the order of installing."""
	return [*shipped_workflows(), *shipped_records(), *shipped_files(), *shipped_rights()]


def status_table() -> list[dict[str, Any]]:
	"""One row per default: {kind, name, status, differences: [{side: Here | Default, text}], documents: [text]}.

	`documents` says what restoring does to documents.
	"""
	return [
		{
			"kind": default.kind,
			"name": default.name,
			"status": defaults.status_of(default),
			"differences": [{"side": side, "text": text} for side, text in differences(default)],
			"documents": documents_that_follow(default),
		}
		for default in shipped_defaults()
	]


def restore(kind: str, name: str) -> None:
	"""Give a record the shipped content, or create it again. Raises BrandError for an unknown default.

	Documents in a state that only the present workflow has follow to the default's state of the same stage.
	What the record's own rules refuse stays refused (WorkflowProblem).
	"""
	frappe.has_permission(SETTINGS, "write", throw=True)
	for default in shipped_defaults():
		if (default.kind, default.name) == (kind, name):
			return _with_documents(default).restore()
	frappe.throw(
		_("The app ships no {0} named {1}. Choose one from the table of defaults.").format(
			_(kind), frappe.bold(escape_html(name))
		),
		BrandError,
	)


def documents_that_follow(default: defaults.Default) -> list[str]:
	"""A sentence for each state that restoring a workflow takes away from documents; empty for other kinds."""
	if default.kind != WORKFLOW:
		return []
	content = default.content
	return [
		_("{0} documents go from {1} to {2}, in the same stage.").format(count, _(old), _(new))
		for old, new, count in workflow_renames.leaving(content["document_type"], content["states"])
	]


def _with_documents(default: defaults.Default) -> defaults.Default:
	if default.kind != WORKFLOW:
		return default

	def before_save(doc) -> None:
		default.before_save(doc)
		workflow_renames.bring_back(doc)

	return replace(default, before_save=before_save)


def differences(default: defaults.Default) -> Iterator[tuple[str, str]]:
	"""(side, sentence) for what only this site has and what only the default has; nothing if deleted."""
	stored = default.stored()
	if stored is None:
		return
	here, shipped = defaults.content_of(stored), defaults.content_of(default.wanted())
	for df in fields_of(default.kind):
		if df.fieldtype in table_fields:
			yield from _row_differences(df, here.get(df.fieldname, []), shipped.get(df.fieldname, []))
		elif here.get(df.fieldname) != shipped.get(df.fieldname):
			yield HERE, _line(df, here.get(df.fieldname))
			yield SHIPPED, _line(df, shipped.get(df.fieldname))


def fields_of(kind: str) -> list:
	"""The fields to be compared; rights are compared as the table of a DocType's form."""
	if kind == CUSTOM:
		return [frappe.get_meta("DocType").get_field("permissions")]
	return frappe.get_meta(kind).fields


def _row_differences(table, here: list[dict], shipped: list[dict]) -> Iterator[tuple[str, str]]:
	ours, theirs = [_row(table, row) for row in here], [_row(table, row) for row in shipped]
	for side, rows, others in ((HERE, ours, theirs), (SHIPPED, theirs, ours)):
		for text in (Counter(rows) - Counter(others)).elements():
			yield side, f"{_(table.label, context=table.parent)} – {text}"
	if ours != theirs and Counter(ours) == Counter(theirs):
		yield HERE, _("{0} – the same rows in another order").format(_(table.label, context=table.parent))


def _row(table, row: Mapping[str, Any]) -> str:
	meta = frappe.get_meta(table.options)
	return "; ".join(_line(df, row[df.fieldname]) for df in meta.fields if df.fieldname in row)


def _line(df, value: Any) -> str:
	"""One field as "label: value"; a tick speaks for itself."""
	if df.fieldtype == "Check":
		return (
			_(df.label, context=df.parent) if value else _("not {0}").format(_(df.label, context=df.parent))
		)
	if value and len(value) > LONGEST:
		return _("{0}: {1} characters").format(_(df.label, context=df.parent), len(value))
	return f"{_(df.label, context=df.parent)}: {_(value) if value else '–'}"
