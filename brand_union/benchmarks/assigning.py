"""What our part of an assignment costs: all of it against the solver alone with the same model."""

import random
from collections.abc import Iterator
from statistics import median
from time import perf_counter_ns

from brand_union.domain import assignment, flow, matching
from brand_union.domain.review_task import Juror, Project, task_of

PROJECTS, JURORS, REVIEWS, CONFLICTS = 500, 60, 5, 0.08
TAGS = "uvwxyz"
TURNS, WARM_UP = 9, 2
GOAL = 1.5


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, ratio of medians, goal); both sides take turns."""
	yield "assigning jurors / the same model bare in the solver", _ratio(), GOAL


def panel() -> tuple[list[Project], list[Juror], list[tuple[str, str]]]:
	"""The seeded panel: a tag for each project, two for each juror, and pairs in conflict."""
	rng = random.Random(1)
	projects = [Project(f"P{n:03}", REVIEWS, frozenset(rng.sample(TAGS, 1))) for n in range(PROJECTS)]
	jurors = [Juror(f"J{n:02}", tags=frozenset(rng.sample(TAGS, 2))) for n in range(JURORS)]
	pairs = [(juror.key, project.key) for juror in jurors for project in projects]
	return projects, jurors, rng.sample(pairs, round(CONFLICTS * len(pairs)))


def _ratio() -> float:
	given = panel()
	model = matching.network_of(task_of(*given)).programme()
	times: dict[str, list[int]] = {"ours": [], "bare": []}
	for _turn in range(TURNS + WARM_UP):
		for side, step in (("ours", lambda: assignment.assign(*given)), ("bare", lambda: flow.run(model))):
			begin = perf_counter_ns()
			step()
			times[side].append(perf_counter_ns() - begin)
	return median(times["ours"][WARM_UP:]) / median(times["bare"][WARM_UP:])
