"""Whether the jurors of a panel agree: Kendall's coefficient of concordance W and Krippendorff's alpha.

Both are 1 for full agreement. W asks only for the order that each juror gives and needs everybody to have
scored everything; it is 0 without any agreement. Alpha compares the scores themselves, takes any number of
scores per project, and is 0 for what chance would give and below 0 for jurors who contradict one another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from brand_union.domain import mid_ranks
from brand_union.domain.ratings import Ratings

INTERVAL = "interval"
ORDINAL = "ordinal"

INCOMPLETE = "not everybody scored everything"
TOO_FEW = "too few jurors or projects"
NO_SPREAD = "no spread"


@dataclass(frozen=True)
class Agreement:
	"""The coefficient, or None with the reason: INCOMPLETE, TOO_FEW or NO_SPREAD (nothing differs at all)."""

	value: Fraction | None
	reason: str = ""


def kendall_w(ratings: Ratings) -> Agreement:
	"""Kendall's W with the correction for ties (Kendall and Babington Smith 1939; Kendall 1948).

	With m jurors, n projects and the sums R of the places that a project takes,
	W = 12 Σ(R - mean R)² / (m²(n³ - n) - m Σ(t³ - t)), t being the sizes of the groups of equal scores.
	"""
	rows = [row for row in ratings.by_project.values() if row]
	jurors = {juror for row in rows for juror in row}
	if any(len(row) < len(jurors) for row in rows):
		return Agreement(None, INCOMPLETE)
	size, many = len(rows), len(jurors)
	if size < 2 or many < 2:
		return Agreement(None, TOO_FEW)
	orders = [list(row.values()) for row in ratings.by_juror.values()]
	ties = sum(count**3 - count for order in orders for count in Counter(order).values())
	most = many * many * (size**3 - size) - many * ties
	if not most:
		return Agreement(None, NO_SPREAD)
	# Places are doubled, so sums of squares are four times as large.
	sums = [sum(places) for places in zip(*(_doubled_places(order) for order in orders), strict=True)]
	middle = many * (size + 1)
	return Agreement(Fraction(3 * sum((total - middle) ** 2 for total in sums), most))


def krippendorff_alpha(ratings: Ratings, level: str = INTERVAL) -> Agreement:
	"""Krippendorff's alpha = 1 - observed / expected disagreement (Krippendorff 2011); scores may be missing.

	`level` is INTERVAL (squared differences of the scores) or ORDINAL: the difference of two values is the
	number of scores between them, half of their own included, which is the difference of their mid-ranks.
	Projects with a single score tell nothing about agreement and are left out.
	"""
	units = [list(row.values()) for row in ratings.by_project.values() if len(row) > 1]
	pooled = [value for unit in units for value in unit]
	if not units:
		return Agreement(None, TOO_FEW)
	if level == ORDINAL:
		places = mid_ranks.doubled(pooled)
		units, pooled = _moved(units, places), [places[value] for value in pooled]
	expected = Fraction(_squares(pooled), len(pooled) - 1)
	if not expected:
		return Agreement(None, NO_SPREAD)
	return Agreement(1 - _observed(units) / expected)


def _doubled_places(order: Sequence[int]) -> list[int]:
	places = mid_ranks.doubled(order)
	return [places[value] for value in order]


def _moved(units: Iterable[Iterable[int]], places: Mapping[int, int]) -> list[list[int]]:
	return [[places[value] for value in unit] for unit in units]


def _observed(units: Iterable[Sequence[int]]) -> Fraction:
	"""Summed by the size of a unit first, since fractions are slow."""
	by_size: Counter[int] = Counter()
	for unit in units:
		by_size[len(unit)] += _squares(unit)
	return sum((Fraction(total, size - 1) for size, total in by_size.items()), Fraction(0))


def _squares(values: Sequence[int]) -> int:
	"""Σ (a - b)² over all pairs, each once: n Σv² - (Σv)²."""
	return len(values) * sum(value * value for value in values) - sum(values) ** 2
