"""The school's own workflow: a state in which the party committee looks at an application before the office does.

Made as a copy of the shipped one, under a name of its own, by whoever may edit workflows in the Desk.
"""

import frappe

from brand_union.tests.year.invented.papers import PASSED_BY_PARTY

SHIPPED, OWN, PARTY = "Brand Project", "云麓项目流程", "分党委审核"
DRAFTING, FILED = "Drafting", "Application Filed"
INNER = ("name", "parent", "parentfield", "parenttype", "owner", "creation", "modified", "modified_by", "idx")


def make(keeper, stage: str = "Filed") -> dict:
	"""Copy the shipped workflow, and put the new state between the unit and the office."""
	shipped = keeper.read("Workflow", SHIPPED)
	states = [*map(_plain, shipped["states"]), _state(stage)]
	moves = [_redirected(_plain(row)) for row in shipped["transitions"]]
	for doctype, field, name in (
		("Workflow State", "workflow_state_name", PARTY),
		("Workflow Action Master", "workflow_action_name", PASSED_BY_PARTY),
	):
		if not keeper.find(doctype, {"name": name}):
			keeper.insert(doctype, **{field: name})
	values = {key: shipped[key] for key in ("document_type", "workflow_state_field", "is_active")}
	return keeper.insert(
		"Workflow", workflow_name=OWN, **values, states=states, transitions=[*moves, *_moves()]
	)


def put_back() -> None:
	"""Let the shipped workflow be the active one again."""
	frappe.db.set_value("Workflow", OWN, "is_active", 0)
	frappe.db.set_value("Workflow", SHIPPED, "is_active", 1)
	frappe.db.commit()
	frappe.clear_cache(doctype=SHIPPED)


def _plain(row: dict) -> dict:
	return {key: value for key, value in row.items() if key not in INNER}


def _state(stage: str) -> dict:
	fields = {"update_field": "stage", "update_value": stage, "is_optional_state": 1}
	return {"state": PARTY, "doc_status": "0", "allow_edit": "Brand Unit Chair", **fields}


def _redirected(row: dict) -> dict:
	"""What a unit files comes to the party committee first."""
	to_office = row["state"] == DRAFTING and row["next_state"] == FILED
	return {**row, "next_state": PARTY} if to_office else row


def _moves() -> list[dict]:
	chair = {"allowed": "Brand Unit Chair", "allow_self_approval": 1}
	return [
		{"state": PARTY, "action": PASSED_BY_PARTY, "next_state": FILED, **chair},
		{"state": PARTY, "action": "Withdraw Application", "next_state": "Application Withdrawn", **chair},
	]
