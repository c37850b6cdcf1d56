"""Which unit was awarded what in which year, and what came of it further up: what later assessments begin with."""

from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.brand_union.report.columns import column, link, summary
from brand_union.services import figures
from brand_union.services.awards import AWARD, VALID
from brand_union.services.recommendations import AWARDED, ROW

Row = dict[str, Any]
FIELDS = (
	*("name", "year", "programme", "cycle", "unit", "unit_name", "project", "project_title", "award_title"),
	*("level", "certificate_number", "awarded_on", "document_number", "status"),
)
UPWARD = (
	*("parent", "level", "recommended_to", "honour", "recommended_on", "result", "result_on"),
	"document_number",
)
ASKED = ("programme", "cycle", "unit")


def execute(filters: dict | None = None) -> tuple:
	"""One row per award that the reader may see, and one more for each further level that it came to."""
	filters = frappe._dict(filters or {})
	awards = get_awards(filters)
	data = [row for row in get_rows(awards) if _is_of_level(row, filters)]
	return get_columns(), data, None, get_chart_data(data), get_report_summary(data)


def get_awards(filters: Row) -> list[Row]:
	"""The awards, by unit and newest first within it."""
	asked = [[field, "=", figures.asked_name(filters, field)] for field in ASKED if filters.get(field)]
	for field, sign in (("from_year", ">="), ("to_year", "<=")):
		asked += [["year", sign, cint(filters.get(field))]] if cint(filters.get(field)) else []
	return frappe.get_list(
		AWARD,
		filters=asked if cint(filters.get("with_revoked")) else [*asked, ["status", "=", VALID]],
		fields=list(FIELDS),
		order_by="unit_name asc, year desc, awarded_on desc, name asc",
	)


def get_rows(awards: list[Row]) -> list[Row]:
	"""Each award with what came of it upward, the oldest step first."""
	upward: dict[str, list[Row]] = defaultdict(list)
	# The rows of documents that the reader was just given.
	for step in frappe.get_all(
		ROW,
		{"parent": ("in", [row.name for row in awards] or [""]), "parenttype": AWARD},
		list(UPWARD),
		order_by="parent, idx",
	):
		upward[step.parent].append(step)
	names = {
		"programme_name": _names("Brand Programme", "programme_name", {row.programme for row in awards}),
		"cycle_name": _names(figures.CYCLE, "cycle_name", {row.cycle for row in awards}),
	}
	return [_row(award, step, names) for award in awards for step in upward[award.name] or [frappe._dict()]]


def get_columns() -> list[Row]:
	"""The report's columns."""
	return [
		column("unit_name", _("Unit"), width=180),
		column("year", _("Year", context=AWARD), "Int", 70),
		column("programme_name", _("Programme"), width=150),
		column("cycle_name", _("Cycle"), width=170),
		column("project_title", _("Project Title"), width=200),
		column("award_title", _("Award Title"), width=140),
		column("level", _("Level"), width=80),
		column("certificate_number", _("Certificate Number"), width=150),
		column("awarded_on", _("Awarded On"), "Date", 110),
		column("document_number", _("Document Number"), width=150),
		column("status_label", _("Status"), width=80),
		column("upward_level", _("Level Upward"), width=90),
		column("recommended_to", _("Recommended To"), width=150),
		column("honour", _("Honour"), width=160),
		column("recommended_on", _("Recommended On"), "Date", 110),
		column("result_label", _("Result", context=ROW), width=90),
		column("result_on", _("Result On"), "Date", 110),
		column("upward_number", _("Document Number Upward"), width=150),
		link("award", _("Award", context=AWARD), AWARD, 130),
	]


def get_chart_data(rows: list[Row]) -> Row | None:
	"""How many awards and honours there were in which year."""
	awards = Counter(row["year"] for row in _once(rows))
	honours = Counter(row["year"] for row in rows if row["result"] == AWARDED)
	if not awards:
		return None
	years = sorted(awards)
	return {
		"data": {
			"labels": [cstr(year) for year in years],
			"datasets": [
				{"name": _("Awards"), "values": [awards[year] for year in years]},
				{"name": _("Honours Upward"), "values": [honours[year] for year in years]},
			],
		},
		"type": "bar",
	}


def get_report_summary(rows: list[Row]) -> list[Row]:
	"""The figures above the table."""
	honours = sum(row["result"] == AWARDED for row in rows)
	return [
		summary(_("Awards"), len(_once(rows)), "Blue"),
		summary(_("Units"), len({row["unit"] for row in rows}), "Blue"),
		summary(_("Honours Upward"), honours, "Green"),
	]


def _names(doctype: str, field: str, asked: set[str]) -> dict[str, str]:
	"""What the programmes or cycles of these awards are called; their names are no secret to who reads the award."""
	rows = frappe.get_all(
		doctype, {"name": ("in", sorted(asked) or [""])}, ["name", field], as_list=True, order_by=None
	)
	return dict(rows)


def _row(award: Row, step: Row, names: dict[str, dict[str, str]]) -> Row:
	return {
		**award,
		"programme_name": names["programme_name"].get(award.programme),
		"cycle_name": names["cycle_name"].get(award.cycle),
		"award": award.name,
		"status_label": _(award.status, context=AWARD),
		"upward_level": step.level,
		"recommended_to": step.recommended_to,
		"honour": step.honour,
		"recommended_on": step.recommended_on,
		"result": step.result,
		"result_label": _(step.result, context=ROW) if step.result else "",
		"result_on": step.result_on,
		"upward_number": step.document_number,
	}


def _is_of_level(row: Row, filters: Row) -> bool:
	"""A level is that of the award or one that it came to."""
	level = figures.asked_name(filters, "level").strip()
	return not level or level in (row["level"], row["upward_level"])


def _once(rows: list[Row]) -> list[Row]:
	"""The awards, each once however many rows it has."""
	return list({row["award"]: row for row in rows}.values())
