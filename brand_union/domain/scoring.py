"""From what a juror marks to the score of a project. Decimals in and out, exact in between.

Rules: DOMAIN 4 "Review, acceptance, ranking". Other ways of combining stand in modules of their own
and are given the totals that this one works out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import isqrt, lcm

from brand_union.domain.rounding import (
	SCORE_PLACES,
	Number,
	make_exact,
	round_half_up,
	round_ratio,
	to_decimal,
	to_fraction,
)

MEAN = "Mean"
TRIMMED_MEAN = "Trimmed Mean"
MEDIAN = "Median"
METHODS = (MEAN, TRIMMED_MEAN, MEDIAN)

MISSING = "missing"
NOT_A_NUMBER = "not a number"
NA_NOT_ALLOWED = "n/a is not allowed"
BELOW_MIN = "below the minimum"
ABOVE_MAX = "above the maximum"
OFF_STEP = "not on a step"


class NotApplicable(Enum):
	"""The mark "does not apply here": it counts as if the criterion were not on the sheet, never as 0."""

	NA = "n/a"


NA = NotApplicable.NA

Mark = Number | NotApplicable | None


@dataclass(frozen=True)
class Criterion:
	"""One line of a score sheet: marks run from `min` to `max` in steps counted from `min`.

	`weight` is what full marks add to the sheet's total; None means `max`, so that marks simply add up.
	A `step` of 0 allows every number.
	"""

	code: str
	label: str
	max: Decimal
	min: Decimal = Decimal(0)
	step: Decimal = Decimal(1)
	weight: Decimal | None = None
	allow_na: bool = False

	def __post_init__(self) -> None:
		make_exact(self, "max", "min", "step", "weight")
		if not self.max > max(self.min, 0):
			raise ValueError(f"criterion {self.code}: the maximum must be above the minimum and above 0")
		if self.step < 0 or self.full < 0:
			raise ValueError(f"criterion {self.code}: step and weight must not be negative")

	@property
	def full(self) -> Decimal:
		"""What full marks add to the total."""
		return self.max if self.weight is None else self.weight


@dataclass(frozen=True)
class ScoreProblem:
	"""Why a mark cannot stand: `kind` is one of the constants above, `limit` the bound or step it breaks."""

	kind: str
	code: str
	label: str
	value: object = None
	limit: Decimal | None = None


@dataclass(frozen=True)
class SheetTotal:
	"""One juror's total, None while marks are missing or if nothing on the sheet applied."""

	total: Decimal | None
	full: Decimal
	missing: tuple[str, ...] = ()
	not_applicable: tuple[str, ...] = ()

	@property
	def is_complete(self) -> bool:
		return self.total is not None


def check_score(criterion: Criterion, value: Mark) -> ScoreProblem | None:
	"""The first reason why this mark cannot stand, or None. None as a mark is missing, never 0."""
	if value is None or value == "":
		return _problem(criterion, MISSING, value)
	if value is NA:
		return None if criterion.allow_na else _problem(criterion, NA_NOT_ALLOWED, value)
	try:
		mark = to_decimal(value)
	except ValueError:
		return _problem(criterion, NOT_A_NUMBER, value)
	if mark < criterion.min:
		return _problem(criterion, BELOW_MIN, mark, criterion.min)
	if mark > criterion.max:
		return _problem(criterion, ABOVE_MAX, mark, criterion.max)
	if criterion.step and (to_fraction(mark) - to_fraction(criterion.min)) % to_fraction(criterion.step):
		return _problem(criterion, OFF_STEP, mark, criterion.step)
	return None


def check_sheet(criteria: Iterable[Criterion], scores: Mapping[str, Mark]) -> list[ScoreProblem]:
	"""Every problem of a sheet, in the order of the criteria; an empty list means it can be handed in."""
	found = (check_score(criterion, scores.get(criterion.code)) for criterion in criteria)
	return [problem for problem in found if problem]


