"""Why a project lacks reviews, read from a best assignment of jurors."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from brand_union.domain.review_task import Juror, Pair, Task

# Reasons of a shortage; several may hold at once.
SMALL_PANEL = "small panel"
CONFLICTS = "conflicts"
CAPS = "caps"


@dataclass(frozen=True)
class Shortage:
	"""A project that lacks reviews. Of `panel` jurors those `in_conflict` may not review it and those `full`
	have reached their cap (both are keys); all the others review it."""

	project: str
	needed: int
	given: int
	panel: int
	in_conflict: tuple[str, ...] = ()
	full: tuple[str, ...] = ()

	@property
	def missing(self) -> int:
		"""Reviews still to be found."""
		return self.needed - self.given

	@property
	def eligible(self) -> int:
		"""Jurors without a conflict, whether or not they have room."""
		return self.panel - len(self.in_conflict)

	@property
	def reasons(self) -> tuple[str, ...]:
		"""SMALL_PANEL: not even everybody would be enough; CONFLICTS: those without one are not; CAPS: some of
		them may do no more."""
		holds = {
			SMALL_PANEL: self.needed > self.panel,
			CONFLICTS: bool(self.in_conflict) and self.needed > self.eligible,
			CAPS: bool(self.full),
		}
		return tuple(reason for reason, true in holds.items() if true)


@dataclass(frozen=True)
class Bottleneck:
	"""Why no assignment meets more needs: `projects` need `needed` reviews and cannot get more than `possible`.

	Whoever is eligible for one of them is in `full` (at the cap, all for these projects) or reviews it already.
	"""

	projects: tuple[str, ...]
	full: tuple[str, ...]
	needed: int
	possible: int


def shortages_of(task: Task, pairs: Collection[Pair]) -> tuple[Shortage, ...]:
	"""One row per project that `pairs`, a best assignment, leaves without all its reviews."""
	given = Counter(project for _juror, project in pairs)
	loads = Counter(juror for juror, _project in pairs)
	full = {juror.key for juror in task.jurors if _is_full(juror, loads)}
	return tuple(
		_shortage(task, project.key, project.needed, full, pairs)
		for project in task.projects
		if given[project.key] < project.needed
	)


def bottleneck_of(task: Task, pairs: Collection[Pair]) -> Bottleneck | None:
	"""The projects and jurors that the shortage cannot leave; None if nothing is missing.

	From a project that lacks a review go to the jurors who might give it one, and from each of them, who is
	full, to the projects that a review could be taken from. Were one of these jurors not full, the assignment
	would not be the best (Hall; Ford and Fulkerson).
	"""
	given = Counter(project for _juror, project in pairs)
	projects = {project.key for project in task.projects if given[project.key] < project.needed}
	if not projects:
		return None
	projects, full = _reach(task, pairs, projects)
	needs = {project.key: max(project.needed, given[project.key]) for project in task.projects}
	return Bottleneck(
		tuple(sorted(projects)),
		tuple(sorted(full)),
		sum(needs[project] for project in projects),
		sum(given[project] for project in projects),
	)


def _is_full(juror: Juror, loads: Mapping[str, int]) -> bool:
	return juror.cap is not None and loads[juror.key] >= juror.cap


def _shortage(task: Task, project: str, needed: int, full: set[str], pairs: Collection[Pair]) -> Shortage:
	jurors = [juror.key for juror in task.jurors]
	reviewing = {juror for juror in jurors if (juror, project) in pairs}
	in_conflict = {juror for juror in jurors if (juror, project) in task.conflicts}
	return Shortage(
		project,
		needed,
		len(reviewing),
		len(jurors),
		tuple(sorted(in_conflict)),
		tuple(sorted(full - reviewing - in_conflict)),
	)


def _reach(task: Task, pairs: Collection[Pair], start: set[str]) -> tuple[set[str], set[str]]:
	movable = defaultdict(set)
	for juror, project in set(pairs) - task.kept:
		movable[juror].add(project)
	projects, full, waiting = set(start), set(), sorted(start)
	while waiting:
		project = waiting.pop()
		for juror in (juror.key for juror in task.jurors):
			pair = (juror, project)
			if juror in full or pair in pairs or pair in task.conflicts:
				continue
			full.add(juror)
			waiting += sorted(movable[juror] - projects)
			projects |= movable[juror]
	return projects, full
