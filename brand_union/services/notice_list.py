"""The list of a notice: what it tells of each project, and nothing that the office has not chosen to show."""

import frappe
from frappe.utils import cint, flt

from brand_union.services import cycles
from brand_union.services.decision import POSITIVE
from brand_union.services.panels import ACCEPTANCE, SELECTION

DRAFT = "Draft"
# Columns that the office may switch on, in the order in which they are shown: the row's field and the switch.
OPTIONAL = {"category": "show_category", "tier": "show_tier", "amount": "show_amount", "grade": "show_grade"}
COLUMNS = ("project", "project_title", "unit_name", "outcome", *OPTIONAL)


def default_columns(decision) -> dict[str, int]:
	"""Which switches a new draft has on."""
	has_tiers = bool(cycles.rules_of(decision.cycle).tiers)
	return {
		"show_category": 1,
		"show_tier": cint(decision.purpose == SELECTION and has_tiers),
		"show_grade": cint(decision.purpose == ACCEPTANCE),
	}


def fill(notice) -> None:
	"""Step of `validate`: draw a draft's list up from its decision; what is switched off is not kept either."""
	if notice.status != DRAFT:
		return
	decision = frappe.get_doc("Brand Decision", notice.decision)
	listed = [row for row in decision.rows if notice.all_outcomes or row.outcome in POSITIVE]
	projects = _projects([row.project for row in listed])
	rows = [_row(notice, row, projects[row.project]) for row in _in_order(notice, listed, projects)]
	if rows != [_plain(row) for row in notice.rows]:
		notice.set("rows", rows)


def content(notice) -> list[dict]:
	"""The list as plain values, for what is kept of a posted notice."""
	return [_plain(row) for row in notice.rows]


def _projects(names: list[str]) -> dict[str, dict]:
	"""{project: its category's name and place}."""
	project, category = frappe.qb.DocType("Brand Project"), frappe.qb.DocType("Brand Category")
	rows = (
		frappe.qb.from_(project)
		.left_join(category)
		.on(category.name == project.category)
		.select(project.name, category.category_name, category.position)
		.where(project.name.isin(names or [""]))
	).run(as_dict=True)
	return {row.name: row for row in rows}


def _in_order(notice, rows: list, projects: dict[str, dict]) -> list:
	"""By success, tier and category as far as they are shown, then by number: the order must not tell the ranks."""
	tiers = [tier.tier for tier in cycles.rules_of(notice.cycle).tiers]

	def place(row) -> tuple:
		tier = tiers.index(row.tier) if notice.show_tier and row.tier in tiers else len(tiers)
		category = cint(projects[row.project].position) if notice.show_category else 0
		return row.outcome not in POSITIVE, tier, category, row.project

	return sorted(rows, key=place)


def _row(notice, row, project: dict) -> dict:
	values = {
		"category": project.category_name or "",
		"tier": row.tier or "",
		"amount": flt(row.amount, 2),
		"grade": row.grade or "",
	}
	shown = {field: values[field] for field, switch in OPTIONAL.items() if notice.get(switch)}
	return _plain(
		{
			"project": row.project,
			"project_title": row.project_title,
			"unit_name": row.unit_name,
			"outcome": row.outcome,
			**shown,
		}
	)


def _plain(row) -> dict:
	return {field: flt(row.get(field)) if field == "amount" else row.get(field) or "" for field in COLUMNS}
