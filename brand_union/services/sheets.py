"""The juror's sheet: what may be marked, when, and the one function that writes a total."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import cint, cstr, format_datetime, now_datetime

from brand_union.domain import scoring
from brand_union.domain.rounding import to_decimal
from brand_union.services import records
from brand_union.services.errors import NotAllowedNow, PanelSealed, ScoreProblem, refuse

PENDING, SUBMITTED, WITHDRAWN = "Pending", "Submitted", "Withdrawn"
# A conflict of interest was found; the office has not settled it yet.
ON_HOLD = "On Hold"

# When a juror may look at the scores of the others.
AFTER_OWN, AFTER_SEALING = "After Own Is Submitted", "After Sealing"


def rows_for(score_sheet) -> list[dict]:
	"""The rows of an empty sheet, one for each criterion of a Score Sheet, in its order."""
	return [
		{
			"criterion_code": row.criterion_code,
			"criterion": row.criterion,
			"description": row.description,
			"range": _short_range(row),
			"max_score": row.max_score,
			"min_score": row.min_score,
			"step": row.step,
			"allow_na": row.allow_na,
		}
		for row in score_sheet.criteria
	]


def criterion_of(row) -> scoring.Criterion:
	"""A row of a sheet as the plain criterion that it was made from."""
	return scoring.Criterion(
		code=row.criterion_code,
		label=row.criterion,
		max=row.max_score,
		min=row.min_score or 0,
		step=row.step or 0,
		allow_na=bool(cint(row.allow_na)),
	)


def marks_of(rows: Iterable) -> dict[str, scoring.Mark]:
	"""{criterion code: mark}; an empty text is None (missing), a tick in n/a is NA, never 0."""
	return {
		row.criterion_code: scoring.NA if cint(row.not_applicable) else (cstr(row.score).strip() or None)
		for row in rows
	}


def demand_own_and_open(review) -> None:
	"""Only the juror marks the sheet, and only while it is pending and the panel not sealed.

	Looks at the version in the database, which Frappe has locked for this save.
	"""
	before = review.get_doc_before_save()
	if review.flags.by_service or not before:
		return
	demand_markable(before)


def demand_markable(review) -> None:
	"""Raise NotAllowedNow or PanelSealed unless the acting user may mark this sheet, as it is stored, now."""
	if review.juror != frappe.session.user:
		frappe.throw(_("Only the juror of this sheet may mark it."), NotAllowedNow)
	_demand_unsealed(review)
	if review.status == SUBMITTED:
		frappe.throw(
			_(
				"You have handed in this sheet. Take it back before you change a score; that is possible until the panel is sealed."
			),
			NotAllowedNow,
		)
	if review.status != PENDING:
		frappe.throw(_("This sheet was withdrawn; it can no longer be marked."), NotAllowedNow)


def check_marks(review) -> None:
	"""Refuse marks that cannot stand, all of them in one message; a missing one is not wrong yet."""
	refuse(problems_in(review.scores), ScoreProblem, _("Scores Not Saved"))


def problems_in(rows: Iterable) -> list[str]:
	"""Every mark of these rows that cannot stand, as sentences; a missing one is not wrong yet."""
	rows = list(rows)
	found = [
		_sentence(row, problem)
		for row in rows
		for problem in [_problem(row)]
		if problem and problem.kind != scoring.MISSING
	]
	found += [
		_("Row {0}, {1}: give a score or tick n/a, not both.").format(row.idx, row.criterion)
		for row in rows
		if cint(row.not_applicable) and cstr(row.score).strip()
	]
	return found


def write_total(review) -> None:
	"""The only writer of scores as kept: marks as plain decimals, and the total ("" while one is missing)."""
	for row in review.scores:
		if cstr(row.score).strip():
			row.score = _plain(to_decimal(row.score))
	criteria = [criterion_of(row) for row in review.scores]
	result = scoring.sheet_total(criteria, marks_of(review.scores))
	review.total = cstr(result.total) if result.is_complete else ""
	review.progress = progress_of(review)


def progress_of(review) -> str:
	"""How many criteria have a mark, for the juror's list: "5/7"."""
	given = sum(mark is not None for mark in marks_of(review.scores).values())
	return f"{given}/{len(review.scores)}"


def submit(review) -> None:
	"""Hand the sheet in. Raises ScoreProblem with every criterion that has no mark yet."""
	_demand_juror(review)
	_demand_unsealed(review)
	if review.status == SUBMITTED:
		return
	check_marks(review)
	write_total(review)
	_demand_complete(review)
	_set_status(review, SUBMITTED, now_datetime())


def enter(review, marks: Mapping[str, scoring.Mark]) -> None:
	"""Mark the sheet with what its juror gave the office on paper or in a spreadsheet, and hand it in.

	The caller has checked the right and locked the panel. What the juror has handed in is never overwritten.
	"""
	_demand_unsealed(review)
	if review.status != PENDING:
		frappe.throw(
			_("{0} has handed in the sheet for {1}, or it was withdrawn. It is not overwritten.").format(
				review.juror, review.packet_title
			),
			NotAllowedNow,
		)
	for row in review.scores:
		mark = marks.get(row.criterion_code)
		row.not_applicable = int(mark is scoring.NA)
		row.score = "" if mark is scoring.NA else cstr(mark)
	check_marks(review)
	write_total(review)
	_demand_complete(review)
	_set_status(review, SUBMITTED, now_datetime())


