"""Which units filed in a cycle, and which did not, against what they may and must file.

Documents are fetched with `frappe.get_list` only, so that nobody counts what they may not see; a unit is listed only for
whoever sees all its filings. How many queries it costs does not depend on how many units there are.
"""

from collections import Counter, defaultdict

import frappe
from frappe import _
from frappe.utils import cint

from brand_union import persons, scopes
from brand_union.domain import quota
from brand_union.domain.consequences import Standing
from brand_union.services import (
	allowance_words,
	allowances,
	condition_facts,
	cycles,
	figures,
	heirs,
	held_slots,
	organisers,
	units,
)

FILED, OWING, DRAFT_ONLY, EXEMPT, NOT_FILED = "Filed", "Owing", "Draft Only", "Exempt", "Not Filed"
BARRED = "Barred"
NOBODY_ASKED = Standing(cap=0, duty=0)


def of_cycle(cycle: str) -> list[dict]:
	"""One row for each unit that may file in the cycle, or did, or is barred from it, in the order of the tree of units.

	Units are as they were when the applications closed, or as they are as long as these are open: a unit that was
	dissolved by then owes nothing, one that was founded later is not asked for, and each has the name of that day.

	Row: unit, unit_name, unit_type, head_count, cap, duty, filed, drafts, free, missing, state (FILED, OWING, DRAFT_ONLY,
	BARRED, EXEMPT or NOT_FILED), not_filed (0 or 1), titles, first_filed_on, exemption_reason, remark, successor.
	"""
	rules = cycles.rules_of(cycle)
	day = _day_of(rules)
	people = [
		row for row in condition_facts.rows(_units_in_view(rules)) if row.unit_type != condition_facts.GROUP
	]
	names = [row.name for row in people]
	filings, drafts = _filings(rules, names)
	called, later = units.names_on(people, day), heirs.names_of(names)
	table = allowances.of_rows(rules, people, lenient=True)
	rows = [
		_row(unit, rules, table, filings[unit.name], drafts[unit.name], units.existed_on(unit, day))
		for unit in people
	]
	return [
		{
			**row,
			"unit_name": called[unit.name],
			"successor": later.get(unit.name, "") if unit.status != "Active" else "",
		}
		for unit, row in zip(people, rows, strict=True)
		if row["filed"] or (units.existed_on(unit, day) and (row["cap"] or row["duty"] or row["remark"]))
	]


def _day_of(rules):
	"""The last day of the applications, or today as long as it is not over."""
	end = allowances.last_day(rules)
	return min(cycles.today(), end) if end else cycles.today()


def _units_in_view(rules) -> list[str]:
	"""The units whose filings the reader sees completely: a unit must not look idle for want of a right."""
	filters = {}
	who = persons.person()
	sees_all = persons.AUDITOR in who.roles
	if not sees_all and not scopes.scope_of(figures.CYCLE, writing=True).holds(rules):
		filters = {"name": ("in", sorted(who.units | who.inherited) if who.is_unit else [""])}
	return frappe.get_list(figures.UNIT, filters=filters, pluck="name", order_by=None)


def _filings(rules, seen: list[str]) -> tuple[dict[str, list], Counter]:
	"""({unit: its applications that count}, how many drafts each unit has); what was handed over was filed before.

	Each application says in `is_joint` whether other units take part in it.
	"""
	filed: dict[str, list] = defaultdict(list)
	drafts: Counter = Counter()
	parts = _parts(rules.name)
	fields = ["name", "unit", "filed_unit", "stage", "project_title", "filed_on"]
	seen_here = figures.projects_of(rules.name, fields)
	elsewhere = _at_other_organisers(rules, seen, {row.name for row in seen_here})
	for row in [*seen_here, *_given_away(rules.name, seen), *elsewhere]:
		row.is_joint = row.name in parts
		if row.stage == "Draft":
			drafts[row.unit] += 1
		elif row.stage in figures.FILED_STAGES:
			taking_part = parts.get(row.name, ()) if rules.joint_quota == held_slots.EVERY_UNIT else ()
			for unit in dict.fromkeys((row.filed_unit or row.unit, *taking_part)):
				filed[unit].append(row)
	return filed, drafts


