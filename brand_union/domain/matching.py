"""Turns the assignment of jurors into a least-cost flow: one whole-number cost for all levels at once.

Weights. A flow is the best if going round no cycle of its network makes it cheaper. A simple cycle meets
each project and each juror at most once, and so changes what a level counts by no more than that level's
`span`. A level whose weight is larger than all that the levels below can change in one cycle therefore always
comes first, and the weights stay small enough for the solver, since they need not outweigh whole assignments.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np

from brand_union.domain import flow
from brand_union.domain.review_task import Pair, Task

# Lots are finer the more room the weights leave: at most so many different ones, with no cost above the limit.
LOTS = 1 << 10
LIMIT = 1 << 40
# A prime, so that multiplying two hashes below it spreads evenly, and the product fits into 64 bits.
PRIME = (1 << 31) - 1


def match(task: Task) -> tuple[frozenset[Pair], int, int]:
	"""(the pairs to add to the kept ones, their cost, the proved bound); see assignment.assign for the levels.

	:raises SolverFailed: if the optimum cannot be proved
	"""
	network = network_of(task)
	solved = flow.solve(network)
	jurors, projects = network.juror[solved.chosen], network.project[solved.chosen]
	chosen = frozenset(
		(task.jurors[juror].key, task.projects[project].key)
		for juror, project in zip(jurors.tolist(), projects.tolist(), strict=True)
	)
	return chosen, solved.objective, solved.bound


def network_of(task: Task) -> flow.Network:
	"""The flow whose least cost is the best assignment."""
	kept, previous = _grid(task, task.kept), _grid(task, task.previous)
	need = _need(task, kept)
	project, juror = np.nonzero(~(kept | _grid(task, task.conflicts)))
	loads, room = kept.sum(axis=0), _room(task, kept, np.bincount(juror, minlength=len(task.jurors)), need)
	moved = ~previous[project, juror] if previous.any() else np.zeros(len(project), dtype=bool)
	strange = ~_in_common(task)[project, juror]
	arcs = 2 * min(kept.shape)
	spans = (
		arcs * bool(strange.any()),
		int((loads + room).max(initial=0)),
		int(need.max(initial=0)),
		arcs * bool(moved.any()),
	)
	lots, (competence, load, shortage, move, unmet) = _weights(arcs, spans)
	return flow.Network(
		project,
		juror,
		move * moved + competence * strange + _lots(task, lots)[project, juror],
		need,
		flow.Steps(need, np.full(len(need), unmet + shortage), shortage),
		flow.Steps(room, load * (loads + 1), load),
	)


def _grid(task: Task, pairs: Iterable[Pair]) -> np.ndarray:
	"""True where a pair is among them; rows are projects, columns are jurors."""
	rows = {project.key: place for place, project in enumerate(task.projects)}
	columns = {juror.key: place for place, juror in enumerate(task.jurors)}
	cells = [(rows[pair[1]], columns[pair[0]]) for pair in pairs if pair[0] in columns and pair[1] in rows]
	grid = np.zeros((len(rows), len(columns)), dtype=bool)
	if cells:
		grid[tuple(np.array(cells).T)] = True
	return grid


def _need(task: Task, kept: np.ndarray) -> np.ndarray:
	"""Reviews that each project still lacks."""
	needed = np.array([project.needed for project in task.projects], dtype=np.int64)
	return np.maximum(needed - kept.sum(axis=1), 0)


def _room(task: Task, kept: np.ndarray, eligible: np.ndarray, need: np.ndarray) -> np.ndarray:
	"""Reviews that each juror may still be given; no cap is higher than what there is to do."""
	most = np.minimum(eligible, int(need.sum()))
	caps = [len(kept) if juror.cap is None else min(juror.cap, len(kept)) for juror in task.jurors]
	return np.clip(np.array(caps, dtype=np.int64) - kept.sum(axis=0), 0, most)


def _in_common(task: Task) -> np.ndarray:
	"""True where project and juror share a tag."""
	common = np.zeros((len(task.projects), len(task.jurors)), dtype=bool)
	for tag in sorted({tag for juror in task.jurors for tag in juror.tags}):
		asked = [tag in project.tags for project in task.projects]
		known = [tag in juror.tags for juror in task.jurors]
		common |= np.outer(asked, known)
	return common


def _weights(arcs: int, spans: Sequence[int]) -> tuple[int, list[int]]:
	"""(how many lots, the weight of each level from the lowest up and of a missing review)."""
	lots = LOTS
	while True:
		below, weights = arcs * (lots - 1), []
		for span in (*spans, 1):
			weights.append(below + 1)
			below += span * weights[-1]
		if lots == 1 or weights[-1] * 2 <= LIMIT:
			return lots, weights
		lots //= 2


def _lots(task: Task, lots: int) -> np.ndarray:
	"""A lot from 0 to `lots` - 1 for every pair.

	A product, not a sum: a part by project plus a part by juror costs every full assignment the same.
	"""
	by_project = _hashes(task.seed, "project", (project.key for project in task.projects))
	by_juror = _hashes(task.seed, "juror", (juror.key for juror in task.jurors))
	return np.outer(by_project, by_juror) % PRIME * lots // PRIME


def _hashes(seed: str, kind: str, keys: Iterable[str]) -> np.ndarray:
	digests = (sha256(f"{seed}\n{kind}\n{key}".encode()).digest() for key in keys)
	return np.array([int.from_bytes(digest[:8], "big") % PRIME for digest in digests], dtype=np.int64)
