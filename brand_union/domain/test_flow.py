import numpy as np
import pytest

from brand_union.domain import flow, matching
from brand_union.domain.review_task import Juror, Project, SolverFailed, task_of


def network(costs=((1, 2), (3, 4)), need=(1, 1), room=(2, 2), missing=100):
	"""Two projects, two jurors, every pair."""
	return flow.Network(
		np.array([0, 0, 1, 1]),
		np.array([0, 1, 0, 1]),
		np.array(costs).ravel(),
		np.array(need),
		flow.Steps(np.array(need), np.full(2, missing), 1),
		flow.Steps(np.array(room), np.full(2, 10), 10),
	)


def test_steps_cost_more_from_unit_to_unit():
	steps = flow.Steps(np.array([2, 0, 3]), np.array([5, 7, 1]), 2)
	assert steps.owner.tolist() == [0, 0, 2, 2, 2]
	assert steps.cost.tolist() == [5, 7, 1, 3, 5]
	assert steps.spent(np.array([1, 0, 2])) == 5 + 1 + 3


def test_the_cheapest_flow_is_found_and_proved():
	solved = flow.solve(network())
	# Each juror once, 10 + 10: sharing the load is worth more than any pair.
	assert (solved.objective, solved.bound) == (25, 25)
	assert solved.chosen.sum() == 2


def test_what_is_too_dear_goes_missing():
	solved = flow.solve(network(costs=((1, 2), (300, 400))))
	assert solved.chosen.tolist() == [True, False, False, False]
	assert (solved.objective, solved.bound) == (111, 111)


@pytest.mark.parametrize("prices", [[0, 0, 0, 0], [14, 14, -10, -10], [50, 1, -7, 3], [-4, 900, 2, -60]])
def test_no_prices_give_a_bound_above_the_best_flow(prices):
	assert network().bound(np.array(prices)) <= flow.solve(network()).objective


@pytest.mark.parametrize("chosen", [[True, True, False, False], [True, False, True, False]])
def test_an_answer_beyond_a_limit_is_refused(chosen):
	with pytest.raises(SolverFailed, match="limit"):
		network(room=(1, 1)).objective(np.array(chosen))


def test_a_model_without_an_answer_is_refused():
	lp = network().programme()
	lp.row_lower_ = lp.row_upper_ = np.array([9.0, 9.0, 0.0, 0.0])
	with pytest.raises(SolverFailed, match="Infeasible"):
		flow.run(lp)


def test_an_answer_without_a_proof_is_refused():
	dear = network(costs=((1, 2), (3, 9)))
	best, prices = flow.run(dear.programme())
	assert flow.proved(dear, best, prices).chosen.tolist() == [False, True, True, False]
	with pytest.raises(SolverFailed, match="cost 30, bound 25"):
		flow.proved(dear, 1 - best, prices)


def test_another_algorithm_takes_over_where_the_quick_one_gives_up(monkeypatch):
	expected = flow.solve(network())
	monkeypatch.setitem(flow.QUICK, "simplex_iteration_limit", 0)
	with pytest.raises(SolverFailed, match="teration"):
		flow.run(network().programme())
	solved = flow.solve(network())
	assert (solved.objective, solved.bound) == (expected.objective, expected.bound)


@pytest.mark.parametrize(("projects", "jurors"), [(3, 3), (500, 60), (3000, 400)])
def test_weights_keep_every_cost_within_the_solver(projects, jurors):
	task = task_of(
		[Project(f"p{n}", 5, frozenset("x")) for n in range(projects)],
		[Juror(f"J{n}") for n in range(jurors)],
		previous=[("J0", "p0")],
	)
	made = matching.network_of(task)
	highest = max(made.cost.max(), made.missing.cost.max(), made.passing.cost.max())
	assert 0 < highest < 1 << 43
	assert made.missing.first.min() > made.passing.cost.max() + made.cost.max()
