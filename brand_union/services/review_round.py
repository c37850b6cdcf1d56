"""A round of review: opening a panel, sealing it, reopening it, and giving out what is missing.

Used for selection and for acceptance alike; what is reviewed is asked for in panels.SUBJECT.
"""

from collections import Counter, defaultdict

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint

from brand_union.services import (
	assignments,
	guard,
	issuing,
	material,
	organisers,
	panel_log,
	panels,
	paper_sheets,
	recheck,
	sheets,
	stage,
)
from brand_union.services.atomic import all_or_nothing
from brand_union.services.errors import PanelProblem, PanelSealed, refuse
from brand_union.services.panels import ACCEPTANCE, DRAFT, OPEN, SEALED, SELECTION, SUBJECT


def preview(panel) -> dict:
	"""What opening the panel would do: {"sheets", "jurors", "projects", "loads", "recusals", "problems", "notes"}."""
	panel.check_permission("read")
	planned = issuing.plan(panel)
	titles = {row.project: row.project_title for row in panel.projects}
	names = {row.juror: row.juror_name for row in panel.jurors}
	return {
		"sheets": len(planned.pairs),
		"jurors": len(panel.jurors),
		"projects": len(panel.projects),
		"loads": _loads(panel, planned),
		"recusals": [
			{
				"project": titles[project],
				"juror": names[juror] or juror,
				"conflict": conflict.kind,
				"reason": conflict.reason,
			}
			for (project, juror), conflict in planned.barred.items()
		],
		"problems": issuing.hindrances(panel, planned),
		"notes": material.notes(panel, issuing.subjects_of(panel)),
	}


def open_panel(name: str) -> dict:
	"""Assign, issue the sheets, move the projects to review; returns {"sheets": n, "recused": n}.

	Raises PanelProblem, and changes nothing, unless every project has enough jurors free of conflict.
	"""
	panel = panel_log.locked(name, DRAFT)
	subjects = issuing.subjects_of(panel, lock=True)
	_check_again(panel, subjects)
	planned = issuing.plan(panel)
	refuse(issuing.hindrances(panel, planned), PanelProblem, _("Panel Not Opened"))
	note = _("{0} sheets, {1} recusals").format(len(planned.pairs), len(planned.barred))
	with all_or_nothing("open_panel"):
		panel_log.write(panel, ("Opened", note), status=OPEN)
		issuing.issue(panel, planned, subjects)
		organisers.share(panel, subjects.values())
		for subject in subjects.values():
			stage.move(subject, SUBJECT[panel.purpose][3])
	return {"sheets": len(planned.pairs), "recused": len(planned.barred)}


def add_juror(name: str, juror: str) -> dict:
	"""Let one more juror into an open panel; returns {"sheets": n, "recused": n}.

	Where everybody scores everything, so does the new one. Otherwise the new one gets the reviews that are missing.
	"""
	panel = panel_log.locked(name, OPEN)
	if juror in [row.juror for row in panel.jurors]:
		frappe.throw(_("{0} is in the panel already.").format(juror), PanelProblem)
	with guard.as_service(panel):
		panel.append("jurors", {"juror": juror})
		panels.check_jurors(panel)
		panels.check_blind(panel)
	is_balanced = bool(cint(panel.reviews_per_project))
	planned = issuing.plan_missing(panel) if is_balanced else issuing.plan(panel, jurors=[juror])
	panel_log.write(panel, ("Juror Added", juror))
	issuing.issue(panel, planned, issuing.subjects_of(panel))
	return {"sheets": len(planned.pairs), "recused": len(planned.barred)}


def preview_missing(panel) -> dict:
	"""What assigning the missing reviews of an open panel would do: {"sheets", "loads" (new ones), "problems"}."""
	panel.check_permission("read")
	planned = issuing.plan_missing(panel)
	return {
		"sheets": len(planned.pairs),
		"loads": [load for load in _loads(panel, planned) if load["projects"]],
		"problems": list(planned.unmet),
	}


def _loads(panel, planned) -> list[dict]:
	"""Each juror's new projects, limit and recusals."""
	loads, recused = planned.loads(), Counter(juror for _project, juror in planned.barred)
	return [
		{
			"juror": row.juror_name or row.juror,
			"projects": loads[row.juror],
			"cap": cint(row.cap),
			"recused": recused[row.juror],
		}
		for row in panel.jurors
	]


def assign_missing(name: str) -> dict:
	"""Give the reviews that an open panel lacks, after a recusal, to its other jurors; no sheet given moves.

	Returns {"sheets": n, "unmet": [sentences]}: what cannot be met is said, what can be is done.
	"""
	panel = panel_log.locked(name, OPEN)
	if not cint(panel.reviews_per_project):
		frappe.throw(
			_(
				"In {0} every juror scores every project, so there is nothing to assign. Add a juror instead."
			).format(panel.panel_name),
			PanelProblem,
		)
	planned = issuing.plan_missing(panel)
	if planned.pairs:
		panel_log.write(panel, ("Assigned Again", _("{0} sheets").format(len(planned.pairs))))
		issuing.issue(panel, planned, issuing.subjects_of(panel))
	return {"sheets": len(planned.pairs), "unmet": list(planned.unmet)}


