"""Everything that a panel's sheets say, in one table: scores and places by every method, how far the jurors
agree, how strict each of them is, and how firm the cut is.

One function, `panel_table`. It asks nobody and changes nothing; the same sheets give the same table, whatever
the order in which they come. A sheet that was not handed in is as if it had never been given out, but that it
is counted as missing. Rules: DOMAIN 4.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from brand_union.domain import (
	agreement,
	leniency,
	panel_flags,
	panel_methods,
	parts,
	ranking,
	standard_scores,
	votes,
)
from brand_union.domain.panel_methods import Values
from brand_union.domain.panel_rules import PanelProject, PanelRules, PanelSheet
from brand_union.domain.ranking import Graded, Ranked
from brand_union.domain.ratings import Ratings
from brand_union.domain.rounding import round_half_up, round_ratio
from brand_union.domain.scoring import Combining, spread_of

COEFFICIENT_PLACES = 3
Z_PLACES = 2
PERCENT_PLACES = 1


@dataclass(frozen=True)
class ProjectLine:
	"""A project's figures; its score and place by the panel's own method are those in `place`.

	`methods` has the score and place by every method that some sheet gives a value for. `z` is the mean of
	its z-scores, `firmness` the percent of the samples in which it is above the line. None: not computable.
	"""

	place: Ranked
	graded: Graded
	methods: Mapping[str, Ranked]
	valid: int
	missing: int
	recused: int
	spread: Decimal | None
	z: Decimal | None
	firmness: Decimal | None
	ballots: votes.Tally
	parts_missing: tuple[str, ...]
	flags: tuple[str, ...]

	@property
	def key(self) -> str:
		return self.place.key


@dataclass(frozen=True)
class JurorLine:
	"""A juror's figures over all valid totals; `no_z` says why the juror's scores are not standardised ("" = they are)."""

	key: str
	valid: int
	mean: Decimal | None
	spread: Decimal | None
	leniency: Decimal | None
	no_z: str


@dataclass(frozen=True)
class PanelTable:
	"""The projects best first, the jurors in the order of their keys, and whether the panel agrees.

	`z` and `points` are exact; `z_of` and `points_of` give those of one sheet as they are shown.
	"""

	projects: tuple[ProjectLine, ...]
	jurors: tuple[JurorLine, ...]
	w: agreement.Agreement
	alpha: agreement.Agreement
	ordinal_alpha: agreement.Agreement
	z: Ratings
	points: Ratings
	precision: int

	def z_of(self, juror: str, project: str) -> Decimal | None:
		"""The z-score behind a juror's total; None if it has none."""
		return _cell(self.z, juror, project, Z_PLACES)

	def points_of(self, juror: str, project: str) -> Decimal | None:
		"""The points for the place of a project in a juror's order; None if it has none."""
		return _cell(self.points, juror, project, self.precision)


def panel_table(
	projects: Iterable[PanelProject], sheets: Iterable[PanelSheet], rules: PanelRules
) -> PanelTable:
	"""The table of a panel.

	:raises ValueError: a sheet for a project that is not here, or two valid ones of a juror for the same project
	"""
	given = sorted(projects, key=lambda project: project.key)
	all_sheets = _by_project(given, sheets)
	values = _values(all_sheets, rules)
	columns = _columns(values, rules.method)
	combining = {
		method: panel_methods.combining_of(method, rules.trim_from, rules.trim_k) for method in columns
	}
	scores = {method: _scores(given, columns[method], combining[method], rules) for method in columns}
	places = {method: _places(given, scores[method], rules) for method in columns}
	own = places[rules.method]
	graded = {row.key: row for row in ranking.grades(own.values(), rules.bands)}
	firm = _firmness(given, columns[rules.method], combining[rules.method], rules)
	by_key = {project.key: project for project in given}
	return PanelTable(
		projects=tuple(
			_project_line(by_key[key], all_sheets[key], values, places, graded[key], firm.get(key), rules)
			for key in own
		),
		jurors=_juror_lines(all_sheets, values, rules),
		w=agreement.kendall_w(values.totals),
		alpha=agreement.krippendorff_alpha(values.totals),
		ordinal_alpha=agreement.krippendorff_alpha(values.totals, agreement.ORDINAL),
		z=values.standard.z,
		points=columns.get(panel_methods.RANK_POINTS, Ratings({})),
		precision=rules.precision,
	)


def _by_project(
	projects: Sequence[PanelProject], sheets: Iterable[PanelSheet]
) -> dict[str, list[PanelSheet]]:
	found: dict[str, list[PanelSheet]] = {project.key: [] for project in projects}
	for sheet in sheets:
		if sheet.project not in found:
			raise ValueError(f"{sheet.juror}'s sheet is for a project that is not here: {sheet.project}")
		found[sheet.project].append(sheet)
	return found


def _values(sheets: Mapping[str, Iterable[PanelSheet]], rules: PanelRules) -> Values:
	valid = [sheet for row in sheets.values() for sheet in row if sheet.is_valid]
	return panel_methods.values_of(
		((sheet.juror, sheet.project, sheet.total) for sheet in valid if sheet.total is not None),
		((sheet.juror, sheet.project, sheet.ballot) for sheet in valid if sheet.ballot),
		rules.least_reviews,
	)


