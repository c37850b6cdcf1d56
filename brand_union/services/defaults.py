"""How this site's workflows and boards stand to those that the app ships, and the way back to them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import escape_html

from brand_union.services.errors import BrandError
from brand_union.setup import defaults
from brand_union.setup.records import shipped_records
from brand_union.setup.seeded import SETTINGS
from brand_union.setup.workflows import shipped_workflows

HERE, SHIPPED = "Here", "Default"


def shipped_defaults() -> list[defaults.Default]:
	"""Everything that can be restored, in the order of installing."""
	return [*shipped_workflows(), *shipped_records()]


def status_table() -> list[dict[str, Any]]:
	"""One row per default: {kind, name, status, differences: [{side: Here | Default, text}]}."""
	return [
		{
			"kind": default.kind,
			"name": default.name,
			"status": defaults.status_of(default),
			"differences": [{"side": side, "text": text} for side, text in differences(default)],
		}
		for default in shipped_defaults()
	]


def restore(kind: str, name: str) -> None:
	"""Give a record the shipped content, or create it again. Raises BrandError for an unknown default.

	What the record's own rules refuse stays refused: a workflow is not restored over documents that stand in
	a state which only the present one has (WorkflowProblem).
	"""
	frappe.has_permission(SETTINGS, "write", throw=True)
	for default in shipped_defaults():
		if (default.kind, default.name) == (kind, name):
			return defaults.write(default)
	frappe.throw(
		_("The app ships no {0} named {1}. Choose one from the table of defaults.").format(
			_(kind), frappe.bold(escape_html(name))
		),
		BrandError,
	)


def differences(default: defaults.Default) -> Iterator[tuple[str, str]]:
	"""(side, sentence) for what only this site has and what only the default has; nothing if deleted."""
	stored = defaults.stored_content(default)
	if stored is None:
		return
	meta = frappe.get_meta(default.kind)
	here, shipped = defaults.content_of(stored), defaults.content_of(default.content)
	for df in meta.fields:
		if df.fieldtype in table_fields:
			yield from _row_differences(df, here.get(df.fieldname, []), shipped.get(df.fieldname, []))
		elif here.get(df.fieldname) != shipped.get(df.fieldname):
			yield HERE, _line(df, here.get(df.fieldname))
			yield SHIPPED, _line(df, shipped.get(df.fieldname))


def _row_differences(table, here: list[dict], shipped: list[dict]) -> Iterator[tuple[str, str]]:
	ours, theirs = [_row(table, row) for row in here], [_row(table, row) for row in shipped]
	for side, rows, others in ((HERE, ours, theirs), (SHIPPED, theirs, ours)):
		for text in (Counter(rows) - Counter(others)).elements():
			yield side, f"{_(table.label)} – {text}"
	if ours != theirs and Counter(ours) == Counter(theirs):
		yield HERE, _("{0} – the same rows in another order").format(_(table.label))


def _row(table, row: Mapping[str, Any]) -> str:
	meta = frappe.get_meta(table.options)
	return "; ".join(_line(df, row[df.fieldname]) for df in meta.fields if df.fieldname in row)


def _line(df, value: Any) -> str:
	"""One field as "label: value"; a tick speaks for itself."""
	if df.fieldtype == "Check":
		return _(df.label) if value else _("not {0}").format(_(df.label))
	return f"{_(df.label)}: {_(value) if value else '–'}"
