"""Which approved projects filed their summary, and with which grade they were closed."""

from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import flt

from brand_union import scopes
from brand_union.brand_union.report.columns import column, link, summary
from brand_union.clauses import Scope
from brand_union.services import figures

Row = dict[str, Any]
FIELDS = (
	*("name", "project_title", "unit_name", "category", "stage", "tier", "approved_amount"),
	*("grade", "closed_on", "rectify_until", "unit", "organiser"),
)
SUMMARY_FIELDS = ("name", "project", "stage", "filed_on", "round", "score", "coverage_rate", "satisfaction")
BEFORE_FILING = ("Draft", "Rectify")


def execute(filters: dict | None = None) -> tuple:
	"""One row per project that was approved and begun, as far as the reader may see it."""
	filters = frappe._dict(filters or {})
	cycle = figures.cycle_for(filters)
	everything = get_rows(cycle) if cycle else []
	data = [row for row in everything if _asked(row, filters)]
	return get_columns(), data, None, get_chart_data(everything), get_report_summary(everything)


def get_rows(cycle: str) -> list[Row]:
	"""Every project of the acceptance part of the year, each with its summary if the reader may see that."""
	projects = figures.projects_of(cycle, list(FIELDS), stage=("in", figures.ACCEPTANCE_PART))
	found = frappe.get_list(
		figures.ACCEPTANCE,
		filters={"project": ("in", [row.name for row in projects] or [""])},
		fields=list(SUMMARY_FIELDS),
		order_by="creation",
	)
	summaries = {row.project: row for row in found}
	names, scope = figures.categories(), scopes.scope_of(figures.ACCEPTANCE)
	return [_row(project, summaries.get(project.name), names, scope) for project in projects]


def get_columns() -> list[Row]:
	"""The report's columns."""
	return [
		link("project", _("Project"), figures.PROJECT, 130),
		column("project_title", _("Project Title"), width=220),
		column("unit_name", _("Unit"), width=160),
		column("category", _("Category", context=figures.PROJECT), width=120),
		column("tier", _("Tier"), width=80),
		column("approved_amount", _("Amount Approved (CNY)"), "Currency", 130),
		column("stage_label", _("Stage"), width=100),
		link("acceptance", _("Acceptance"), figures.ACCEPTANCE, 130),
		column("summary_label", _("Summary", context="Brand Programme Section"), width=150),
		column("filed_on", _("Filed On"), "Datetime", 180),
		column("round", _("Round"), "Int", 70),
		column("score", _("Score"), width=80, align="right"),
		column("grade", _("Acceptance Grade"), width=100),
		column("closed_on", _("Closed On"), "Date", 110),
		column("rectify_until", _("Rectify or Defer Until"), "Date", 130),
		column("coverage_rate", _("Members Covered (%)"), "Percent", 110),
		column("satisfaction", _("Satisfaction (%)"), "Percent", 110),
	]


def _row(project: Row, paper: Row | None, names: dict[str, str], scope: Scope) -> Row:
	paper = paper or frappe._dict()
	# Who could not see a filed summary must not be told that there is none.
	is_shown = bool(paper) or scope.holds({**project, "stage": "Filed"})
	waiting = is_shown and project.stage == "Under Way" and paper.stage in (None, *BEFORE_FILING)
	return {
		**project,
		"project": project.name,
		"category": names.get(project.category, ""),
		"stage_label": _(project.stage, context=figures.PROJECT),
		"acceptance": paper.name,
		"summary_label": _summary_label(paper) if is_shown else "",
		"filed_on": paper.filed_on,
		"round": paper.round,
		"score": paper.score,
		"coverage_rate": paper.coverage_rate,
		"satisfaction": paper.satisfaction,
		"waiting": int(waiting),
	}


def _summary_label(paper: Row) -> str:
	return (
		_("Summary: {0}").format(_(paper.stage, context=figures.ACCEPTANCE))
		if paper.stage
		else _("Not Begun")
	)


def _asked(row: Row, filters: Row) -> bool:
	if filters.get("only_waiting") and not row["waiting"]:
		return False
	return filters.get("grade") in (None, "", row["grade"])


def get_chart_data(rows: list[Row]) -> Row | None:
	"""How many projects have which grade; those without one by their stage."""
	counts = Counter(row["grade"] or row["stage_label"] for row in rows)
	if not counts:
		return None
	ordered = counts.most_common()
	return {
		"data": {
			"labels": [label for label, _count in ordered],
			"datasets": [{"name": _("Projects"), "values": [count for _label, count in ordered]}],
		},
		"type": "donut",
	}


def get_report_summary(rows: list[Row]) -> list[Row]:
	"""The figures above the table."""
	waiting = sum(row["waiting"] for row in rows)
	closed = [row for row in rows if row["stage"] == "Closed"]
	return [
		summary(_("Projects"), len(rows), "Blue"),
		summary(_("Summaries Not Filed"), waiting, "Red" if waiting else "Green"),
		summary(_("Projects Closed"), len(closed), "Green"),
		summary(
			_("Amount Approved (CNY)"),
			sum(flt(row["approved_amount"]) for row in rows),
			"Blue",
			datatype="Currency",
		),
	]
