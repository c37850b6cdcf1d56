"""The stages of a project and of its acceptance, and the steps between them, as data.

A school names and orders its workflow states as it likes; each state carries one of these
stages. Code asks for stages and never for a state's name.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

BRAND_PROJECT = "Brand Project"
BRAND_ACCEPTANCE = "Brand Acceptance"

PROJECT_STAGES = (
	"Draft",
	"Filed",
	"Checked",
	"In Review",
	"Decided",
	"Under Way",
	"Acceptance",
	"Closed",
	"Not Approved",
	"Withdrawn",
	"Terminated",
)
ACCEPTANCE_STAGES = ("Draft", "Filed", "In Review", "Rectify", "Closed", "Terminated")

PROJECT_EDGES = frozenset(
	{
		("Draft", "Filed"),
		("Draft", "Withdrawn"),  # a returned application keeps its quota slot until it is withdrawn
		("Filed", "Draft"),
		("Filed", "Checked"),
		("Filed", "Not Approved"),  # refused on the formal check
		("Filed", "Withdrawn"),
		("Checked", "Draft"),  # a fault found after the check, before a panel has it
		("Checked", "In Review"),
		("Checked", "Not Approved"),
		("Checked", "Withdrawn"),
		("In Review", "Checked"),  # taken off a panel
		("In Review", "Decided"),
		("In Review", "Not Approved"),
		("Decided", "Under Way"),
		("Decided", "Terminated"),
		("Under Way", "Acceptance"),
		("Under Way", "Terminated"),
		("Acceptance", "Under Way"),  # to rectify, or deferred
		("Acceptance", "Closed"),
		("Acceptance", "Terminated"),
	}
)
ACCEPTANCE_EDGES = frozenset(
	{
		("Draft", "Filed"),
		("Filed", "Draft"),
		("Filed", "In Review"),
		("In Review", "Filed"),  # taken off a panel
		("In Review", "Closed"),
		("In Review", "Rectify"),
		("In Review", "Terminated"),
		("Rectify", "Filed"),
		("Rectify", "Terminated"),
	}
)


@dataclass(frozen=True)
class Lifecycle:
	"""One document's way: its stages in order, the legal steps, and what each stage means."""

	stages: tuple[str, ...]
	edges: frozenset[tuple[str, str]]
	final: frozenset[str]
	editable: frozenset[str]
	optional: frozenset[str] = frozenset()


LIFECYCLES: Mapping[str, Lifecycle] = {
	BRAND_PROJECT: Lifecycle(
		stages=PROJECT_STAGES,
		edges=PROJECT_EDGES,
		final=frozenset({"Closed", "Not Approved", "Withdrawn", "Terminated"}),
		editable=frozenset({"Draft"}),
		optional=frozenset({"Withdrawn"}),
	),
	BRAND_ACCEPTANCE: Lifecycle(
		stages=ACCEPTANCE_STAGES,
		edges=ACCEPTANCE_EDGES,
		final=frozenset({"Closed", "Terminated"}),
		editable=frozenset({"Draft", "Rectify"}),
	),
}

STATE_WITHOUT_STAGE = "state without stage"
UNKNOWN_STAGE = "unknown stage"
UNKNOWN_STATE = "transition with unknown state"
WRONG_START = "does not start in the first stage"
ILLEGAL_EDGE = "transition is not a legal step"
STAGE_UNREACHABLE = "required stage cannot be reached"
DEAD_END = "no way on to a final stage"


@dataclass(frozen=True)
class WorkflowProblem:
	"""One fault of a workflow: `kind` is one of the constants above, the rest says where."""

	kind: str
	state: str | None = None
	next_state: str | None = None
	stage: str | None = None
	next_stage: str | None = None


def workflow_doctypes() -> tuple[str, ...]:
	"""The DocTypes that carry stages."""
	return tuple(LIFECYCLES)


def stages(doctype: str) -> tuple[str, ...]:
	"""All stages of a DocType in their natural order; the first is where a document begins."""
	return LIFECYCLES[doctype].stages


def is_edge(doctype: str, old: str, new: str) -> bool:
	"""Whether a document may step from stage `old` to stage `new`. Staying is not a step."""
	return (old, new) in LIFECYCLES[doctype].edges


def edges_from(doctype: str, stage: str) -> tuple[str, ...]:
	"""The stages that one step leads to, in their natural order."""
	return tuple(new for new in stages(doctype) if is_edge(doctype, stage, new))


def required_stages(doctype: str) -> tuple[str, ...]:
	"""The stages that every workflow must be able to reach, in their natural order."""
	way = LIFECYCLES[doctype]
	return tuple(stage for stage in way.stages if stage not in way.optional)


