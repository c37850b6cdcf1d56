"""What the app needs of a Workflow for one of its DocTypes, checked when an admin saves one.

States are the school's; each carries one of the app's stages. A workflow that would leave documents behind,
or a stage out of reach, is refused with every problem by row. Workflows of other DocTypes are not touched.
"""

from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint, escape_html

from brand_union.domain import lifecycle
from brand_union.services.errors import WorkflowProblem

STATE_FIELD = "workflow_state"
STAGE_FIELD = "stage"
# Where a workflow that is being saved notes {old state: new state}; its documents follow after saving.
RENAMED = "renamed_states"


def check_on_save(doc, method: str | None = None) -> None:
	"""Refuses an active workflow of ours that the app cannot run on (WorkflowProblem); warns about an idle one."""
	if not is_ours(doc):
		return
	found = problems_of(doc)
	if not cint(doc.is_active):
		_warn_inactive(doc, found)
	elif found:
		intro = _("{0} cannot be used for {1} as it stands. Nothing was saved.").format(
			frappe.bold(escape_html(doc.name or doc.workflow_name)), _(doc.document_type)
		)
		frappe.throw(as_list(intro, found), WorkflowProblem, title=_("Workflow Not Saved"), wide=True)
	else:
		_warn_side_effects(doc)


def check_on_trash(doc, method: str | None = None) -> None:
	"""Says what stands still when the active workflow of one of our DocTypes is deleted."""
	if is_ours(doc) and cint(doc.is_active) and not frappe.flags.in_uninstall:
		frappe.msgprint(_without_workflow(doc), title=_("No Active Workflow"), indicator="orange")


def is_ours(doc) -> bool:
	"""Whether the workflow is for a DocType that carries stages."""
	return doc.document_type in lifecycle.workflow_doctypes()


def problems_of(doc) -> list[str]:
	"""Every problem of a workflow of ours as a translated sentence; empty when the app can run on it."""
	return [
		*_field_problems(doc),
		*_row_problems(doc),
		*_lifecycle_problems(doc),
		*(_left_behind(doc) if cint(doc.is_active) else ()),
	]


def as_list(intro: str, sentences: list[str]) -> str:
	"""One HTML message: a sentence and below it a list."""
	return f"<p>{intro}</p><ul>{''.join(f'<li>{sentence}</li>' for sentence in sentences)}</ul>"


def _field_problems(doc) -> Iterator[str]:
	if doc.workflow_state_field != STATE_FIELD:
		yield _("Workflow State Field is {0}. Set it to {1}.").format(
			_quoted(doc.workflow_state_field), frappe.bold(STATE_FIELD)
		)


def _row_problems(doc) -> Iterator[str]:
	"""Faults of single rows of States: no stage field, submittable, or two rows that disagree."""
	first: dict[str, str] = {}
	for row in doc.states:
		if cint(row.doc_status):
			yield _(
				"States, row {0}: {1} has the Doc Status {2}. {3} is never submitted; set it to 0."
			).format(row.idx, _quoted(row.state), row.doc_status, _(doc.document_type))
		if row.update_field != STAGE_FIELD:
			yield _(
				"States, row {0}: {1} updates {2}. Set Update Field to {3} and Update Value to {4}."
			).format(
				row.idx,
				_quoted(row.state),
				_quoted(row.update_field) if row.update_field else _("no field"),
				frappe.bold(STAGE_FIELD),
				_one_of(doc),
			)
		elif first.setdefault(row.state, row.update_value) != row.update_value:
			yield _(
				"States, row {0}: {1} has the stage {2} here and {3} in a row above. Give both the same."
			).format(
				row.idx, _quoted(row.state), _stage(doc, row.update_value), _stage(doc, first[row.state])
			)


def _lifecycle_problems(doc) -> Iterator[str]:
	stages = _stage_of_states(doc)
	pairs = [(row.state, row.next_state) for row in doc.transitions]
	initial = doc.states[0].state if doc.states else None
	without_field = {row.state for row in doc.states if row.update_field != STAGE_FIELD}
	for problem in lifecycle.problems(doc.document_type, stages, pairs, initial):
		# Such a row was named above, with the field that it updates instead.
		if problem.kind != lifecycle.STATE_WITHOUT_STAGE or problem.state not in without_field:
			yield SENTENCES[problem.kind](doc, problem)


def _left_behind(doc) -> Iterator[str]:
	"""Documents in a state that the workflow lacks, or whose state would change its stage under them."""
	stages, renamed = _stage_of_states(doc), doc.flags.get(RENAMED) or {}
	for found, stage, count in documents_by_state(doc.document_type):
		state = renamed.get(found, found)
		if state not in stages:
			yield _(
				"{0} documents are in the state {1}, which this workflow lacks. Keep the state, or move these documents first."
			).format(count, _quoted(state))
		elif stages[state] in lifecycle.stages(doc.document_type) and stages[state] != stage:
			yield _(
				"{0} documents are in the state {1} with the stage {2}; this workflow gives it the stage {3}. Keep the stage, or move these documents first."
			).format(count, _quoted(state), _stage(doc, stage), _stage(doc, stages[state]))


