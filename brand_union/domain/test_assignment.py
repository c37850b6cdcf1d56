import random
import sys
from collections import Counter
from itertools import product
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brand_union import domain
from brand_union.domain import assignment, review_task
from brand_union.domain.review_task import Juror, Project

JURORS, PROJECTS, TAGS = "ABCD", "pqr", "xyz"
CELLS = [(juror, project) for juror in JURORS for project in PROJECTS]


@st.composite
def tasks(draw):
	"""Small enough to try every assignment."""
	tags = st.frozensets(st.sampled_from(TAGS), max_size=2)
	jurors = st.builds(Juror, st.just(""), st.none() | st.integers(0, 3), tags)
	projects = st.builds(Project, st.just(""), st.integers(0, 4), tags)
	panel = [Juror(key, row.cap, row.tags) for key, row in zip(JURORS, draw(_some(jurors, 4)), strict=False)]
	rows = [
		Project(key, row.needed, row.tags)
		for key, row in zip(PROJECTS, draw(_some(projects, 3)), strict=False)
	]
	here = [(j.key, p.key) for j in panel for p in rows]
	pairs = st.frozensets(st.sampled_from(CELLS), max_size=5)
	conflicts = draw(pairs)
	kept = draw(st.frozensets(st.sampled_from(here), max_size=2)) - conflicts if here else frozenset()
	return {
		"projects": rows,
		"jurors": panel,
		"conflicts": conflicts,
		"kept": kept,
		"previous": draw(st.just(frozenset()) | pairs),
	}


def _some(what, most):
	return st.lists(what, min_size=1, max_size=most)


def all_assignments(task):
	"""Every set of pairs that breaks no rule."""
	here = [(j.key, p.key) for j in task["jurors"] for p in task["projects"]]
	free = [pair for pair in here if pair not in task["conflicts"] and pair not in task["kept"]]
	for picks in product((False, True), repeat=len(free)):
		new = {pair for pair, pick in zip(free, picks, strict=True) if pick}
		if _within_limits(task, new):
			yield new | task["kept"]


def _within_limits(task, new):
	loads, given = _counts(new | task["kept"])
	kept_loads, kept_given = _counts(task["kept"])
	return all(
		loads[j.key] <= max(j.cap, kept_loads[j.key]) for j in task["jurors"] if j.cap is not None
	) and all(given[p.key] <= max(p.needed, kept_given[p.key]) for p in task["projects"])


def _counts(pairs):
	return Counter(juror for juror, _ in pairs), Counter(project for _, project in pairs)


def levels(task, pairs):
	"""What is to be as small as possible, most important first."""
	loads, given = _counts(pairs)
	missing = [max(p.needed - given[p.key], 0) for p in task["projects"]]
	tags = {row.key: row.tags for row in (*task["jurors"], *task["projects"])}
	here = {(j.key, p.key) for j in task["jurors"] for p in task["projects"]}
	moves = len(pairs - task["previous"] - task["kept"]) if task["previous"] & here else 0
	return (
		sum(missing),
		moves,
		sum(n * n for n in missing),
		sum(n * n for n in loads.values()),
		-sum(bool(tags[juror] & tags[project]) for juror, project in pairs),
	)


@settings(max_examples=120, deadline=None)
@given(tasks())
def test_no_other_assignment_is_better(task):
	found = assignment.assign(**task)
	assert levels(task, set(found.pairs)) == min(levels(task, pairs) for pairs in all_assignments(task))
	assert (found.proof.status, found.proof.gap) == (assignment.OPTIMAL, 0)


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_least_squares_give_the_lowest_highest_and_the_highest_lowest_load(task):
	found = assignment.assign(**task)
	first = levels(task, set(found.pairs))[:3]
	loads = [_counts(pairs)[0] for pairs in all_assignments(task) if levels(task, pairs)[:3] == first]
	keys = [j.key for j in task["jurors"]]
	assert max(found.loads.values()) == min(max(count[key] for key in keys) for count in loads)
	assert min(found.loads.values()) == max(min(count[key] for key in keys) for count in loads)


@settings(max_examples=150, deadline=None)
@given(tasks())
def test_no_rule_is_broken(task):
	found = assignment.assign(**task)
	pairs = set(found.pairs)
	assert not pairs & task["conflicts"]
	assert pairs >= task["kept"]
	assert _within_limits(task, pairs - task["kept"])
	assert found.loads == {j.key: _counts(pairs)[0][j.key] for j in task["jurors"]}
	assert set(found.added) == pairs - task["kept"] - task["previous"]
	assert set(found.withdrawn) == task["previous"] - pairs