def take_back(review) -> None:
	"""The juror reopens the own sheet; possible until the panel is sealed."""
	_demand_juror(review)
	_demand_unsealed(review)
	_demand_not_seen_others(review)
	if review.status == SUBMITTED:
		_set_status(review, PENDING, None)


def withdraw(review) -> None:
	"""Take the sheet away from its juror (after a recusal); the marks stay for the record, and never count."""
	_set_status(review, WITHDRAWN, None)


def hold(review) -> None:
	"""Take the sheet out of its juror's sight until a conflict of interest is settled; it stays as it is."""
	_set_status(review, ON_HOLD, review.submitted_on)


def give_back(review) -> None:
	"""Undo a hold: the sheet is handed in or pending, as it was."""
	if review.status == ON_HOLD:
		_set_status(review, SUBMITTED if review.submitted_on else PENDING, review.submitted_on)


def _demand_complete(review) -> None:
	if cint(review.by_ballot):
		_demand_ballot(review)
		if not any(mark is not None for mark in marks_of(review.scores).values()):
			return  # a ballot stands without scores
	missing = [row for row in review.scores if marks_of([row])[row.criterion_code] is None]
	if missing:
		frappe.throw(
			_(
				"The sheet cannot be handed in yet. Without a score: {0}. Fill them in, or tick n/a where the criterion allows it."
			).format(", ".join(_("row {0} {1}").format(row.idx, row.criterion) for row in missing)),
			ScoreProblem,
			title=_("Scores Missing"),
		)
	if not review.total:
		frappe.throw(
			_(
				"The sheet cannot be handed in: every criterion is marked n/a, so it has no total. Give at least one score."
			),
			ScoreProblem,
			title=_("Scores Missing"),
		)


def _demand_ballot(review) -> None:
	if not review.vote:
		frappe.throw(
			_("The sheet cannot be handed in yet: cast your ballot, for, against or as an abstention."),
			ScoreProblem,
			title=_("Ballot Missing"),
		)


def _set_status(review, status: str, submitted_on) -> None:
	review.status = status
	review.submitted_on = submitted_on
	if status == SUBMITTED:
		review.draft = None
	# The caller was checked: the juror for the own sheet, the office for the panel.
	records.write(review)


def _demand_juror(review) -> None:
	if review.juror != frappe.session.user or review.status not in (PENDING, SUBMITTED):
		frappe.throw(_("Only the juror of this sheet may mark it."), NotAllowedNow)


def _demand_not_seen_others(review) -> None:
	if review.others_scores == AFTER_OWN and review.others_seen_on:
		frappe.throw(
			_(
				"You looked at the scores of the other jurors at {0}, so your sheet stays as you handed it in."
			).format(format_datetime(review.others_seen_on)),
			NotAllowedNow,
		)


def _demand_unsealed(review) -> None:
	if cint(review.sealed):
		frappe.throw(
			_(
				"The panel is sealed, so the scores on this sheet are final. Ask the union's office, which can reopen the panel with a reason."
			),
			PanelSealed,
			title=_("Panel Sealed"),
		)


def _problem(row) -> scoring.ScoreProblem | None:
	return scoring.check_score(criterion_of(row), marks_of([row])[row.criterion_code])


def _sentence(row, problem: scoring.ScoreProblem) -> str:
	limit = _plain(problem.limit) if problem.limit is not None else ""
	texts = {
		scoring.NOT_A_NUMBER: _("Row {0}, {1}: {2} is not a number. Allowed: {4}."),
		scoring.NA_NOT_ALLOWED: _("Row {0}, {1}: this criterion may not be marked n/a. Allowed: {4}."),
		scoring.BELOW_MIN: _("Row {0}, {1}: {2} is below the minimum of {3}. Allowed: {4}."),
		scoring.ABOVE_MAX: _("Row {0}, {1}: {2} is above the maximum of {3}. Allowed: {4}."),
		scoring.OFF_STEP: _("Row {0}, {1}: {2} is not on the step of {3}. Allowed: {4}."),
	}
	return texts[problem.kind].format(row.idx, row.criterion, cstr(row.score), limit, _range(row))


def _short_range(row) -> str:
	"""For the narrow column of a sheet, and the same in every language: 0–40, or 0–40 / 0.5 with its step."""
	low, high, step = (_plain(to_decimal(value or 0)) for value in (row.min_score, row.max_score, row.step))
	return f"{low}–{high}" if step in ("0", "1") else f"{low}–{high} / {step}"


def _range(row) -> str:
	low, high = _plain(to_decimal(row.min_score or 0)), _plain(to_decimal(row.max_score))
	if not row.step:
		return _("{0} to {1}").format(low, high)
	return _("{0} to {1}, step {2}").format(low, high, _plain(to_decimal(row.step)))


def _plain(value: Decimal) -> str:
	text = format(value or Decimal(0), "f")
	return text.rstrip("0").rstrip(".") if "." in text else text
