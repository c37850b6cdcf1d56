"""The ways in which a panel may turn its sheets into one score for each project.

Each of them is a value for every sheet and a way of combining the values of a project: the totals themselves,
the standardised totals, the points for the places in a juror's order, or 100 for a ballot in favour and 0 for
any other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from brand_union.domain import rank_points, scoring, standard_scores, votes
from brand_union.domain.ratings import Ratings, ratings_of
from brand_union.domain.scoring import Combining

STANDARDISED_MEAN = "Standardised Mean"
RANK_POINTS = "Rank Points"
VOTES = "Votes"
METHODS = (*scoring.METHODS, STANDARDISED_MEAN, RANK_POINTS, VOTES)

# A juror who gives a project more never lowers its rank with these. Standardising breaks it: the juror's spread
# grows with one high score, and the differences between all other projects shrink.
MONOTONE = frozenset({*scoring.METHODS, RANK_POINTS, VOTES})
# Their scores are points of the sheet, so that a threshold means the same for all of them.
ON_SHEET = frozenset({*scoring.METHODS, STANDARDISED_MEAN})


@dataclass(frozen=True)
class Values:
	"""What was handed in, once: the totals, what standardising makes of them, and the ballots."""

	totals: Ratings
	standard: standard_scores.Standardised
	ballots: Ratings

	def of(self, method: str) -> Ratings:
		"""The value of every sheet by this method."""
		makers: Mapping[str, Callable[[], Ratings]] = {
			STANDARDISED_MEAN: lambda: self.standard.on_sheet,
			RANK_POINTS: lambda: rank_points.points(self.totals),
			VOTES: lambda: self.ballots,
		}
		return makers.get(method, lambda: self.totals)()


def values_of(
	totals: Iterable[tuple[str, str, object]], ballots: Iterable[tuple[str, str, str]], least_reviews: int
) -> Values:
	"""Values from (juror, project, total) and (juror, project, ballot)."""
	given = ratings_of(totals)
	in_favour = [(juror, project, 100 * (ballot == votes.FOR)) for juror, project, ballot in ballots]
	return Values(given, standard_scores.standardise(given, least_reviews), ratings_of(in_favour))


def combining_of(method: str, trim_from: int, trim_k: int) -> Combining:
	"""How the values of a project are combined; all that is no way of its own is a mean."""
	if method not in METHODS:
		raise ValueError(f"unknown way of combining: {method}")
	return Combining(method if method in scoring.METHODS else scoring.MEAN, trim_from, trim_k)


def combined(ratings: Ratings, project: str, combining: Combining) -> tuple[int, int] | None:
	"""(numerator, denominator) of a project's score; None if nobody gave it a value."""
	values = ratings.of(project)
	if not values:
		return None
	places = combining.kept(len(values))
	count = places.stop - places.start
	kept = values if count == len(values) else sorted(values)[places]
	return sum(kept), count * ratings.scale