def _columns(values: Values, own: str) -> dict[str, Ratings]:
	"""The methods that some sheet gives a value for; the panel's own in any case."""
	found = {method: values.of(method) for method in panel_methods.METHODS}
	return {
		method: column for method, column in found.items() if method == own or any(column.by_project.values())
	}


def _scores(
	projects: Iterable[PanelProject], column: Ratings, combining: Combining, rules: PanelRules
) -> dict[str, Decimal | None]:
	return {project.key: _score(project, column, combining, rules) for project in projects}


def _score(project: PanelProject, column: Ratings, combining: Combining, rules: PanelRules) -> Decimal | None:
	"""Rounded once, at the end."""
	jury = panel_methods.combined(column, project.key, combining)
	if rules.parts:
		return _whole(project, None if jury is None else Fraction(*jury), rules, rules.precision).score
	return None if jury is None else round_ratio(*jury, rules.precision)


def _whole(project: PanelProject, jury: Fraction | None, rules: PanelRules, places: int) -> parts.Whole:
	return parts.weigh(rules.parts, {**project.parts, parts.JURY: jury}, rules.rescale_parts, places)


def _places(
	projects: Iterable[PanelProject], scores: Mapping[str, Decimal | None], rules: PanelRules
) -> dict[str, Ranked]:
	rows = (
		ranking.RankRow(project.key, scores[project.key], project.tie_values if rules.tie_breaks else {})
		for project in projects
	)
	return {row.key: row for row in ranking.rank(rows, rules.tie_breaks)}


def _firmness(
	projects: Iterable[PanelProject], column: Ratings, combining: Combining, rules: PanelRules
) -> dict[str, Fraction | None]:
	if rules.line is None:
		return {}
	# numpy is big, and only who draws up a decision needs it.
	from brand_union.domain import firmness

	values = {project.key: _sheet_values(project, column, rules) for project in projects}
	scale = 1 if rules.parts else column.scale
	return firmness.firmness(values, rules.line, combining, rules.seed, rules.samples, scale)


def _sheet_values(project: PanelProject, column: Ratings, rules: PanelRules) -> Sequence:
	"""What each sheet says about the score: with parts, what the score would be if all jurors agreed with it."""
	if not rules.parts:
		return column.of(project.key)
	exact = standard_scores.PLACES
	wholes = (
		_whole(project, Fraction(value, column.scale), rules, exact).score for value in column.of(project.key)
	)
	return [score for score in wholes if score is not None]


def _project_line(
	project: PanelProject,
	sheets: Sequence[PanelSheet],
	values: Values,
	places: Mapping[str, Mapping[str, Ranked]],
	graded: Graded,
	firm: Fraction | None,
	rules: PanelRules,
) -> ProjectLine:
	key = project.key
	own = {method: rows[key] for method, rows in places.items()}
	valid, recused = sum(sheet.is_valid for sheet in sheets), sum(sheet.recused for sheet in sheets)
	missing = len(sheets) - valid - recused
	above = None if firm is None else round_ratio(100 * firm.numerator, firm.denominator, PERCENT_PLACES)
	ballots = votes.tally(sheet.ballot for sheet in sheets if sheet.ballot and not sheet.recused)
	lacking = _whole(project, Fraction(0), rules, 0).missing if rules.parts else ()
	place = own[rules.method]
	return ProjectLine(
		place=place,
		graded=graded,
		methods=own,
		valid=valid,
		missing=missing,
		recused=recused,
		spread=spread_of(values.totals.of(key), values.totals.scale, rules.precision),
		z=_mean(values.standard.z.of(key), standard_scores.UNIT, Z_PLACES),
		firmness=above,
		ballots=ballots,
		parts_missing=lacking,
		flags=(
			*panel_flags.counted(rules, valid, missing),
			*panel_flags.scored(rules, place, graded, ballots, lacking),
			*panel_flags.at_the_line(rules.line, above, own),
		),
	)


def _juror_lines(
	sheets: Mapping[str, Iterable[PanelSheet]], values: Values, rules: PanelRules
) -> tuple[JurorLine, ...]:
	valid = Counter(sheet.juror for row in sheets.values() for sheet in row if sheet.is_valid)
	totals = {juror: list(row.values()) for juror, row in values.totals.by_juror.items()}
	lenient = leniency.leniency(values.totals)
	known = sorted({sheet.juror for row in sheets.values() for sheet in row})
	return tuple(
		JurorLine(
			key=juror,
			valid=valid[juror],
			mean=_mean(totals.get(juror, []), values.totals.scale, rules.precision),
			spread=spread_of(totals.get(juror, []), values.totals.scale, rules.precision),
			leniency=_rounded(lenient.get(juror), rules.precision),
			no_z=values.standard.left_out.get(juror, "" if juror in totals else standard_scores.TOO_FEW),
		)
		for juror in known
	)


def _cell(column: Ratings, juror: str, project: str, places: int) -> Decimal | None:
	value = column.by_project.get(project, {}).get(juror)
	return None if value is None else round_ratio(value, column.scale, places)


def _mean(values: Sequence[int], scale: int, places: int) -> Decimal | None:
	return round_ratio(sum(values), len(values) * scale, places) if values else None


def _rounded(value: Fraction | None, places: int) -> Decimal | None:
	return None if value is None else round_half_up(value, places)
