"""What carrying out a change of units would do, worked out without writing anything."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr

from brand_union.domain import lifecycle
from brand_union.domain.consequences import Standing
from brand_union.domain.unit_change import Change
from brand_union.services import (
	allowances,
	condition_facts,
	cycles,
	held_slots,
	unit_change_check,
	unit_change_conflicts,
)
from brand_union.services.unit_change import (
	DONE,
	PROJECT,
	UNIT,
	code_of,
	head_count_of,
	plain,
	unit_facts,
)


def preview(doc) -> dict:
	"""The change in figures and names; everything is as it stands now.

	{"units": [sentences], "projects": [{"title", "stage", "from", "to"}], "people": [{"name", "from", "to", "post"}],
	"below": [{"unit", "to"}], "quota": [{"cycle", "unit", "cap", "duty", "filed"}: texts "before → after"],
	"conflicts": [{"panel", "project", "juror", "reason"}], "problems": [sentences], "warnings": [sentences]}
	"""
	doc.check_permission("read")
	change = plain(doc)
	facts = unit_facts([*change.before, *change.codes_after])
	names = {**{code: row.unit_name for code, row in facts.items()}, **_new_names(doc)}
	problems = [] if doc.status == DONE else unit_change_check.problems(doc)
	return {
		"units": list(_sentences(doc, change, facts)),
		"projects": [_project(row, names) for row in doc.projects],
		"people": [_person(row, names) for row in doc.people],
		"below": [{"unit": row.unit_name, "to": names.get(row.goes_to, "")} for row in doc.below],
		"quota": _quota(doc, change, facts, names) if _is_workable(doc, problems) else [],
		"conflicts": unit_change_conflicts.new_ones(doc, change) if _is_workable(doc, problems) else [],
		"problems": problems,
		"warnings": list(_warnings(change)),
	}


def _is_workable(doc, problems: list[str]) -> bool:
	"""Figures of units that cannot be founded would mislead."""
	return doc.status != DONE and not list(unit_change_check.unit_problems(doc, _all_facts(doc)))


def _all_facts(doc) -> dict:
	rows = [*doc.units_before, *doc.units_after]
	return unit_facts([*(row.unit for row in rows), *(row.parent_unit for row in doc.units_after)])


def _new_names(doc) -> dict[str, str]:
	return {code_of(row): row.unit_name for row in doc.units_after if row.unit_name}


def _sentences(doc, change: Change, facts: dict) -> Iterator[str]:
	for row in doc.units_after:
		if not row.unit:
			yield _("{0} ({1}) is founded.").format(row.unit_name, row.unit_code)
		elif row.unit_name and row.unit_name != facts[row.unit].unit_name:
			yield _("{0} is renamed {1}.").format(facts[row.unit].unit_name, row.unit_name)
	for code in change.ends:
		yield _("{0} is dissolved. {1} closed project(s) stay with it.").format(
			facts[code].unit_name, _closed(code)
		)


def _closed(unit: str) -> int:
	final = sorted(lifecycle.LIFECYCLES[PROJECT].final)
	return frappe.db.count(PROJECT, {"unit": unit, "stage": ("in", final)})


def _project(row, names: dict) -> dict:
	return {
		"title": row.project_title,
		"stage": _(row.stage, context=PROJECT),
		"from": names.get(row.from_unit, ""),
		"to": names.get(row.goes_to, ""),
	}


def _person(row, names: dict) -> dict:
	return {
		"name": row.full_name or row.user,
		"from": names.get(row.from_unit, ""),
		"to": names.get(row.goes_to, ""),
		"post": _(row.post_there or row.post, context="Union Unit Member"),
	}


# Quota and duty


def _quota(doc, change: Change, facts: dict, names: dict) -> list[dict]:
	codes = list(dict.fromkeys((*change.before, *change.codes_after)))
	now, then = _units_now(codes), _units_then(doc, change, facts)
	past = {code: [old for old in change.ends if code in change.heirs_of(old)] for code in then}
	nothing = Standing(cap=0, duty=0)
	found = []
	for cycle in frappe.get_list("Brand Cycle", {"status": "Running"}, pluck="name", order_by="year desc"):
		rules, filed = cycles.rules_of(cycle), _filed(cycle, codes)
		present = allowances.of_rows(rules, list(now.values()), lenient=True).standings
		future = allowances.of_rows(rules, list(then.values()), past, lenient=True).standings
		for code in codes:
			before, after = present.get(code, nothing), future.get(code, nothing)
			if before.cap or after.cap or before.duty or after.duty:
				found.append(
					{
						"cycle": rules.cycle_name,
						"unit": names.get(code, code),
						"cap": f"{before.cap} → {after.cap}",
						"duty": f"{before.duty} → {after.duty}",
						"filed": filed.get(code, 0),
					}
				)
	return found


def _units_now(codes: list[str]) -> dict[str, dict]:
	return {row.name: row for row in condition_facts.rows(codes)}


def _units_then(doc, change: Change, facts: dict) -> dict[str, dict]:
	now, first = _units_now([*change.before, *change.codes_after]), facts[change.before[0]]
	then = {code: row for code, row in now.items() if code not in change.ends}
	for row in doc.units_after:
		values = {"head_count": head_count_of(row, change, facts)}
		if not row.unit:
			values |= {
				"name": row.unit_code,
				"unit_type": row.unit_type or first.unit_type,
				"party_organisation": "",
				"parent_union_unit": row.parent_unit or first.parent_union_unit,
				"exempt_from_duty": 0,
				"status": "Active",
				"founded_on": doc.effective_on,
			}
		if row.unit_name:
			values["unit_name"] = row.unit_name
		then[code_of(row)] = frappe._dict({**then.get(code_of(row), {}), **values})
	condition_facts.completed(list(then.values()))
	return then


def _filed(cycle: str, codes: list[str]) -> dict[str, int]:
	"""{unit: how many quota slots it holds in the cycle}, those of projects that it handed over included."""
	held = held_slots.held_in(cycle)
	return {code: held[code] for code in codes if held[code]}


# What else to think of


def _warnings(change: Change) -> Iterator[str]:
	letters = frappe.db.count("Brand Letter", {"unit": ("in", list(change.ends) or [""]), "status": "Draft"})
	if letters:
		yield _(
			"{0} letter(s) to units that end are drafts still. Look at their recipients before you send them."
		).format(letters)
	for old in change.ends:
		joint = 0 if change.usual_taker(old) else len(_joint_drafts(old))
		if joint:
			yield _(
				"{0} draft(s) of other units name {1} as a joint unit. Their units choose another one before they file."
			).format(joint, cstr(frappe.db.get_value(UNIT, old, "unit_name")))


def _joint_drafts(unit: str) -> list:
	row, project = frappe.qb.DocType("Brand Project Joint Unit"), frappe.qb.DocType(PROJECT)
	query = frappe.qb.from_(row).join(project).on((project.name == row.parent) & (row.parenttype == PROJECT))
	return query.select(project.name).where((row.unit == unit) & (project.stage == "Draft")).run()
