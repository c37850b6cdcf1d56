"""What a panel found: every sheet, the combined scores, the order and the grades. Reads in bulk, writes nothing.

The number of queries is the same for ten projects and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import cint, flt, get_datetime

from brand_union.domain import panel_methods, ranking, scoring
from brand_union.domain.panel_rules import Line, PanelProject, PanelRules, PanelSheet
from brand_union.domain.panel_table import PanelTable, ProjectLine, panel_table
from brand_union.domain.rounding import round_half_up, to_decimal, to_fraction
from brand_union.services import cycles, issuing, part_scores, sheets
from brand_union.services.panels import SUBJECT

LAST_PLACE_OF_A_MEAN = 12


@dataclass(frozen=True)
class Sheet:
	"""One juror's sheet: `total` and `vote` count only if it was handed in; marks as {criterion code: text or "n/a"}."""

	juror: str
	status: str
	review: str | None
	total: Decimal | None
	marks: dict[str, str]
	reason: str = ""
	vote: str = ""
	comment: str = ""

	@property
	def is_valid(self) -> bool:
		return self.status == sheets.SUBMITTED and (self.total is not None or bool(self.vote))


@dataclass(frozen=True)
class Result:
	"""A project's place in the panel, with its sheets and all its figures (`line`). None: not computable."""

	sheets: tuple[Sheet, ...]
	line: ProjectLine
	needed: int

	@property
	def project(self) -> str:
		return self.line.key

	@property
	def score(self) -> Decimal | None:
		return self.line.place.score

	@property
	def rank(self) -> int | None:
		return self.line.place.rank

	@property
	def spread(self) -> Decimal | None:
		return self.line.spread

	@property
	def grade(self) -> str | None:
		return self.line.graded.grade

	@property
	def passes(self) -> bool:
		return self.line.graded.passes

	@property
	def valid(self) -> int:
		return self.line.valid

	@property
	def recused(self) -> int:
		return self.line.recused

	@property
	def missing(self) -> int:
		return self.line.missing

	@property
	def is_short(self) -> bool:
		"""Whether there are fewer valid sheets than the panel's rules ask for."""
		return self.valid < self.needed


@dataclass(frozen=True)
class Found:
	"""The results of a panel, best first, the table that they are from, and the rules that made it."""

	results: list[Result]
	table: PanelTable
	rules: PanelRules


@dataclass(frozen=True)
class Loaded:
	"""What the table of a panel is made from, as it was read from the database."""

	projects: list[PanelProject]
	sheets: dict[str, list[Sheet]]
	rules: PanelRules

	def plain_sheets(self) -> list[PanelSheet]:
		"""The sheets as the arithmetic takes them; what was not handed in says nothing."""
		return [_plain(project.key, sheet) for project in self.projects for sheet in self.sheets[project.key]]


def of_panel(panel) -> list[Result]:
	"""Every project of a Review Panel, best first; those without a score come last."""
	return of_panel_with(panel).results


def of_panel_with(panel, line: Line | None = None) -> Found:
	"""The same with the whole table; where a `line` is given, also with how firm the cut is."""
	return table_of(load(panel), line)


def table_of(loaded: Loaded, line: Line | None = None) -> Found:
	"""The results of what was read."""
	rules = replace(loaded.rules, line=line)
	table = panel_table(loaded.projects, loaded.plain_sheets(), rules)
	found = [Result(tuple(loaded.sheets[row.key]), row, rules.min_valid) for row in table.projects]
	return Found(found, table, rules)


def load(panel) -> Loaded:
	"""Read the panel's sheets and rules; the number of queries does not depend on the number of projects."""
	cycle = cycles.rules_of(panel.cycle)
	tie_breaks = tuple(ranking.TieBreak(row.rule, row.criterion_code or "") for row in cycle.tie_breaks)
	own, filed, others = _sheets(panel), _filed_on(panel), part_scores.of_panel(panel)
	projects = [
		PanelProject(
			row.project,
			parts=others.get(row.project, {}),
			tie_values=_tie_values(own[row.project], tie_breaks, filed.get(row.project)),
		)
		for row in panel.projects
	]
	rules = PanelRules(
		method=panel.method,
		trim_from=cint(panel.trim_from),
		trim_k=cint(panel.trim_count),
		precision=cint(cycle.precision_digits),
		min_valid=cint(panel.min_valid_sheets),
		votes_needed=flt(panel.votes_needed),
		parts=part_scores.parts_of(panel),
		rescale_parts=bool(cint(panel.rescale_parts)),
		tie_breaks=tie_breaks,
		bands=tuple(bands_of(panel.score_sheet)),
		# Named after the panel, so that anybody who has its sheets can draw the same samples again.
		seed=panel.name,
	)
	return Loaded(projects, own, rules)


def bands_of(score_sheet: str) -> list[ranking.GradeBand]:
	"""The grade bands of a Score Sheet as plain values."""
	sheet = frappe.get_cached_doc("Score Sheet", score_sheet)
	return [
		ranking.GradeBand(row.grade, row.threshold or 0, row.max_share or None, bool(row.passes))
		for row in sheet.grades
	]


def _plain(project: str, sheet: Sheet) -> PanelSheet:
	is_recused = sheet.status == issuing.RECUSED
	if not sheet.is_valid:
		return PanelSheet(sheet.juror, project, recused=is_recused)
	return PanelSheet(sheet.juror, project, sheet.total, sheet.vote)


def _totals(own: Iterable[Sheet]) -> list[Decimal]:
	return [sheet.total for sheet in own if sheet.is_valid and sheet.total is not None]


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


def _sheets(panel) -> dict[str, list[Sheet]]:
	marks = _marks(panel.name)
	by_ballot = panel.method == panel_methods.VOTES
	found: dict[str, list[Sheet]] = defaultdict(list)
	for row in _assignments(panel.name):
		recused = row.status == issuing.RECUSED
		found[row.project].append(
			Sheet(
				juror=row.juror,
				status=issuing.RECUSED if recused else row.sheet_status,
				review=row.review,
				total=to_decimal(row.total) if row.total and not recused else None,
				marks=marks.get(row.review, {}),
				reason=row.reason or "",
				vote=(row.vote or "") if by_ballot and not recused else "",
				comment=row.comment_to_committee or "",
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
		.select(review.vote, review.comment_to_committee)
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
