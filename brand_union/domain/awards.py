"""Award titles: how many places each has, and whom the order of the scores proposes for them (DOMAIN 6).

Titles and ratios as other schools have them: 20 plaques; 30% of the units; 14% of the members, rounded half up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor

from brand_union.domain import ranking
from brand_union.domain.rounding import make_exact, round_half_up, to_fraction

HALF_UP, DOWN, UP = "Half Up", "Down", "Up"
_ROUNDED = {HALF_UP: lambda share: int(round_half_up(share, 0)), DOWN: floor, UP: ceil}


@dataclass(frozen=True)
class Title:
	"""A title as its row says: limits (0 = none, `max_share` in percent of a base), and what a project must reach.

	`grade` ("" = any) is met exactly, `min_score` (0 = none) at least, `condition` ("" = none) by what is known of the project.
	"""

	name: str
	max_count: int = 0
	max_share: Decimal = Decimal(0)
	share_of: str = ""
	rounding: str = HALF_UP
	grade: str = ""
	min_score: Decimal = Decimal(0)
	condition: str = ""

	def __post_init__(self) -> None:
		make_exact(self, "max_share", "min_score")


@dataclass(frozen=True)
class Candidate:
	"""A project that was accepted; `conditions_met` holds those conditions of the titles that are true for it."""

	key: str
	score: Decimal | None = None
	grade: str = ""
	conditions_met: frozenset[str] = frozenset()

	def __post_init__(self) -> None:
		make_exact(self, "score")


@dataclass(frozen=True)
class Proposal:
	"""What the rules propose for a project: a `title`, or a tie for the last places of one (`tied_for`), or nothing.

	`rank` is its place in the order of the scores (None without a score), `shared` if another one has the same.
	"""

	key: str
	rank: int | None = None
	shared: bool = False
	title: str = ""
	tied_for: str = ""


def places(title: Title, base: int) -> int | None:
	"""How many may have the title: the smaller of its two limits, None without any. `base` is what the share is of."""
	limits = [title.max_count] if title.max_count else []
	if title.max_share:
		limits.append(_ROUNDED[title.rounding](to_fraction(title.max_share) * base / 100))
	return min(limits) if limits else None


def reaches(title: Title, candidate: Candidate) -> bool:
	"""Whether the project fulfils what the title asks for, however many places there are."""
	return (
		(not title.grade or title.grade == candidate.grade)
		and (not title.min_score or (candidate.score is not None and candidate.score >= title.min_score))
		and (not title.condition or title.condition in candidate.conditions_met)
	)


def propose(
	candidates: Iterable[Candidate], titles: Sequence[Title], room: Mapping[str, int | None]
) -> list[Proposal]:
	"""One proposal for each project, best first; `room` is {title: its places, None for any number}.

	The titles stand from the highest downward, and a project gets the first one that it reaches and that has room.
	Equal scores are never cut apart: where the last places of a title are for fewer than have the same score, all of
	these are `tied_for` it, and whoever of them will not get it keeps a place in the titles that follow.
	"""
	given = {one.key: one for one in candidates}
	order = ranking.rank(ranking.RankRow(one.key, one.score) for one in given.values())
	found = _Found([given[row.key] for row in order])
	for title in titles:
		found.hand_out(title, room.get(title.name))
	return [
		Proposal(row.key, row.rank, row.shared, found.title.get(row.key, ""), found.tied.get(row.key, ""))
		for row in order
	]


@dataclass
class _Tie:
	"""Projects with the same score, and how many of them will not get the title that they are tied for."""

	group: list[Candidate]
	losers: int


@dataclass
class _Found:
	order: list[Candidate]
	title: dict[str, str] = field(default_factory=dict)
	tied: dict[str, str] = field(default_factory=dict)
	ties: list[_Tie] = field(default_factory=list)

	def hand_out(self, title: Title, room: int | None) -> None:
		free = [
			one
			for one in self.order
			if one.key not in self.title and one.key not in self.tied and reaches(title, one)
		]
		left = self._keep_for_losers(title, room)
		inside, tied = _cut(free, left)
		self.title |= {one.key: title.name for one in inside}
		self.tied |= {one.key: title.name for one in tied}
		if tied:
			self.ties.append(_Tie(tied, len(tied) - (left - len(inside))))

	def _keep_for_losers(self, title: Title, room: int | None) -> int | None:
		"""The room that is left when those who lose an earlier tie have theirs."""
		for tie in self.ties:
			kept = min(tie.losers, sum(reaches(title, one) for one in tie.group))
			kept = kept if room is None else min(kept, room)
			tie.losers -= kept
			room = None if room is None else room - kept
		return room


def _cut(free: list[Candidate], room: int | None) -> tuple[list[Candidate], list[Candidate]]:
	"""(who is inside for certain, who shares the last places)."""
	if room is None or len(free) <= room:
		return free, []
	if not room:
		return [], []
	line = free[room - 1].score
	inside = free[:room]
	if free[room].score != line:
		return inside, []
	return [one for one in inside if one.score != line], [one for one in free if one.score == line]
