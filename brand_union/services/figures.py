"""Figures of a cycle, shared by reports, cards and charts.

Documents are fetched with `frappe.get_list` only, so no figure counts what its reader may not see. How many
queries a figure costs does not depend on how many documents there are.
"""

from collections import Counter, defaultdict

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union import persons, scopes
from brand_union.domain import lifecycle, quota
from brand_union.services import cycles, heirs, units

PROJECT, ACCEPTANCE, CYCLE, UNIT = "Brand Project", "Brand Acceptance", "Brand Cycle", "Union Unit"

# What counts as an application that was filed: everything but drafts and what was withdrawn.
FILED_STAGES = tuple(s for s in lifecycle.PROJECT_STAGES if s in scopes.FILED_STAGES)
# From the start of the work on, a project owes a summary.
ACCEPTANCE_PART = ("Under Way", "Acceptance", "Closed", "Terminated")

FILED, OWING, DRAFT_ONLY, EXEMPT, NOT_FILED = "Filed", "Owing", "Draft Only", "Exempt", "Not Filed"
UNIT_FIELDS = (
	*(*units.FACT_FIELDS, "status", "exempt_from_duty", "exemption_reason"),
	*("founded_on", "dissolved_on"),
)


def cycle_for(filters: dict) -> str | None:
	"""The cycle that a report is about: the one it was asked for, else the reader's newest running one.

	Raises PermissionError for a cycle that the reader may not read.
	"""
	if not filters.get("cycle"):
		return current_cycle()
	cycle = asked_name(filters, "cycle")
	frappe.has_permission(CYCLE, "read", cycle, throw=True)
	return cycle


def asked_name(filters: dict, field: str) -> str:
	"""A filter as a plain name: from outside it may come as a list or as a condition of its own."""
	return cstr(filters.get(field))


@frappe.whitelist(methods=["GET", "POST"])
def current_cycle() -> str | None:
	"""The newest running cycle (else the newest) that the reader may read, of the own organiser if there is one."""
	if not frappe.has_permission(CYCLE, "read"):
		return None
	found = frappe.get_list(
		CYCLE, fields=["name", "status", "organiser"], order_by="year desc, creation desc"
	)
	own = scopes.scope_of(CYCLE, writing=True)
	found.sort(key=lambda row: (not own.holds(row), row.status != "Running"))
	return found[0].name if found else None


def running_cycles() -> list[str]:
	"""Every running cycle that the reader may read."""
	return frappe.get_list(CYCLE, {"status": "Running"}, pluck="name", order_by="year desc")


def projects_of(cycle: str | list[str], fields: list[str], **filters) -> list[dict]:
	"""The projects of one or several cycles that the reader may see, in the order of filing."""
	cycles_asked = [cycle] if isinstance(cycle, str) else cycle
	return frappe.get_list(
		PROJECT,
		filters={"cycle": ("in", cycles_asked or [""]), **filters},
		fields=fields,
		order_by="filed_on, name",
	)


# Coverage


def coverage(cycle: str) -> list[dict]:
	"""One row for each unit that may file in the cycle, or did, in the order of the tree of units.

	Units are as they were when the applications closed, or as they are as long as these are open: a unit that was
	dissolved by then owes nothing, one that was founded later is not asked for, and each has the name of that day.

	Row: unit, unit_name, unit_type, head_count, cap, duty, filed, drafts, free, missing, state (FILED, OWING,
	DRAFT_ONLY, EXEMPT or NOT_FILED), not_filed (0 or 1), titles, first_filed_on, exemption_reason, successor.
	"""
	rules = cycles.rules_of(cycle)
	day = _day_of(rules)
	people = [row for row in _units_in_view(rules) if row.unit_type != "Group"]
	filings, drafts = _filings(cycle, [row.name for row in people])
	names, later = units.names_on(people, day), heirs.names_of(row.name for row in people)
	table = quota.coverage(
		[units.facts_of(row, rules) for row in people],
		units.quota_rules(rules),
		[unit for unit, rows in filings.items() for _row in rows],
	)
	return [
		{
			**_covered(unit, line, filings[unit.name], drafts[unit.name], units.existed_on(unit, day)),
			"unit_name": names[unit.name],
			"successor": later.get(unit.name, "") if unit.status != "Active" else "",
		}
		for unit, line in zip(people, table, strict=True)
		if line.filed or (units.existed_on(unit, day) and (line.cap or line.duty))
	]


