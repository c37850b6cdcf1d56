"""The year's rules: frozen in the cycle when it is opened, asked for by every other service."""

from collections.abc import Collection, Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, cstr, format_date, getdate, nowdate

from brand_union.domain import calendar, phases
from brand_union.services.errors import BrandError, WindowClosed

WINDOW = "Brand Programme Window"


def rules_of(cycle: str):
	"""The cycle as a cached, read-only document. Raises DoesNotExistError, or MandatoryError for no cycle."""
	if not cycle:
		frappe.throw(
			_("Choose the cycle first: its rules and dates hold for the form."), frappe.MandatoryError
		)
	return frappe.get_cached_doc("Brand Cycle", cycle)


def today() -> date:
	"""The date in the site's time zone: windows are whole days there."""
	return getdate(nowdate())


def demand_running(cycle: str) -> None:
	"""Raise BrandError unless the cycle is running."""
	rules = rules_of(cycle)
	if rules.status != "Running":
		frappe.throw(
			_("{0} is {1}, so nothing can be filed in it. Choose the running cycle.").format(
				rules.cycle_name, _(rules.status, context="Brand Cycle")
			),
			BrandError,
		)


# Windows


def window_state(
	cycle: str,
	rights: Collection[str],
	unit: str | None = None,
	project: str | None = None,
	organiser: str | None = None,
) -> phases.WindowState:
	"""Whether one of these rights (domain.phases: TO_FILE, …) is open in the cycle today for a unit or project.

	With `organiser`, only permits count that this one of the cycle's organisers has granted.
	"""
	return window_states([cycle], rights, unit, project, organiser)[cycle]


def window_states(
	names: Collection[str],
	rights: Collection[str],
	unit: str | None = None,
	project: str | None = None,
	organiser: str | None = None,
) -> dict[str, phases.WindowState]:
	"""The same for several cycles at once, by cycle; one query for the permits of all."""
	granted = _permits_of(names, organiser)
	return {
		name: phases.state_of(
			windows_of(rules_of(name)), rights, today(), granted.get(name, ()), unit, project
		)
		for name in names
	}


def windows_of(rules) -> list[calendar.Window]:
	"""The windows of a programme or cycle as plain values."""
	return [window_of(row) for row in rules.windows]


def window_of(row) -> calendar.Window:
	"""A row of the table of windows as a plain value."""
	rights = frozenset(right for right in phases.RIGHTS if cint(row.get(right)))
	return calendar.Window(
		row.phase, getdate(row.opens_on), getdate(row.closes_on), rights, cstr(row.get("title"))
	)


def window_name(phase: str, title: str | None = None) -> str:
	"""What a window is called in a sentence: its phase, and its own title where the phase has several."""
	name = _(phase, context=WINDOW)
	return _("{0} ({1})").format(name, title) if title else name


def demand_open(
	cycle: str,
	rights: Collection[str],
	unit: str | None = None,
	project: str | None = None,
	organiser: str | None = None,
) -> None:
	"""Raise WindowClosed, with the dates and the way out, unless one of these rights is open today."""
	state = window_state(cycle, rights, unit, project, organiser)
	if not state.is_open:
		frappe.throw(_why_closed(rules_of(cycle).cycle_name, state), WindowClosed, title=_("Window Closed"))


def _why_closed(cycle_name: str, state: phases.WindowState) -> str:
	if state.window is None:
		return _(
			"No window of {0} lets units do this. Ask the union's office to enter one, with its dates and its rights."
		).format(cycle_name)
	name = window_name(state.window.phase, state.window.title)
	if state.state == phases.NOT_YET:
		return _("{0} of {1} opens on {2}. Your text is kept as a draft until then.").format(
			name, cycle_name, format_date(state.opens_on)
		)
	return _(
		"{0} of {1} closed on {2}, and today is {3}. Your text is kept as a draft; the union's office can grant a permit for your unit."
	).format(name, cycle_name, format_date(state.closes_on), format_date(today()))


def _permits_of(names: Iterable[str], organiser: str | None) -> dict[str, list[phases.Permit]]:
	"""The permits of these cycles (and of one organiser) that are not over, as plain values, by cycle."""
	found: dict[str, list[phases.Permit]] = {}
	# Who files is told whether the window is open, and does not read the permit.
	for row in frappe.get_all(
		"Brand Permit",
		filters={
			"cycle": ("in", list(names)),
			"valid_until": (">=", today()),
			**({"organiser": organiser} if organiser else {}),
		},
		fields=["cycle", "phase", "unit", "project", "valid_until"],
		order_by=None,
	):
		permit = phases.Permit(row.phase, getdate(row.valid_until), row.unit, row.project or None)
		found.setdefault(row.cycle, []).append(permit)
	return found
