"""Scores measured from each juror's own level and in each juror's own spread (z-scores), beside the raw ones.

A z-score is (score - mean of the juror) / standard deviation of the juror, over all that the juror scored. It
takes out that one juror is strict and another generous. It also takes out that one of them had the better
projects, so it is shown beside the raw score, and decides only where a panel says so.

A root is seldom a round number: it is cut off at PLACES decimals, and what follows from it is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from brand_union.domain.ratings import Ratings

PLACES = 12
UNIT = 10**PLACES
# With fewer, a juror's level and spread say more about the projects than about the juror.
LEAST_REVIEWS = 3

TOO_FEW = "too few reviews"
NO_SPREAD = "no spread"


@dataclass(frozen=True)
class Standardised:
	"""The z-scores, the same on the scale of the sheet, and {juror: why there are none} (TOO_FEW, NO_SPREAD)."""

	z: Ratings
	on_sheet: Ratings
	left_out: Mapping[str, str]


def standardise(ratings: Ratings, least: int = LEAST_REVIEWS) -> Standardised:
	"""z-scores of every juror who gave at least `least` (2 or more) scores that are not all the same.

	On the scale of the sheet a z-score is m + z × s, with mean m and standard deviation s of all the scores
	that have one. Such a figure may lie outside the range of the sheet; and raising one score can lower the
	project's rank, because the juror's spread grows with it.
	"""
	rows = ratings.by_juror
	left_out = {juror: why for juror, row in rows.items() if (why := _why_not(row, max(least, 2)))}
	given = {juror: _z(row) for juror, row in rows.items() if juror not in left_out}
	found = {
		project: {juror: given[juror][project] for juror in row if juror in given}
		for project, row in ratings.by_project.items()
	}
	z = Ratings(found, UNIT)
	return Standardised(
		z, _on_sheet(z, [v for j in given for v in rows[j].values()], ratings.scale), left_out
	)


def deviation(values: list[int]) -> tuple[int, int]:
	"""(numerator, denominator) of the sample variance (divided by n - 1) of at least two values."""
	size, total = len(values), sum(values)
	return size * sum(value * value for value in values) - total * total, size * (size - 1)


def _why_not(row: Mapping[str, int], least: int) -> str:
	if len(row) < least:
		return TOO_FEW
	return "" if len(set(row.values())) > 1 else NO_SPREAD


def _z(row: Mapping[str, int]) -> dict[str, int]:
	"""In UNITs. (size × value - total) / size is the distance to the mean."""
	size, total = len(row), sum(row.values())
	spread = size * _root(*deviation(list(row.values())))
	return {project: _nearest((size * value - total) * UNIT * UNIT, spread) for project, value in row.items()}


def _on_sheet(z: Ratings, raw: list[int], scale: int) -> Ratings:
	if not raw:
		return z
	mean = Fraction(sum(raw), len(raw))
	spread = _root(*deviation(raw))
	level, unit = mean.numerator * UNIT * UNIT, mean.denominator
	found = {
		project: {juror: level + unit * spread * value for juror, value in row.items()}
		for project, row in z.by_project.items()
	}
	return Ratings(found, unit * UNIT * UNIT * scale)


def _root(numerator: int, denominator: int) -> int:
	"""The square root of a fraction in UNITs, cut off."""
	return isqrt(numerator * UNIT * UNIT // denominator)


def _nearest(numerator: int, denominator: int) -> int:
	"""Rounded half away from zero, so that z-scores on both sides of a mean are mirror images."""
	whole = (2 * abs(numerator) + denominator) // (2 * denominator)
	return -whole if numerator < 0 else whole
