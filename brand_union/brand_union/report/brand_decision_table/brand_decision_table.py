"""What was decided on each project: rank, score, outcome, tier, amount. Others than the office see released ones."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import flt

from brand_union.brand_union.report.columns import column, link, summary
from brand_union.services import decision, figures

Row = dict[str, Any]
DECISION = "Brand Decision"
FIELDS = (
	*(
		"parent",
		"project",
		"project_title",
		"unit_name",
		"score",
		"rank",
		"outcome",
		"tier",
		"amount",
		"grade",
	),
	*("reason", "due_on", "valid_sheets", "recused", "missing", "spread"),
)


def execute(filters: dict | None = None) -> tuple:
	"""The rows of one decision, or of all in a cycle; a decision that the reader may not see gives none."""
	filters = frappe._dict(filters or {})
	decisions = get_decisions(filters)
	data = get_data(decisions, filters)
	return get_columns(), data, None, get_chart_data(data), get_report_summary(data)


def get_decisions(filters: Row) -> dict[str, Row]:
	"""The decisions asked for that the reader may see; the list's own hook leaves drafts to the office."""
	if filters.get("decision"):
		asked = {"name": figures.asked_name(filters, "decision")}
	else:
		asked = {"cycle": figures.cycle_for(filters) or ""}
	if filters.get("purpose"):
		asked["purpose"] = figures.asked_name(filters, "purpose")
	rows = frappe.get_list(
		DECISION,
		filters=asked,
		fields=["name", "decision_title", "purpose", "status", "released_on"],
		order_by="creation",
	)
	return {row.name: row for row in rows}


def get_columns() -> list[Row]:
	"""The report's columns."""
	return [
		column("rank", _("Rank"), "Int", 70),
		link("project", _("Project"), figures.PROJECT, 130),
		column("project_title", _("Project Title"), width=220),
		column("unit_name", _("Unit"), width=160),
		column("category", _("Category", context=figures.PROJECT), width=120),
		column("score", _("Score"), width=80, align="right"),
		column("outcome", _("Outcome"), width=100),
		column("tier", _("Tier"), width=90),
		column("amount", _("Amount (CNY)"), "Currency", 120),
		column("grade", _("Grade"), width=90),
		column("valid_sheets", _("Valid Sheets"), "Int", 90),
		column("recused", _("Recused Jurors"), "Int", 90),
		column("missing", _("Missing Sheets"), "Int", 90),
		column("spread", _("Standard Deviation"), width=90, align="right"),
		column("due_on", _("Due On"), "Date", 110),
		column("reason", _("Reason"), width=220),
		link("decision", _("Decision"), DECISION, 150),
		column("status", _("Status"), width=90),
	]


def get_data(decisions: dict[str, Row], filters: Row) -> list[Row]:
	"""The rows of the decisions, best first."""
	if not decisions:
		return []
	# The decisions were fetched with the reader's rights; their rows belong to them.
	rows = frappe.get_all(
		"Brand Decision Row",
		filters={"parent": ("in", list(decisions)), "parenttype": DECISION},
		fields=list(FIELDS),
		order_by="parent, idx",
	)
	names = figures.categories()
	category = figures.titles(figures.PROJECT, {row.project for row in rows}, "category")
	found = [
		{
			**row,
			"decision": row.parent,
			"status": _(decisions[row.parent].status, context=DECISION),
			"outcome": _(row.outcome, context="Brand Decision Row") if row.outcome else "",
			"is_positive": int(row.outcome in decision.POSITIVE),
			"category": names.get(category.get(row.project), ""),
		}
		for row in rows
		if filters.get("outcome") in (None, "", row.outcome)
	]
	order = {name: place for place, name in enumerate(decisions)}
	return sorted(found, key=lambda row: (order[row["parent"]], row["rank"] or len(found) + 1))


def get_chart_data(data: list[Row]) -> Row | None:
	"""The scores in the order of the ranks; a project without a score has no bar."""
	scored = [row for row in data if row["score"]]
	if not scored:
		return None
	return {
		"data": {
			"labels": [row["project_title"] for row in scored],
			"datasets": [{"name": _("Score"), "values": [flt(row["score"]) for row in scored]}],
		},
		"type": "bar",
		"colors": ["#449CF0"],
	}


def get_report_summary(data: list[Row]) -> list[Row]:
	"""The figures above the table."""
	return [
		summary(_("Projects"), len(data), "Blue"),
		summary(_("Approved or Passed"), sum(row["is_positive"] for row in data), "Green"),
		summary(
			_("Total Amount (CNY)"),
			sum(flt(row["amount"]) for row in data if row["is_positive"]),
			"Blue",
			datatype="Currency",
		),
	]
