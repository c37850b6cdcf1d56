"""How many projects of a cycle are in which stage, by category or by unit."""

from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import flt

from brand_union.brand_union.report.columns import column
from brand_union.domain import lifecycle
from brand_union.services import figures

Row = dict[str, Any]
FIELDS = ["stage", "category", "unit", "unit_name", "filed_unit", "amount_requested", "approved_amount"]


def execute(filters: dict | None = None) -> tuple:
	"""One row per category or unit; the reader's own projects only."""
	filters = frappe._dict(filters or {})
	cycle = figures.cycle_for(filters)
	projects = figures.projects_of(cycle, FIELDS) if cycle else []
	groups = grouped(projects, filters.get("group_by") or "Category")
	stages = occurring(projects)
	chart = by_group(groups) if filters.get("chart") == "Groups" else by_stage(projects, stages)
	return get_columns(stages, filters), get_data(groups, stages, successors(projects)), None, chart


def occurring(projects: list[Row]) -> list[str]:
	"""The stages that at least one project is in, in their natural order."""
	found = {row.stage for row in projects}
	return [stage for stage in lifecycle.stages(figures.PROJECT) if stage in found]


def stage_label(stage: str) -> str:
	"""A project's stage in the reader's language."""
	return _(stage, context=figures.PROJECT)


def grouped(projects: list[Row], group_by: str) -> dict[str, list[Row]]:
	"""{title of the group: its projects}; categories in their programme's order, units by name."""
	groups: dict[str, list[Row]] = defaultdict(list)
	if group_by == "Unit":
		for row in sorted(projects, key=lambda row: row.unit_name or ""):
			groups[row.unit_name].append(row)
		return groups
	names = figures.categories()
	order = {name: place for place, name in enumerate(names)}
	for row in sorted(projects, key=lambda row: order.get(row.category, len(order))):
		groups[names.get(row.category) or _("No Category")].append(row)
	return groups


def get_columns(stages: list[str], filters: Row) -> list[Row]:
	"""The group, one column per stage that occurs, the sums, and for a unit who took its projects over."""
	by_unit = filters.get("group_by") == "Unit"
	return [
		column(
			"title",
			_("Unit") if by_unit else _("Category", context=figures.PROJECT),
			width=220,
		),
		*(column(frappe.scrub(stage), stage_label(stage), "Int", 90) for stage in stages),
		column("count", _("Projects"), "Int", 90),
		column("requested", _("Amount Requested (CNY)"), "Currency", 150),
		column("approved", _("Amount Approved (CNY)"), "Currency", 150),
		*([column("successor", _("Successor"), width=180)] if by_unit else []),
	]


def get_data(groups: dict[str, list[Row]], stages: list[str], later: dict[str, str]) -> list[Row]:
	"""One row per group; `later` names the unit that has a project now."""
	return [
		{**_row(title, rows, stages), "successor": _listed(rows, later)} for title, rows in groups.items()
	]


def successors(projects: list[Row]) -> dict[str, str]:
	"""{unit: its name} of those that took over projects which others had filed."""
	return figures.titles(figures.UNIT, {row.unit for row in projects if row.filed_unit}, "unit_name")


def _listed(rows: list[Row], later: dict[str, str]) -> str:
	names = (later.get(row.unit, "") for row in rows if row.filed_unit and row.filed_unit != row.unit)
	return ", ".join(sorted({name for name in names if name}))


def by_stage(projects: list[Row], stages: list[str]) -> Row | None:
	"""Chart: one bar per stage."""
	counts = Counter(row.stage for row in projects)
	return _chart([stage_label(stage) for stage in stages], [counts[stage] for stage in stages])


def by_group(groups: dict[str, list[Row]]) -> Row | None:
	"""Chart: one bar per category or unit."""
	return _chart(list(groups), [len(rows) for rows in groups.values()])


def _row(title: str, rows: list[Row], stages: list[str]) -> Row:
	counts = Counter(row.stage for row in rows)
	return {
		"title": title,
		**{frappe.scrub(stage): counts[stage] for stage in stages},
		"count": len(rows),
		"requested": sum(flt(row.amount_requested) for row in rows),
		"approved": sum(flt(row.approved_amount) for row in rows),
	}


def _chart(labels: list[str], values: list[int]) -> Row | None:
	if not labels:
		return None
	return {
		"data": {"labels": labels, "datasets": [{"name": _("Projects"), "values": values}]},
		"type": "bar",
		"colors": ["#449CF0"],
	}
