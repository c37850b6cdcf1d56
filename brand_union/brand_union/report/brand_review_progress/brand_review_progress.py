"""How far the jurors are: sheets assigned, handed in, missing, and who is kept out of what. Office only."""

from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _

from brand_union.brand_union.report.columns import column, link, summary
from brand_union.services import figures, issuing, sheets

Row = dict[str, Any]
PANEL, ASSIGNMENT = "Review Panel", "Panel Assignment"
HANDED_IN, MISSING, RECUSED = "handed_in", "missing", "recused"


def execute(filters: dict | None = None) -> tuple:
	"""One row per juror or project of each panel that the reader may see; no scores."""
	filters = frappe._dict(filters or {})
	panels = get_panels(filters)
	counts = count(get_assignments(panels), filters.get("rows_by") or "Juror")
	data = get_data(panels, counts, filters.get("rows_by") or "Juror")
	return get_columns(filters), data, None, get_chart_data(data), get_report_summary(data)


def get_panels(filters: Row) -> dict[str, Row]:
	"""The panels asked for: one, or all of a cycle that were opened."""
	asked = (
		{"name": figures.asked_name(filters, "panel")}
		if filters.get("panel")
		else {"cycle": figures.cycle_for(filters) or ""}
	)
	rows = frappe.get_list(
		PANEL,
		filters={**asked, "status": ("!=", "Draft")},
		fields=["name", "panel_name", "closes_on", "min_valid_sheets"],
		order_by="creation",
	)
	return {row.name: row for row in rows}


def get_assignments(panels: dict[str, Row]) -> list[Row]:
	"""The assignments of the panels, with the state of their sheets."""
	rows = frappe.get_list(
		ASSIGNMENT,
		filters={"panel": ("in", list(panels) or [""])},
		fields=["panel", "project", "juror", "status", "review"],
		order_by="creation",
	)
	# The office may read these sheets; of each only whether it was handed in.
	states = figures.titles("Brand Review", {row.review for row in rows if row.review}, "status")
	return [{**row, "sheet": _sheet_of(row, states)} for row in rows if row.status != sheets.WITHDRAWN]


def _sheet_of(row: Row, states: dict[str, str]) -> str:
	if row.status == issuing.RECUSED:
		return RECUSED
	return HANDED_IN if states.get(row.review) == sheets.SUBMITTED else MISSING


def count(assignments: list[Row], rows_by: str) -> dict[tuple[str, str], Counter]:
	"""{(panel, juror or project): how many sheets of each kind}."""
	counts: dict[tuple[str, str], Counter] = defaultdict(Counter)
	for row in assignments:
		counts[row["panel"], row["juror" if rows_by == "Juror" else "project"]][row["sheet"]] += 1
	return counts


def get_columns(filters: Row) -> list[Row]:
	"""The report's columns."""
	by_project = filters.get("rows_by") == "Project"
	name = (
		link("key", _("Project"), figures.PROJECT, 130)
		if by_project
		else link("key", _("Juror"), "User", 180)
	)
	return [
		column("panel_name", _("Panel"), width=200),
		name,
		column(
			"title",
			_("Project Title") if by_project else _("Full Name", context="Union Unit Member"),
			width=220,
		),
		column("assigned", _("Sheets"), "Int", 90),
		column(HANDED_IN, _("Handed In"), "Int", 90),
		column(MISSING, _("Missing"), "Int", 90),
		column(RECUSED, _("Recused"), "Int", 90),
		column("closes_on", _("Due On"), "Date", 110),
		column("note", _("Remarks"), width=220),
	]


def get_data(panels: dict[str, Row], counts: dict[tuple[str, str], Counter], rows_by: str) -> list[Row]:
	"""One row per juror or project, those with most missing first within their panel."""
	keys = {key for _panel, key in counts}
	by_juror = rows_by == "Juror"
	names = figures.titles(
		*(("User", keys, "full_name") if by_juror else (figures.PROJECT, keys, "project_title"))
	)
	rows = [
		_row(panels[panel], key, names.get(key) or key, count, by_juror)
		for (panel, key), count in counts.items()
	]
	order = {panel.panel_name: place for place, panel in enumerate(panels.values())}
	return sorted(rows, key=lambda row: (order[row["panel_name"]], -row[MISSING], row["title"]))


def _row(panel: Row, key: str, title: str, count: Counter, by_juror: bool) -> Row:
	assigned = count[HANDED_IN] + count[MISSING]
	short = not by_juror and count[HANDED_IN] < panel.min_valid_sheets
	return {
		"panel_name": panel.panel_name,
		"key": key,
		"title": title,
		"assigned": assigned,
		HANDED_IN: count[HANDED_IN],
		MISSING: count[MISSING],
		RECUSED: count[RECUSED],
		"closes_on": panel.closes_on,
		"note": _("Needs {0} valid sheets").format(panel.min_valid_sheets) if short else "",
	}


def get_chart_data(data: list[Row]) -> Row | None:
	"""One bar per row, divided into handed in and missing."""
	if not data:
		return None
	return {
		"data": {
			"labels": [row["title"] for row in data],
			"datasets": [
				{"name": _("Handed In"), "values": [row[HANDED_IN] for row in data]},
				{"name": _("Missing"), "values": [row[MISSING] for row in data]},
			],
		},
		"type": "bar",
		"colors": ["#29CD42", "#CB2929"],
		"barOptions": {"stacked": True},
	}


def get_report_summary(data: list[Row]) -> list[Row]:
	"""The figures above the table."""
	missing = sum(row[MISSING] for row in data)
	return [
		summary(_("Sheets"), sum(row["assigned"] for row in data), "Blue"),
		summary(_("Handed In"), sum(row[HANDED_IN] for row in data), "Green"),
		summary(_("Missing"), missing, "Red" if missing else "Green"),
		summary(_("Recused"), sum(row[RECUSED] for row in data), "Gray"),
	]
