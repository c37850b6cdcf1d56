import json

import frappe
from frappe.desk import query_report

from brand_union.tests import factories as make
from brand_union.tests.awards import AwardedCase

REPORT = "Brand Awards"


class TestReportOfAwards(AwardedCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		with make.acting(cls.office):
			model = frappe.get_doc("Brand Award", cls.model)
			model.recommend(level="City", recommended_to="Union of the City")
			model.record_result(result="Awarded", level="Province", honour="Pioneer")

	def run_report(self, user=None, **filters) -> dict:
		asked = json.dumps({"cycle": self.cycle.name, **filters})
		with make.acting(user or self.office):
			return query_report.run(REPORT, filters=asked)

	def lines(self, user=None, **filters) -> list[tuple]:
		rows = self.run_report(user, **filters)["result"]
		return [(row["award_title"], row["upward_level"], row["honour"]) for row in rows]

	def test_an_award_has_a_row_for_each_step_upward(self):
		found = self.run_report()
		model = [("Model", "City", None), ("Model", "Province", "Pioneer")]
		self.assertEqual(
			sorted(self.lines(), key=str),
			sorted([*model, ("Good", None, None), ("Good", None, None)], key=str),
		)
		self.assertEqual([figure["value"] for figure in found["report_summary"]], [3, 3, 1])
		self.assertEqual([one["values"] for one in found["chart"]["data"]["datasets"]], [[3], [1]])

	def test_it_is_asked_by_unit_level_programme_and_year(self):
		year = self.cycle.year
		for filters, count in (
			({"unit": self.unit.name}, 2),
			({"level": "University"}, 4),
			({"level": "Province"}, 1),
			({"level": "Moon"}, 0),
			({"programme": self.cycle.programme}, 4),
			({"from_year": year, "to_year": year}, 4),
			({"from_year": year + 1}, 0),
			({"to_year": year - 1}, 0),
		):
			with self.subTest(filters=filters):
				self.assertEqual(len(self.lines(**filters)), count)

	def test_revoked_ones_are_left_out_unless_asked_for(self):
		self.correction(self.awarded, "", released=True)
		self.assertEqual({line[0] for line in self.lines()}, {"Good"})
		self.assertEqual({line[0] for line in self.lines(with_revoked=1)}, {"Good", "Model"})

	def test_each_reads_what_is_theirs(self):
		for user, count in (
			(self.officer, 2),
			(make.make_user("Brand Auditor"), 4),
			(make.make_user("Brand Observer"), 4),
			(make.make_user("Brand Officer"), 0),
		):
			with self.subTest(user=user):
				self.assertEqual(len(self.lines(user)), count)
		self.assertRaises(frappe.PermissionError, self.run_report, make.make_user("Brand Juror"))
