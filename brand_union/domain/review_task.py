"""What is to be assigned: projects, jurors, conflicts and what is there already, checked and in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# (juror, project)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Project:
	"""What is reviewed: `needed` sheets in all, kept ones included, and the tags that it falls under."""

	key: str
	needed: int
	tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Juror:
	"""Who reviews: at most `cap` projects in all, kept ones included (None = any number); tags of competence."""

	key: str
	cap: int | None = None
	tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
	"""All of it, in the order of the keys. Kept pairs name only who is here; conflicts and previous pairs may
	also name others."""

	projects: tuple[Project, ...]
	jurors: tuple[Juror, ...]
	conflicts: frozenset[Pair] = frozenset()
	kept: frozenset[Pair] = frozenset()
	previous: frozenset[Pair] = frozenset()
	seed: str = ""


class AssignmentError(ValueError):
	"""What was given contradicts itself."""


class RepeatedKeys(AssignmentError):
	"""A juror or a project is given twice: `keys`."""

	def __init__(self, keys: Iterable[str]) -> None:
		self.keys = tuple(keys)
		super().__init__(f"given twice: {', '.join(self.keys)}")


class WrongNumber(AssignmentError):
	"""The needed reviews of a project, or the cap of a juror, is no whole number from 0 up: `key`, `value`."""

	def __init__(self, key: str, value: object) -> None:
		self.key, self.value = key, value
		super().__init__(f"{key}: {value!r} is not a whole number from 0 up")


class UnknownKept(AssignmentError):
	"""Kept pairs that name a juror or a project who is not here: `pairs`."""

	def __init__(self, pairs: Iterable[Pair]) -> None:
		self.pairs = tuple(pairs)
		super().__init__(f"kept, but not here: {self.pairs}")


class KeptInConflict(AssignmentError):
	"""Pairs that are to be kept and are in conflict: `pairs`. Somebody has to withdraw the sheet first."""

	def __init__(self, pairs: Iterable[Pair]) -> None:
		self.pairs = tuple(pairs)
		super().__init__(f"kept, but in conflict: {self.pairs}")


class SolverMissing(RuntimeError):
	"""`highspy` or `numpy` cannot be imported here."""


class SolverFailed(RuntimeError):
	"""The solver gave up, or its answer does not stand up to the check in whole numbers."""


def _pairs(given: Iterable[Pair]) -> frozenset[Pair]:
	"""Pairs read from JSON come as lists."""
	return frozenset((juror, project) for juror, project in given)


def task_of(
	projects: Iterable[Project],
	jurors: Iterable[Juror],
	conflicts: Iterable[Pair] = (),
	kept: Iterable[Pair] = (),
	previous: Iterable[Pair] = (),
	seed: str = "",
) -> Task:
	"""The task, whatever the order in which its parts are given.

	:raises AssignmentError: RepeatedKeys, WrongNumber, UnknownKept, KeptInConflict
	"""
	task = Task(
		tuple(sorted(projects, key=lambda project: project.key)),
		tuple(sorted(jurors, key=lambda juror: juror.key)),
		_pairs(conflicts),
		_pairs(kept),
		_pairs(previous),
		seed,
	)
	_check_keys(project.key for project in task.projects)
	_check_keys(juror.key for juror in task.jurors)
	_check_numbers((project.key, project.needed) for project in task.projects)
	_check_numbers((juror.key, juror.cap) for juror in task.jurors if juror.cap is not None)
	_check_kept(task)
	return task


def _check_keys(keys: Iterable[str]) -> None:
	repeated = [key for key, count in Counter(keys).items() if count > 1]
	if repeated:
		raise RepeatedKeys(repeated)


def _check_numbers(numbers: Iterable[tuple[str, object]]) -> None:
	for key, value in numbers:
		if not isinstance(value, int) or isinstance(value, bool) or value < 0:
			raise WrongNumber(key, value)


def _check_kept(task: Task) -> None:
	jurors = {juror.key for juror in task.jurors}
	projects = {project.key for project in task.projects}
	unknown = [pair for pair in task.kept if pair[0] not in jurors or pair[1] not in projects]
	if unknown:
		raise UnknownKept(sorted(unknown))
	if task.kept & task.conflicts:
		raise KeptInConflict(sorted(task.kept & task.conflicts))
