import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import lifecycle
from brand_union.domain.lifecycle import BRAND_ACCEPTANCE, BRAND_PROJECT, LIFECYCLES, WorkflowProblem

BOTH = lifecycle.workflow_doctypes()


def plain_workflow(doctype):
	"""One state per stage, named like no stage, and every legal step."""
	states = {f"state {stage}": stage for stage in lifecycle.stages(doctype)}
	steps = [(f"state {old}", f"state {new}") for old, new in LIFECYCLES[doctype].edges]
	return states, steps


def without(steps, *removed):
	return [step for step in steps if step not in removed]


@pytest.mark.parametrize("doctype", BOTH)
def test_edges_join_known_stages_and_never_leave_a_final_one(doctype):
	for old, new in LIFECYCLES[doctype].edges:
		assert {old, new} <= set(lifecycle.stages(doctype))
		assert old != new
		assert not lifecycle.is_final(doctype, old)


@pytest.mark.parametrize("doctype", BOTH)
def test_every_stage_that_is_not_final_leads_on(doctype):
	for stage in lifecycle.stages(doctype):
		assert bool(lifecycle.edges_from(doctype, stage)) is not lifecycle.is_final(doctype, stage)


@pytest.mark.parametrize(
	("old", "new", "legal"),
	[
		("Draft", "Filed", True),
		("Filed", "Draft", True),
		("Filed", "Checked", True),
		("Checked", "In Review", True),
		("In Review", "Decided", True),
		("Decided", "Under Way", True),
		("Under Way", "Acceptance", True),
		("Acceptance", "Under Way", True),
		("Acceptance", "Closed", True),
		("Draft", "Checked", False),
		("Filed", "In Review", False),
		("Filed", "Decided", False),
		("Checked", "Decided", False),
		("Decided", "Draft", False),
		("Under Way", "Closed", False),
		("In Review", "Withdrawn", False),
		("Closed", "Under Way", False),
		("Draft", "Draft", False),
		("Draft", "No Such Stage", False),
	],
)
def test_steps_of_a_project(old, new, legal):
	assert lifecycle.is_edge(BRAND_PROJECT, old, new) is legal


def test_steps_come_in_the_order_of_the_way():
	assert lifecycle.edges_from(BRAND_PROJECT, "Filed") == ("Draft", "Checked", "Not Approved", "Withdrawn")
	assert lifecycle.edges_from(BRAND_ACCEPTANCE, "In Review") == (
		"Filed",
		"Rectify",
		"Closed",
		"Terminated",
	)


def test_a_workflow_may_do_without_withdrawal_only():
	assert set(lifecycle.PROJECT_STAGES) - set(lifecycle.required_stages(BRAND_PROJECT)) == {"Withdrawn"}
	assert lifecycle.required_stages(BRAND_ACCEPTANCE) == lifecycle.ACCEPTANCE_STAGES


def test_what_was_filed_is_frozen_until_it_is_returned():
	open_stages = [s for s in lifecycle.PROJECT_STAGES if not lifecycle.is_content_frozen(BRAND_PROJECT, s)]
	assert open_stages == ["Draft"]
	assert not lifecycle.is_content_frozen(BRAND_ACCEPTANCE, "Rectify")
	assert lifecycle.is_content_frozen(BRAND_ACCEPTANCE, "Filed")


@pytest.mark.parametrize("doctype", BOTH)
def test_a_whole_workflow_has_no_problems(doctype):
	states, steps = plain_workflow(doctype)
	assert lifecycle.problems(doctype, states, steps) == []
	assert lifecycle.unreachable(doctype, states, steps, "state Draft") == []


def test_several_states_of_one_stage_may_follow_each_other():
	states, steps = plain_workflow(BRAND_PROJECT)
	states["signed by the chair"] = "Draft"
	steps = without(steps, ("state Draft", "state Filed"))
	steps += [("state Draft", "signed by the chair"), ("signed by the chair", "state Filed")]
	assert lifecycle.problems(BRAND_PROJECT, states, steps) == []


