"""Whether lists and the ranking ask the database as often for 1,000 projects as for 10."""

from collections.abc import Callable, Iterator
from functools import partial

import frappe
from frappe.utils import now_datetime

from brand_union.services import decision_rows, results
from brand_union.tests import factories

SMALL, LARGE = 10, 1000
JURORS = 3
GOAL = 1.0
LISTS = (
	"Brand Project",
	"Brand Acceptance",
	"Brand Adjustment",
	"Brand Snapshot",
	"Review Panel",
	"Panel Assignment",
	"Brand Review",
	"Brand Decision",
	"Union Unit",
	"Brand Cycle",
	"Brand Permit",
	"Brand Rule Change",
	"Brand Conflict",
)


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, queries with 1,000 projects / queries with 10, goal): one line per list, then the ranking."""
	office = factories.make_user("Brand Officer")
	organiser = factories.make_unit(unit_type="University Union", members=[(office, "Officer")])
	counts: dict[str, list[int]] = {}
	for size in (SMALL, LARGE):
		panel = _panel_of(size, organiser.name)
		frappe.set_user(office)
		for doctype in LISTS:
			counts.setdefault(f"queries of the list of {doctype}", []).append(_count(partial(_list, doctype)))
		counts.setdefault("queries of the ranking", []).append(_count(partial(results.of_panel, panel)))
		counts.setdefault("queries of drawing up a decision", []).append(_count(partial(_draw_up, panel)))
		frappe.set_user("Administrator")
	for name, (small, large) in counts.items():
		yield name, large / small, GOAL


def _draw_up(panel) -> None:
	"""All rows of a decision with all their figures, not yet saved."""
	draft = frappe.get_doc(
		{"doctype": "Brand Decision", "cycle": panel.cycle, "purpose": panel.purpose, "panel": panel.name}
	)
	decision_rows.draw_up(draft, panel, {})


def _list(doctype: str) -> None:
	meta = frappe.get_meta(doctype)
	fields = ["name", *(field.fieldname for field in meta.fields if field.in_list_view)]
	frappe.get_list(doctype, fields=fields, order_by="modified desc", limit_page_length=0)


def _count(ask: Callable[[], object]) -> int:
	"""Queries of the second call: the first one warms the caches."""
	ask()
	asked = 0
	execute = frappe.db.sql

	def counting(*args, **kwargs):
		nonlocal asked
		asked += 1
		return execute(*args, **kwargs)

	frappe.db.sql = counting
	try:
		ask()
	finally:
		frappe.db.sql = execute
	return asked


def _panel_of(size: int, organiser: str):
	"""A panel with `size` projects, each scored by all jurors; written in bulk, row by row as the app writes it."""
	cycle = factories.make_cycle(programme=factories.make_programme(organiser))
	unit = factories.make_unit()
	jurors = factories.make_jurors(JURORS)
	panel = factories.make_panel([factories.make_project(cycle, unit, "Checked")], jurors, opened=True)
	_multiply(panel, size - 1)
	return frappe.get_doc("Review Panel", panel.name)


def _multiply(panel, copies: int) -> None:
	"""Copy the panel's only project, with its assignments, sheets and scores."""
	project = frappe.get_doc("Brand Project", panel.projects[0].project)
	assignments = frappe.get_all("Panel Assignment", {"panel": panel.name}, "*", order_by="name")
	reviews = [frappe.get_doc("Brand Review", row.review) for row in assignments]
	for number in range(copies):
		copy = copy_row(project, project_title=f"{project.project_title} {number}", quota_slot=None)
		copy_row(panel.projects[0], project=copy, idx=number + 2)
		for row, review in zip(assignments, reviews, strict=True):
			sheet = copy_row(
				review, status="Submitted", total=str(60 + number % 40), submitted_on=now_datetime()
			)
			for score in review.scores:
				copy_row(score, parent=sheet, score="15")
			copy_row(frappe.get_doc("Panel Assignment", row.name), project=copy, review=sheet, pair_key=None)


def copy_row(doc, **values) -> str:
	"""Write a copy of a document with these values, without asking any rule; returns its name."""
	record = frappe.copy_doc(doc)
	record.update({"name": frappe.generate_hash(length=12), "docstatus": 0, "parent": doc.get("parent")})
	record.update({"parenttype": doc.get("parenttype"), "parentfield": doc.get("parentfield"), **values})
	record.set_user_and_timestamp()
	record.db_insert()
	return record.name