@settings(max_examples=60, deadline=None)
@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(task, rng):
	shuffled = {name: rng.sample(sorted(rows, key=str), len(rows)) for name, rows in task.items()}
	assert assignment.assign(**shuffled) == assignment.assign(**task)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(0, 12), st.data())
def test_loads_are_within_one_where_nothing_stands_against_it(jurors, projects, data):
	needs = [data.draw(st.integers(0, jurors)) for _ in range(projects)]
	rows = [Project(f"p{n}", need) for n, need in enumerate(needs)]
	found = assignment.assign(rows, [Juror(f"J{n}") for n in range(jurors)])
	assert found.missing == 0
	assert sum(found.loads.values()) == sum(needs)
	assert max(found.loads.values()) - min(found.loads.values()) <= 1


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_when_a_juror_drops_out_as_little_as_possible_moves(task):
	assume(len(task["jurors"]) > 1)
	before = assignment.assign(**task)
	gone = task["jurors"][0].key
	task["jurors"] = task["jurors"][1:]
	task["kept"] = frozenset(pair for pair in task["kept"] if pair[0] != gone)
	task["previous"] = frozenset(before.pairs)
	after = assignment.assign(**task)
	best = min(levels(task, pairs)[:2] for pairs in all_assignments(task))
	assert levels(task, set(after.pairs))[:2] == best


def test_a_juror_who_drops_out_disturbs_nobody_else():
	projects, jurors, conflicts = panel(60, 12, 3, seed=5)
	before = assignment.assign(projects, jurors, conflicts)
	after = assignment.assign(projects, jurors[1:], conflicts, previous=before.pairs)
	lost = {pair for pair in before.pairs if pair[0] == jurors[0].key}
	assert set(after.withdrawn) == lost
	assert len(after.added) == len(lost) == before.loads[jurors[0].key]


def test_repeating_an_assignment_changes_nothing():
	projects, jurors, conflicts = panel(40, 8, 3, seed=6)
	first = assignment.assign(projects, jurors, conflicts)
	again = assignment.assign(projects, jurors, conflicts, previous=first.pairs, seed="another draw")
	assert (again.pairs, again.added, again.withdrawn) == (first.pairs, (), ())


def test_what_the_levels_leave_open_is_drawn_by_the_seed():
	projects, jurors = [Project(key, 1) for key in "pqrs"], [Juror(key) for key in "ABCD"]
	drawn = [assignment.assign(projects, jurors, seed=str(seed)).pairs for seed in range(8)]
	assert assignment.assign(projects, jurors, seed="3").pairs == drawn[3]
	assert len(set(drawn)) > 4
	# The same on every machine and with every version of Python.
	assert drawn[0] == (("A", "p"), ("B", "s"), ("C", "q"), ("D", "r"))


def test_competence_is_preferred_but_does_not_make_loads_uneven():
	jurors = [Juror("A", tags={"x"}), Juror("B", tags={"y"})]
	same = [Project(key, 1, frozenset({"x"})) for key in "pqrs"]
	found = assignment.assign(same, jurors)
	assert (found.loads, found.competent) == ({"A": 2, "B": 2}, 2)
	mixed = [*same[:2], *(Project(key, 1, frozenset({"y"})) for key in "rs")]
	assert assignment.assign(mixed, jurors).pairs == (("A", "p"), ("A", "q"), ("B", "r"), ("B", "s"))


def test_a_new_juror_gets_nothing_until_a_new_distribution_is_asked_for():
	projects = [Project(key, 1) for key in "pqrs"]
	old = assignment.assign(projects, [Juror("A")])
	jurors = [Juror("A"), Juror("B")]
	assert assignment.assign(projects, jurors, previous=old.pairs).loads == {"A": 4, "B": 0}
	assert assignment.assign(projects, jurors).loads == {"A": 2, "B": 2}


def test_kept_sheets_count_as_load_and_stay_beyond_cap_and_need():
	projects = [Project("p", 1), Project("q", 0), Project("r", 1)]
	kept = {("A", "p"), ("A", "q"), ("B", "p")}
	found = assignment.assign(projects, [Juror("A", cap=1), Juror("B"), Juror("C")], kept=kept)
	assert set(found.pairs) == kept | {("C", "r")}
	assert found.added == (("C", "r"),)


