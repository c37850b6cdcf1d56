"""States belong to the school, stages to the app: the one place that writes a document's stage.

A workflow state's row carries its stage (`update_field = stage`). Frappe copies it only when a button is
pressed; here it is derived on every save, so that a plain REST save, a bulk action and a button agree.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.workflow import get_transitions, get_workflow_name, has_approval_access

from brand_union.domain import lifecycle
from brand_union.services import guard as hand
from brand_union.services.errors import NotAllowedNow, StageUnreachable, WorkflowProblem

STATE_FIELD = "workflow_state"
STAGE_FIELD = "stage"


def guard(doc) -> tuple[str, str] | None:
	"""Derive the stage, and check on the server what Frappe checks in the browser only.

	Who may edit in the present state, self-approval, a legal step between stages. Returns the step as
	(old stage, new stage) when the stage changed, else None. A new document starts in the first state.
	"""
	workflow = workflow_of(doc.doctype)
	before = doc.get_doc_before_save()
	if not before:
		doc.set(STATE_FIELD, workflow.states[0].state)
		doc.set(STAGE_FIELD, stage_of(workflow, workflow.states[0].state))
		return None
	old_state, new_state = before.get(STATE_FIELD), doc.get(STATE_FIELD)
	_demand_known(doc, workflow, old_state)
	_demand_may_edit(doc, before, workflow, old_state)
	if new_state != old_state:
		_demand_may_move(doc, before, workflow, new_state)
	return _step(doc, before, workflow, new_state)


def move(doc, stage: str, action: str = "") -> None:
	"""Move `doc` to `stage` by a transition that the acting user may take, and save it.

	Several states may carry the stage: `action` leads to its own one, without it the first transition counts.
	Raises StageUnreachable where the school's workflow has none for this user.
	"""
	workflow = workflow_of(doc.doctype)
	transition = _transition_to(doc, workflow, stage, action)
	if not transition:
		_refuse_step(doc, workflow, stage, action)
	doc.set(STATE_FIELD, transition.next_state)
	doc.save()
	doc.add_comment("Workflow", _(transition.next_state))


def can_move(doc, stage: str) -> bool:
	"""Whether the acting user has a transition from the present state to `stage`."""
	return _transition_to(doc, workflow_of(doc.doctype), stage) is not None


def carry_over(doctype: str, old: str, new: str) -> int:
	"""Documents in the state `old` stand in `new` from now on, in the same stage; returns how many.

	For a state that an admin has renamed. The stage stays, so nothing that the controllers watch has changed;
	their guards would refuse a state that only the coming workflow knows.
	"""
	count = frappe.db.count(doctype, {STATE_FIELD: old})
	frappe.db.set_value(doctype, {STATE_FIELD: old}, STATE_FIELD, new, update_modified=False)
	waiting = {"reference_doctype": doctype, STATE_FIELD: old}
	frappe.db.set_value("Workflow Action", waiting, STATE_FIELD, new, update_modified=False)
	frappe.clear_document_cache(doctype)
	return count


def workflow_of(doctype: str):
	"""The active Workflow of a DocType of ours; raises WorkflowProblem where there is none."""
	name = get_workflow_name(doctype)
	if not name:
		frappe.throw(
			_(
				"There is no active workflow for {0}. Ask the administrator to activate one, or to restore the default in Brand Union Settings."
			).format(_(doctype)),
			WorkflowProblem,
		)
	return frappe.get_cached_doc("Workflow", name)


def stage_of(workflow, state: str) -> str:
	"""The stage that a state carries; raises WorkflowProblem for an unknown state or one without a stage."""
	for row in workflow.states:
		if row.state == state and row.update_field == STAGE_FIELD and row.update_value:
			return row.update_value
	frappe.throw(
		_(
			"The workflow {0} has no state {1} with a stage. Ask the administrator to add the state, with {2} as its field to update."
		).format(workflow.name, frappe.bold(_(state or "")), STAGE_FIELD),
		WorkflowProblem,
	)


def _step(doc, before, workflow, new_state: str) -> tuple[str, str] | None:
	old_stage = before.get(STAGE_FIELD)
	# A document stays in its stage until it moves, even if the admin gave its state another stage meanwhile.
	new_stage = stage_of(workflow, new_state) if new_state != before.get(STATE_FIELD) else old_stage
	_demand_stage_follows_state(doc, old_stage, new_stage)
	doc.set(STAGE_FIELD, new_stage)
	if old_stage == new_stage:
		return None
	if not lifecycle.is_edge(doc.doctype, old_stage, new_stage):
		frappe.throw(
			_("{0} {1} cannot go from the stage {2} to the stage {3}.").format(
				_(doc.doctype),
				doc.name,
				frappe.bold(_(old_stage, context=doc.doctype)),
				frappe.bold(_(new_stage, context=doc.doctype)),
			),
			NotAllowedNow,
		)
	return old_stage, new_stage


def _refuse_step(doc, workflow, stage: str, action: str) -> NoReturn:
	if action:
		text = _(
			"{0} {1} is in the state {2}. The workflow {3} has no action {5} that leads from there to the stage {4} and that you may take. Reload the document and choose one of its actions."
		)
	else:
		text = _(
			"{0} {1} is in the state {2}. The workflow {3} has no transition from there to the stage {4} that you may take. Ask the administrator to add one, or to give you its role."
		)
	values = (
		_(doc.doctype),
		doc.name,
		frappe.bold(_(doc.get(STATE_FIELD))),
		workflow.name,
		frappe.bold(_(stage, context=doc.doctype)),
		frappe.bold(frappe.utils.escape_html(_(action))),
	)
	frappe.throw(text.format(*values), StageUnreachable)


def _demand_known(doc, workflow, state: str) -> None:
	if not _editors(workflow, state):
		frappe.throw(
			_(
				"{0} {1} is in the state {2}, which the workflow {3} lacks. Ask the administrator to add the state again, or to restore the default in Brand Union Settings."
			).format(_(doc.doctype), doc.name, frappe.bold(_(state or "")), workflow.name),
			WorkflowProblem,
		)


def _demand_stage_follows_state(doc, old_stage: str, new_stage: str) -> None:
	asked = doc.get(STAGE_FIELD)
	if asked not in (None, "", old_stage, new_stage):
		frappe.throw(
			_(
				"The stage of {0} {1} follows from its workflow and cannot be set to {2} by hand. Use a workflow action."
			).format(_(doc.doctype), doc.name, frappe.bold(_(asked))),
			NotAllowedNow,
		)


def _demand_may_edit(doc, before, workflow, state: str) -> None:
	if doc.flags.by_service or _may_edit(workflow, state):
		return
	changed = hand.changed_fields(doc, before, hand.content_fields(doc.meta))
	if changed:
		frappe.throw(
			_("In the state {0} only {1} may change {2}. Nothing was saved.").format(
				frappe.bold(_(state)),
				", ".join(_(role) for role in sorted(_editors(workflow, state))) or _("nobody"),
				", ".join(_(doc.meta.get_label(field), context=doc.doctype) for field in changed),
			),
			NotAllowedNow,
		)


def _may_edit(workflow, state: str) -> bool:
	return bool(_editors(workflow, state) & set(frappe.get_roles()))


def _editors(workflow, state: str) -> set[str]:
	return {row.allow_edit for row in workflow.states if row.state == state}


def _demand_may_move(doc, before, workflow, new_state: str) -> None:
	offered = [t for t in get_transitions(before, workflow) if t.next_state == new_state]
	if not offered:
		frappe.throw(
			_(
				"You may not move {0} {1} from {2} to {3}: the workflow {4} has no such transition for your roles."
			).format(
				_(doc.doctype),
				doc.name,
				frappe.bold(_(before.get(STATE_FIELD) or "")),
				frappe.bold(_(new_state or "")),
				workflow.name,
			),
			NotAllowedNow,
		)
	if not any(has_approval_access(frappe.session.user, before, t) for t in offered):
		frappe.throw(
			_("You made {0} {1} yourself, so somebody else has to move it to {2}.").format(
				_(doc.doctype), doc.name, frappe.bold(_(new_state))
			),
			NotAllowedNow,
		)


def _transition_to(doc, workflow, stage: str, action: str = ""):
	for transition in get_transitions(doc, workflow):
		if action and transition.action != action:
			continue
		if stage_of(workflow, transition.next_state) == stage and has_approval_access(
			frappe.session.user, doc, transition
		):
			return transition
	return None
