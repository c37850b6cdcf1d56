"""What came of an award further up: recommendations, their results, and honours from outside."""

import frappe

from brand_union.services.errors import AwardProblem, BrandError
from brand_union.tests.awards import AwardedCase

HONOUR = {"level": "City", "honour": "Pioneer of the City"}


class TestRecommendations(AwardedCase):
	def award(self, name=None):
		return frappe.get_doc("Brand Award", name or self.model)

	def recommended(self, name=None, **values):
		return self.award(name).recommend(recommended_to="Union of the City", **{**HONOUR, **values})

	def test_the_way_up(self):
		self.assertEqual(self.award().recommendation, "To Be Recommended")
		row = self.recommended(recommended_on="2025-06-01", document_number="No. 3")["row"]
		self.assertEqual(self.award().recommendation, "Recommended")
		self.award().record_result(
			row=row, result="Awarded", result_on="2025-09-01", document_number="City 12"
		)
		award = self.award()
		kept = award.recommendations[0]
		self.assertEqual(
			(kept.level, kept.recommended_to, kept.honour, str(kept.recommended_on), kept.result),
			("City", "Union of the City", "Pioneer of the City", "2025-06-01", "Awarded"),
		)
		self.assertEqual((str(kept.result_on), kept.document_number), ("2025-09-01", "City 12"))
		self.assertEqual((len(award.recommendations), award.recommendation), (1, "Awarded"))

	def test_an_honour_from_outside_is_entered_by_its_result(self):
		self.award(self.good).record_result(result="Awarded", result_on="2025-09-01", **HONOUR)
		award = self.award(self.good)
		self.assertEqual((award.recommendation, award.recommendations[0].recommended_to), ("Awarded", None))

	def test_without_rows_it_is_again_what_the_rules_plan(self):
		for name, planned in ((self.model, "To Be Recommended"), (self.good, "Not Planned")):
			self.recommended(name, honour=f"Honour {name}")
			award = self.award(name)
			award.recommendations = []
			award.save()
			with self.subTest(planned=planned):
				self.assertEqual(self.award(name).recommendation, planned)

	def test_not_twice_for_the_same_honour(self):
		self.assertEqual(self.recommended()["warnings"], [])
		same = self.recommended(honour="pioneer of  the City")["warnings"]
		self.assertEqual(
			same,
			[
				f"Row 2: {self.unit.unit_name} already has the honour pioneer of  the City by the award {self.model}, "
				"or is recommended for it."
			],
		)
		self.assertEqual(self.recommended(honour="Another")["warnings"], [])
		self.assertEqual(self.recommended(level="Province")["warnings"], [])
		# The unit of the second award is another one.
		self.assertEqual(self.recommended(self.good)["warnings"], [])

	def test_what_failed_may_be_tried_again(self):
		row = self.recommended()["row"]
		self.award().record_result(row=row, result="Not Awarded")
		self.assertEqual(self.award().recommendation, "Not Awarded")
		self.assertEqual(self.recommended()["warnings"], [])

	def test_another_award_of_the_unit_counts(self):
		frappe.db.set_value("Brand Award", self.good, "unit", self.unit.name)
		self.recommended()
		self.assertIn(self.model, self.recommended(self.good)["warnings"][0])

	def test_wrong_rows_are_named(self):
		for values, message in (
			({"result": "Awarded"}, "Row 1, City: enter the day of the result."),
			({"result": "Awarded", "result_on": "2025-01-01"}, "enter the name of the honour."),
			({"result": "Recommended"}, "enter to whom it was recommended, and when."),
			(
				{
					"recommended_to": "City",
					"recommended_on": "2025-06-01",
					"result": "Recommended",
					"result_on": "2025-07-01",
				},
				"it has the day of a result, but no result",
			),
			(
				{"recommended_on": "2025-06-01", "result": "Not Awarded", "result_on": "2025-01-01"},
				"the result is older than the recommendation",
			),
		):
			award = self.award()
			award.append("recommendations", {"level": "City", **values})
			with self.subTest(values=values):
				self.assertIn(message, self.refusal(AwardProblem, award.save))

	def test_days_that_are_none_are_named(self):
		for call, day in (
			(lambda day: self.recommended(recommended_on=day), "soon"),
			(lambda day: self.award().record_result(result="Awarded", result_on=day, **HONOUR), "5"),
		):
			with self.subTest(day=day):
				self.assertIn(f"{day} is no date.", self.refusal(BrandError, call, day))

	def test_an_unknown_row_is_refused(self):
		text = self.refusal(AwardProblem, self.award().record_result, row="gone", result="Awarded")
		self.assertIn("has no recommendation gone", text)

	def test_the_unit_reads_it_and_writes_nothing(self):
		self.recommended()
		frappe.set_user(self.officer)
		award = self.award()
		self.assertTrue(award.has_permission("read"))
		self.assertEqual(award.recommendations[0].level, "City")
		self.assertRaises(frappe.PermissionError, award.recommend, level="City", recommended_to="x")
		self.assertRaises(frappe.PermissionError, award.record_result, result="Awarded", **HONOUR)
		self.assertFalse(self.award(self.good).has_permission("read"))
