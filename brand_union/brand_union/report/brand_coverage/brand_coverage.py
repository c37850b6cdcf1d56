"""Which units filed in a cycle and which did not, against what they may and must file."""

from collections import Counter
from typing import Any

import frappe
from frappe import _

from brand_union.brand_union.report.columns import column, link, summary
from brand_union.services import coverage, figures

Row = dict[str, Any]
STATES = (
	coverage.FILED,
	coverage.OWING,
	coverage.DRAFT_ONLY,
	coverage.NOT_FILED,
	coverage.BARRED,
	coverage.EXEMPT,
)
COLOURS = {
	coverage.FILED: "#29CD42",
	coverage.OWING: "#CB2929",
	coverage.DRAFT_ONLY: "#ECAD4B",
	coverage.NOT_FILED: "#FF8989",
	coverage.BARRED: "#7C5CBF",
	coverage.EXEMPT: "#B8C2CC",
}


def execute(filters: dict | None = None) -> tuple:
	"""Rows of services.coverage.of_cycle; a unit's people see their own units, the office and auditors all."""
	filters = frappe._dict(filters or {})
	cycle = figures.cycle_for(filters)
	everyone = coverage.of_cycle(cycle) if cycle else []
	return (
		get_columns(),
		get_data(everyone, filters),
		None,
		get_chart_data(everyone),
		get_report_summary(everyone),
	)


def state_labels() -> dict[str, str]:
	"""How a unit stands, in the reader's words."""
	return {
		coverage.FILED: _("Filed"),
		coverage.OWING: _("Owes Applications"),
		coverage.DRAFT_ONLY: _("Draft Only"),
		coverage.NOT_FILED: _("Not Filed"),
		coverage.BARRED: _("Barred"),
		coverage.EXEMPT: _("Exempt"),
	}


def get_columns() -> list[Row]:
	"""The report's columns."""
	return [
		link("unit", _("Unit Code"), figures.UNIT, 100),
		column("unit_name", _("Unit Name"), width=220),
		column("unit_type", _("Unit Type"), width=110),
		column("status", _("Status"), width=110),
		column("filed", _("Filed"), "Int", 90),
		column("cap", _("At Most"), "Int", 90),
		column("duty", _("At Least"), "Int", 90),
		column("missing", _("Missing"), "Int", 80),
		column("drafts", _("Drafts"), "Int", 80),
		column("first_filed_on", _("Filed On"), "Datetime", 180),
		column("titles", _("Project Title"), width=260),
		column("head_count", _("Union Members"), "Int", 100),
		column("exemption_reason", _("Reason for Exemption"), width=180),
		column("remark", _("Consequences of Earlier Years"), width=320),
		column("successor", _("Successor"), width=180),
	]


def get_data(everyone: list[Row], filters: Row) -> list[Row]:
	"""The rows that the filters ask for, in words of the reader's language."""
	labels = state_labels()
	return [
		{**row, "unit_type": _(row["unit_type"], context="Union Unit"), "status": labels[row["state"]]}
		for row in everyone
		if (not filters.get("only_open") or row["not_filed"] or row["missing"])
		and filters.get("unit_type") in (None, "", row["unit_type"])
	]


def get_chart_data(everyone: list[Row]) -> Row | None:
	"""How many units stand how."""
	counts = Counter(row["state"] for row in everyone)
	found = [state for state in STATES if counts[state]]
	if not found:
		return None
	labels = state_labels()
	return {
		"data": {
			"labels": [labels[state] for state in found],
			"datasets": [{"name": _("Units"), "values": [counts[state] for state in found]}],
		},
		"type": "donut",
		"colors": [COLOURS[state] for state in found],
	}


def get_report_summary(everyone: list[Row]) -> list[Row]:
	"""The figures above the table."""
	not_filed = sum(row["not_filed"] for row in everyone)
	missing = sum(row["missing"] for row in everyone)
	return [
		summary(_("Units That May File"), len(everyone), "Blue"),
		summary(_("Units That Filed"), sum(1 for row in everyone if row["filed"]), "Green"),
		summary(_("Units That Have Not Filed"), not_filed, "Red" if not_filed else "Green"),
		summary(_("Applications Missing"), missing, "Red" if missing else "Green"),
		summary(_("Applications Filed"), sum(row["filed"] for row in everyone), "Blue"),
	]
