"""A least-cost flow from projects to jurors, solved and proved with HiGHS.

Every project sends `need` units, each along a pair of its own to a juror or into the void ("missing"), and
every juror passes on so many units at most. The costs of going missing and of passing on rise from unit to
unit, so one column for each unit makes them exact. The matrix is that of a network, hence totally unimodular:
the corners of the linear programme are whole, and no search over whole numbers is needed (Hoffman and
Kruskal 1956).

Costs are whole numbers. The solver reckons in floating point, so its answer is not taken on trust: the
flow's cost and the bound that the dual solution gives are worked out again in whole numbers, and have to agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from brand_union.domain.review_task import SolverFailed

# No presolve: it takes longer than the dual simplex needs for the whole model. One thread, so that equal
# models have equal answers.
QUICK = {"output_flag": False, "random_seed": 0, "parallel": "off", "presolve": "off", "solver": "simplex"}
# Another algorithm altogether, for a model at which the quick one gives up.
THOROUGH = {"output_flag": False, "random_seed": 0, "parallel": "off", "solver": "ipm"}


@dataclass(frozen=True)
class Steps:
	"""The units that each owner may use, cheapest first: `count[owner]` of them; the first costs
	`first[owner]`, each further one `rise` more."""

	count: np.ndarray
	first: np.ndarray
	rise: int

	@cached_property
	def owner(self) -> np.ndarray:
		"""For each unit whose it is."""
		return np.repeat(np.arange(len(self.count)), self.count)

	@cached_property
	def place(self) -> np.ndarray:
		"""For each unit its place among those of its owner, from 0."""
		starts = np.cumsum(self.count) - self.count
		return np.arange(len(self.owner)) - starts[self.owner]

	@cached_property
	def cost(self) -> np.ndarray:
		"""For each unit what it costs."""
		return self.first[self.owner] + self.rise * self.place

	def spent(self, used: np.ndarray) -> int:
		"""What it costs if each owner uses so many units."""
		return int(self.cost[self.place < used[self.owner]].sum())


@dataclass(frozen=True)
class Network:
	"""`project`, `juror` and `cost` of each pair; `need` and `missing` by project, `passing` by juror."""

	project: np.ndarray
	juror: np.ndarray
	cost: np.ndarray
	need: np.ndarray
	missing: Steps
	passing: Steps

	def programme(self) -> highspy.HighsLp:
		"""The linear programme: columns are pairs, missing units, passed units; rows are projects, jurors."""
		projects, jurors, pairs = len(self.need), len(self.passing.count), len(self.cost)
		single = len(self.missing.owner) + len(self.passing.owner)
		columns = pairs + single
		lp = highspy.HighsLp()
		lp.num_col_, lp.num_row_ = columns, projects + jurors
		lp.col_cost_ = np.concatenate([self.cost, self.missing.cost, self.passing.cost]).astype(float)
		lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.ones(columns)
		lp.row_lower_ = lp.row_upper_ = np.concatenate([self.need, np.zeros(jurors)]).astype(float)
		both = np.column_stack([self.project, projects + self.juror]).ravel()
		matrix = lp.a_matrix_
		matrix.format_ = highspy.MatrixFormat.kColwise
		matrix.start_ = np.concatenate([np.arange(pairs) * 2, 2 * pairs + np.arange(single + 1)])
		matrix.index_ = np.concatenate([both, self.missing.owner, projects + self.passing.owner])
		matrix.value_ = np.concatenate(
			[np.ones(2 * pairs + len(self.missing.owner)), -np.ones(len(self.passing.owner))]
		)
		return lp

	def objective(self, chosen: np.ndarray) -> int:
		"""What it costs to choose these pairs (a mask).

		:raises SolverFailed: if a project gets more than its need, or a juror more than there is room for
		"""
		missing = self.need - np.bincount(self.project[chosen], minlength=len(self.need))
		passed = np.bincount(self.juror[chosen], minlength=len(self.passing.count))
		if (missing < 0).any() or (passed > self.passing.count).any():
			raise SolverFailed("the flow breaks a limit")
		return int(self.cost[chosen].sum()) + self.missing.spent(missing) + self.passing.spent(passed)

	def bound(self, prices: np.ndarray) -> int:
		"""What every flow costs at least, given whole prices of the rows: weak duality, for any prices."""
		of_project, of_juror = np.split(prices, [len(self.need)])
		reduced = (
			self.cost - of_project[self.project] - of_juror[self.juror],
			self.missing.cost - of_project[self.missing.owner],
			self.passing.cost + of_juror[self.passing.owner],
		)
		return int(self.need @ of_project) + sum(int(np.minimum(part, 0).sum()) for part in reduced)


@dataclass(frozen=True)
class Flow:
	"""The pairs that are chosen (a mask), their cost, and the bound that proves it."""

	chosen: np.ndarray
	objective: int
	bound: int


def solve(network: Network) -> Flow:
	"""A flow of least cost; costs are not negative, so where nothing is needed nothing is sent.

	:raises SolverFailed: if there is no proof of it
	"""
	if not network.need.any():
		return Flow(np.zeros(len(network.cost), dtype=bool), 0, 0)
	lp = network.programme()
	try:
		return proved(network, *run(lp, QUICK))
	except SolverFailed:
		return proved(network, *run(lp, THOROUGH))


def run(lp: highspy.HighsLp, options: Mapping[str, object] = QUICK) -> tuple[np.ndarray, np.ndarray]:
	"""Values of the columns and prices of the rows.

	:raises SolverFailed: if HiGHS finds no optimum
	"""
	solver = highspy.Highs()
	for name, value in options.items():
		solver.setOptionValue(name, value)
	solver.passModel(lp)
	solver.run()
	if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
		raise SolverFailed(solver.modelStatusToString(solver.getModelStatus()))
	solution = solver.getSolution()
	return np.array(solution.col_value), np.array(solution.row_dual)


def proved(network: Network, values: np.ndarray, prices: np.ndarray) -> Flow:
	"""The flow of these columns, if these prices of the rows prove that none costs less.

	:raises SolverFailed: if they do not
	"""
	chosen = values[: len(network.cost)] > 0.5
	flow = Flow(chosen, network.objective(chosen), network.bound(np.rint(prices).astype(np.int64)))
	if flow.objective != flow.bound:
		raise SolverFailed(f"cost {flow.objective}, bound {flow.bound}")
	return flow
