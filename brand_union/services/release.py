"""Releasing a decision: preview, then everything in one transaction, and once only."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import flt, getdate

from brand_union.services import (
	adjustment,
	audit,
	cycles,
	decision,
	decision_check,
	decision_rows,
	decision_table,
	guard,
	holds,
	letters,
	publication,
	releasing,
	snapshots,
	stage,
)
from brand_union.services.atomic import all_or_nothing
from brand_union.services.decision import (
	APPROVED,
	DECISION,
	LEADS_TO,
	PASSED,
	RELEASED,
	WITH_DUE_DATE,
)
from brand_union.services.errors import DecisionProblem, refuse
from brand_union.services.panels import SELECTION


def preview(doc) -> dict:
	"""Who gets what and what it costs, and all that stands against releasing it; nothing is written."""
	doc.check_permission("read")
	panel = frappe.get_doc("Review Panel", doc.panel)
	return {
		**outcome_of(doc),
		"problems": decision_check.problems(doc, panel, decision_rows.found(doc, panel)),
		"warnings": [*decision_check.warnings(doc), *_stays_with_office(doc)],
	}


def release(name: str) -> dict:
	"""Freeze the score table, release the decision and move every project; a second call changes nothing.

	Returns {"status", "outcomes": {outcome: count}, "tiers": {tier: count}, "amount", "budget",
	"remaining"}. Raises DecisionProblem with every row that stands against it.
	"""
	doc = releasing.locked(DECISION, name)
	if doc.status == RELEASED:
		return outcome_of(doc)
	# Nobody reopens the panel between the check and the release.
	panel = frappe.get_doc("Review Panel", doc.panel, for_update=True)
	found = decision_rows.found(doc, panel)
	refuse(decision_check.problems(doc, panel, found), DecisionProblem, _("Decision Not Released"))
	with all_or_nothing("release_decision"):
		releasing.mark_released(doc)
		table = decision_table.content(doc, panel, found)
		releasing.keep_for_office(doc, snapshots.SCORE_TABLE, table)
		for row in doc.rows:
			_carry_out(doc, row)
		publication.notices_draft(doc)
		letters.draft(doc)
	return outcome_of(doc)


def start_all(name: str) -> dict:
	"""Start every approved project of a released selection; those with an open adjustment, notice or objection wait.

	Returns {"started": n, "waiting": [titles: for an adjustment], "held": [sentences: by a notice or an objection]}.
	"""
	doc = releasing.locked(DECISION, name)
	if doc.status != RELEASED or doc.purpose != SELECTION:
		frappe.throw(_("Projects start when a decision on selection has been released."), DecisionProblem)
	rows = [row for row in doc.rows if row.outcome == APPROVED]
	waiting = _with_open_adjustment([row.project for row in rows])
	held = holds.of_start(doc.cycle, [row.project for row in rows])
	started, held_here = 0, []
	with all_or_nothing("start_projects"):
		for row in rows:
			project = frappe.get_doc("Brand Project", row.project)
			if project.stage != LEADS_TO[APPROVED][0]:
				continue
			if row.project in held:
				held_here.append(f"{row.project_title}: {held[row.project]}")
			elif row.project not in waiting:
				stage.move(project, "Under Way")
				started += 1
	return {
		"started": started,
		"waiting": [row.project_title for row in rows if row.project in waiting],
		"held": held_here,
	}


def outcome_of(doc) -> dict:
	"""How many get what, in plain values."""
	return {
		"status": doc.status,
		"outcomes": dict(Counter(row.outcome for row in doc.rows if row.outcome)),
		"tiers": dict(Counter(row.tier for row in doc.rows if row.outcome == APPROVED and row.tier)),
		"amount": flt(doc.total_amount, 2),
		"budget": flt(doc.budget, 2),
		"remaining": flt(doc.remaining, 2),
	}


def _stays_with_office(doc) -> list[str]:
	number = audit.loose_files(doc)
	if not number:
		return []
	return [
		_(
			"{0} attachment(s) stay with the office, like the comments and the history of the draft. Attach what the readers of the decision shall have after releasing it."
		).format(number)
	]


def _carry_out(doc, row) -> None:
	of_project, of_summary = LEADS_TO[row.outcome]
	if row.acceptance:
		summary = frappe.get_doc("Brand Acceptance", row.acceptance)
		_put(summary, of_summary, _summary_values(doc, row))
	project = frappe.get_doc("Brand Project", row.project)
	_put(project, of_project, _project_values(doc, row))


def _put(subject, target: str, values: dict) -> None:
	"""Write the outcome into a document and move it, in one save; in a correction it may stay where it is."""
	with guard.as_service(subject):
		subject.update(values)
		if decision_check.stays(subject.doctype, subject.stage, target):
			subject.save()
		else:
			stage.move(subject, target)


def _project_values(doc, row) -> dict:
	reason = {"return_reason": row.reason} if row.reason and row.outcome == decision.TERMINATED else {}
	if doc.purpose == SELECTION:
		return {
			"decision": doc.name,
			"tier": row.tier,
			"approved_amount": row.amount,
			"decided_on": _decided_on(doc),
			**reason,
		}
	if row.outcome in WITH_DUE_DATE:
		return {"rectify_until": row.due_on}
	return {"grade": row.grade, "closed_on": _closing_day(row), **reason}


def _summary_values(doc, row) -> dict:
	values = {"decision": doc.name, "grade": row.grade, "score": row.score}
	if row.outcome in WITH_DUE_DATE:
		return {**values, "rectify_until": row.due_on}
	return {**values, "closed_on": _closing_day(row)}


def _decided_on(doc):
	return getdate(doc.meeting_date) if doc.meeting_date else cycles.today()


def _closing_day(row):
	"""A project closes on the day of the release; a correction leaves that day as it was."""
	if row.outcome != PASSED:
		return None
	return frappe.db.get_value("Brand Project", row.project, "closed_on") or cycles.today()


def _with_open_adjustment(projects: list[str]) -> set[str]:
	names = frappe.get_all(
		"Brand Adjustment",
		filters={"project": ("in", projects or [""]), "status": ("in", adjustment.OPEN)},
		pluck="project",
		order_by=None,
	)
	return set(names)
