"""An admin renames a state by giving its row another: transitions and documents follow it.

Frappe would leave the transitions pointing to nothing and the documents in a state that is gone. A row that keeps
its place in the database and its stage, and gets another state, is the same state under a new name.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from brand_union.services import stage, workflows
from brand_union.services.workflows import RENAMED


def follow_renames(doc, method: str | None = None) -> None:
	"""Before the checks: put right what the builder leaves empty, and let transitions follow renamed states."""
	if not workflows.is_ours(doc):
		return
	for row in doc.states:
		# After a refused save the Workflow Builder sends no Doc Status any more.
		row.doc_status = str(cint(row.doc_status))
	names = {**renamed_states(doc), **(doc.flags.get(RENAMED) or {})}
	doc.flags[RENAMED] = names
	for row in doc.transitions:
		row.state = names.get(row.state, row.state)
		row.next_state = names.get(row.next_state, row.next_state)


def move_documents(doc, method: str | None = None) -> None:
	"""After saving: documents that stood in a renamed state stand in it under its new name; says how many."""
	names = doc.flags.pop(RENAMED, None)
	if not names or not cint(doc.is_active):
		return
	lines = [_moved(doc, old, new) for old, new in names.items()]
	intro = _("These states are gone. Transitions and documents follow to the new ones, in the same stage:")
	frappe.msgprint(workflows.as_list(intro, lines), title=_("Documents Follow"), indicator="blue")


def bring_back(doc) -> None:
	"""Let documents in states that the workflow will lack follow to its first state with their stage.

	For restoring a default, where an admin has asked for just that; refusals stay where no state has the stage.
	"""
	doc.flags[RENAMED] = {old: new for old, new, _count in leaving(doc.document_type, doc.states)}


def leaving(doctype: str, states: Iterable) -> list[tuple[str, str, int]]:
	"""(state, state with the same stage, number of documents) for each state that these rows lack."""
	known = {row.get("state") for row in states}
	first: dict[str, str] = {}
	for row in states:
		first.setdefault(row.get("update_value"), row.get("state"))
	return [
		(state, first[found], count)
		for state, found, count in workflows.documents_by_state(doctype)
		if state not in known and found in first
	]


def renamed_states(doc) -> dict[str, str]:
	"""{old state: new state} for states that left the table by getting another name in all their rows."""
	before = doc.get_doc_before_save()
	if not before:
		return {}
	now = {row.name: row for row in doc.states if row.name}
	present = {row.state for row in doc.states}
	targets: dict[str, set[str | None]] = {}
	for row in before.states:
		if row.state not in present and row.name in now:
			targets.setdefault(row.state, set()).add(_same_stage(row, now[row.name]))
	# Two rows of one state that got two names are no rename: nobody can say which one the documents mean.
	return {old: new for old, found in targets.items() for new in found if new and len(found) == 1}


def _same_stage(old, new) -> str | None:
	"""The new state of a row, if it still stands for the same stage."""
	same = (old.update_field, old.update_value) == (new.update_field, new.update_value)
	return new.state if same else None


def _moved(doc, old: str, new: str) -> str:
	count = stage.carry_over(doc.document_type, old, new)
	return _("{0} → {1}: {2} documents").format(_named(old), _named(new), count)


def _named(state: str) -> str:
	return frappe.bold(escape_html(_(state)))
