"""What the table behind a decision costs: all statistics of a large panel against one GROUP BY over the same rows."""

import random
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter_ns

import frappe

from brand_union.benchmarks.queries import copy_row
from brand_union.domain.panel_rules import Line
from brand_union.domain.panel_table import panel_table
from brand_union.services import results
from brand_union.tests import factories

PROJECTS, JURORS, REVIEWS, PLACES = 500, 60, 5, 200
TURNS, WARM_UP = 9, 2
GOAL = 5.0


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, ratio of medians, goal); both sides take turns, and neither loads the scores in its time."""
	panel = big_panel()
	loaded = results.load(panel)
	rules = replace(loaded.rules, line=Line(places=PLACES))
	sheets = loaded.plain_sheets()
	assert len(sheets) == PROJECTS * REVIEWS, len(sheets)
	times: dict[str, list[int]] = {"table": [], "group by": []}
	sides = (
		("table", lambda: panel_table(loaded.projects, sheets, rules)),
		("group by", lambda: _group_by(panel.name)),
	)
	for _turn in range(TURNS + WARM_UP):
		for side, step in sides:
			begin = perf_counter_ns()
			step()
			times[side].append(perf_counter_ns() - begin)
	table, plain = (median(times[side][WARM_UP:]) for side in ("table", "group by"))
	yield "decision table with all statistics / one GROUP BY over the same sheets", table / plain, GOAL
	yield "seconds for the decision table of 500 projects, 60 jurors and 5 reviews each", table / 1e9, 1.0


def big_panel():
	"""A seeded panel of that size: each project with handed-in sheets of five of its jurors."""
	cycle = factories.make_cycle()
	project = factories.make_project(cycle, factories.make_unit(), "Checked")
	panel = factories.make_panel([project], factories.make_jurors(JURORS), opened=True)
	given = [
		frappe.get_doc("Panel Assignment", name)
		for name in frappe.get_all("Panel Assignment", {"panel": panel.name}, pluck="name", order_by="name")
	]
	reviews = {row.name: frappe.get_doc("Brand Review", row.review) for row in given}
	frappe.db.delete("Panel Assignment", {"panel": panel.name})
	rng = random.Random(1)
	for number in range(PROJECTS):
		key = f"{panel.name}-{number:03}"
		copy_row(panel.projects[0], project=key, idx=number + 2)
		for row in rng.sample(given, REVIEWS):
			total = f"{rng.randint(600, 1000) / 10:.2f}"
			sheet = copy_row(reviews[row.name], status="Submitted", total=total)
			copy_row(row, project=key, review=sheet, pair_key=None)
	frappe.db.delete("Review Panel Project", {"name": panel.projects[0].name})
	return frappe.get_doc("Review Panel", panel.name)


def _group_by(panel: str) -> list:
	"""What the database itself can say of each project, from the sheets that the table is made of."""
	return frappe.db.sql(  # nosemgrep
		"""
		select assignment.project, count(*), avg(review.total), stddev_samp(review.total),
			min(review.total), max(review.total)
		from `tabPanel Assignment` assignment
		join `tabBrand Review` review on review.name = assignment.review
		where assignment.panel = %s and review.status = 'Submitted'
		group by assignment.project
		""",
		panel,
	)
