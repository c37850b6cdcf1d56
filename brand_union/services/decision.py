"""The committee's decision while it is a draft: drawing up the rows, amounts and totals, what they demand.

Rank is not decision (DOMAIN 4): the rows arrive ranked and without an outcome.
"""

from collections.abc import Iterable
from math import isfinite

import frappe
from frappe import _
from frappe.utils import add_days, cint, flt, get_datetime

from brand_union.domain import money
from brand_union.services import cycles, decision_rows, guard, organisers, releasing, results
from brand_union.services.decision_rows import APPROVED
from brand_union.services.errors import DecisionProblem, refuse
from brand_union.services.panels import ACCEPTANCE, SEALED, SELECTION
from brand_union.services.releasing import RELEASED

DECISION = "Brand Decision"
NOT_APPROVED = "Not Approved"
PASSED, RECTIFY, DEFERRED, TERMINATED = "Passed", "Rectify", "Deferred", "Terminated"
OUTCOMES = {
	SELECTION: (APPROVED, NOT_APPROVED),
	ACCEPTANCE: (PASSED, RECTIFY, DEFERRED, TERMINATED),
}
POSITIVE = frozenset({APPROVED, PASSED})
WITH_DUE_DATE = frozenset({RECTIFY, DEFERRED})

# The stage that a released outcome leads to: of the project, and of its summary where there is one.
LEADS_TO = {
	APPROVED: ("Decided", None),
	NOT_APPROVED: ("Not Approved", None),
	PASSED: ("Closed", "Closed"),
	RECTIFY: ("Under Way", "Rectify"),
	DEFERRED: ("Under Way", "Rectify"),
	TERMINATED: ("Terminated", "Terminated"),
}
# What the database keeps of an amount, with room for a sum of them.
MOST = 10**9


def draft_rows(name: str):
	"""Fill a draft from its sealed panel, best first; what was already typed in is kept. Returns the document."""
	doc = releasing.locked(DECISION, name)
	releasing.demand_draft(doc)
	panel = frappe.get_doc("Review Panel", doc.panel)
	if panel.status != SEALED:
		frappe.throw(
			_("The panel {0} is {1}. Seal it first, so that its scores are final.").format(
				panel.panel_name, _(panel.status, context="Review Panel")
			),
			DecisionProblem,
		)
	typed = {row.project: row for row in [*_corrected_rows(doc), *doc.rows]}
	with guard.as_service(doc):
		decision_rows.draw_up(doc, panel, typed)
		doc.save()
	return doc


def check_panel(doc) -> None:
	"""The panel reviewed for the same cycle and purpose."""
	if not doc.panel:
		doc.organiser = organisers.own_of(cycles.rules_of(doc.cycle))
		return  # the mandatory check says what is missing
	panel = frappe.db.get_value(
		"Review Panel",
		doc.panel,
		["cycle", "purpose", "panel_name", "organiser", "joint_cycle"],
		as_dict=True,
	)
	doc.organiser, doc.joint_cycle = panel.organiser, panel.joint_cycle
	if (panel.cycle, panel.purpose) != (doc.cycle, doc.purpose):
		frappe.throw(
			_("The panel {0} is for {1} of {2}, and this decision for {3} of {4}.").format(
				panel.panel_name, _(panel.purpose), panel.cycle, _(doc.purpose), doc.cycle
			),
			DecisionProblem,
		)


def check_rows(doc) -> None:
	"""Outcomes belong to the purpose, tiers to the cycle, grades to the sheet; all wrong rows in one message."""
	tiers = [row.tier for row in cycles.rules_of(doc.cycle).tiers]
	allowed = outcomes_of(doc)
	found = [
		_("Row {0}, {1}: {2} is no outcome of {3}. Choose one of: {4}.").format(
			row.idx,
			row.project_title,
			_(row.outcome, context="Brand Decision Row"),
			_(doc.purpose),
			", ".join(_(one, context="Brand Decision Row") for one in allowed),
		)
		for row in doc.rows
		if row.outcome and row.outcome not in allowed
	]
	found += [
		_("Row {0}, {1}: the cycle has no funding tier {2}. Choose one of: {3}.").format(
			row.idx, row.project_title, row.tier, ", ".join(tiers) or _("none")
		)
		for row in doc.rows
		if row.tier and row.tier not in tiers
	]
	found += [*_grade_problems(doc), *_amount_problems(doc)]
	refuse(found, DecisionProblem, _("Decision Not Saved"))


def outcomes_of(doc) -> tuple[str, ...]:
	"""What a row may say; a correction may also end a project that was approved, say after an upheld objection."""
	ends = (TERMINATED,) if doc.purpose == SELECTION and doc.corrects else ()
	return OUTCOMES[doc.purpose] + ends


def _grade_problems(doc) -> Iterable[str]:
	sheet = frappe.db.get_value("Review Panel", doc.panel, "score_sheet") if doc.rows else None
	grades = [band.grade for band in results.bands_of(sheet)] if sheet else []
	for row in doc.rows:
		if row.grade and grades and row.grade not in grades:
			yield _("Row {0}, {1}: the score sheet has no grade {2}. Choose one of: {3}.").format(
				row.idx, row.project_title, row.grade, ", ".join(grades)
			)


