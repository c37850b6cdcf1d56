"""Rank order, grades by threshold and share, and where a decision departs from the order.

Rules: DOMAIN 4. Rank is not decision: the committee decides, and says why where it departs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cmp_to_key
from itertools import groupby
from operator import attrgetter
from typing import Any

from brand_union.domain.rounding import make_exact, to_fraction

TOTAL_OF_ALL = "Total of All Scores"
CRITERION_MEAN = "Criterion Mean"
EARLIER_FILING = "Earlier Filing"

PASSED_OVER = "passed over"
LIFTED = "lifted"


@dataclass(frozen=True)
class TieBreak:
	"""One rule for equal scores: the larger value wins, for filing the earlier one."""

	rule: str
	criterion_code: str = ""

	@property
	def name(self) -> str:
		"""Under this name a row keeps its value for the rule."""
		return f"{self.rule}: {self.criterion_code}" if self.criterion_code else self.rule


@dataclass(frozen=True)
class RankRow:
	"""What is ranked: a score (None = not scored) and, by the tie-break's name, a value that can be compared."""

	key: str
	score: Decimal | None
	values: Mapping[str, Any] = field(default_factory=dict)

	def __post_init__(self) -> None:
		if not isinstance(self.score, Decimal):
			make_exact(self, "score")


@dataclass(frozen=True)
class Ranked:
	"""A row's place: `rank` is None without a score, `shared` if another row has the same rank."""

	key: str
	score: Decimal | None
	rank: int | None
	shared: bool = False


@dataclass(frozen=True)
class GradeBand:
	"""Grade from `threshold` upward (included) for at most `max_share` percent (0 or None = no cap)."""

	grade: str
	threshold: Decimal
	max_share: Decimal | None = None
	passes: bool = True

	def __post_init__(self) -> None:
		make_exact(self, "threshold", "max_share")


@dataclass(frozen=True)
class Graded:
	"""A row's grade (None if it has no score or no band holds); `capped` if only a share kept it from a higher one."""

	key: str
	grade: str | None
	passes: bool = False
	capped: bool = False


@dataclass(frozen=True)
class Outcome:
	"""What was decided on a ranked row: the higher the `level`, the better (0 = not approved, then the tiers)."""

	key: str
	rank: int | None
	level: int


@dataclass(frozen=True)
class Departure:
	"""A row whose outcome is worse (PASSED_OVER) or better (LIFTED) than its rank gives it."""

	key: str
	kind: str
	level: int
	expected: int


def rank(rows: Iterable[RankRow], tie_breaks: Sequence[TieBreak] = ()) -> list[Ranked]:
	"""The rows from best to last. Truly tied rows share a rank (1, 2, 2, 4) and stand in the order of their keys.

	Rows without a score come last and have no rank. A row without a value for a rule loses that tie.
	"""
	given = sorted(rows, key=attrgetter("key"))
	by_score = attrgetter("score")
	scored = sorted((row for row in given if row.score is not None), key=by_score, reverse=True)
	ranked: list[Ranked] = []
	for _score, level in groupby(scored, key=by_score):
		for group in _in_order(list(level), tie_breaks):
			place = len(ranked) + 1
			ranked += [Ranked(row.key, row.score, place, shared=len(group) > 1) for row in group]
	return ranked + [Ranked(row.key, None, None) for row in given if row.score is None]


def grade(score: Decimal | None, bands: Iterable[GradeBand]) -> GradeBand | None:
	"""The band that a score alone falls into, whatever the shares (for one sheet or a self-assessment)."""
	if score is None:
		return None
	return next((band for band in _descending(bands) if score >= band.threshold), None)


def grades(rows: Iterable[Ranked], bands: Iterable[GradeBand], count: int | None = None) -> list[Graded]:
	"""Each row's grade, best first, as `rank` gave them.

	A capped band takes at most floor(max_share × count) rows, `count` being the scored rows unless
	given. Who does not fit falls to the next band that holds; rows that share a rank fall together,
	and nobody ranked lower gets the place that they left.
	"""
	given = list(rows)
	scored = [row for row in given if row.rank is not None]
	size = len(scored) if count is None else count
	ladder = _descending(bands)
	room = [_places(band, size) for band in ladder]
	result: list[Graded] = []
	lowest = 0
	for _rank, tied in groupby(scored, key=lambda row: row.rank):
		group = list(tied)
		by_score = _first_band(ladder, 0, group[0].score)
		lowest = _first_band(ladder, lowest, group[0].score, room, len(group))
		if lowest < len(ladder) and room[lowest] is not None:
			room[lowest] -= len(group)
		result += [_graded(row, ladder, lowest, by_score) for row in group]
	return result + [Graded(row.key, None) for row in given if row.rank is None]


def departures(rows: Iterable[Outcome]) -> list[Departure]:
	"""The rows that need a reason: those whose outcome is not the one that the rank order gives them.

	Given as many of each outcome as were decided, the order hands out the best first; rows that
	share a rank may be given theirs in any order. Rows without a rank come last.
	"""
	ordered = sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, -row.level, row.key))
	levels = sorted((row.level for row in ordered), reverse=True)
	found: list[Departure] = []
	for _rank, tied in groupby(ordered, key=lambda row: row.rank):
		group = list(tied)
		owed, levels = levels[: len(group)], levels[len(group) :]
		found += _departing(group, owed)
	return found


def _departing(group: Sequence[Outcome], owed: Sequence[int]) -> list[Departure]:
	return [
		Departure(row.key, PASSED_OVER if row.level < level else LIFTED, row.level, level)
		for row, level in zip(group, owed, strict=True)
		if row.level != level
	]


def _in_order(level: list[RankRow], tie_breaks: Sequence[TieBreak]) -> list[list[RankRow]]:
	"""Rows of the same score in the order of the tie-breaks; what these leave tied stands together."""
	if len(level) == 1 or not tie_breaks:
		return [level]
	by_place = cmp_to_key(lambda one, other: _compare(one, other, tie_breaks))
	return [list(tied) for _place, tied in groupby(sorted(level, key=by_place), key=by_place)]


def _compare(one: RankRow, other: RankRow, tie_breaks: Sequence[TieBreak]) -> int:
	for tie_break in tie_breaks:
		mine, theirs = one.values.get(tie_break.name), other.values.get(tie_break.name)
		if mine == theirs:
			continue
		if mine is None or theirs is None:
			return 1 if mine is None else -1
		larger_wins = tie_break.rule != EARLIER_FILING
		return -1 if (mine > theirs) == larger_wins else 1
	return 0


def _descending(bands: Iterable[GradeBand]) -> list[GradeBand]:
	return sorted(bands, key=lambda band: band.threshold, reverse=True)


def _places(band: GradeBand, count: int) -> int | None:
	return int(to_fraction(band.max_share) * count / 100) if band.max_share else None


def _first_band(
	ladder: Sequence[GradeBand],
	begin: int,
	score: Decimal | None,
	room: Sequence[int | None] | None = None,
	size: int = 1,
) -> int:
	"""The first band from `begin` on whose threshold the score meets and that has room for `size` rows."""
	for place in range(begin, len(ladder)):
		fits = room is None or room[place] is None or room[place] >= size
		if score >= ladder[place].threshold and fits:
			return place
	return len(ladder)


def _graded(row: Ranked, ladder: Sequence[GradeBand], place: int, by_score: int) -> Graded:
	if place == len(ladder):
		return Graded(row.key, None, capped=by_score < place)
	return Graded(row.key, ladder[place].grade, ladder[place].passes, capped=by_score < place)