def test_a_missing_step_makes_what_follows_unreachable():
	states, steps = plain_workflow(BRAND_PROJECT)
	steps = without(steps, ("state In Review", "state Decided"))
	lost = ["Decided", "Under Way", "Acceptance", "Closed", "Terminated"]
	assert lifecycle.unreachable(BRAND_PROJECT, states, steps, "state Draft") == lost
	assert lifecycle.problems(BRAND_PROJECT, states, steps) == [
		WorkflowProblem(lifecycle.STAGE_UNREACHABLE, stage=stage) for stage in lost
	]


def test_an_illegal_step_is_named_and_reaches_nothing():
	states, steps = plain_workflow(BRAND_ACCEPTANCE)
	steps = [*without(steps, ("state In Review", "state Closed")), ("state Filed", "state Closed")]
	assert lifecycle.problems(BRAND_ACCEPTANCE, states, steps) == [
		WorkflowProblem(lifecycle.ILLEGAL_EDGE, "state Filed", "state Closed", "Filed", "Closed"),
		WorkflowProblem(lifecycle.STAGE_UNREACHABLE, stage="Closed"),
	]


def test_states_without_or_with_unknown_stage_are_named():
	states, steps = plain_workflow(BRAND_ACCEPTANCE)
	states |= {"bare": None, "blank": "", "odd": "Sleeping"}
	assert lifecycle.problems(BRAND_ACCEPTANCE, states, steps) == [
		WorkflowProblem(lifecycle.STATE_WITHOUT_STAGE, state="bare"),
		WorkflowProblem(lifecycle.STATE_WITHOUT_STAGE, state="blank"),
		WorkflowProblem(lifecycle.UNKNOWN_STAGE, state="odd", stage="Sleeping"),
	]


def test_a_transition_from_a_removed_state_is_named():
	states, steps = plain_workflow(BRAND_ACCEPTANCE)
	found = lifecycle.problems(BRAND_ACCEPTANCE, states, [*steps, ("gone", "state Draft")])
	assert found == [WorkflowProblem(lifecycle.UNKNOWN_STATE, "gone", "state Draft")]


def test_a_state_without_way_on_is_a_dead_end():
	states, steps = plain_workflow(BRAND_PROJECT)
	states["on hold"] = "Under Way"
	steps.append(("state Under Way", "on hold"))
	assert lifecycle.problems(BRAND_PROJECT, states, steps) == [
		WorkflowProblem(lifecycle.DEAD_END, state="on hold", stage="Under Way")
	]


def test_a_workflow_begins_in_the_first_stage():
	states, steps = plain_workflow(BRAND_PROJECT)
	found = lifecycle.problems(BRAND_PROJECT, states, steps, initial="state Checked")
	assert found == [WorkflowProblem(lifecycle.WRONG_START, state="state Checked", stage="Draft")]


def test_an_empty_workflow_reaches_nothing():
	found = lifecycle.problems(BRAND_ACCEPTANCE, {}, [])
	assert [problem.kind for problem in found] == [lifecycle.WRONG_START] + [lifecycle.STAGE_UNREACHABLE] * 6


@given(st.data())
def test_taking_steps_away_never_makes_a_stage_reachable(data):
	states, steps = plain_workflow(BRAND_PROJECT)
	kept = data.draw(st.lists(st.sampled_from(sorted(steps)), unique=True))
	fewer = kept[: data.draw(st.integers(0, len(kept)))]
	lost = set(lifecycle.unreachable(BRAND_PROJECT, states, kept, "state Draft"))
	assert lost <= set(lifecycle.unreachable(BRAND_PROJECT, states, fewer, "state Draft"))


@given(st.permutations(sorted(LIFECYCLES[BRAND_PROJECT].edges)))
def test_the_order_of_transitions_does_not_matter(edges):
	states = {stage: stage for stage in lifecycle.PROJECT_STAGES}
	assert lifecycle.problems(BRAND_PROJECT, states, edges[3:]) == lifecycle.problems(
		BRAND_PROJECT, states, sorted(edges[3:])
	)
