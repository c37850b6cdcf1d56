"""What an entry of the office on a conflict of interest must meet: whom, what, when, and for whose panels."""

import frappe
from frappe import _
from frappe.utils import format_date, getdate

from brand_union import scope_facts
from brand_union.persons import person
from brand_union.services import cycles, organisers
from brand_union.services.errors import ConflictProblem


def demand_one_object(record) -> None:
	"""It concerns a project or a unit, one of the two."""
	if bool(record.project) == bool(record.unit):
		frappe.throw(
			_(
				"An entry concerns either one project or one unit. Fill in Project or Unit, and leave the other empty."
			),
			ConflictProblem,
		)


def demand_dates(record) -> None:
	"""It does not end before it begins."""
	if record.valid_from and record.valid_until and getdate(record.valid_until) < getdate(record.valid_from):
		frappe.throw(
			_("Valid Until {0} lies before Valid From {1}. Correct one of the two dates.").format(
				format_date(record.valid_until), format_date(record.valid_from)
			),
			ConflictProblem,
		)


def set_organiser(record) -> None:
	"""It holds for the panels of one organiser: that of the project, one of the cycle, or the writer's own office."""
	if record.project:
		record.organiser = frappe.db.get_value("Brand Project", record.project, "organiser")
	elif record.cycle:
		rules = cycles.rules_of(record.cycle)
		if record.organiser not in organisers.of(rules):
			record.organiser = organisers.own_of(rules)
	elif not record.organiser:
		record.organiser = _own_office()
	if not record.organiser:
		frappe.throw(
			_("It is not clear for whose panels the entry holds. Choose the cycle or the organiser."),
			ConflictProblem,
		)


def demand_own_project(record) -> None:
	"""A project that is named belongs to the cycle that is named, and its writer may read it."""
	if not record.project:
		return
	asked = {"name": record.project, **({"cycle": record.cycle} if record.cycle else {})}
	if not frappe.get_list("Brand Project", filters=asked, pluck="name", order_by=None):
		frappe.throw(
			_("{0} is no project of {1}. Choose one of its projects, or leave the cycle empty.").format(
				record.project,
				cycles.rules_of(record.cycle).cycle_name if record.cycle else _("your office"),
			),
			ConflictProblem,
		)


def set_names(record) -> None:
	"""Show names where the list would show numbers."""
	record.juror_name = frappe.db.get_value("User", record.juror, "full_name")
	record.concerns = (
		frappe.db.get_value("Brand Project", record.project, "project_title")
		if record.project
		else frappe.db.get_value("Union Unit", record.unit, "unit_name")
	)


def _own_office() -> str | None:
	"""The one unit that runs a programme, alone or with others, in which the writer holds an office."""
	own = scope_facts.organisers() & person().own_units
	return next(iter(own)) if len(own) == 1 else None
