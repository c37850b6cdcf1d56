import frappe

from brand_union.services.errors import FrozenContent
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestScoreSheet(IntegrationTestCase):
	def test_the_maximum_is_the_sum_of_the_criteria(self):
		sheet = make.make_score_sheet(criteria=(("a", "A", 40), ("b", "B", 12.5)))
		self.assertEqual(sheet.total_max, 52.5)

	def test_a_duplicate_reckons_its_own_maximum(self):
		sheet = make.make_score_sheet(criteria=(("a", "A", 40), ("b", "B", 60)))
		copy = frappe.copy_doc(sheet)
		copy.sheet_name = f"{sheet.sheet_name} copy"
		copy.criteria[1].max_score = 10
		self.assertEqual(copy.insert().total_max, 50)

	def test_rows_that_cannot_stand_are_named(self):
		cases = (
			((("a", "A", 40), ("a", "B", 60)), "row 2: the code a is used twice"),
			((("a", "A", 5, {"min_score": 5}),), "row 1: the maximum 5.0 must be above the minimum 5.0"),
			((("a", "A", 5, {"step": -1}),), "row 1: the step cannot be negative"),
		)
		for criteria, expected in cases:
			with self.subTest(expected=expected), self.assertRaises(frappe.ValidationError) as caught:
				make.make_score_sheet(criteria=criteria)
			self.assertIn(expected, str(caught.exception))

	def test_bands_go_down_each_once(self):
		for bands in ((("A", 60, 0, 1), ("B", 90, 0, 1)), (("A", 60, 0, 1), ("B", 60, 0, 1))):
			with self.subTest(bands=bands), self.assertRaises(frappe.ValidationError) as caught:
				make.make_score_sheet(bands=bands)
			self.assertIn("Grade Bands", str(caught.exception))

	def test_a_sheet_that_a_panel_was_opened_with_keeps_its_criteria(self):
		cycle = make.make_cycle()
		project = make.make_project(cycle=cycle, stage="Checked")
		panel = make.make_panel([project], make.make_jurors(1), opened=True)
		changes = (
			lambda sheet: sheet.append(
				"criteria", {"criterion_code": "new", "criterion": "New", "max_score": 5}
			),
			lambda sheet: sheet.criteria[0].update({"max_score": 50}),
			lambda sheet: sheet.grades[0].update({"threshold": 95}),
			lambda sheet: sheet.update({"purpose": "Acceptance"}),
		)
		for change in changes:
			sheet = frappe.get_doc("Score Sheet", panel.score_sheet)
			change(sheet)
			with self.assertRaisesRegex(FrozenContent, panel.panel_name):
				sheet.save()
		sheet = frappe.get_doc("Score Sheet", panel.score_sheet)
		sheet.update({"is_active": 0, "guidance": "Read the plan first"}).save()
