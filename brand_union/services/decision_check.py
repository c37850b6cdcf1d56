"""What stands against releasing a decision: every problem, with its row, before anything is moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Min
from frappe.utils import cstr, fmt_money, getdate

from brand_union.domain import lifecycle, panel_flags, ranking
from brand_union.services import assignments, cycles, holds, objections, phase_rights
from brand_union.services.decision import (
	APPROVED,
	DEFERRED,
	LEADS_TO,
	POSITIVE,
	TERMINATED,
	WITH_DUE_DATE,
)
from brand_union.services.decision_rows import score_text, votes_text
from brand_union.services.panels import ACCEPTANCE, SEALED, SELECTION
from brand_union.services.results import Found, Result

# Nothing in the scores says why a project is put off or ended.
TAKES_A_REASON = frozenset({DEFERRED, TERMINATED})

# A correction of an approval reaches a project that has already gone on from being decided.
AFTER_APPROVAL = frozenset({"Decided", "Under Way", "Acceptance", "Closed"})


def problems(doc, panel, found: Found) -> list[str]:
	"""Sentences, in the order of the rows; an empty list means that the decision can be released."""
	if not doc.rows:
		return [_("The decision has no rows. Draw them up from the panel first.")]
	by_project = {result.project: result for result in found.results}
	return [
		*_panel_problems(doc, panel, by_project),
		*_newer_panel_problems(doc),
		*_outcome_problems(doc),
		*_money_problems(doc),
		*_tier_problems(doc),
		*_due_problems(doc),
		*_reason_problems(doc, by_project, found),
		*_stage_problems(doc),
		*_objection_problems(doc),
	]


def warnings(doc) -> list[str]:
	"""What does not hinder a release, but should be known before."""
	found = phase_rights.release_warnings(doc.cycle)
	if not doc.meeting or not doc.meeting_date:
		found.append(_("The meeting and its date are not recorded."))
	found += [
		_("Row {0}, {1}: {2}").format(row.idx, row.project_title, row.flags_text)
		for row in doc.rows
		if row.flags_text
	]
	return found


def _panel_problems(doc, panel, by_project: dict[str, Result]) -> Iterator[str]:
	if panel.status != SEALED:
		yield _("The panel {0} is {1}. Seal it first, so that its scores are final.").format(
			panel.panel_name, _(panel.status, context="Review Panel")
		)
	if {row.project for row in doc.rows} != set(by_project):
		yield _("The rows are not those of the panel any more. Draw them up again.")
		return
	for row in doc.rows:
		result = by_project[row.project]
		if (cstr(row.score), row.rank or None) != (score_text(result), result.rank):
			yield _(
				"Row {0}, {1}: the panel's result has changed since the row was drawn up. Draw the rows up again."
			).format(row.idx, row.project_title)


def _newer_panel_problems(doc) -> Iterator[str]:
	"""A draft left over from an earlier round must not decide what another panel has reviewed since."""
	newest = _newest_panels(doc)
	for row in doc.rows:
		panel = newest.get(row.project)
		if panel and panel.name != doc.panel:
			yield _(
				"Row {0}, {1}: the panel {2} has been given it since, so its scores are the ones to decide on. Draw up the decision from that panel."
			).format(row.idx, row.project_title, panel.panel_name)


def _newest_panels(doc) -> dict[str, dict]:
	"""{project: the panel of this purpose that was opened last with it}."""
	query, assignment, panel = assignments.with_panels()
	rows = (
		query.select(assignment.project, panel.name, panel.panel_name)
		.where(assignment.project.isin([row.project for row in doc.rows]) & (panel.purpose == doc.purpose))
		.groupby(assignment.project, panel.name, panel.panel_name)
		# A juror added late does not make an old panel new.
		.orderby(Min(assignment.creation))
	).run(as_dict=True)
	return {row.project: row for row in rows}


def _outcome_problems(doc) -> Iterator[str]:
	for row in doc.rows:
		if not row.outcome:
			yield _("Row {0}, {1}: the outcome is missing.").format(row.idx, row.project_title)


def _money_problems(doc) -> Iterator[str]:
	if doc.purpose != SELECTION:
		return
	has_tiers = bool(cycles.rules_of(doc.cycle).tiers)
	for row in doc.rows:
		if row.outcome == APPROVED and has_tiers and not row.tier:
			yield _("Row {0}, {1}: an approved project needs a funding tier.").format(
				row.idx, row.project_title
			)
		if row.outcome and row.outcome != APPROVED and (row.tier or row.amount):
			yield _(
				"Row {0}, {1}: a project that is not approved gets no tier and no amount. Clear them."
			).format(row.idx, row.project_title)
	if doc.budget and doc.remaining < 0:
		yield _(
			"The approved amounts exceed the budget of {0} by {1}. Change amounts, or the budget of the cycle."
		).format(fmt_money(doc.budget, 2), fmt_money(-doc.remaining, 2))


def _tier_problems(doc) -> Iterator[str]:
	holders: dict[str, list] = defaultdict(list)
	for row in doc.rows:
		if row.outcome == APPROVED and row.tier:
			holders[row.tier].append(row)
	for tier in cycles.rules_of(doc.cycle).tiers:
		held = holders[tier.tier]
		if tier.max_count and len(held) > tier.max_count:
			yield _("The tier {0} is for at most {1} projects, and {2} rows have it: {3}.").format(
				tier.tier, tier.max_count, len(held), _places(held)
			)


def _due_problems(doc) -> Iterator[str]:
	for row in doc.rows:
		if row.outcome not in WITH_DUE_DATE:
			continue
		if not row.due_on:
			yield _("Row {0}, {1}: {2} needs a due date.").format(
				row.idx, row.project_title, _(row.outcome, context="Brand Decision Row")
			)
		elif getdate(row.due_on) < cycles.today():
			yield _("Row {0}, {1}: the due date {2} has passed.").format(
				row.idx, row.project_title, frappe.format(row.due_on, "Date")
			)


def _reason_problems(doc, by_project: dict[str, Result], found: Found) -> Iterator[str]:
	departing = {departure.key: departure.kind for departure in _departures(doc)}
	for row in doc.rows:
		result = by_project.get(row.project)
		if cstr(row.reason).strip() or not row.outcome or not result:
			continue
		why = _why_reason(doc, row, result, departing.get(row.project)) or _why_vote(row, result, found)
		if why:
			yield _("Row {0}, {1}: {2} Give the reason in this row.").format(row.idx, row.project_title, why)


def _why_reason(doc, row, result: Result, kind: str | None) -> str | None:
	if row.outcome in TAKES_A_REASON:
		return _("the outcome {0} takes a reason.").format(_(row.outcome, context="Brand Decision Row"))
	if kind == ranking.PASSED_OVER:
		return _("a project that ranks lower is treated better than this one, which ranks {0}.").format(
			row.rank
		)
	if kind == ranking.LIFTED:
		return _("this project is treated better than its rank {0} gives it.").format(row.rank or "—")
	if result.is_short and row.outcome in POSITIVE:
		return _("it has only {0} valid sheets and needs {1}.").format(result.valid, result.needed)
	if doc.purpose == ACCEPTANCE and cstr(row.grade) != cstr(result.grade):
		return _("the grade {0} is not the one that its score gives ({1}).").format(
			row.grade or "—", result.grade or "—"
		)
	if doc.purpose == ACCEPTANCE and result.grade and (row.outcome in POSITIVE) != result.passes:
		return _("the grade {0} and the outcome {1} do not go together.").format(
			result.grade, _(row.outcome, context="Brand Decision Row")
		)
	return None


def _why_vote(row, result: Result, found: Found) -> str | None:
	is_lacking = panel_flags.VOTES_LACKING in result.line.flags
	return votes_text(result, found) if is_lacking and row.outcome in POSITIVE else None


def _departures(doc) -> list[ranking.Departure]:
	tiers = [row.tier for row in cycles.rules_of(doc.cycle).tiers]
	return ranking.departures(
		ranking.Outcome(row.project, row.rank or None, _level(row, tiers)) for row in doc.rows if row.outcome
	)


def _level(row, tiers: list[str]) -> int:
	"""0 for a refusal; the tiers of a cycle stand in its table from the best downward."""
	if row.outcome not in POSITIVE:
		return 0
	return len(tiers) - tiers.index(row.tier) if row.tier in tiers else 1


def _stage_problems(doc) -> Iterator[str]:
	projects = _stages("Brand Project", [row.project for row in doc.rows])
	summaries = _stages("Brand Acceptance", [row.acceptance for row in doc.rows if row.acceptance])
	for row in doc.rows:
		if not row.outcome:
			continue
		of_project, of_summary = LEADS_TO[row.outcome]
		steps = [("Brand Project", projects.get(row.project), of_project)]
		if row.acceptance:
			steps.insert(0, ("Brand Acceptance", summaries.get(row.acceptance), of_summary))
		for doctype, now, target in steps:
			if not can_reach(doc, doctype, now, target):
				yield _("Row {0}, {1}: {2} is in the stage {3}, from which {4} does not lead on.").format(
					row.idx,
					row.project_title,
					_(doctype),
					_(now or "—", context=doctype),
					_(row.outcome, context="Brand Decision Row"),
				)
				break


def _objection_problems(doc) -> Iterator[str]:
	"""A project does not pass acceptance under an objection; a correction is what may settle one."""
	if doc.corrects or doc.purpose != ACCEPTANCE:
		return
	passing = [row for row in doc.rows if row.outcome in POSITIVE]
	held = objections.held_up(row.project for row in passing)
	for row in passing:
		if row.project in held:
			yield _("Row {0}, {1}: {2}").format(row.idx, row.project_title, holds.objection_text())


def can_reach(doc, doctype: str, now: str | None, target: str) -> bool:
	"""Whether a document in the stage `now` can take the outcome: by a step, or in a correction by staying."""
	if not now:
		return False
	if lifecycle.is_edge(doctype, now, target):
		return True
	return bool(doc.corrects) and stays(doctype, now, target)


def stays(doctype: str, now: str, target: str) -> bool:
	"""Whether the outcome is already fulfilled in the stage `now`, so that only values are written."""
	gone_on = doctype == "Brand Project" and target == "Decided" and now in AFTER_APPROVAL
	return now == target or gone_on


def _stages(doctype: str, names: list[str]) -> dict[str, str]:
	rows = frappe.get_all(
		doctype, filters={"name": ("in", names or [""])}, fields=["name", "stage"], order_by=None
	)
	return {row.name: row.stage for row in rows}


def _places(rows: Iterable) -> str:
	return ", ".join(_("row {0} {1}").format(row.idx, row.project_title) for row in rows)
