"""The rights that windows give: the usual ones for a new window, and what a cycle says about showing results."""

import frappe
from frappe import _
from frappe.utils import format_date

from brand_union.domain import phases
from brand_union.scopes import is_of_office
from brand_union.services import cycles
from brand_union.services.errors import WindowClosed


def fill_usual(rules) -> None:
	"""Step of `validate`: a new window of which nobody has said what it opens opens what is usual for its phase.

	One whose rights are 0, as a form sends them, opens nothing. A cycle takes its windows over as they are.
	"""
	if rules.flags.by_service:
		return
	for row in rules.windows:
		if row.is_new():
			given = {right: row.get(right) for right in phases.RIGHTS if row.get(right) is not None}
			rest = dict.fromkeys(phases.RIGHTS, 0) if given else usual(row.phase or "")
			row.update({**rest, **given})


@frappe.whitelist(methods=["GET", "POST"])
def usual(phase: str) -> dict[str, int]:
	"""{right: 1 or 0}: what a window of the phase usually opens, for the form to show in a new row."""
	own = phases.USUAL.get(phase, ())
	return {right: int(right in own) for right in phases.RIGHTS}


def opens_nothing(cycle: str, phase: str) -> bool:
	"""Whether a permit for the phase would lend no right at all."""
	return phase not in phases.phases_with(cycles.windows_of(cycles.rules_of(cycle)), phases.RIGHTS)


def results_state(cycle: str, unit: str | None = None, project: str | None = None):
	"""How showing results to units stands today (domain.phases.WindowState)."""
	return cycles.window_state(cycle, phases.TO_SEE_RESULTS, unit, project)


def are_shown(cycle: str, state: phases.WindowState) -> bool:
	"""A cycle holds nothing back where no window of it speaks of results, nor once it is finished."""
	return state.is_open or state.state == phases.NO_WINDOW or cycles.rules_of(cycle).status == "Finished"


def demand_results_shown(doc, project: str) -> None:
	"""Raise WindowClosed where the unit of a project or summary asks outside the days of results."""
	state = results_state(doc.cycle, doc.unit, project)
	if is_of_office(doc) or are_shown(doc.cycle, state):
		return
	frappe.throw(
		_(
			"{0} shows results to units from {1} to {2}. Ask the union's office if you need them today."
		).format(
			cycles.rules_of(doc.cycle).cycle_name, format_date(state.opens_on), format_date(state.closes_on)
		),
		WindowClosed,
		title=_("Window Closed"),
	)


def release_warnings(cycle: str) -> list[str]:
	"""What the office should know before it releases a decision on a day that shows no results to units."""
	state = results_state(cycle)
	if are_shown(cycle, state):
		return []
	return [
		_(
			"{0} shows results to units from {1} to {2}. Releasing tells them the outcome today; the jury's comments wait."
		).format(cycles.rules_of(cycle).cycle_name, format_date(state.opens_on), format_date(state.closes_on))
	]
