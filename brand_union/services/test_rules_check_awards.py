"""Award titles that cannot be given are refused when the rules are saved, each with its row."""

from brand_union.services import cycles
from brand_union.services.errors import BrandError
from brand_union.tests import factories as make
from brand_union.tests.awards import TITLES
from brand_union.tests.cases import UnionCase


class TestRulesOfAwards(UnionCase):
	begins_as = "office"

	def setUp(self):
		super().setUp()
		self.enterContext(make.acting("Administrator"))

	def programme(self, *titles, **values):
		return make.make_programme(self.union.name, awards=list(titles), **values)

	def test_each_wrong_row_is_named(self):
		good = {"award_title": "Good"}
		for row, message in (
			(good, "Award Titles, row 2: Good is listed twice."),
			({"award_title": "A", "max_share": 101}, "row 2: 101.0% is no share"),
			({"award_title": "A", "max_count": -1}, "row 2: At Most (Number) is negative"),
			({"award_title": "A", "min_score": -1}, "row 2: From Score is negative"),
			(
				{"award_title": "A", "grade": "Splendid"},
				"row 2: the acceptance sheet has no grade Splendid. Choose one of: Excellent, Good",
			),
			(
				{"award_title": "A", "certificate_pattern": "A-{year}"},
				"row 2: the pattern A-{year} has no {number}",
			),
			(
				{"award_title": "A", "certificate_pattern": "{number}{month}"},
				"row 2: {month} in the pattern {number}{month} is no field",
			),
			(
				{"award_title": "A", "condition": "unit.head_cout"},
				"row 2: the condition unit.head_cout cannot be used",
			),
			({"award_title": "A", "condition": "1 +"}, "row 2: the condition 1 + cannot be used"),
		):
			with self.subTest(row=row):
				self.assertIn(message, self.refusal(BrandError, self.programme, good, row))

	def test_a_grade_needs_an_acceptance_sheet(self):
		text = self.refusal(
			BrandError, self.programme, {"award_title": "A", "grade": "Good"}, acceptance_sheet=None
		)
		self.assertIn("row 1: the grade Good comes from an acceptance sheet, and none is chosen", text)

	def test_good_rows_are_copied_to_the_cycle(self):
		cycle = make.make_cycle(programme=self.programme(*[dict(row) for row in TITLES]))
		rows = cycles.rules_of(cycle.name).awards
		self.assertEqual(
			[(row.award_title, row.max_count, row.max_share) for row in rows],
			[("Model", 1, 0), ("Good", 0, 50)],
		)
