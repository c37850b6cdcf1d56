"""Figures of a cycle, shared by reports, cards and charts.

Documents are fetched with `frappe.get_list` only, so no figure counts what its reader may not see. How many
queries a figure costs does not depend on how many documents there are.
"""

import frappe
from frappe.utils import cstr

from brand_union import scopes
from brand_union.domain import lifecycle

PROJECT, ACCEPTANCE, CYCLE, UNIT = "Brand Project", "Brand Acceptance", "Brand Cycle", "Union Unit"

# What counts as an application that was filed: everything but drafts and what was withdrawn.
FILED_STAGES = tuple(s for s in lifecycle.PROJECT_STAGES if s in scopes.FILED_STAGES)
# From the start of the work on, a project owes a summary.
ACCEPTANCE_PART = ("Under Way", "Acceptance", "Closed", "Terminated")


def cycle_for(filters: dict) -> str | None:
	"""The cycle that a report is about: the one it was asked for, else the reader's newest running one.

	Raises PermissionError for a cycle that the reader may not read.
	"""
	if not filters.get("cycle"):
		return current_cycle()
	cycle = asked_name(filters, "cycle")
	frappe.has_permission(CYCLE, "read", cycle, throw=True)
	return cycle


def asked_name(filters: dict, field: str) -> str:
	"""A filter as a plain name: from outside it may come as a list or as a condition of its own."""
	return cstr(filters.get(field))


@frappe.whitelist(methods=["GET", "POST"])
def current_cycle() -> str | None:
	"""The newest running cycle (else the newest) that the reader may read, of the own organiser if there is one."""
	if not frappe.has_permission(CYCLE, "read"):
		return None
	found = frappe.get_list(
		CYCLE, fields=["name", "status", "organiser"], order_by="year desc, creation desc"
	)
	own = scopes.scope_of(CYCLE, writing=True)
	found.sort(key=lambda row: (not own.holds(row), row.status != "Running"))
	return found[0].name if found else None


def running_cycles() -> list[str]:
	"""Every running cycle that the reader may read."""
	return frappe.get_list(CYCLE, {"status": "Running"}, pluck="name", order_by="year desc")


def projects_of(cycle: str | list[str], fields: list[str], **filters) -> list[dict]:
	"""The projects of one or several cycles that the reader may see, in the order of filing."""
	cycles_asked = [cycle] if isinstance(cycle, str) else cycle
	return frappe.get_list(
		PROJECT,
		filters={"cycle": ("in", cycles_asked or [""]), **filters},
		fields=fields,
		order_by="filed_on, name",
	)


# Names beside links


def titles(doctype: str, names: set[str], field: str) -> dict[str, str]:
	"""{name: title} of the documents that rows link to; the reader has seen the rows, so names are enough to ask."""
	rows = frappe.get_all(
		doctype, filters={"name": ("in", sorted(names) or [""])}, fields=["name", field], order_by=None
	)
	return {row.name: row[field] for row in rows}


def categories() -> dict[str, str]:
	"""{category: its name}, in the order of the programmes."""
	rows = frappe.get_all(
		"Brand Category", fields=["name", "category_name"], order_by="programme, position, category_name"
	)
	return {row.name: row.category_name for row in rows}
