"""Where Frappe's Workflow Builder draws the states and actions of a shipped workflow.

The builder itself puts everything in one line, one box upon the other; an admin could not take hold of them.
Stages on the way stand side by side, ends below; each state's actions stand to its right.
"""

from collections import defaultdict
from typing import Any

import frappe

from brand_union.domain import lifecycle

COLUMN, STATE_HEIGHT, ACTION_HEIGHT, BESIDE = 560, 90, 80, 340
LEFT, TOP = 40, 60

Node = dict[str, Any]


def draw(doc) -> None:
	"""Give a Workflow's rows their numbers in the builder, and its field `workflow_data` their places."""
	for number, row in enumerate(doc.states, start=1):
		row.workflow_builder_id = str(number)
	for number, row in enumerate(doc.transitions, start=1):
		row.workflow_builder_id = f"action-{number}"
	doc.workflow_data = frappe.as_json([*_states(doc), *_actions(doc)], indent=None)


def _states(doc) -> list[Node]:
	nodes, height = [], defaultdict(lambda: TOP)
	for row in doc.states:
		left = _left(doc, row.update_value)
		top = height[row.update_value]
		height[row.update_value] += STATE_HEIGHT
		if lifecycle.is_final(doc.document_type, row.update_value):
			top += _depth_of_actions(doc)
		nodes.append(_node(row.workflow_builder_id, "state", left, top))
	return nodes


def _left(doc, stage: str) -> int:
	"""The column of a stage: ends are counted for themselves."""
	ends = lifecycle.LIFECYCLES[doc.document_type].final
	line = [s for s in lifecycle.stages(doc.document_type) if (s in ends) == (stage in ends)]
	return LEFT + COLUMN * line.index(stage)


def _depth_of_actions(doc) -> int:
	leaving = [sum(row.state == state for row in doc.transitions) for state in {r.state for r in doc.states}]
	return ACTION_HEIGHT * max(leaving, default=0)


def _actions(doc) -> list[Node]:
	first: dict[str, Any] = {}
	for row in doc.states:
		first.setdefault(row.state, row)
	nodes, below = [], defaultdict(int)
	for row in doc.transitions:
		source, target = first[row.state], first[row.next_state]
		place = _left(doc, source.update_value) + BESIDE, TOP + ACTION_HEIGHT * below[row.state]
		ends = {"from_id": source.workflow_builder_id, "to_id": target.workflow_builder_id}
		nodes.append({**_node(row.workflow_builder_id, "action", *place), "data": ends})
		below[row.state] += 1
	return nodes


def _node(number: str, kind: str, left: int, top: int) -> Node:
	return {"id": number, "type": kind, "position": {"x": left, "y": top}}
