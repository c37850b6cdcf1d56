"""Where two keyings of a paper sheet differ, what was ruled and why: to be printed and filed. Office only."""

from typing import Any

import frappe
from frappe import _

from brand_union.brand_union.report.columns import column, summary
from brand_union.services import figures, paper_comparison
from brand_union.services.paper_sheets import COMPARED, ENTERED, FIRST, SECOND

Row = dict[str, Any]
PANEL = "Review Panel"


def execute(filters: dict | None = None) -> tuple:
	"""One row per difference in the panels that the reader may see; only sheets that two people have finished."""
	panels = get_panels(frappe._dict(filters or {}))
	pairs = {
		panel.name: paper_comparison.keyings(panel.name, (COMPARED, ENTERED)).values() for panel in panels
	}
	names = figures.titles("User", _people(pairs), "full_name")
	data = [
		_row(panel, pair, found, names)
		for panel in panels
		for pair in pairs[panel.name]
		for found in paper_comparison.differences(pair)
	]
	return (
		get_columns(),
		data,
		None,
		None,
		get_report_summary(sum(len(found) for found in pairs.values()), data),
	)


def get_panels(filters: Row) -> list[Row]:
	"""The panels asked for: one, or all of a cycle."""
	asked = (
		{"name": figures.asked_name(filters, "panel")}
		if filters.get("panel")
		else {"cycle": figures.cycle_for(filters) or ""}
	)
	return frappe.get_list(PANEL, filters=asked, fields=["name", "panel_name"], order_by="creation")


def get_columns() -> list[Row]:
	"""The report's columns."""
	return [
		column("panel_name", _("Panel"), width=170),
		column("juror", _("Juror"), width=110),
		column("project", _("Project Title"), width=220),
		column("criterion", _("Criterion"), width=150),
		column("range", _("Range"), width=90),
		column("first", _("First Keying"), width=105, align="right"),
		column("first_by", _("Keyed By"), width=100),
		column("second", _("Second Keying"), width=105, align="right"),
		column("second_by", _("Keyed By"), width=100),
		column("ruling", _("Score That Stands"), width=90, align="right"),
		column("reason", _("Reason of the Ruling"), width=200),
		column("ruled_by", _("Ruled By"), width=100),
		column("status", _("Status"), width=90),
	]


def get_report_summary(sheets: int, data: list[Row]) -> list[Row]:
	"""The figures above the table."""
	open_ones = sum(not row["ruling"] for row in data)
	return [
		summary(_("Sheets Keyed Twice"), sheets, "Blue"),
		summary(_("Differences"), len(data), "Orange" if data else "Green"),
		summary(_("Not Ruled On"), open_ones, "Red" if open_ones else "Green"),
	]


def _people(pairs: dict) -> set[str]:
	keyings = [keying for found in pairs.values() for pair in found for keying in pair.values()]
	ruled = {row.ruled_by for keying in keyings for row in keying.rows if row.ruled_by}
	return {keying.keyed_by for keying in keyings} | ruled


def _row(panel: Row, pair: Row, found: Row, names: dict[str, str]) -> Row:
	return {
		"panel_name": panel.panel_name,
		"juror": found["juror_name"],
		"project": found["title"],
		"criterion": found["criterion"],
		"range": found["range"],
		"first": found["first"],
		"first_by": names.get(pair[FIRST].keyed_by),
		"second": found["second"],
		"second_by": names.get(pair[SECOND].keyed_by),
		"ruling": found["ruling"],
		"reason": found["reason"],
		"ruled_by": names.get(found["ruled_by"] or ""),
		"status": _(pair[FIRST].status, context="Brand Paper Sheet"),
	}
