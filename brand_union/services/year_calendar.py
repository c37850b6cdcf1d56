"""The windows of the running years, as events of the calendar view of Brand Cycle."""

from datetime import date
from typing import Any

import frappe
from frappe.utils import getdate

from brand_union.services import arguments, limits
from brand_union.services.cycles import WINDOW, window_name

CYCLE = "Brand Cycle"
OTHER = "#D1D8DD"

# One colour per phase; the phases are the options of the window's field.
COLOUR_OF_PHASE = {
	"Application": "#B5D8FF",
	"Formal Check": "#C7EBEB",
	"Review": "#FFDFA8",
	"Notice": "#D9CCFF",
	"Cultivation": "#CDEFD0",
	"Mid-term": "#E3EDB5",
	"Acceptance": "#FFF0A8",
	"Acceptance Review": "#FFCFB0",
	"Award": "#FFC4C4",
}


@frappe.whitelist(methods=["GET", "POST"])
def get_events(
	start: str,
	end: str,
	doctype: str | None = None,
	filters: str | list | dict | None = None,
	field_map: str | dict | None = None,
	fields: str | list | None = None,
) -> list[dict[str, Any]]:
	"""Windows that touch the days from `start` to `end`, of the cycles that the reader may read.

	Whole days, both ends included. The calendar sends `doctype`, `field_map` and `fields` as well; they change
	nothing here.
	"""
	first, last = _day("start", start), _day("end", end)
	names = {row.name: row.cycle_name for row in _cycles(filters)}
	return [_event(row, names[row.parent]) for row in _windows(list(names), first, last)]


def _day(name: str, given: str) -> date:
	if not limits.is_day(given):
		arguments.refuse(name)
	return getdate(given)


def _cycles(filters: str | list | dict | None) -> list[dict]:
	"""Filters are checked by Frappe, which stumbles over some of those that it has no sentence for."""
	asked = arguments.read("filters", filters, dict, list) if filters else {}
	try:
		return frappe.get_list(CYCLE, filters=asked, fields=["name", "cycle_name"], order_by="year desc")
	except (AttributeError, LookupError, TypeError, ValueError, frappe.db.ProgrammingError):
		arguments.refuse("filters")
	except frappe.db.OperationalError as error:
		if not frappe.db.is_missing_column(error):
			raise
		arguments.refuse("filters")


def _windows(cycles: list[str], first, last) -> list[dict]:
	return frappe.get_all(
		WINDOW,
		filters={
			"parenttype": CYCLE,
			"parent": ("in", cycles or [""]),
			"opens_on": ("<=", last),
			"closes_on": (">=", first),
		},
		fields=["parent", "phase", "title", "opens_on", "closes_on", "clause"],
		order_by="opens_on, idx",
	)


def _event(row, cycle_name: str) -> dict[str, Any]:
	title = f"{window_name(row.phase, row.title)} · {cycle_name}"
	return {
		"name": row.parent,
		"title": title,
		"tooltip": " · ".join(
			part for part in (title, f"{row.opens_on} → {row.closes_on}", row.clause) if part
		),
		"start": str(row.opens_on),
		"end": str(row.closes_on),
		"all_day": 1,
		"in_local_time": 0,
		"color": COLOUR_OF_PHASE.get(row.phase, OTHER),
		"startEditable": False,
		"durationEditable": False,
	}
