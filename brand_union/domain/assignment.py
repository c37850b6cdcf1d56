"""Which juror reviews which project: an exact optimum, with its proof.

What is best is decided level by level; a lower level never costs a higher one anything:

1. Needs: as few reviews missing as possible.
2. Moves: as few pairs as possible that are not in the previous assignment. Without one this level is empty.
   It stands before the loads, so that a juror who drops out disturbs nobody else's work. Who wants a new
   distribution gives no previous assignment.
3. Shortage: missing reviews spread evenly, so that no project lacks two where another could lack one.
4. Loads: as even as possible (least squares), sheets already given included. Least squares here also make
   the highest load as low and the lowest as high as the levels above allow.
5. Competence: as many pairs as possible in which juror and project have a tag in common.
6. Lot: what is left open is drawn, by a hash of the seed and the two keys, so that nobody has chosen it and
   everybody can repeat it.

A conflict is never assigned, a cap never exceeded, a kept pair never taken away. Rules: DOMAIN 4 (回避).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brand_union.domain.review_task import Juror, Pair, Project, SolverMissing, Task, task_of
from brand_union.domain.shortage import Bottleneck, Shortage, bottleneck_of, shortages_of

OPTIMAL = "optimal"


@dataclass(frozen=True)
class Proof:
	"""Why nothing is better: `objective` is what the assignment costs, all levels in one whole number, and
	`bound` what every assignment costs at least, by the solver's dual solution. Both are exact."""

	objective: int
	bound: int

	@property
	def gap(self) -> int:
		"""What could still be saved; 0 = proved."""
		return self.objective - self.bound

	@property
	def status(self) -> str:
		"""OPTIMAL: an answer without proof is never given."""
		return OPTIMAL if self.gap == 0 else ""


@dataclass(frozen=True)
class Assignment:
	"""The pairs (juror, project) in order, kept ones included.

	`added` are neither kept nor previous, `withdrawn` are previous pairs that are no more; `loads` names
	every juror; `competent` counts the pairs with a tag in common. `shortages` and `bottleneck` say who lacks
	reviews and why: empty and None if all needs are met.
	"""

	pairs: tuple[Pair, ...]
	added: tuple[Pair, ...]
	withdrawn: tuple[Pair, ...]
	loads: Mapping[str, int]
	competent: int
	shortages: tuple[Shortage, ...]
	bottleneck: Bottleneck | None
	proof: Proof

	@property
	def missing(self) -> int:
		"""Reviews that no assignment can give."""
		return sum(shortage.missing for shortage in self.shortages)


def assign(
	projects: Iterable[Project],
	jurors: Iterable[Juror],
	conflicts: Iterable[Pair] = (),
	kept: Iterable[Pair] = (),
	previous: Iterable[Pair] = (),
	seed: str = "",
) -> Assignment:
	"""The best assignment, the same whatever the order in which its parts are given. Pairs are (juror, project).

	Kept pairs stay even where they exceed a need or a cap. Conflicts and previous pairs may name jurors and
	projects who are no longer here.

	:raises AssignmentError: RepeatedKeys, WrongNumber, UnknownKept, KeptInConflict (see review_task)
	:raises SolverMissing: without `highspy`
	:raises SolverFailed: if the optimum cannot be proved
	"""
	task = task_of(projects, jurors, conflicts, kept, previous, seed)
	try:
		from brand_union.domain import matching
	except ImportError as error:
		raise SolverMissing(str(error)) from error
	chosen, objective, bound = matching.match(task)
	return _result(task, chosen | task.kept, Proof(objective, bound))


def everyone(
	projects: Iterable[Project], jurors: Iterable[Juror], conflicts: Iterable[Pair] = ()
) -> tuple[Pair, ...]:
	"""Everybody reviews everything but what is in conflict; needs and caps do not count, no solver is asked.

	:raises AssignmentError: RepeatedKeys, WrongNumber
	"""
	task = task_of(projects, jurors, conflicts)
	pairs = ((juror.key, project.key) for juror in task.jurors for project in task.projects)
	return tuple(pair for pair in pairs if pair not in task.conflicts)


def _result(task: Task, pairs: frozenset[Pair], proof: Proof) -> Assignment:
	counted = Counter(juror for juror, _project in pairs)
	return Assignment(
		pairs=tuple(sorted(pairs)),
		added=tuple(sorted(pairs - task.kept - task.previous)),
		withdrawn=tuple(sorted(task.previous - pairs)),
		loads={juror.key: counted[juror.key] for juror in task.jurors},
		competent=_competent(task, pairs),
		shortages=shortages_of(task, pairs),
		bottleneck=bottleneck_of(task, pairs),
		proof=proof,
	)


def _competent(task: Task, pairs: Iterable[Pair]) -> int:
	known = {juror.key: juror.tags for juror in task.jurors}
	asked = {project.key: project.tags for project in task.projects}
	return sum(not known[juror].isdisjoint(asked[project]) for juror, project in pairs)