@pytest.mark.parametrize(
	("projects", "jurors"),
	[([], []), ([], [Juror("A")]), ([Project("p", 0)], []), ([Project("p", 0)], [Juror("A")])],
)
def test_nothing_to_do_is_done_at_once(projects, jurors):
	found = assignment.assign(projects, jurors)
	assert (found.pairs, found.shortages, found.bottleneck, found.proof.gap) == ((), (), None, 0)
	assert found.loads == {juror.key: 0 for juror in jurors}


def test_nobody_to_review_is_a_shortage():
	found = assignment.assign([Project("p", 2)], [])
	assert [(s.project, s.missing, s.reasons) for s in found.shortages] == [("p", 2, ("small panel",))]


def test_everyone_scores_everything_but_conflicts():
	projects, jurors = [Project("q", 1), Project("p", 0)], [Juror("B", cap=1), Juror("A")]
	expected = (("A", "p"), ("A", "q"), ("B", "p"))
	assert assignment.everyone(projects, jurors, [("B", "q"), ("Z", "p")]) == expected


@pytest.mark.parametrize(
	("given", "error", "data"),
	[
		({"jurors": [Juror("A"), Juror("A")]}, review_task.RepeatedKeys, {"keys": ("A",)}),
		({"projects": [Project("p", 1)] * 2}, review_task.RepeatedKeys, {"keys": ("p",)}),
		({"projects": [Project("p", -1)]}, review_task.WrongNumber, {"key": "p", "value": -1}),
		({"projects": [Project("p", None)]}, review_task.WrongNumber, {"key": "p", "value": None}),
		({"jurors": [Juror("A", cap=1.5)]}, review_task.WrongNumber, {"key": "A", "value": 1.5}),
		({"kept": [("B", "p")]}, review_task.UnknownKept, {"pairs": (("B", "p"),)}),
		({"kept": [("A", "q")]}, review_task.UnknownKept, {"pairs": (("A", "q"),)}),
		(
			{"kept": [("A", "p")], "conflicts": [("A", "p")]},
			review_task.KeptInConflict,
			{"pairs": (("A", "p"),)},
		),
	],
)
def test_contradictions_are_refused(given, error, data):
	task = {"projects": [Project("p", 1)], "jurors": [Juror("A")], **given}
	with pytest.raises(error) as caught:
		assignment.assign(**task)
	assert {name: getattr(caught.value, name) for name in data} == data
	assert isinstance(caught.value, ValueError)


def test_without_the_solver_it_says_so(monkeypatch):
	for name in ("matching", "flow"):
		monkeypatch.delitem(sys.modules, f"brand_union.domain.{name}", raising=False)
		monkeypatch.delattr(domain, name, raising=False)
	monkeypatch.setitem(sys.modules, "highspy", None)
	with pytest.raises(review_task.SolverMissing, match="highspy"):
		assignment.assign([Project("p", 1)], [Juror("A")])
	assert assignment.everyone([Project("p", 1)], [Juror("A")]) == (("A", "p"),)


def panel(projects, jurors, needed, seed):
	"""A seeded panel: one tag for each project, two for each juror, a conflict in every twelfth pair."""
	rng = random.Random(seed)
	rows = [Project(f"p{n:03}", needed, frozenset(rng.sample("uvwxyz", 1))) for n in range(projects)]
	people = [Juror(f"J{n:02}", tags=frozenset(rng.sample("uvwxyz", 2))) for n in range(jurors)]
	cells = [(juror.key, row.key) for juror in people for row in rows]
	return rows, people, rng.sample(cells, len(cells) * 8 // 100)


def test_a_large_panel_is_assigned_at_best_in_three_seconds():
	projects, jurors, conflicts = panel(500, 60, 5, seed=1)
	begin = perf_counter()
	found = assignment.assign(projects, jurors, conflicts)
	seconds = perf_counter() - begin
	assert (found.missing, found.proof.gap) == (0, 0)
	assert sorted(set(found.loads.values())) == [41, 42]
	assert set(_counts(found.pairs)[1].values()) == {5}
	assert not set(found.pairs) & set(conflicts)
	assert seconds < 3


def test_tight_caps_are_used_to_the_last_place():
	projects, jurors, conflicts = panel(100, 20, 5, seed=2)
	capped = [Juror(juror.key, cap=20 + n % 7, tags=juror.tags) for n, juror in enumerate(jurors)]
	found = assignment.assign(projects, capped, conflicts)
	room = sum(juror.cap for juror in capped)
	assert found.missing == max(500 - room, 0)
	assert all(found.loads[juror.key] <= juror.cap for juror in capped)
