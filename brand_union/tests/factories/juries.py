"""Panels, their sheets, and the scores on them."""

import frappe

from brand_union.tests.factories.base import acting, number
from brand_union.tests.factories.people import make_jurors


def make_panel(projects, jurors=(), opened: bool = False, **values):
	"""A panel for `projects` (documents of one cycle), with new jurors unless some are given."""
	cycle = values.pop("cycle", None) or projects[0].cycle
	panel = frappe.get_doc(
		{
			"doctype": "Review Panel",
			"panel_name": f"Panel {number()}",
			"cycle": cycle,
			"purpose": "Selection",
			"jurors": [{"juror": juror} for juror in jurors or make_jurors(3)],
			"projects": [{"project": project.name} for project in projects],
			**values,
		}
	).insert()
	if opened:
		panel.open_panel()
	return panel


def sheet_of(panel: str, project: str, juror: str):
	"""The Brand Review that a juror has for a project in a panel."""
	name = frappe.db.get_value(
		"Panel Assignment", {"panel": panel, "project": project, "juror": juror}, "review"
	)
	return frappe.get_doc("Brand Review", name)


def mark(review, *scores, submit: bool = True):
	"""Let the sheet's juror give these scores in the order of the criteria, and hand it in."""
	with acting(review.juror):
		for row, score in zip(review.scores, scores, strict=True):
			row.score = str(score)
		review.save()
		if submit:
			review.submit_review()
	return review


def score_all(panel, marks=None, default=(30, 30, 20)) -> None:
	"""Mark every sheet of an open panel: `marks` as {(project, juror) or project: scores}."""
	for row in frappe.get_all(
		"Panel Assignment",
		filters={"panel": panel.name, "status": "Assigned"},
		fields=["project", "juror", "review"],
		order_by="project, juror",
	):
		given = marks or {}
		scores = given.get((row.project, row.juror)) or given.get(row.project) or default
		mark(frappe.get_doc("Brand Review", row.review), *scores)
