"""The year's rules: frozen in the cycle when it is opened, asked for by every other service."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.model import default_fields, no_value_fields, table_fields
from frappe.utils import format_date, getdate, nowdate

from brand_union.domain import calendar
from brand_union.services.errors import BrandError, WindowClosed

# Rules are the fields that a programme and a cycle have in common, minus what names and files them.
OWN_FIELDS = frozenset({"programme", "organiser", "status", "description", "document_number"})

# So that dates can be shifted there, and a slip of the keys is told from a year.
FIRST_YEAR, LAST_YEAR = 1900, 9000


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


def window_state(cycle: str, phase: str, unit: str | None = None, project: str | None = None):
	"""How a phase of the cycle stands today for a unit or project (domain.calendar.WindowState)."""
	return window_states([cycle], phase, unit, project)[cycle]


def window_states(
	names: Sequence[str], phase: str, unit: str | None = None, project: str | None = None
) -> dict[str, calendar.WindowState]:
	"""The same for several cycles at once, by cycle."""
	granted = permits_of(names, phase)
	return {
		name: calendar.state_of(
			windows_of(rules_of(name)), phase, today(), granted.get(name, ()), unit, project
		)
		for name in names
	}


def windows_of(rules) -> list[calendar.Window]:
	"""The windows of a programme or cycle as plain values."""
	return [
		calendar.Window(row.phase, getdate(row.opens_on), getdate(row.closes_on)) for row in rules.windows
	]


def permits_of(names: Sequence[str], phase: str) -> dict[str, list[calendar.Permit]]:
	"""The permits of a phase as plain values, by cycle; one query for any number of cycles."""
	found: dict[str, list[calendar.Permit]] = {}
	# Who files is told whether the phase is open, and does not read the permit.
	for row in frappe.get_all(
		"Brand Permit",
		filters={"cycle": ("in", list(names)), "phase": phase},
		fields=["cycle", "unit", "project", "valid_until"],
		order_by=None,
	):
		permit = calendar.Permit(phase, getdate(row.valid_until), row.unit, row.project or None)
		found.setdefault(row.cycle, []).append(permit)
	return found


def demand_open(cycle: str, phase: str, unit: str | None = None, project: str | None = None) -> None:
	"""Raise WindowClosed, with the dates and the way out, unless the phase is open today."""
	state = window_state(cycle, phase, unit, project)
	if state.is_open:
		return
	name = rules_of(cycle).cycle_name
	if state.state == calendar.NO_WINDOW:
		message = _("{0} has no dates for {1}. Ask the union's office to enter them.").format(
			name, _(phase, context="Brand Programme Window")
		)
	elif state.state == calendar.NOT_YET:
		message = _("{0} of {1} opens on {2}. Your text is kept as a draft until then.").format(
			_(phase, context="Brand Programme Window"), name, format_date(state.opens_on)
		)
	else:
		message = _(
			"{0} of {1} closed on {2}, and today is {3}. Your text is kept as a draft; the union's office can grant a permit for your unit."
		).format(
			_(phase, context="Brand Programme Window"),
			name,
			format_date(state.closes_on),
			format_date(today()),
		)
	frappe.throw(message, WindowClosed, title=_("Window Closed"))


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


def open_cycle(programme: str, year: int, cycle_name: str | None = None, budget: float = 0):
	"""Make the cycle of `year` from a programme: copies every rule and shifts the dates by whole years.

	Returns the new Brand Cycle (status Preparing). Later changes to the programme do not touch it.
	"""
	source = frappe.get_doc("Brand Programme", programme)
	source.check_permission("read")
	_demand_year(year)
	cycle = frappe.new_doc("Brand Cycle")
	cycle.update(
		{
			"programme": programme,
			"year": year,
			"cycle_name": cycle_name or f"{source.programme_name} {year}",
			"budget": budget,
		}
	)
	copy_rules(source, cycle)
	shift_windows(cycle, year - source.base_year)
	return cycle.insert()


def _demand_year(year: int) -> None:
	if not FIRST_YEAR <= year <= LAST_YEAR:
		frappe.throw(_("{0} is no year for a cycle. Enter it with four digits.").format(year), BrandError)


def copy_rules(source, target) -> None:
	"""Copy every field that both documents have, tables row by row."""
	for df in source.meta.fields:
		own = target.meta.get_field(df.fieldname)
		if not own or df.fieldname in OWN_FIELDS:
			continue
		if df.fieldtype in table_fields:
			target.set(df.fieldname, [_plain_row(row) for row in source.get(df.fieldname)])
		elif df.fieldtype not in no_value_fields:
			target.set(df.fieldname, source.get(df.fieldname))


def shift_windows(cycle, years: int) -> None:
	"""Move both ends of every window by whole years."""
	for row in cycle.windows:
		row.opens_on = calendar.shift_date(getdate(row.opens_on), years)
		row.closes_on = calendar.shift_date(getdate(row.closes_on), years)


def _plain_row(row) -> dict:
	keep = {df.fieldname for df in row.meta.fields if df.fieldname not in default_fields}
	return {field: row.get(field) for field in keep}
