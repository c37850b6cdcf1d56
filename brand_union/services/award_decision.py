"""An award decision while it is a draft: drawing up its rows, and what they may say.

The rules propose, the committee chooses: a row arrives with the proposed title, or with the one that the project
holds where the decision corrects another; where the committee chooses otherwise, it says why.
"""

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.utils import cstr

from brand_union.services import awards, cycles, guard, organisers, releasing
from brand_union.services.awards import DECISION, Standing
from brand_union.services.errors import AwardProblem, refuse


def draft_rows(name: str):
	"""Fill a draft from the closed projects of its cycle, best first; what was already chosen is kept."""
	doc = releasing.locked(DECISION, name)
	releasing.demand_draft(doc)
	found = awards.standing(doc)
	if not found.rooms:
		frappe.throw(
			_("{0} has no award titles. Enter them in the cycle first.").format(found.rules.cycle_name),
			AwardProblem,
		)
	typed = {row.project: row for row in doc.rows if _was_typed(doc, row)}
	with guard.as_service(doc):
		doc.set("rows", [_row(doc, found, name, typed) for name in _in_order(found)])
		doc.save()
	return doc


def check_rows(doc) -> None:
	"""Titles are those of the cycle; all wrong rows in one message."""
	titles = [row.award_title for row in cycles.rules_of(doc.cycle).awards]
	found = [
		_("Row {0}, {1}: the cycle has no award title {2}. Choose one of: {3}.").format(
			row.idx, row.project_title, row.award_title, ", ".join(titles) or _("none")
		)
		for row in doc.rows
		if row.award_title and row.award_title not in (*titles, row.held_title)
	]
	refuse(found, AwardProblem, _("Award Decision Not Saved"))


def set_figures(doc) -> None:
	"""Whose decision it is, and how many projects get a title.

	The organisers of a cycle share its titles and their places, so they award together.
	"""
	rules = cycles.rules_of(doc.cycle)
	doc.organiser = rules.organiser
	doc.joint_cycle = doc.cycle if len(organisers.of(rules)) > 1 else None
	doc.awarded_count = sum(bool(row.award_title) for row in doc.rows)
	if not doc.awarded_on and doc.meeting_date:
		doc.awarded_on = doc.meeting_date


def row_values(found: Standing, project: str) -> dict:
	"""What the system writes into the row of a project; `award_title` and `reason` are the committee's."""
	proposal, row = found.proposals.get(project), found.projects[project]
	held = found.held.get(project)
	return {
		"project": project,
		"project_title": row.project_title,
		"unit": row.unit,
		"unit_name": row.unit_name,
		"rank": proposal.rank if proposal else None,
		"score": awards.score_text(found.candidates.get(project)),
		"grade": row.grade,
		"proposed_title": proposal.title if proposal else "",
		"held_title": held.award_title if held else "",
		"flags_text": " ".join(_flags(found, project)),
	}


def tied_with(found: Standing, project: str) -> list[str]:
	"""The titles of the projects that are tied with this one for the last places of an award title."""
	tied_for = found.proposals[project].tied_for
	score = found.candidates[project].score
	return [
		found.projects[key].project_title
		for key, other in found.proposals.items()
		if key != project and other.tied_for == tied_for and found.candidates[key].score == score
	]


def _in_order(found: Standing) -> list[str]:
	"""Best first; whoever is closed no more comes last."""
	return [*found.proposals, *(name for name in found.projects if name not in found.proposals)]


def _row(doc, found: Standing, project: str, typed: Mapping) -> dict:
	values = row_values(found, project)
	kept = typed.get(project)
	return {
		**values,
		"award_title": kept.award_title if kept else _begins_with(doc, values),
		"reason": kept.reason if kept else "",
	}


def _begins_with(doc, values: dict) -> str:
	return values["held_title"] if doc.corrects else values["proposed_title"]


def _was_typed(doc, row) -> bool:
	is_own_choice = cstr(row.award_title) != cstr(_begins_with(doc, row.as_dict()))
	return is_own_choice or bool(cstr(row.reason).strip())


def _flags(found: Standing, project: str) -> Iterable[str]:
	proposal = found.proposals.get(project)
	if not proposal:
		yield _("It is closed no more.")
		return
	if proposal.rank is None:
		yield _("It has no score.")
	if proposal.tied_for:
		room = found.rooms[proposal.tied_for]
		yield _("Equal scores at the last place of {0} ({1} places): {2}. The committee decides.").format(
			proposal.tied_for, room.left, ", ".join(tied_with(found, project))
		)
