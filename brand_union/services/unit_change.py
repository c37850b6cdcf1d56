"""A change of units as its form holds it: names beside the codes, and who has to be told where to go.

Source: 对个别二级工会进行规模调整 (HUST 2024).
"""

from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import lifecycle
from brand_union.domain.unit_change import RENAME, After, Change
from brand_union.persons import OFFICER, person
from brand_union.services import guard
from brand_union.services.errors import FrozenContent

CHANGE, UNIT, PROJECT = "Union Unit Change", "Union Unit", "Brand Project"
DRAFT, DONE = "Draft", "Done"
# Who comes to another unit is one of its people there, in the same post unless told otherwise.
PERSON_FACTS = ("full_name", "post")


def plain(doc) -> Change:
	"""The form's two tables of units as plain values."""
	return Change(
		doc.kind,
		tuple(row.unit for row in doc.units_before),
		tuple(After(code_of(row), not row.unit, cstr(row.unit_name)) for row in doc.units_after),
	)


def code_of(row) -> str:
	"""The code of a unit after, whether it is there already or is to be founded."""
	return row.unit or cstr(row.unit_code)


def demand_draft(doc) -> None:
	"""Step of `validate`: what was carried out is history."""
	before = doc.get_doc_before_save()
	if before and before.status == DONE:
		why = _("This change was carried out and stays as it was. Enter a new one.")
		guard.freeze(doc, guard.content_fields(doc.meta), why)


def demand_not_done(doc) -> None:
	"""Step of `on_trash`."""
	if doc.status == DONE:
		frappe.throw(
			_("{0} was carried out, so it cannot be deleted: the units' history refers to it.").format(
				doc.name
			),
			FrozenContent,
		)


def set_office(doc) -> None:
	"""Step of `validate`: the change belongs to the office that its first unit hangs below."""
	if not doc.organiser and doc.units_before:
		doc.organiser = _office_above(doc.units_before[0].unit)


def _office_above(unit: str) -> str | None:
	"""The nearest own unit of the acting officer, of those above; the topmost one for everybody else."""
	above = line_above(unit)
	who = person()
	own = [name for name in above if name in who.own_units] if OFFICER in who.roles else []
	return own[-1] if own else next(iter(above), None)


def line_above(unit: str) -> list[str]:
	"""The units from the topmost one down to this one."""
	mine, above = frappe.qb.DocType(UNIT), frappe.qb.DocType(UNIT).as_("above")
	query = frappe.qb.from_(mine).join(above).on((above.lft <= mine.lft) & (above.rgt >= mine.rgt))
	return [name for (name,) in query.select(above.name).where(mine.name == unit).orderby(above.lft).run()]


def fill_units(doc) -> None:
	"""Step of `validate`: names beside the units before; a rename speaks of the unit before."""
	facts = unit_facts(row.unit for row in doc.units_before)
	for row in doc.units_before:
		if row.unit in facts:
			row.unit_name, row.head_count = facts[row.unit].unit_name, facts[row.unit].head_count
	if doc.kind == RENAME and len(doc.units_before) == len(doc.units_after) == 1:
		doc.units_after[0].unit = doc.units_before[0].unit
	for row in doc.units_after:
		row.unit_name, row.unit_code = cstr(row.unit_name).strip(), cstr(row.unit_code).strip()
		if row.unit:
			row.unit_code, row.unit_type, row.parent_unit = None, None, None
	doc.subject = _subject(doc)[:140]


def _subject(doc) -> str:
	before = ", ".join(cstr(row.unit_name or row.unit) for row in doc.units_before)
	present = unit_facts(row.unit for row in doc.units_after if row.unit)
	after = ", ".join(
		row.unit_name or (present[row.unit].unit_name if row.unit in present else code_of(row))
		for row in doc.units_after
	)
	return f"{before} → {after}" if after else before


