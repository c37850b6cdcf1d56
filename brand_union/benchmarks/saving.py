"""What the rules cost: a Brand Project against a bare DocType with the same fields and workflow."""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter_ns

import frappe
from frappe.model.workflow import apply_workflow, get_transitions

from brand_union.services import stage
from brand_union.tests import factories

BARE = "Brand Benchmark Bare"
COPIED = ("fieldname", "fieldtype", "label", "options", "default", "no_copy", "ignore_user_permissions")
ROUNDS, WARM_UP = 60, 8
SAVE_GOAL, FILE_GOAL = 1.3, 2.0


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, ratio of medians, goal) for saving and for filing; both sides take turns."""
	make_bare()
	try:
		officer, cycle, unit = _people_and_rules()
		frappe.set_user(officer)
		yield "saving a project / saving a bare document", _saving(cycle, unit), SAVE_GOAL
		yield "filing a project / the same transition of a bare document", _filing(cycle, unit), FILE_GOAL
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		drop_bare()


def make_bare() -> None:
	"""A custom DocType with every field of Brand Project, and a copy of its workflow."""
	drop_bare()
	source = frappe.get_meta("Brand Project")
	fields = [{key: field.get(key) for key in COPIED} for field in source.fields]
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": BARE,
			"module": "Brand Union",
			"custom": 1,
			"autoname": "hash",
			"track_changes": source.track_changes,
			"fields": fields,
			"permissions": [{"role": "Brand Unit Officer", "read": 1, "write": 1, "create": 1}],
		}
	).insert()
	workflow = frappe.copy_doc(stage.workflow_of("Brand Project"))
	workflow.update({"workflow_name": BARE, "document_type": BARE})
	workflow.insert()


def drop_bare() -> None:
	"""Take away what make_bare() made; creating a DocType commits, so a rollback cannot."""
	for doctype in ("Workflow", "DocType"):
		if frappe.db.exists(doctype, BARE):
			frappe.delete_doc(doctype, BARE, force=True)
	# Frappe leaves the table of a deleted DocType, and only plain SQL drops one.
	frappe.db.sql_ddl(f"drop table if exists `tab{BARE}`")  # nosemgrep
	# A DocType was made, which commits; so its end has to be committed as well.
	frappe.db.commit()  # nosemgrep


def _people_and_rules():
	officer = factories.make_user("Brand Unit Officer")
	unit = factories.make_unit(members=[(officer, "Officer")])
	cycle = factories.make_cycle(rules={"quotas": [{"cap": 2 * (ROUNDS + WARM_UP)}]})
	return officer, cycle, unit


def _saving(cycle, unit) -> float:
	project, bare = _pair(cycle, unit)
	return _ratio(lambda turn: _save(project, turn), lambda turn: _save(bare, turn))


def _save(doc, turn: int) -> Callable[[], None]:
	doc.objectives = f"Objective of turn {turn}"
	return doc.save


def _filing(cycle, unit) -> float:
	return _ratio(lambda turn: _file(_pair(cycle, unit)[0]), lambda turn: _transition(_pair(cycle, unit)[1]))


def _file(project) -> Callable[[], None]:
	return lambda: stage.move(project, "Filed")


def _transition(bare) -> Callable[[], None]:
	action = next(row.action for row in get_transitions(bare) if _leads_to_filed(row))
	return lambda: apply_workflow(bare, action)


def _leads_to_filed(transition) -> bool:
	workflow = stage.workflow_of(BARE)
	return stage.stage_of(workflow, transition.next_state) == "Filed"


def _pair(cycle, unit):
	project = factories.make_project(cycle, unit)
	bare = frappe.copy_doc(project)
	bare.doctype = BARE
	bare = frappe.get_doc({**bare.as_dict(), "doctype": BARE, "name": None}).insert()
	return frappe.get_doc("Brand Project", project.name), frappe.get_doc(BARE, bare.name)


def _ratio(ours: Callable, bare: Callable) -> float:
	"""Median time of ours over that of the bare side; each callable prepares a turn and returns the step."""
	times: dict[str, list[int]] = {"ours": [], "bare": []}
	for turn in range(ROUNDS + WARM_UP):
		for side, prepare in (("ours", ours), ("bare", bare)):
			step = prepare(turn)
			begin = perf_counter_ns()
			step()
			times[side].append(perf_counter_ns() - begin)
	return median(times["ours"][WARM_UP:]) / median(times["bare"][WARM_UP:])
