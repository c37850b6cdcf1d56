"""Each juror's own order as points, so that strict and lenient jurors weigh the same.

A juror's best project gets 100, the last one 0 and the others evenly between; equal scores share the middle of
their places. Every juror gives 50 on average, whatever the number of projects. Rules: DOMAIN 4.
"""

from math import lcm

from brand_union.domain import mid_ranks
from brand_union.domain.ratings import Ratings

FULL = 100
# A single project is neither first nor last.
LEAST_PROJECTS = 2


def points(ratings: Ratings) -> Ratings:
	"""The points from 0 to FULL behind every rating; jurors with fewer than LEAST_PROJECTS give none.

	Raising one rating raises the points of that project or leaves them, and raises nobody else's.
	"""
	orders = {juror: row for juror, row in ratings.by_juror.items() if len(row) >= LEAST_PROJECTS}
	steps = lcm(*(len(row) - 1 for row in orders.values()))
	given = {juror: _points(row, steps // (len(row) - 1)) for juror, row in orders.items()}
	found = {
		project: {juror: given[juror][value] for juror, value in row.items() if juror in given}
		for project, row in ratings.by_project.items()
	}
	return Ratings(found, 2 * steps)


def _points(row: dict[str, int], step: int) -> dict[int, int]:
	"""{value: points}, counted from the last place upward."""
	return {value: FULL * (place - 2) * step for value, place in mid_ranks.doubled(row.values()).items()}
