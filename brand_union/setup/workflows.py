"""The shipped workflows, and the states and actions that they name."""

import json
from pathlib import Path
from typing import Any

import frappe

from brand_union.setup import seeded, workflow_drawing
from brand_union.setup.defaults import Default

WORKFLOW = "Workflow"
STATE = "Workflow State"
ACTION = "Workflow Action Master"
FOLDER = Path(__file__).parent.parent / "brand_union" / "workflow"

# Colour of a state by the stage that it stands for (Workflow State, field style).
STYLE_OF_STAGE = {
	"Filed": "Primary",
	"Checked": "Primary",
	"In Review": "Warning",
	"Rectify": "Warning",
	"Decided": "Info",
	"Under Way": "Info",
	"Acceptance": "Info",
	"Closed": "Success",
	"Not Approved": "Inverse",
	"Withdrawn": "Inverse",
	"Terminated": "Danger",
}


def shipped_workflows() -> list[Default]:
	"""The workflows that the app ships, read from its files."""
	files = sorted(FOLDER.glob("*/*.json"))
	return [as_default(json.loads(file.read_text(encoding="utf-8"))) for file in files]


def as_default(content: dict[str, Any]) -> Default:
	"""A workflow's content with what has to be there before it is saved."""
	return Default(
		kind=WORKFLOW,
		name=content["workflow_name"],
		content=content,
		prepare=lambda: ensure_names(content),
		before_insert=give_way,
		before_save=workflow_drawing.draw,
	)


def ensure_names(content: dict[str, Any]) -> None:
	"""Creates missing states and actions; those that exist keep their look, whoever made them."""
	stage_of = {row["state"]: row["update_value"] for row in content["states"]}
	states = {state: {"style": STYLE_OF_STAGE.get(stage, "")} for state, stage in stage_of.items()}
	_create_missing(STATE, "workflow_state_name", states)
	_create_missing(ACTION, "workflow_action_name", {row["action"]: {} for row in content["transitions"]})


def give_way(doc) -> None:
	"""A new default does not push an active workflow of the site aside."""
	if frappe.db.exists(WORKFLOW, {"document_type": doc.document_type, "is_active": 1}):
		doc.is_active = 0


def _create_missing(doctype: str, title_field: str, wanted: dict[str, dict[str, Any]]) -> None:
	found = set(
		frappe.get_all(doctype, filters={"name": ("in", list(wanted))}, pluck="name", order_by="name")
	)
	missing = [name for name in wanted if name not in found]
	for name in missing:
		frappe.get_doc({"doctype": doctype, title_field: name, **wanted[name]}).insert(
			ignore_permissions=True  # names only; whoever installs or restores a workflow was checked before
		)
	seeded.note_created(doctype, missing)
