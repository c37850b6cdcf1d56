"""What a person would ask when the year is over, answered from the database in the shape of expected.json."""

import json
from collections import Counter, defaultdict
from decimal import Decimal

import frappe

from brand_union.domain import snapshot

PROJECT = "Brand Project"


def who_filed(cycle: str) -> dict:
	"""Which units filed, which did not, what is still a draft, and what was asked for in all."""
	units = set(frappe.get_all("Union Unit", {"parent_union_unit": ("is", "set")}, pluck="name"))
	projects = frappe.get_all(
		PROJECT, {"cycle": cycle}, ["name", "unit", "filed_on", "stage", "amount_requested"]
	)
	filed = [row for row in projects if row.filed_on]
	left = units - {row.unit for row in filed}
	return {
		"units": len(units),
		"filed": len({row.unit for row in filed}),
		"not_filed": len(left),
		"not_filed_units": sorted(left),
		"drafts_left_units": sorted(row.unit for row in projects if row.stage == "Draft"),
		"requested_total": sum(row.amount_requested for row in filed),
	}


def decision_table(decision: str) -> list[dict]:
	"""The rows of a decision by rank, with the sum of all sheets from its frozen score table."""
	totals = _sums_of_sheets(decision)
	units = _units_of_projects()
	rows = frappe.get_doc("Brand Decision", decision).rows
	return [
		{
			"unit": units[row.project],
			"valid_sheets": row.valid_sheets,
			"recused": row.recused,
			"score": row.score,
			"total_of_all": totals[row.project],
			"rank": row.rank,
			"outcome": row.outcome,
			"tier": row.tier or "",
			"amount": row.amount,
		}
		for row in sorted(rows, key=lambda row: row.rank)
	]


def grades(decision: str, number: int) -> list[dict]:
	"""The rows of a decision on acceptance by rank, with the day on which each project was closed."""
	units = _units_of_projects()
	closed = _closing_days()
	return [
		{
			"unit": units[row.project],
			"round": number,
			"valid_sheets": row.valid_sheets,
			"score": row.score,
			"rank": row.rank,
			"grade": row.grade,
			"outcome": row.outcome,
			"closed_on": closed[row.project] if row.outcome == "Passed" else None,
		}
		for row in sorted(frappe.get_doc("Brand Decision", decision).rows, key=lambda row: row.rank)
	]


def who_closed(cycle: str) -> list[dict]:
	"""Every closed project: its unit, grade, day and money."""
	rows = frappe.get_all(
		PROJECT,
		{"cycle": cycle, "stage": "Closed"},
		["unit", "grade", "closed_on", "approved_amount"],
		order_by="unit asc",
	)
	return [
		{"unit": row.unit, "grade": row.grade, "closed_on": str(row.closed_on), "amount": row.approved_amount}
		for row in rows
	]


def who_scored(panel: str) -> dict[tuple[str, str], dict]:
	"""Every sheet of a panel as {(unit, juror): {"total", "marks": {criterion: text}}}."""
	units = _units_of_projects()
	assigned = frappe.get_all(
		"Panel Assignment", {"panel": panel, "status": "Assigned"}, ["project", "juror", "review"]
	)
	sheets = {row.review: row for row in assigned}
	totals = dict(
		frappe.get_all(
			"Brand Review",
			{"name": ("in", list(sheets)), "status": "Submitted"},
			["name", "total"],
			as_list=True,
		)
	)
	marks = _marks(list(sheets))
	return {
		(units[row.project], row.juror): {"total": totals[review], "marks": marks[review]}
		for review, row in sheets.items()
	}


def who_could_not(panel: str) -> list[dict]:
	"""The recusals of a panel: juror, unit of the project, kind of conflict; none of them has a sheet."""
	units = _units_of_projects()
	rows = frappe.get_all(
		"Panel Assignment",
		{"panel": panel, "status": "Recused", "review": ("is", "not set")},
		["project", "juror", "conflict"],
		order_by="juror asc, project asc",
	)
	return [{"juror": row.juror, "unit": units[row.project], "conflict": row.conflict} for row in rows]


def versions(project: str, kind: str) -> list[dict]:
	"""The frozen contents of a project (or summary) of one kind, oldest first; each must be intact."""
	rows = frappe.get_all(
		"Brand Snapshot",
		{"reference_name": project, "kind": kind},
		["content", "digest"],
		order_by="taken_on asc, creation asc",
	)
	contents = [snapshot.load(row.content) for row in rows]
	damaged = [
		row.digest
		for row, content in zip(rows, contents, strict=True)
		if snapshot.digest(content) != row.digest
	]
	if damaged:
		raise AssertionError(f"Snapshots of {project} do not have the digest taken with them: {damaged}")
	return contents


def changed_fields(old: dict, new: dict) -> set[str]:
	"""The fields and tables in which two frozen versions differ."""
	return {change.table or change.field for change in snapshot.diff(old, new)}


def stages(cycle: str) -> Counter:
	"""How many projects are in each stage."""
	return Counter(frappe.get_all(PROJECT, {"cycle": cycle}, pluck="stage"))


def _marks(reviews: list[str]) -> dict[str, dict[str, str]]:
	found: dict[str, dict[str, str]] = defaultdict(dict)
	for row in frappe.get_all(
		"Brand Review Score", {"parent": ("in", reviews)}, ["parent", "criterion", "score", "not_applicable"]
	):
		found[row.parent][row.criterion] = "n/a" if row.not_applicable else row.score
	return found


def _sums_of_sheets(decision: str) -> dict[str, str]:
	table = json.loads(
		frappe.db.get_value("Brand Snapshot", {"reference_name": decision, "kind": "Score Table"}, "content")
	)
	return {row["project"]: f"{_sum(row['sheets']):.2f}" for row in table["rows"]}


def _sum(sheets: list[dict]) -> Decimal:
	return sum((Decimal(str(sheet["total"])) for sheet in sheets if sheet["total"] is not None), Decimal(0))


def _units_of_projects() -> dict[str, str]:
	return dict(frappe.get_all(PROJECT, fields=["name", "unit"], as_list=True))


def _closing_days() -> dict[str, str]:
	return {
		row.name: str(row.closed_on) if row.closed_on else None
		for row in frappe.get_all(PROJECT, fields=["name", "closed_on"])
	}
