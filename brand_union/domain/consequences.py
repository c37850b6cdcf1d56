"""What a result of an earlier year entails for what a unit may and must file this year.

Schools bar the unit of a project that failed from next year's application, let one with a good grade file more, or
want a good project to be gone on with (DOMAIN 5, also seen).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from brand_union.domain.quota import Allowance

PASSED, RECTIFY, DEFERRED = "Passed", "Rectify", "Deferred"
TERMINATED, NOT_APPROVED, NOT_FILED = "Terminated", "Not Approved", "Not Filed"
# Best first; a result that is still open comes behind them all.
OUTCOMES = (PASSED, RECTIFY, DEFERRED, TERMINATED, NOT_APPROVED, NOT_FILED)
BARRED, MORE, FEWER = "Barred", "More Applications", "Fewer Applications"
CONTINUED = "Must Be Continued"
# There has to be something that can go on.
CONTINUABLE = frozenset({PASSED, RECTIFY, DEFERRED})


@dataclass(frozen=True)
class Result:
	"""What came of one project of a unit in an earlier year; `project` is "" where it filed none (NOT_FILED).

	`score` is None without one, `outcome` is "" as long as it is open, `continued` that another project has gone on
	with it since.
	"""

	year: int
	outcome: str
	grade: str = ""
	score: float | None = None
	project: str = ""
	title: str = ""
	continued: bool = False


@dataclass(frozen=True)
class Consequence:
	"""One row: a result of the last `years` years with this `outcome` and `grade` ("" = any) has this effect."""

	outcome: str
	effect: str
	grade: str = ""
	change: int = 0
	years: int = 1

	def speaks_of(self, result: Result, year: int) -> bool:
		"""Whether a result entails this in `year`, if the row's condition holds."""
		return (
			result.outcome == self.outcome
			and self.grade in ("", result.grade)
			and 1 <= year - result.year <= self.years
			and not (self.effect == CONTINUED and result.continued)
		)


@dataclass(frozen=True)
class Applied:
	"""A row (its place, from 0) that applies to a unit because of `result`."""

	row: int
	effect: str
	result: Result
	change: int = 0


@dataclass(frozen=True)
class Standing:
	"""What a unit may and must file this year: the quota row (`row`, `ranked`) after all consequences.

	`bar` forbids it everything; each of `to_continue` has to be gone on with by one of its applications.
	"""

	cap: int
	duty: int
	row: int | None = None
	ranked: bool = False
	applied: tuple[Applied, ...] = ()
	exempt: bool = False

	@property
	def bar(self) -> Applied | None:
		return next((found for found in self.applied if found.effect == BARRED), None)

	@property
	def to_continue(self) -> tuple[Applied, ...]:
		return tuple(found for found in self.applied if found.effect == CONTINUED)


def best(results: Iterable[Result]) -> Result | None:
	"""The result that speaks best for a unit: by its outcome, then its score, then its year."""
	return max(results, key=_merit, default=None)


def entailed(
	rows: Sequence[Consequence],
	results: Iterable[Result],
	year: int,
	holds: Callable[[int, Result], bool] = lambda row, result: True,
) -> tuple[Applied, ...]:
	"""What applies in `year`: each row once, by the latest result that it speaks of and whose condition `holds`.

	Only what must be continued applies once for each such result.
	"""
	latest = sorted(results, key=lambda result: (-result.year, result.project))
	found = []
	for number, row in enumerate(rows):
		met = [result for result in latest if row.speaks_of(result, year) and holds(number, result)]
		chosen = met if row.effect == CONTINUED else met[:1]
		found += [Applied(number, row.effect, result, row.change) for result in chosen]
	return _each_project_once(found)


def settled(allowance: Allowance, applied: tuple[Applied, ...], exempt: bool = False) -> Standing:
	"""The allowance after what earlier years entail. A unit that may file nothing owes nothing.

	What has to be continued is owed too, also beyond the duty of the row, but never beyond the cap.
	"""
	standing = Standing(0, 0, allowance.row, allowance.ranked, applied, exempt)
	if standing.bar:
		return standing
	cap = max(0, allowance.cap + sum(_difference(found) for found in applied))
	owed = max(allowance.duty, len(standing.to_continue))
	return replace(standing, cap=cap, duty=0 if exempt else min(owed, cap))


def still_to_continue(standing: Standing, continued: Iterable[str]) -> tuple[Applied, ...]:
	"""What no application goes on with yet; `continued` names the projects that the filed ones continue."""
	done = set(continued)
	return tuple(found for found in standing.to_continue if found.result.project not in done)


def _difference(found: Applied) -> int:
	return {MORE: found.change, FEWER: -found.change}.get(found.effect, 0)


def _each_project_once(found: list[Applied]) -> tuple[Applied, ...]:
	"""Two rows may ask for the same project to be continued; it is continued once."""
	seen: set[str] = set()
	kept = []
	for one in found:
		if one.effect == CONTINUED and one.result.project in seen:
			continue
		if one.effect == CONTINUED:
			seen.add(one.result.project)
		kept.append(one)
	return tuple(kept)


def _merit(result: Result) -> tuple[int, float, int]:
	place = OUTCOMES.index(result.outcome) if result.outcome in OUTCOMES else len(OUTCOMES)
	return (-place, result.score if result.score is not None else -1.0, result.year)