def _parts(cycle: str) -> dict[str, list[str]]:
	"""{joint application: the other units that take part}; who sees the application sees them too."""
	row, project = frappe.qb.DocType(held_slots.JOINT_UNIT), frappe.qb.DocType(figures.PROJECT)
	query = frappe.qb.from_(row).join(project).on(project.name == row.parent)
	query = query.select(row.parent, row.unit).where(
		(project.cycle == cycle) & (row.parenttype == figures.PROJECT)
	)
	found: dict[str, list[str]] = {}
	for name, unit in query.orderby(row.idx).run():
		found.setdefault(name, []).append(unit)
	return found


def _given_away(cycle: str, seen: list[str]) -> list[dict]:
	"""Projects that these units filed and handed over to others: without the title for who sees them no more."""
	own = {row.name for row in figures.projects_of(cycle, ["name"], filed_unit=("in", seen or [""]))}
	rows = frappe.get_all(
		figures.PROJECT,
		filters={"cycle": cycle, "filed_unit": ("in", seen or ["-"])},
		fields=["name", "unit", "filed_unit", "stage", "filed_on"],
		order_by="filed_on, name",
	)
	return [frappe._dict(row, project_title=_("handed over")) for row in rows if row.name not in own]


def _at_other_organisers(rules, seen: list[str], known: set[str]) -> list[dict]:
	"""What these units filed to another organiser of the cycle than the reader's: that it was filed, and nothing else.

	Cap and duty hold for the cycle as a whole, so a unit that has filed there owes nothing here.
	"""
	if len(organisers.of(rules)) == 1:
		return []
	rows = frappe.get_all(
		figures.PROJECT,
		filters={
			"cycle": rules.name,
			"unit": ("in", seen or [""]),
			"filed_unit": ("is", "not set"),
			"stage": ("in", figures.FILED_STAGES),
		},
		fields=["name", "unit", "filed_unit", "stage", "organiser"],
		order_by="filed_on, name",
	)
	names = dict(zip(organisers.of(rules), organisers.names_of(organisers.of(rules)), strict=True))
	return [
		frappe._dict(
			row, filed_on=None, project_title=_("filed to {0}").format(names.get(row.organiser, "—"))
		)
		for row in rows
		if row.name not in known
	]


def _row(unit, rules, table: allowances.Table, filed: list[dict], drafts: int, existed: bool) -> dict:
	standing = table.standings.get(unit.name, NOBODY_ASKED)
	used = [row for row in filed if not (row.is_joint and rules.joint_quota == held_slots.NOBODY)]
	allowance = quota.Allowance(standing.cap, standing.duty if existed else 0, standing.row)
	line = quota.covered(unit.name, allowance, len(filed), len(used))
	exempt = bool(cint(unit.exempt_from_duty))
	state = _state(line, drafts, standing, exempt)
	return {
		"unit": unit.name,
		"unit_type": unit.unit_type,
		"head_count": unit.head_count,
		"cap": line.cap,
		"duty": line.duty,
		"filed": line.filed,
		"drafts": drafts,
		"free": line.free,
		"missing": line.missing,
		"state": state,
		"not_filed": int(not line.filed and state not in (EXEMPT, BARRED)),
		"titles": ", ".join(row.project_title for row in filed),
		"first_filed_on": min((row.filed_on for row in filed if row.filed_on), default=None),
		"exemption_reason": unit.exemption_reason if exempt else "",
		"remark": _remark(rules, table, unit.name, standing),
	}


def _state(line: quota.Coverage, drafts: int, standing: Standing, exempt: bool) -> str:
	if line.missing:
		return OWING
	if line.filed:
		return FILED
	if not standing.cap:
		return BARRED
	if drafts:
		return DRAFT_ONLY
	return EXEMPT if exempt else NOT_FILED


def _remark(rules, table: allowances.Table, unit: str, standing: Standing) -> str:
	"""What earlier years entail for the unit, or why nothing can be said about it."""
	if unit in table.problems:
		return frappe.utils.strip_html(table.problems[unit])
	return "; ".join(allowance_words.applied(rules, one) for one in standing.applied)
