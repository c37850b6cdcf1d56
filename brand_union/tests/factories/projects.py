"""Projects and their summaries, brought to a stage by the real steps."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.services import acceptance as summaries
from brand_union.services import stage as stages
from brand_union.tests.factories.base import number
from brand_union.tests.factories.decisions import make_decision
from brand_union.tests.factories.juries import make_panel, score_all
from brand_union.tests.factories.people import make_jurors, make_unit
from brand_union.tests.factories.rules import make_cycle

PROJECT_WAY = ("Draft", "Filed", "Checked", "In Review", "Decided", "Under Way", "Acceptance", "Closed")


def make_project(cycle=None, unit=None, stage: str = "Draft", **values):
	"""A project brought to `stage` by the real steps (a panel and a decision of its own where needed)."""
	cycle = cycle or make_cycle()
	project = frappe.get_doc(
		{
			"doctype": "Brand Project",
			"project_title": f"Project {number()}",
			"cycle": cycle.name,
			"unit": unit.name if unit else make_unit().name,
			"objectives": "A club for reading together",
			"leader_name": "Li Lei",
			"starts_on": getdate(nowdate()),
			"ends_on": add_days(nowdate(), 200),
			"amount_requested": 9000,
			"team": [{"member_name": "Han Meimei", "duty": "Programme"}],
			"budget": [{"heading": "Books", "amount": 9000}],
			**values,
		}
	).insert()
	return advance(project, stage)


def advance(project, stage: str):
	"""Bring a project on to `stage`, step by step; returns it as it is then."""
	steps = PROJECT_WAY[PROJECT_WAY.index(project.stage) + 1 : PROJECT_WAY.index(stage) + 1]
	for step in steps:
		_STEPS.get(step, stages.move)(frappe.get_doc("Brand Project", project.name), step)
	return frappe.get_doc("Brand Project", project.name)


def make_acceptance(project, filed: bool = False, **values):
	"""The summary of a project that is under way."""
	summary = frappe.get_doc("Brand Acceptance", summaries.start(project.name))
	summary.update({"main_results": "Two hundred readers", **values})
	summary.save()
	if filed:
		stages.move(summary, "Filed")
	return frappe.get_doc("Brand Acceptance", summary.name)


def _check(project, step: str) -> None:
	for row in project.checks:
		row.result = "Passed"
	stages.move(project, step)


def _review(project, step: str) -> None:
	make_panel([project], make_jurors(1), opened=True)


def _decide(project, step: str) -> None:
	name = frappe.db.get_value("Panel Assignment", {"project": project.name}, "panel")
	panel = frappe.get_doc("Review Panel", name)
	score_all(panel)
	panel.seal()
	make_decision(panel, {project.name: {"outcome": "Approved", "tier": "General"}}, released=True)


def _file_summary(project, step: str) -> None:
	make_acceptance(project, filed=True)


def _close(project, step: str) -> None:
	panel = make_panel([project], make_jurors(1), opened=True, purpose="Acceptance")
	score_all(panel)
	panel.seal()
	make_decision(panel, {project.name: {"outcome": "Passed"}}, released=True)


_STEPS = {
	"Checked": _check,
	"In Review": _review,
	"Decided": _decide,
	"Acceptance": _file_summary,
	"Closed": _close,
}