def sheet_total(
	criteria: Sequence[Criterion], scores: Mapping[str, Mark], precision: int = SCORE_PLACES
) -> SheetTotal:
	"""The total of one sheet, `scores` by the criterion's code. Marks are expected to have been checked.

	A criterion marked n/a drops out and the others are scaled up to the full weight of the sheet:
	full marks on all that applies are full marks of the sheet.
	"""
	full = sum((c.full for c in criteria), Decimal(0))
	missing = tuple(c.code for c in criteria if scores.get(c.code) in (None, ""))
	absent = tuple(c.code for c in criteria if scores.get(c.code) is NA)
	counted = [c for c in criteria if c.code not in absent]
	weight = sum((to_fraction(c.full) for c in counted), Fraction(0))
	if missing or not weight:
		return SheetTotal(None, full, missing, absent)
	points = sum(to_fraction(scores[c.code]) / to_fraction(c.max) * to_fraction(c.full) for c in counted)
	return SheetTotal(round_half_up(points * to_fraction(full) / weight, precision), full, (), absent)


def counted_places(size: int, method: str, trim_from: int = 5, trim_k: int = 1) -> slice:
	"""Which of `size` totals, ordered from the lowest, the combined score is the mean of.

	A trimmed mean leaves out the `trim_k` highest and lowest once there are `trim_from` or more
	(去掉一个最高分和一个最低分), and fewer where nothing would be left. A median is the mean of the middle
	one or two.
	"""
	_known(method)
	if method == MEDIAN:
		return slice(max(size - 1, 0) // 2, size // 2 + 1)
	drop = min(trim_k, (size - 1) // 2) if method == TRIMMED_MEAN and size >= max(trim_from, 1) else 0
	return slice(drop, size - drop)


@dataclass(frozen=True)
class Combining:
	"""A way of combining with its settings, as `combine` takes them."""

	method: str = MEAN
	trim_from: int = 5
	trim_k: int = 1

	def kept(self, size: int) -> slice:
		"""counted_places of so many totals."""
		return counted_places(size, self.method, self.trim_from, self.trim_k)


def counted_positions(
	totals: Sequence[Number], method: str, trim_from: int = 5, trim_k: int = 1
) -> tuple[int, ...]:
	"""Which of the totals are the extremes that stay in, as positions (0-based) in the given order.

	Only a trimmed mean leaves any out. Among equal totals at the lower end the earlier position goes,
	at the upper end the later one.
	"""
	_known(method)
	kept = counted_places(len(totals), TRIMMED_MEAN if method == TRIMMED_MEAN else MEAN, trim_from, trim_k)
	order = sorted(range(len(totals)), key=lambda place: (to_fraction(totals[place]), place))
	return tuple(sorted(order[kept]))


def combine(
	totals: Sequence[Number],
	method: str = MEAN,
	trim_from: int = 5,
	trim_k: int = 1,
	precision: int = SCORE_PLACES,
) -> Decimal | None:
	"""The jurors' totals as one score, or None if there are none. `method` is one of METHODS."""
	kept = sorted(to_fraction(total) for total in totals)[
		counted_places(len(totals), method, trim_from, trim_k)
	]
	return round_half_up(_mean(kept), precision) if kept else None


def spread(totals: Sequence[Number], precision: int = SCORE_PLACES) -> Decimal | None:
	"""Sample standard deviation (divided by n - 1) of the totals; None below two."""
	exact = [to_fraction(total) for total in totals]
	scale = lcm(*(total.denominator for total in exact))
	return spread_of([int(total * scale) for total in exact], scale, precision)


def spread_of(values: Sequence[int], scale: int, precision: int = SCORE_PLACES) -> Decimal | None:
	"""`spread` of totals given as whole numbers of 1 / scale. The root is rounded once, from its exact square."""
	size, total = len(values), sum(values)
	if size < 2:
		return None
	squares = size * sum(value * value for value in values) - total * total
	# root(a / b) to n places, half up, is the whole part of (root(4 × 10^2n × a / b) + 1) / 2.
	twice = isqrt(4 * 10 ** (2 * precision) * squares // (size * (size - 1) * scale * scale))
	return round_ratio((twice + 1) // 2, 10**precision, precision)


def _mean(values: Sequence[Fraction]) -> Fraction:
	return sum(values, Fraction(0)) / len(values)


def _known(method: str) -> None:
	if method not in METHODS:
		raise ValueError(f"unknown way of combining: {method}")


def _problem(criterion: Criterion, kind: str, value: object, limit: Decimal | None = None) -> ScoreProblem:
	return ScoreProblem(kind, criterion.code, criterion.label, value, limit)
