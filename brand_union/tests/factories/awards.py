"""Closed projects, and decisions that award titles to them."""

import frappe
from frappe.utils import nowdate

from brand_union.tests.factories.base import number
from brand_union.tests.factories.decisions import make_decision
from brand_union.tests.factories.juries import make_panel, score_all
from brand_union.tests.factories.people import make_jurors
from brand_union.tests.factories.projects import advance, make_project


def make_closed(cycle, *marks, units=()):
	"""Closed projects with the scores that one juror gave them (marks for each criterion), the unit of each beside."""
	units = [*units, *[None] * (len(marks) - len(units))]
	projects = [make_project(cycle, unit, stage="Checked") for unit in units]
	chosen = {"Selection": {"outcome": "Approved", "tier": "General"}, "Acceptance": {"outcome": "Passed"}}
	for purpose, values in chosen.items():
		panel = make_panel(projects, make_jurors(1), opened=True, purpose=purpose)
		score_all(panel, {project.name: given for project, given in zip(projects, marks, strict=True)})
		panel.seal()
		decision = make_decision(panel)
		for row in decision.rows:
			row.update({**values, "reason": "As discussed"})
		decision.save()
		decision.release()
		projects = [
			advance(project.reload(), "Acceptance") if purpose == "Selection" else project.reload()
			for project in projects
		]
	return projects


def make_award_decision(cycle, titles=None, released: bool = False, **values):
	"""An award decision with rows: `titles` as {project: title, or values of its row}; released if asked for."""
	decision = frappe.get_doc(
		{
			"doctype": "Brand Award Decision",
			"decision_title": f"Awards {number()}",
			"cycle": cycle.name,
			"meeting": "Committee meeting",
			"meeting_date": nowdate(),
			"document_number": f"No. {number()}",
			"basis": "Rules of the programme",
			**values,
		}
	).insert()
	decision.draft_rows()
	for row in decision.rows:
		given = (titles or {}).get(row.project, {})
		row.update(given if isinstance(given, dict) else {"award_title": given, "reason": "As discussed"})
	decision.save()
	if released:
		decision.release()
	return decision