def unit_facts(units: Iterable[str], for_update: bool = False) -> dict[str, dict]:
	"""{unit: what a change asks of it}; with `for_update` as it is now, and kept so until the end."""
	unit = frappe.qb.DocType(UNIT)
	fields = ("name", "unit_name", "unit_type", "head_count", "status", "is_group", "parent_union_unit")
	query = frappe.qb.from_(unit).select(*(unit[field] for field in (*fields, "dissolved_on", "lft")))
	query = query.where(unit.name.isin(sorted({name for name in units if name}) or [""])).orderby(unit.name)
	rows = (query.for_update() if for_update else query).run(as_dict=True)
	return {row.name: row for row in rows}


# Who has to be told where to go


def fill_movers(doc) -> None:
	"""Step of `validate`: one row for each open project, person in office and unit below of the units that lose."""
	change = plain(doc)
	_fill(doc, change, "projects", "project", open_projects(change.losing))
	_fill(doc, change, "people", "user", _people(change.losing))
	_fill(doc, change, "below", "unit", _below(change))


def _fill(doc, change: Change, table: str, key: str, found: list[dict]) -> None:
	kept = {(row.get(key), row.from_unit): row for row in doc.get(table)}
	before = doc.get_doc_before_save()
	earlier = plain(before) if before else change
	doc.set(table, [])
	for values in found:
		old = values["from_unit"]
		row = doc.append(table, kept.get((values[key], old)) or {"goes_to": change.usual_taker(old)})
		row.update(values)
		# Nobody could be chosen before, or who was chosen is not there any more.
		if row.goes_to not in change.codes_after and (row.goes_to or not earlier.usual_taker(old)):
			row.goes_to = change.usual_taker(old)


def open_projects(units: Iterable[str], for_update: bool = False) -> list[dict]:
	"""The projects of these units that have not come to their end, in the order of the units and of their numbers."""
	project, stages = frappe.qb.DocType(PROJECT), lifecycle.LIFECYCLES[PROJECT]
	fields = ("project_title", "cycle", "stage")
	query = (
		frappe.qb.from_(project)
		.select(project.name.as_("project"), project.unit.as_("from_unit"), *(project[f] for f in fields))
		.where(project.unit.isin(sorted(units) or [""]) & project.stage.notin(sorted(stages.final)))
		.orderby(project.unit)
		.orderby(project.name)
	)
	# What was begun a moment ago by somebody else is seen by a locking read only.
	return (query.for_update() if for_update else query).run(as_dict=True)


def _people(units: Iterable[str]) -> list[dict]:
	return frappe.get_all(
		"Union Unit Member",
		filters={"parent": ("in", sorted(units) or [""]), "parenttype": UNIT, "is_active": 1},
		fields=["user", "parent as from_unit", *PERSON_FACTS],
		order_by="parent asc, idx asc",
	)


def _below(change: Change) -> list[dict]:
	if not change.losing:
		# Among the parents of an empty list Frappe would find all units that have none.
		return []
	rows = frappe.get_all(
		UNIT,
		filters={"parent_union_unit": ("in", sorted(change.losing)), "status": "Active"},
		fields=["name as unit", "unit_name", "parent_union_unit as from_unit"],
		order_by="lft asc",
	)
	return [row for row in rows if row.unit not in change.before]


def takers(rows: Iterable, taker: Callable[[str], str]) -> dict[str, list]:
	"""{unit: the rows that go to it}, those that stay where they are left out; `taker` gives the unit of a code."""
	found: dict[str, list] = {}
	for row in rows:
		if row.goes_to and taker(row.goes_to) != row.from_unit:
			found.setdefault(taker(row.goes_to), []).append(row)
	return found


def head_count_of(row, change: Change, facts: dict[str, dict]) -> int:
	"""How many members a unit after has: as entered, else as before, else those of all that become it."""
	if cint(row.head_count) or row.unit:
		return cint(row.head_count) or cint(facts[row.unit].head_count)
	return sum(cint(facts[unit].head_count) for unit in change.ends) if len(change.after) == 1 else 0
