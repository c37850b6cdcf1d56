"""Handing projects over to another unit: with their summaries, adjustments, permits and objections.

The name under which a project was filed stays on its papers, and so does the quota slot that it holds: it is one of
the unit that filed it. Whoever takes a project over has all of the own quota.
"""

from collections.abc import Mapping

import frappe
from frappe import _

from brand_union.services import cycles, records
from brand_union.services.unit_change import PROJECT, UNIT, unit_facts

SUMMARY, PERMIT, OBJECTION = "Brand Acceptance", "Brand Permit", "Brand Objection"
# Of a document that was not filed yet nothing is on paper.
UNFILED = "Draft"


def hand_over(doc, target: str, rows: list) -> None:
	"""Give the projects of these rows of a change to `target`.

	The office that changes a unit may do so whoever organises its projects: hence no right on them is asked for. The
	fields are written directly, because no workflow says who may edit a project when its unit ends.
	"""
	name = unit_facts([target])[target].unit_name
	for row in rows:
		_hand_over(frappe.get_doc(PROJECT, row.project, for_update=True), target, name)
		_comment(doc, row, name)
	_hand_over_papers([row.project for row in rows], target, name)
	_extend_permits(doc, [row.project for row in rows], target)


def _hand_over(project, target: str, name: str) -> None:
	values = {"unit": target}
	if project.filed_on:
		values["filed_unit"] = project.filed_unit or project.unit
	if project.stage == UNFILED:
		values["unit_name"] = name
	frappe.db.set_value(PROJECT, project.name, values)


def _comment(doc, row, name: str) -> None:
	old = frappe.db.get_value(UNIT, row.from_unit, "unit_name")
	text = _("Handed over from {0} to {1} ({2}, {3}).").format(old, name, doc.document_number, doc.name)
	frappe.get_doc(PROJECT, row.project).add_comment("Info", frappe.utils.escape_html(text))


def _hand_over_papers(projects: list[str], target: str, name: str) -> None:
	found = {"project": ("in", projects)}
	for doctype in (SUMMARY, "Brand Adjustment", PERMIT, OBJECTION):
		frappe.db.set_value(doctype, found, {"unit": target})
	for row in frappe.get_all(SUMMARY, filters=found, fields=["name", "stage"], order_by=None):
		if row.stage == UNFILED:
			frappe.db.set_value(SUMMARY, row.name, "unit_name", name)


def _extend_permits(doc, projects: list[str], target: str) -> None:
	"""A permit of the old unit let its projects in; each of them has one of its own from now on."""
	for row in frappe.get_all(
		PROJECT, filters={"name": ("in", projects)}, fields=["name", "cycle"], order_by="name"
	):
		for permit in _permits_of(doc, row):
			new = frappe.get_doc(
				{
					"doctype": PERMIT,
					"cycle": row.cycle,
					"phase": permit.phase,
					"unit": target,
					"project": row.name,
					"valid_until": permit.valid_until,
					"reason": permit.reason,
				}
			)
			# It follows the project, whose organiser may be another office.
			records.write(new)


def _permits_of(doc, row) -> list:
	old = next(moved.from_unit for moved in doc.projects if moved.project == row.name)
	return frappe.get_all(
		PERMIT,
		filters={
			"cycle": row.cycle,
			"unit": old,
			"project": ("is", "not set"),
			"valid_until": (">=", cycles.today()),
		},
		fields=["phase", "valid_until", "reason"],
		order_by="creation asc",
	)


def replace_in_drafts(takers: Mapping[str, str]) -> None:
	"""Put the successor in the place of a dissolved unit that takes part in somebody's draft ("" for no single one)."""
	row, project = frappe.qb.DocType("Brand Project Joint Unit"), frappe.qb.DocType(PROJECT)
	for old, taker in takers.items():
		drafts = frappe.qb.from_(project).select(project.name).where(project.stage == UNFILED)
		chosen = (row.unit == old) & (row.parenttype == PROJECT) & row.parent.isin(drafts)
		if taker:
			name = unit_facts([taker])[taker].unit_name
			frappe.qb.update(row).set(row.unit, taker).set(row.unit_name, name).where(chosen).run()
