"""The numbers on the workspace. Each counts only what its reader may see, over the running cycles.

Frappe's own count answers with hidden documents too (`client.get_count` on version 15), so these ask
`frappe.get_list`. A card of the type Custom expects {"value", "fieldtype", "route", "route_options"}.
"""

from typing import Any

import frappe
from frappe.utils import flt, fmt_money

from brand_union.services import figures, sheets

Card = dict[str, Any]


@frappe.whitelist(methods=["GET", "POST"])
def applications_filed(filters: str | dict | list | None = None) -> Card:
	"""Applications that were filed and not withdrawn."""
	return _projects({"stage": ("in", figures.FILED_STAGES)})


@frappe.whitelist(methods=["GET", "POST"])
def projects_under_way(filters: str | dict | list | None = None) -> Card:
	"""Projects that are being carried out, or whose acceptance is going on."""
	return _projects({"stage": ("in", ("Under Way", "Acceptance"))})


@frappe.whitelist(methods=["GET", "POST"])
def grants_approved(filters: str | dict | list | None = None) -> str:
	"""The sum of the amounts approved, written out: Frappe would shorten it to thousands, which nobody says here."""
	frappe.has_permission(figures.PROJECT, "read", throw=True)
	rows = figures.projects_of(figures.running_cycles(), ["approved_amount"], approved_amount=(">", 0))
	return fmt_money(sum(flt(row.approved_amount) for row in rows), precision=0)


@frappe.whitelist(methods=["GET", "POST"])
def to_rectify(filters: str | dict | list | None = None) -> Card:
	"""Summaries that their units have to correct."""
	frappe.has_permission(figures.ACCEPTANCE, "read", throw=True)
	return _count(figures.ACCEPTANCE, {"stage": "Rectify"})


@frappe.whitelist(methods=["GET", "POST"])
def sheets_waiting(filters: str | dict | list | None = None) -> Card:
	"""Score sheets not handed in yet: a juror's own, or all of the office's panels."""
	frappe.has_permission("Brand Review", "read", throw=True)
	return _count("Brand Review", {"status": sheets.PENDING, "sealed": 0})


@frappe.whitelist(methods=["GET", "POST"])
def awards_to_recommend(filters: str | dict | list | None = None) -> Card:
	"""Awards in force that shall be recommended upward and have not been yet."""
	frappe.has_permission("Brand Award", "read", throw=True)
	return _count("Brand Award", {"status": "Valid", "recommendation": "To Be Recommended"})


def _projects(asked: dict) -> Card:
	frappe.has_permission(figures.PROJECT, "read", throw=True)
	cycles = figures.running_cycles()
	return _count(figures.PROJECT, {"cycle": ("in", cycles or [""]), **asked})


def _count(doctype: str, asked: dict) -> Card:
	names = frappe.get_list(doctype, filters=asked, pluck="name", order_by=None)
	return _card(len(names), doctype, asked)


def _card(value: int, doctype: str, asked: dict) -> Card:
	return {
		"value": value,
		"fieldtype": "Int",
		"route": ["List", doctype, "List"],
		"route_options": asked,
	}