def _amount_problems(doc) -> Iterable[str]:
	for row in doc.rows:
		amount = flt(row.amount)
		if not isfinite(amount) or amount > MOST:
			yield _("Row {0}, {1}: {2} is no amount that can be granted.").format(
				row.idx, row.project_title, row.amount
			)
		row.amount = amount


def fill_rows(doc) -> None:
	"""A tier brings its amount until another one is typed; rectifying gets the cycle's days to do it."""
	rules = cycles.rules_of(doc.cycle)
	amounts = {row.tier: row.amount for row in rules.tiers}
	before = {row.name: row for row in (doc.get_doc_before_save() or {}).get("rows") or []}
	for row in doc.rows:
		old = before.get(row.name)
		if row.tier and _takes_tier_amount(row, old):
			row.amount = amounts.get(row.tier, 0)
		if row.outcome == RECTIFY and not row.due_on:
			row.due_on = add_days(cycles.today(), cint(rules.rectify_days))


def set_figures(doc) -> None:
	"""An outcome moves the line between approved and not, and with it how firm each project's place is."""
	if not doc.flags.by_service:
		decision_rows.refresh(doc, doc.get_doc_before_save())


def set_totals(doc) -> None:
	"""How many were approved or passed, what it costs, and what that leaves of the cycle's budget."""
	rules = cycles.rules_of(doc.cycle)
	doc.approved_count = sum(row.outcome in POSITIVE for row in doc.rows)
	planned = money.total(row.amount for row in doc.rows if row.outcome == APPROVED)
	doc.total_amount = float(planned)
	doc.budget = flt(rules.budget)
	left = money.balance(rules.budget, [planned, _spent_elsewhere(doc)]).left
	doc.remaining = float(left) if doc.budget else 0


def demand_outcome(doc, old: str, new: str) -> None:
	"""Edges out of a review: the newest released decision since the last filing leads to that stage.

	Looks at the decisions in the database, never at who moves the document.
	"""
	row = latest_row(doc)
	place = 1 if doc.doctype == "Brand Acceptance" else 0
	if not row or LEADS_TO[row.outcome][place] != new:
		frappe.throw(
			_("{0} goes from {1} to {2} when a decision that says so is released. {3}").format(
				doc.project_title,
				frappe.bold(_(old, context=doc.doctype)),
				frappe.bold(_(new, context=doc.doctype)),
				_("The newest one says: {0}.").format(_(row.outcome, context="Brand Decision Row"))
				if row
				else _("There is none yet."),
			),
			DecisionProblem,
		)


def latest_row(doc) -> dict | None:
	"""The row of the newest released decision on a project's selection or on a summary's present round."""
	is_summary = doc.doctype == "Brand Acceptance"
	summary = doc if is_summary else _summary_under_way(doc)
	row, decision = frappe.qb.DocType("Brand Decision Row"), frappe.qb.DocType(DECISION)
	query = (
		frappe.qb.from_(row)
		.join(decision)
		.on(decision.name == row.parent)
		.select(row.outcome, row.reason, decision.name, decision.released_on)
		.where((row.parenttype == DECISION) & (decision.status == RELEASED))
		.where(decision.purpose == (ACCEPTANCE if summary else SELECTION))
		.where(row.project == (summary.project if summary else doc.name))
		.orderby(decision.released_on, order=frappe.qb.desc)
		.limit(1)
	)
	found = query.run(as_dict=True)
	if not found or (summary and get_datetime(found[0].released_on) < get_datetime(summary.filed_on)):
		return None
	return found[0]


def _summary_under_way(project) -> dict | None:
	"""A filed summary means that the project's next decision is one on acceptance."""
	return frappe.db.get_value(
		"Brand Acceptance",
		{"project": project.name, "filed_on": ("is", "set")},
		["name", "project", "filed_on"],
		as_dict=True,
	)


def _corrected_rows(doc) -> list:
	return frappe.get_doc(DECISION, doc.corrects).rows if doc.corrects and not doc.rows else []


def _takes_tier_amount(row, old) -> bool:
	if not flt(row.amount):
		return True
	return bool(old) and old.tier != row.tier and flt(old.amount) == flt(row.amount)


def _spent_elsewhere(doc) -> float:
	"""What other released selections of the cycle cost, without those that a later one corrects."""
	if doc.purpose != SELECTION:
		return 0
	rows = frappe.get_all(
		DECISION,
		filters={
			"cycle": doc.cycle,
			"purpose": SELECTION,
			"status": RELEASED,
			"name": ("!=", doc.name or ""),
		},
		fields=["name", "total_amount", "corrects"],
		order_by=None,
	)
	corrected = {row.corrects for row in rows} | {doc.corrects}
	return sum(flt(row.total_amount) for row in rows if row.name not in corrected)