def documents_by_state(doctype: str) -> list[tuple[str, str, int]]:
	"""(state, stage, number of documents) for every combination in the table."""
	table = frappe.qb.DocType(doctype)
	return (
		frappe.qb.from_(table)
		.select(table[STATE_FIELD], table[STAGE_FIELD], Count("*"))
		.where(table[STATE_FIELD].isnotnull() & (table[STATE_FIELD] != ""))
		.groupby(table[STATE_FIELD], table[STAGE_FIELD])
		.orderby(table[STATE_FIELD])
		.run()
	)


def _stage_of_states(doc) -> dict[str, str | None]:
	stages: dict[str, str | None] = {}
	for row in doc.states:
		stages.setdefault(row.state, row.update_value if row.update_field == STAGE_FIELD else None)
	return stages


def _warn_inactive(doc, found: list[str]) -> None:
	if found:
		intro = _("Saved, but {0} cannot be activated before this is put right:").format(
			_quoted(doc.workflow_name)
		)
		frappe.msgprint(as_list(intro, found), title=_("Not Ready for Use"), indicator="orange", wide=True)
	others = {"document_type": doc.document_type, "is_active": 1, "name": ("!=", doc.name or "")}
	if not frappe.db.exists("Workflow", others):
		frappe.msgprint(_without_workflow(doc), title=_("No Active Workflow"), indicator="orange")


def _without_workflow(doc) -> str:
	return _(
		"{0} has no active workflow now: its documents can neither be saved nor moved. Activate a workflow, or restore the default in Brand Union Settings."
	).format(_(doc.document_type))


def _warn_side_effects(doc) -> None:
	found = []
	if cint(doc.get("send_email_alert")):
		found.append(
			_(
				"Send Email Alert mails the whole document with links that act as their receiver. Use a Notification instead."
			)
		)
	open_states = sorted({row.state for row in doc.states if not cint(row.is_optional_state)})
	if open_states:
		found.append(
			_(
				"These states are not optional, so the list Workflow Action shows their documents by name to everybody with the role, of whatever unit: {0}."
			).format(", ".join(_quoted(state) for state in open_states))
		)
	if found:
		frappe.msgprint(
			as_list(_("Saved. Mind what others will see:"), found), title=_("Privacy"), indicator="orange"
		)


def _rows(doc, state: str) -> str:
	return ", ".join(str(row.idx) for row in doc.states if row.state == state)


def _transition_rows(doc, problem) -> str:
	return ", ".join(
		str(row.idx)
		for row in doc.transitions
		if (row.state, row.next_state) == (problem.state, problem.next_state)
	)


def _quoted(text: str | None) -> str:
	return frappe.bold(escape_html(_(text) if text else ""))


def _stage(doc, stage: str | None) -> str:
	"""The stage as it is typed into the row, with its translation behind it."""
	if not stage:
		return frappe.bold(_("empty"))
	shown = _(stage, context=doc.document_type)
	return frappe.bold(escape_html(stage if shown == stage else f"{stage} ({shown})"))


def _stages(doc, stages) -> str:
	return ", ".join(_stage(doc, stage) for stage in stages) or _("none")


def _one_of(doc) -> str:
	return _("one of {0}").format(_stages(doc, lifecycle.stages(doc.document_type)))


def _without_stage(doc, problem) -> str:
	return _("States, row {0}: {1} has no stage. Set Update Value to {2}.").format(
		_rows(doc, problem.state), _quoted(problem.state), _one_of(doc)
	)


def _unknown_stage(doc, problem) -> str:
	return _("States, row {0}: {1} has the unknown stage {2}. Set Update Value to {3}.").format(
		_rows(doc, problem.state), _quoted(problem.state), _quoted(problem.stage), _one_of(doc)
	)


def _unknown_state(doc, problem) -> str:
	return _("Transitions, row {0}: from {1} to {2}, but one of them is not in the table States.").format(
		_transition_rows(doc, problem), _quoted(problem.state), _quoted(problem.next_state)
	)


def _wrong_start(doc, problem) -> str:
	return _("States, row 1: a new document starts in {0}. The first row must have the stage {1}.").format(
		_quoted(problem.state), _stage(doc, problem.stage)
	)


def _illegal_edge(doc, problem) -> str:
	return _(
		"Transitions, row {0}: from {1} to {2} leads from the stage {3} to {4}. From {3} a document may go to: {5}."
	).format(
		_transition_rows(doc, problem),
		_quoted(problem.state),
		_quoted(problem.next_state),
		_stage(doc, problem.stage),
		_stage(doc, problem.next_stage),
		_stages(doc, lifecycle.edges_from(doc.document_type, problem.stage)),
	)


def _unreachable(doc, problem) -> str:
	return _(
		"No document can come to the stage {0}. Add a state with this stage, and a transition that leads to it."
	).format(_stage(doc, problem.stage))


def _dead_end(doc, problem) -> str:
	return _("States, row {0}: from {1} no way leads to an end. Add a transition that leads on.").format(
		_rows(doc, problem.state), _quoted(problem.state)
	)


SENTENCES: dict[str, Callable[..., str]] = {
	lifecycle.STATE_WITHOUT_STAGE: _without_stage,
	lifecycle.UNKNOWN_STAGE: _unknown_stage,
	lifecycle.UNKNOWN_STATE: _unknown_state,
	lifecycle.WRONG_START: _wrong_start,
	lifecycle.ILLEGAL_EDGE: _illegal_edge,
	lifecycle.STAGE_UNREACHABLE: _unreachable,
	lifecycle.DEAD_END: _dead_end,
}