def _day_of(rules):
	"""The last day of the applications, or today as long as it is not over."""
	ends = [row.closes_on for row in cycles.windows_of(rules) if row.phase == "Application"]
	return min([cycles.today(), *([max(ends)] if ends else [])])


def _units_in_view(rules) -> list[dict]:
	"""The units whose filings the reader sees completely: a unit must not look idle for want of a right."""
	filters = {}
	who = persons.person()
	sees_all = persons.AUDITOR in who.roles
	if not sees_all and not scopes.scope_of(CYCLE, writing=True).holds(rules):
		filters = {"name": ("in", sorted(who.units | who.inherited) if who.is_unit else [""])}
	return frappe.get_list(UNIT, filters=filters, fields=list(UNIT_FIELDS), order_by="lft, unit_code")


def _filings(cycle: str, seen: list[str]) -> tuple[dict[str, list], Counter]:
	"""({unit: its applications that count}, how many drafts each unit has); what was handed over was filed before."""
	filed: dict[str, list] = defaultdict(list)
	drafts: Counter = Counter()
	for row in [
		*projects_of(cycle, ["name", "unit", "filed_unit", "stage", "project_title", "filed_on"]),
		*_given_away(cycle, seen),
	]:
		if row.stage in FILED_STAGES:
			filed[row.filed_unit or row.unit].append(row)
		elif row.stage == "Draft":
			drafts[row.unit] += 1
	return filed, drafts


def _given_away(cycle: str, seen: list[str]) -> list[dict]:
	"""Projects that these units filed and handed over to others: without the title for who sees them no more."""
	own = {row.name for row in projects_of(cycle, ["name"], filed_unit=("in", seen or [""]))}
	rows = frappe.get_all(
		PROJECT,
		filters={"cycle": cycle, "filed_unit": ("in", seen or ["-"])},
		fields=["name", "unit", "filed_unit", "stage", "filed_on"],
		order_by="filed_on, name",
	)
	return [frappe._dict(row, project_title=_("handed over")) for row in rows if row.name not in own]


def _covered(unit, line: quota.Coverage, filed: list[dict], drafts: int, existed: bool) -> dict:
	exempt = bool(cint(unit.exempt_from_duty))
	missing = 0 if exempt or not existed else line.missing
	state = _state(line.filed, missing, drafts, exempt)
	return {
		"unit": unit.name,
		"unit_name": unit.unit_name,
		"unit_type": unit.unit_type,
		"head_count": unit.head_count,
		"cap": line.cap,
		"duty": 0 if exempt or not existed else line.duty,
		"filed": line.filed,
		"drafts": drafts,
		"free": line.free,
		"missing": missing,
		"state": state,
		"not_filed": int(not line.filed and state != EXEMPT),
		"titles": ", ".join(row.project_title for row in filed),
		"first_filed_on": min((row.filed_on for row in filed if row.filed_on), default=None),
		"exemption_reason": unit.exemption_reason if exempt else "",
	}


def _state(filed: int, missing: int, drafts: int, exempt: bool) -> str:
	if missing:
		return OWING
	if filed:
		return FILED
	if drafts:
		return DRAFT_ONLY
	return EXEMPT if exempt else NOT_FILED


# Names beside links


def titles(doctype: str, names: set[str], field: str) -> dict[str, str]:
	"""{name: title} of the documents that rows link to; the reader has seen the rows, so names are enough to ask."""
	rows = frappe.get_all(
		doctype, filters={"name": ("in", sorted(names) or [""])}, fields=["name", field], order_by=None
	)
	return {row.name: row[field] for row in rows}


def categories() -> dict[str, str]:
	"""{category: its name}, in the order of the programmes."""
	rows = frappe.get_all(
		"Brand Category", fields=["name", "category_name"], order_by="programme, position, category_name"
	)
	return {row.name: row.category_name for row in rows}
