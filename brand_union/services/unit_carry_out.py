"""Carrying out a change of units: all in one transaction, and once only.

What was filed, decided or closed stays with the old unit and its name. What is still open goes to the successor.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, cstr, escape_html, now_datetime

from brand_union.domain.unit_change import RENAME, Change
from brand_union.services import guard, handover, heirs, notices, recheck, records, unit_change_check
from brand_union.services.atomic import all_or_nothing
from brand_union.services.errors import UnitProblem, refuse
from brand_union.services.unit_change import (
	DONE,
	UNIT,
	code_of,
	head_count_of,
	plain,
	takers,
	unit_facts,
)

LONGEST_REASON = 140


def carry_out(doc) -> dict:
	"""Do what the form says; a second call changes nothing. `doc` is stored, and locked by the caller.

	Returns {"status", "units", "projects", "people"}: how many units are dissolved, renamed or founded, and how
	many projects and people go elsewhere. Raises UnitProblem with everything that stands against it.
	"""
	doc.check_permission("write")
	if doc.status != DONE:
		refuse(
			unit_change_check.problems(doc, for_update=True),
			UnitProblem,
			_("Change of Units Not Carried Out"),
		)
		with all_or_nothing("change_of_units"):
			_carry_out(doc, plain(doc))
	return outcome_of(doc)


def outcome_of(doc) -> dict:
	"""How much there was to do."""
	change = plain(doc)
	touched = {*change.ends, *(row.code for row in change.after if row.is_new or row.new_name)}
	moving = {table: takers(doc.get(table), str) for table in ("projects", "people")}
	return {
		"status": doc.status,
		"units": len(touched),
		**{table: sum(len(rows) for rows in found.values()) for table, found in moving.items()},
	}


def _carry_out(doc, change: Change) -> None:
	facts = unit_facts([*change.before, *change.codes_after])
	for row in doc.units_after:
		_found(doc, row, change, facts) if not row.unit else _alter(doc, row, change, facts)
	_move_people(doc)
	for old in change.losing:
		_bequeath(doc, change, old)
	_move_below(doc, facts)
	for target, rows in takers(doc.projects, str).items():
		handover.hand_over(doc, target, rows)
	handover.replace_in_drafts({old: change.usual_taker(old) for old in change.ends})
	_mark_done(doc)
	# The jurors of open panels may have come into conflict with what is a project of their unit now.
	recheck.look()
	_tell(doc)


def _found(doc, row, change: Change, facts: dict) -> None:
	first = facts[change.before[0]]
	unit = frappe.get_doc(
		{
			"doctype": UNIT,
			"unit_code": row.unit_code,
			"unit_name": row.unit_name,
			"unit_type": row.unit_type or first.unit_type,
			"head_count": head_count_of(row, change, facts),
			"parent_union_unit": row.parent_unit or first.parent_union_unit,
			"founded_on": doc.effective_on,
		}
	)
	with guard.as_service(unit):
		unit.insert()


def _alter(doc, row, change: Change, facts: dict) -> None:
	values = {"head_count": head_count_of(row, change, facts)}
	if row.unit_name and row.unit_name != facts[row.unit].unit_name:
		values["unit_name"] = row.unit_name
	unit = _locked(row.unit)
	if all(unit.get(field) == value for field, value in values.items()):
		return
	unit.update(values)
	unit.flags.renaming = {
		"used_until": doc.effective_on,
		"document_number": doc.document_number,
		"reason": cstr(doc.reason)[:LONGEST_REASON],
	}
	unit.save()


# People


def _move_people(doc) -> None:
	for target, rows in takers(doc.people, str).items():
		unit = _locked(target)
		for row in rows:
			_join(unit, row)
		unit.save()


def _join(unit, row) -> None:
	"""Who is there already keeps the post that is held there now."""
	for member in unit.members:
		if member.user == row.user:
			if not member.is_active:
				member.update({"is_active": 1, "post": row.post_there or row.post})
			return
	unit.append("members", {"user": row.user, "post": row.post_there or row.post, "is_active": 1})


# The old unit


def _bequeath(doc, change: Change, name: str) -> None:
	"""Write down who goes on with the work; a unit that ends has nobody in office any more."""
	unit, ends = _locked(name), name in change.ends
	gone = {row.user for row in doc.people if row.from_unit == name and row.goes_to != name}
	with guard.as_service(unit):
		for member in unit.members:
			# They stay in the table: a former colleague is not free to judge the unit.
			if ends or member.user in gone:
				member.is_active = 0
		_name_heirs(doc, unit, change.heirs_of(name))
		if ends:
			_dissolve(doc, unit, change.heirs_of(name))
		unit.save()
	if ends:
		for earlier in heirs.left_to(name):
			_pass_on(doc, earlier, change.heirs_of(name))


def _dissolve(doc, unit, later: tuple[str, ...]) -> None:
	unit.status, unit.dissolved_on = heirs.DISSOLVED, doc.effective_on
	unit.merged_into = later[0] if len(later) == 1 else None


def _pass_on(doc, name: str, later: tuple[str, ...]) -> None:
	"""What the unit had taken over from others goes to its own successors."""
	unit = _locked(name)
	_name_heirs(doc, unit, later)
	# It may hang below another office, which alone writes it; its history is told by whoever changes the units.
	records.write(unit)


def _name_heirs(doc, unit, later: Iterable[str]) -> None:
	known = {row.successor for row in unit.successors}
	names = unit_facts(later)
	for heir in later:
		if heir not in known and heir != unit.name:
			unit.append(
				"successors",
				{
					"successor": heir,
					"successor_name": names[heir].unit_name,
					"since": doc.effective_on,
					"document_number": doc.document_number,
					"unit_change": doc.name,
				},
			)


# Units below


def _move_below(doc, facts: dict) -> None:
	for row in doc.below:
		if row.goes_to == row.from_unit:
			continue
		# Who takes over a unit cannot hang below itself: it moves up. So does what nobody takes.
		target = row.goes_to if row.goes_to != row.unit else None
		parent = target or facts[row.from_unit].parent_union_unit
		if target:
			_open_for_units_below(target)
		unit = _locked(row.unit)
		unit.parent_union_unit = parent
		unit.save()


def _open_for_units_below(name: str) -> None:
	unit = _locked(name)
	if not cint(unit.is_group):
		unit.is_group = 1
		unit.save()


# Afterwards


def _mark_done(doc) -> None:
	with guard.as_service(doc):
		doc.update({"status": DONE, "carried_out_on": now_datetime(), "carried_out_by": frappe.session.user})
		doc.save()


def _tell(doc) -> None:
	"""Tell the people of each unit after what came to it, or what it is called now."""
	moved = {target: len(rows) for target, rows in takers(doc.projects, str).items()}
	people = notices.people_of(code_of(row) for row in doc.units_after)
	for unit, users in people.items():
		number = moved.get(unit, 0)
		notices.tell(users, lambda number=number: _notice(doc, number), UNIT, unit)


def _notice(doc, number: int) -> str:
	subject = escape_html(doc.subject)
	if doc.kind == RENAME or not number:
		return _("{0} ({1})").format(subject, escape_html(doc.document_number))
	return _("{0} ({1}): {2} project(s) were handed over to your unit.").format(
		subject, escape_html(doc.document_number), number
	)


def _locked(name: str):
	return frappe.get_doc(UNIT, name, for_update=True)
