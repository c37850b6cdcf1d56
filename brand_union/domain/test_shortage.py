from collections import Counter

import pytest
from hypothesis import given, settings

from brand_union.domain import assignment, shortage
from brand_union.domain.review_task import Juror, Project
from brand_union.domain.shortage import CAPS, CONFLICTS, SMALL_PANEL, Bottleneck, Shortage
from brand_union.domain.test_assignment import tasks


def test_conflicts_leave_too_few_jurors():
	jurors = [Juror(key) for key in "ABCDEFG"]
	conflicts = [(key, "p") for key in "BDFG"]
	found = assignment.assign([Project("p", 5), Project("q", 5)], jurors, conflicts)
	assert found.shortages == (Shortage("p", 5, 3, 7, ("B", "D", "F", "G"), ()),)
	assert found.shortages[0].reasons == (CONFLICTS,)
	assert (found.shortages[0].missing, found.shortages[0].eligible) == (2, 3)
	assert found.bottleneck == Bottleneck(("p",), (), 5, 3)


def test_caps_are_used_up():
	jurors = [Juror("A", cap=1), Juror("B", cap=1), Juror("C", cap=9)]
	found = assignment.assign([Project(key, 2) for key in "pqr"], jurors)
	assert found.missing == 1
	(row,) = found.shortages
	assert (row.given, row.reasons, row.full) == (1, (CAPS,), ("A", "B"))
	assert found.bottleneck == Bottleneck(("p", "q", "r"), ("A", "B"), 6, 5)


def test_a_panel_may_be_smaller_than_the_need():
	found = assignment.assign([Project("p", 5)], [Juror("A"), Juror("B"), Juror("C", cap=0)], [("B", "p")])
	assert found.shortages == (Shortage("p", 5, 1, 3, ("B",), ("C",)),)
	assert found.shortages[0].reasons == (SMALL_PANEL, CONFLICTS, CAPS)


def test_the_missing_reviews_are_spread():
	projects = [Project(key, 3) for key in "pqr"]
	found = assignment.assign(projects, [Juror(key, cap=2) for key in "ABC"])
	assert [row.missing for row in found.shortages] == [1, 1, 1]


def test_projects_that_could_get_no_more_are_told_from_those_that_could():
	# A and B are free for q alone; p has nobody but C, whose only place q does not need.
	conflicts = [("A", "p"), ("B", "p")]
	found = assignment.assign(
		[Project("p", 2), Project("q", 2)], [Juror("A"), Juror("B"), Juror("C")], conflicts
	)
	assert [row.project for row in found.shortages] == ["p"]
	assert found.bottleneck.projects == ("p",)


@settings(max_examples=150, deadline=None)
@given(tasks())
def test_the_bottleneck_proves_the_shortage_by_counting(task):
	found = assignment.assign(**task)
	given_to = Counter(project for _, project in found.pairs)
	lacking = {p.key: p.needed - given_to[p.key] for p in task["projects"] if given_to[p.key] < p.needed}
	assert {row.project: row.missing for row in found.shortages} == lacking
	if not lacking:
		assert found.bottleneck is None
		return
	neck = found.bottleneck
	assert set(lacking) <= set(neck.projects)
	assert neck.needed - neck.possible == found.missing
	assert neck.possible >= most_that_can_be_given(task, neck)


def most_that_can_be_given(task, neck):
	"""Without looking at the assignment: what the full may still do, and one review of each other eligible juror."""
	kept = task["kept"]
	kept_loads = Counter(juror for juror, _ in kept)
	caps = {j.key: j.cap for j in task["jurors"]}
	from_full = sum(max(caps[key] - kept_loads[key], 0) for key in neck.full)
	inside = {pair for pair in kept if pair[1] in neck.projects}
	others = {
		(key, project)
		for key in set(caps) - set(neck.full)
		for project in neck.projects
		if (key, project) not in task["conflicts"] | kept
	}
	return from_full + len(inside) + len(others)


@settings(max_examples=150, deadline=None)
@given(tasks())
def test_every_shortage_accounts_for_the_whole_panel(task):
	for row in assignment.assign(**task).shortages:
		assert row.given + len(row.in_conflict) + len(row.full) == row.panel == len(task["jurors"])
		assert row.reasons


@pytest.mark.parametrize("pairs", [(), (("A", "p"),)])
def test_an_assignment_without_shortage_has_no_bottleneck(pairs):
	task = assignment.task_of([Project("p", len(pairs))], [Juror("A")])
	assert (shortage.shortages_of(task, pairs), shortage.bottleneck_of(task, pairs)) == ((), None)
