"""What reports and papers say of units as they were, and who belongs where since."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.brand_union.report.brand_coverage.brand_coverage import execute as coverage
from brand_union.brand_union.report.brand_pipeline.brand_pipeline import execute as pipeline
from brand_union.services import choices, paper_content, paper_reader
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import PROJECT, ChangeCase


class TestPapersAndReports(ChangeCase):
	"""The `last` year's cycle is over and this year's is open; arts goes into law today, and `idle` is closed."""

	rules = {"quotas": [{"unit_type": "Second-level Union", "cap": 2, "duty": 1}]}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.idle = make.make_unit(parent_union_unit=cls.union.name, unit_name="Union of Idlers")
		cls.last = make.make_cycle(programme=cls.make_programme())
		cls.filed = make.make_project(cls.cycle, cls.arts, "Filed")
		for row in cls.last.windows:
			row.opens_on, row.closes_on = add_days(nowdate(), -200), add_days(nowdate(), -100)
		cls.last.change_reason = "Last year's dates"
		cls.last.save()

	def setUp(self):
		super().setUp()
		self.change("Merge", [self.arts], [{"unit": self.law.name}]).carry_out()
		self.change("Close", [self.idle]).carry_out()
		self.change("Rename", [self.law], [{"unit_name": "Union of Jurists"}]).carry_out()

	def covered(self, cycle) -> dict[str, tuple]:
		rows = coverage({"cycle": cycle.name})[1]
		ours = {unit.name for unit in (self.arts, self.idle, self.law)}
		fields = ("unit_name", "filed", "duty", "missing", "successor")
		return {row["unit"]: tuple(row[field] for field in fields) for row in rows if row["unit"] in ours}

	def test_coverage_of_the_running_year(self):
		self.assertEqual(
			self.covered(self.cycle),
			{
				self.arts.name: ("Union of Arts", 1, 0, 0, "Union of Jurists"),
				self.law.name: ("Union of Jurists", 0, 1, 1, ""),
			},
		)

	def test_coverage_of_a_year_that_is_over_is_as_it_was(self):
		self.assertEqual(
			self.covered(self.last),
			{
				self.arts.name: ("Union of Arts", 0, 1, 1, "Union of Jurists"),
				self.idle.name: ("Union of Idlers", 0, 1, 1, ""),
				self.law.name: ("Union of Law", 0, 1, 1, ""),
			},
		)

	def test_a_unit_founded_afterwards_is_not_asked_for_then(self):
		founded = self.new(name="New")
		self.change("Merge", [self.stored(self.law.name), self.unit], [founded]).carry_out()
		asked = {
			cycle.name: {row["unit"] for row in coverage({"cycle": cycle.name})[1]}
			for cycle in (self.cycle, self.last)
		}
		self.assertIn(founded["unit_code"], asked[self.cycle.name])
		self.assertNotIn(founded["unit_code"], asked[self.last.name])

	def test_the_successors_people_see_what_was_filed_before(self):
		with make.acting(self.lawyer):
			self.assertEqual(set(self.covered(self.cycle)), {self.arts.name, self.law.name})

	def test_pipeline_groups_by_the_unit_as_it_was(self):
		rows = pipeline({"cycle": self.cycle.name, "group_by": "Unit"})[1]
		told = {row["title"]: (row["count"], row["successor"]) for row in rows}
		self.assertEqual(told, {"Union of Arts": (1, "Union of Jurists")})

	def test_the_application_is_printed_as_it_was_filed(self):
		project = frappe.get_doc(PROJECT, self.filed.name)
		paper = paper_content.application(paper_reader.Reader(project))
		self.assertEqual(paper["text"]["unit_name"], "Union of Arts")

	def test_a_unit_that_has_groups_below_it_now_still_applies(self):
		law = self.stored(self.law.name)
		law.is_group = 1
		law.save()
		make.make_unit(parent_union_unit=law.name)
		with make.acting(self.lawyer):
			offered = choices.active_units("Union Unit", "Jurists", "name", 0, 20, {})
			self.assertEqual([row[0] for row in offered], [law.name])
			self.assertEqual(choices.defaults_of_new_project()["unit"], law.name)
