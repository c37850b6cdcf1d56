"""What a permit must meet: the office lets a unit, or one project of it, enter a phase after its window has closed."""

import frappe
from frappe import _
from frappe.utils import format_date, getdate

from brand_union.services import cycles, organisers, phase_rights
from brand_union.services.errors import BrandError


def organiser_of(permit) -> str:
	"""Whose permit it is: that of the office that the project was filed to, else of the one that grants it."""
	if permit.project:
		return frappe.db.get_value("Brand Project", permit.project, "organiser")
	rules = cycles.rules_of(permit.cycle)
	return permit.organiser if permit.organiser in organisers.of(rules) else organisers.own_of(rules)


def demand_day_to_come(permit) -> None:
	"""A new permit lasts at least today; one that was granted may be given an earlier day, which ends it."""
	if permit.is_new() and permit.valid_until and getdate(permit.valid_until) < cycles.today():
		frappe.throw(
			_(
				"Valid Until {0} is over, so the permit would open nothing. Choose today or a later day."
			).format(format_date(permit.valid_until)),
			BrandError,
		)


def demand_phase_that_opens(permit) -> None:
	"""A permit lends the rights of its phase's windows; a phase without any would leave the unit outside."""
	if permit.phase and phase_rights.opens_nothing(permit.cycle, permit.phase):
		frappe.throw(
			_("A permit for {0} would open nothing: its windows in {1} give units no right.").format(
				cycles.window_name(permit.phase), cycles.rules_of(permit.cycle).cycle_name
			),
			BrandError,
		)


def demand_project_of_unit(permit) -> None:
	"""A permit for one project names a project of its own unit and cycle, which its writer may read."""
	if not permit.project or not permit.unit:
		return
	own = {"name": permit.project, "unit": permit.unit, "cycle": permit.cycle}
	if not frappe.get_list("Brand Project", filters=own, pluck="name", order_by=None):
		frappe.throw(
			_(
				"{0} is no project of {1} in {2}. Choose one of its projects, or leave the field empty to let the whole unit in."
			).format(
				permit.project,
				frappe.get_cached_value("Union Unit", permit.unit, "unit_name"),
				cycles.rules_of(permit.cycle).cycle_name,
			),
			BrandError,
		)