def seal(name: str) -> dict:
	"""End the scoring; returns {"submitted": n, "missing": n, "short": [titles with too few valid sheets]}."""
	panel = panel_log.locked(name, OPEN)
	recheck.demand_settled(panel)
	paper_sheets.demand_settled(panel)
	_set_sealed(panel, True)
	counts = _counts(panel)
	short = [
		row.project_title
		for row in panel.projects
		if counts[row.project]["submitted"] < cint(panel.min_valid_sheets)
	]
	submitted = sum(count["submitted"] for count in counts.values())
	missing = sum(count["missing"] for count in counts.values())
	note = _("{0} sheets handed in, {1} missing").format(submitted, missing)
	panel_log.write(panel, ("Sealed", note), status=SEALED)
	return {"submitted": submitted, "missing": missing, "short": short}


def reopen(name: str, reason: str) -> None:
	"""Let the jurors of a sealed panel go on; impossible once a decision on it was released."""
	reason = panel_log.demand_reason(reason)
	panel = panel_log.locked(name, SEALED)
	# A locking read: this request may have waited for the panel while another one released the decision.
	released = frappe.db.get_value("Brand Decision", {"panel": name, "status": "Released"}, for_update=True)
	if released:
		frappe.throw(
			_(
				"The decision {0} on this panel was released, so its scores are final. A correction is a new decision that refers to it."
			).format(released),
			PanelSealed,
		)
	_set_sealed(panel, False)
	panel_log.write(panel, ("Reopened", reason), status=OPEN)
	recheck.look([name])


def demand_assigned(doc, old: str, new: str) -> None:
	"""Edge into review: an open panel has given the document to enough jurors free of conflict."""
	assigned = _assigned(doc)
	enough = max((cint(row.min_valid_sheets) for row in assigned), default=0)
	if not assigned or assigned[0].jurors < max(enough, 1):
		frappe.throw(
			_(
				"{0} goes into review when a panel that has it is opened with at least {1} jurors free of conflict. Put it into a Review Panel and open the panel."
			).format(doc.project_title, max(enough, 1)),
			PanelProblem,
		)


def demand_unassigned(doc, old: str, new: str) -> None:
	"""Edge back from review: no open panel still waits for sheets on the document."""
	assigned = _assigned(doc)
	if assigned:
		frappe.throw(
			_(
				"{0} is under review by the panel {1}. Its jurors have to be recused or the panel sealed first."
			).format(doc.project_title, assigned[0].panel_name),
			PanelProblem,
		)


def _assigned(doc) -> list[dict]:
	purpose = SELECTION if doc.doctype == SUBJECT[SELECTION][0] else ACCEPTANCE
	query, assignment, panel = assignments.with_panels()
	return (
		query.select(panel.name, panel.panel_name, panel.min_valid_sheets)
		.select(Count(assignment.name).as_("jurors"))
		.where((assignment[SUBJECT[purpose][1]] == doc.name) & assignment.status.isin(issuing.GIVEN))
		.where((panel.purpose == purpose) & (panel.status == OPEN))
		.groupby(panel.name, panel.panel_name, panel.min_valid_sheets)
	).run(as_dict=True)


def _check_again(panel, subjects: dict) -> None:
	panels.check_rules(panel)
	panels.check_jurors(panel)
	panels.check_blind(panel)
	panels.check_projects(panel, subjects)


def _set_sealed(panel, sealed: bool) -> None:
	"""One statement for all sheets; `modified` stays, so that a juror who is just saving reads why it failed."""
	review, assignment = frappe.qb.DocType("Brand Review"), frappe.qb.DocType("Panel Assignment")
	own = frappe.qb.from_(assignment).select(assignment.review).where(assignment.panel == panel.name)
	frappe.qb.update(review).set(review.sealed, int(sealed)).where(review.name.isin(own)).run()


def _counts(panel) -> dict[str, Counter]:
	"""How many sheets of each project were handed in; a locking read, so that one just handed in counts."""
	query, assignment, review = assignments.with_sheets()
	rows = (
		query.select(assignment.project, review.status)
		.where((assignment.panel == panel.name) & (assignment.status == issuing.ASSIGNED))
		.for_update()
	).run()
	found: dict[str, Counter] = defaultdict(Counter)
	for project, status in rows:
		found[project]["submitted" if status == sheets.SUBMITTED else "missing"] += 1
	return found
