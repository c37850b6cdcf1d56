"""What a panel found: every sheet, the combined scores, the order and the grades. Reads in bulk, writes nothing.

The number of queries is the same for ten projects and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import cint, get_datetime

from brand_union.domain import ranking, scoring
from brand_union.domain.rounding import round_half_up, to_decimal, to_fraction
from brand_union.services import cycles, issuing, sheets
from brand_union.services.panels import SUBJECT

LAST_PLACE_OF_A_MEAN = 12


@dataclass(frozen=True)
class Sheet:
	"""One juror's sheet: `total` is None unless it was handed in; marks as {criterion code: text or "n/a"}."""

	juror: str
	status: str
	review: str | None
	total: Decimal | None
	marks: dict[str, str]
	reason: str = ""

	@property
	def is_valid(self) -> bool:
		return self.status == sheets.SUBMITTED and self.total is not None


@dataclass(frozen=True)
class Result:
	"""A project's place in the panel. `score` and `spread` are None below one and two valid sheets."""

	project: str
	sheets: tuple[Sheet, ...]
	score: Decimal | None
	spread: Decimal | None
	rank: int | None
	shared: bool
	grade: str | None
	passes: bool
	capped: bool
	needed: int

	@property
	def valid(self) -> int:
		return sum(sheet.is_valid for sheet in self.sheets)

	@property
	def recused(self) -> int:
		return sum(sheet.status == issuing.RECUSED for sheet in self.sheets)

	@property
	def missing(self) -> int:
		return len(self.sheets) - self.valid - self.recused

	@property
	def is_short(self) -> bool:
		"""Whether there are fewer valid sheets than the panel's rules ask for."""
		return self.valid < self.needed


def of_panel(panel) -> list[Result]:
	"""Every project of a Review Panel, best first; those without a score come last."""
	rules = cycles.rules_of(panel.cycle)
	found = _sheets(panel.name)
	projects = [row.project for row in panel.projects]
	digits = cint(rules.precision_digits)
	scores = {project: _combined(panel, found[project], digits) for project in projects}
	tie_breaks = [ranking.TieBreak(row.rule, row.criterion_code or "") for row in rules.tie_breaks]
	filed = _filed_on(panel)
	order = ranking.rank(
		(
			ranking.RankRow(
				project, scores[project], _tie_values(found[project], tie_breaks, filed.get(project))
			)
			for project in projects
		),
		tie_breaks,
	)
	grades = {row.key: row for row in ranking.grades(order, bands_of(panel.score_sheet))}
	return [_result(panel, row, found[row.key], grades[row.key], digits) for row in order]


def bands_of(score_sheet: str) -> list[ranking.GradeBand]:
	"""The grade bands of a Score Sheet as plain values."""
	sheet = frappe.get_cached_doc("Score Sheet", score_sheet)
	return [
		ranking.GradeBand(row.grade, row.threshold or 0, row.max_share or None, bool(row.passes))
		for row in sheet.grades
	]


def _result(panel, row: ranking.Ranked, own: list[Sheet], graded: ranking.Graded, digits: int) -> Result:
	return Result(
		project=row.key,
		sheets=tuple(own),
		score=row.score,
		spread=scoring.spread(_totals(own), digits),
		rank=row.rank,
		shared=row.shared,
		grade=graded.grade,
		passes=graded.passes,
		capped=graded.capped,
		needed=cint(panel.min_valid_sheets),
	)


def _combined(panel, own: Iterable[Sheet], digits: int) -> Decimal | None:
	return scoring.combine(_totals(own), panel.method, cint(panel.trim_from), cint(panel.trim_count), digits)


def _totals(own: Iterable[Sheet]) -> list[Decimal]:
	return [sheet.total for sheet in own if sheet.is_valid]


def _tie_values(own: list[Sheet], tie_breaks: Iterable[ranking.TieBreak], filed_on) -> dict[str, Any]:
	values = {
		ranking.TOTAL_OF_ALL: lambda _code: sum(_totals(own), Decimal(0)),
		ranking.CRITERION_MEAN: lambda code: _criterion_mean(own, code),
		ranking.EARLIER_FILING: lambda _code: get_datetime(filed_on) if filed_on else None,
	}
	return {rule.name: values[rule.rule](rule.criterion_code) for rule in tie_breaks}


def _criterion_mean(own: list[Sheet], code: str) -> Decimal | None:
	"""The mean of the marks given for a criterion; n/a is absent, never 0."""
	marks = [sheet.marks.get(code) for sheet in own if sheet.is_valid]
	given = [to_decimal(mark) for mark in marks if mark and mark != scoring.NA.value]
	exact = sum((to_fraction(mark) for mark in given), to_fraction(0))
	return round_half_up(exact / len(given), LAST_PLACE_OF_A_MEAN) if given else None


def _sheets(panel: str) -> dict[str, list[Sheet]]:
	marks = _marks(panel)
	found: dict[str, list[Sheet]] = defaultdict(list)
	for row in _assignments(panel):
		recused = row.status == issuing.RECUSED
		found[row.project].append(
			Sheet(
				juror=row.juror,
				status=issuing.RECUSED if recused else row.sheet_status,
				review=row.review,
				total=to_decimal(row.total) if row.total and not recused else None,
				marks=marks.get(row.review, {}),
				reason=row.reason or "",
			)
		)
	return found


def _assignments(panel: str) -> list[dict]:
	assignment, review = frappe.qb.DocType("Panel Assignment"), frappe.qb.DocType("Brand Review")
	return (
		frappe.qb.from_(assignment)
		.left_join(review)
		.on(review.name == assignment.review)
		.select(assignment.project, assignment.juror, assignment.status, assignment.review)
		.select(assignment.reason, review.status.as_("sheet_status"), review.total)
		.where(assignment.panel == panel)
		.orderby(assignment.project, assignment.juror)
	).run(as_dict=True)


def _marks(panel: str) -> dict[str, dict[str, str]]:
	score, assignment = frappe.qb.DocType("Brand Review Score"), frappe.qb.DocType("Panel Assignment")
	rows = (
		frappe.qb.from_(score)
		.join(assignment)
		.on(assignment.review == score.parent)
		.select(score.parent, score.criterion_code, score.score, score.not_applicable)
		.where((assignment.panel == panel) & (score.parenttype == "Brand Review"))
		.orderby(score.parent, score.idx)
	).run(as_dict=True)
	found: dict[str, dict[str, str]] = defaultdict(dict)
	for row in rows:
		found[row.parent][row.criterion_code] = scoring.NA.value if row.not_applicable else row.score or ""
	return found


def _filed_on(panel) -> dict[str, object]:
	doctype, field, _before, _during = SUBJECT[panel.purpose]
	names = {row.get(field): row.project for row in panel.projects}
	rows = frappe.get_all(
		doctype, filters={"name": ("in", list(names) or [""])}, fields=["name", "filed_on"], order_by=None
	)
	return {names[row.name]: row.filed_on for row in rows}