def is_final(doctype: str, stage: str) -> bool:
	"""Whether nothing leads on from this stage."""
	return stage in LIFECYCLES[doctype].final


def is_content_frozen(doctype: str, stage: str) -> bool:
	"""Whether what the unit filed may no longer be changed (except through an adjustment)."""
	return stage not in LIFECYCLES[doctype].editable


def is_legal_move(doctype: str, old: str | None, new: str | None) -> bool:
	"""Whether a transition between two states with these stages is legal: a step, or the same stage."""
	if old is None or new is None:
		return False
	return is_edge(doctype, old, new) or (old == new and old in stages(doctype))


def unreachable(
	doctype: str,
	states: Mapping[str, str | None],
	transitions: Iterable[tuple[str, str]],
	initial: str | None,
) -> list[str]:
	"""Required stages that no document can come to, walking legal transitions from `initial`.

	`states` maps each state to its stage, `transitions` are pairs (state, next state).
	"""
	legal = _legal(doctype, states, transitions)
	reached = {states.get(state) for state in _walk([initial] if initial in states else [], legal)}
	return [stage for stage in required_stages(doctype) if stage not in reached]


def problems(
	doctype: str,
	states: Mapping[str, str | None],
	transitions: Iterable[tuple[str, str]],
	initial: str | None = None,
) -> list[WorkflowProblem]:
	"""Every fault of a workflow, in a stable order; an empty list means that the app can run on it.

	`states` maps each state to its stage (None or "" if it has none) in the workflow's order,
	`initial` is the state of a new document (the first one unless given).
	"""
	pairs = sorted(set(transitions))
	start = initial if initial is not None else next(iter(states), None)
	return [
		*_state_problems(doctype, states),
		*_start_problems(doctype, states, start),
		*_transition_problems(doctype, states, pairs),
		*(
			WorkflowProblem(STAGE_UNREACHABLE, stage=stage)
			for stage in unreachable(doctype, states, pairs, start)
		),
		*_dead_ends(doctype, states, pairs, start),
	]


def _state_problems(doctype: str, states: Mapping[str, str | None]) -> list[WorkflowProblem]:
	found = []
	for state, stage in states.items():
		if not stage:
			found.append(WorkflowProblem(STATE_WITHOUT_STAGE, state=state))
		elif stage not in stages(doctype):
			found.append(WorkflowProblem(UNKNOWN_STAGE, state=state, stage=stage))
	return found


def _start_problems(
	doctype: str, states: Mapping[str, str | None], start: str | None
) -> list[WorkflowProblem]:
	first = stages(doctype)[0]
	stage = states.get(start) if start is not None else None
	return [] if stage == first else [WorkflowProblem(WRONG_START, state=start, stage=first)]


def _transition_problems(
	doctype: str, states: Mapping[str, str | None], pairs: Iterable[tuple[str, str]]
) -> list[WorkflowProblem]:
	found = []
	for state, next_state in pairs:
		if state not in states or next_state not in states:
			found.append(WorkflowProblem(UNKNOWN_STATE, state, next_state))
			continue
		old, new = states[state], states[next_state]
		known = old in stages(doctype) and new in stages(doctype)
		if known and not is_legal_move(doctype, old, new):
			found.append(WorkflowProblem(ILLEGAL_EDGE, state, next_state, old, new))
	return found


def _dead_ends(
	doctype: str, states: Mapping[str, str | None], pairs: Iterable[tuple[str, str]], start: str | None
) -> list[WorkflowProblem]:
	"""States a document can come to, and from which it can never come to an end."""
	legal = _legal(doctype, states, pairs)
	ends = [state for state, stage in states.items() if stage and stage in LIFECYCLES[doctype].final]
	leads_on = _walk(ends, {(new, old) for old, new in legal})
	reached = _walk([start] if start in states else [], legal)
	return [
		WorkflowProblem(DEAD_END, state=state, stage=states[state])
		for state in states
		if state in reached and state not in leads_on
	]


def _legal(
	doctype: str, states: Mapping[str, str | None], transitions: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
	return {
		(old, new) for old, new in transitions if is_legal_move(doctype, states.get(old), states.get(new))
	}


def _walk(begin: Iterable[str], steps: Collection[tuple[str, str]]) -> set[str]:
	following: dict[str, list[str]] = {}
	for old, new in steps:
		following.setdefault(old, []).append(new)
	seen, waiting = set(), list(begin)
	while waiting:
		state = waiting.pop()
		if state not in seen:
			seen.add(state)
			waiting.extend(following.get(state, ()))
	return seen
