"""Drawing up an award decision, what a draft may say, and what stands against releasing it."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.services import awards
from brand_union.services.errors import AwardProblem, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.awards import MARKS, AwardCase
from brand_union.tests.queries import QueryCount


class TestDraft(AwardCase):
	def test_rows_come_in_the_order_of_the_scores_with_what_the_rules_propose(self):
		rows = self.decision().rows
		self.assertEqual(
			[
				(row.project, row.rank, row.score, row.grade, row.proposed_title or "", row.award_title or "")
				for row in rows
			],
			[
				(self.closed[0].name, 1, "100.00", "Excellent", "Model", "Model"),
				(self.closed[1].name, 2, "90.00", "Excellent", "Good", "Good"),
				(self.closed[2].name, 3, "80.00", "Good", "Good", "Good"),
				(self.closed[3].name, 4, "70.00", "Sufficient", "", ""),
			],
		)

	def test_a_row_has_the_unit_under_the_name_of_today(self):
		with make.acting("Administrator"):
			self.unit.reload()
			self.unit.unit_name = "Arts Today"
			self.unit.save()
		self.assertEqual(self.decision().rows[0].unit_name, "Arts Today")

	def test_drawing_up_again_keeps_what_was_chosen(self):
		doc = self.decision("Good")
		doc.draft_rows()
		self.assertEqual((doc.rows[0].award_title, doc.rows[0].reason), ("Good", "As discussed"))
		self.assertEqual(doc.rows[1].award_title, "Good")

	def test_rows_are_drawn_up_and_not_entered(self):
		doc = self.decision()
		doc.rows[3].proposed_title = "Model"
		self.assertRaises(FrozenContent, doc.save)
		doc.reload()
		doc.remove(doc.rows[0])
		self.assertRaises(FrozenContent, doc.save)
		new = {"doctype": "Brand Award Decision", "decision_title": "New", "cycle": self.cycle.name}
		self.assertRaises(
			AwardProblem, frappe.get_doc({**new, "rows": [{"project": self.closed[0].name}]}).insert
		)

	def test_a_title_that_the_cycle_does_not_have_is_named(self):
		text = self.refusal(AwardProblem, self.decision, "Golden")
		self.assertIn(f"Row 1, {self.closed[0].project_title}: the cycle has no award title Golden", text)
		self.assertIn("Choose one of: Model, Good", text)

	def test_the_preview_counts_titles_against_their_places(self):
		preview = self.decision().preview()
		self.assertEqual(
			[
				(row["title"], row["chosen"], row["places"], row["taken"], row["rule"])
				for row in preview["titles"]
			],
			[
				("Model", 1, 1, 0, "at most 1"),
				("Good", 2, 2, 0, "50% of 4 (Accepted Projects), rounded: Half Up"),
			],
		)
		self.assertEqual((preview["awarded"], preview["revoked"], preview["problems"]), (3, 0, []))
		self.assertEqual(preview["warnings"], [])

	def test_too_many_holders_are_named(self):
		problems = self.decision("Model", "Model").preview()["problems"]
		first, second = (project.project_title for project in self.closed[:2])
		self.assertEqual(
			problems,
			[f"Model: 1 places are left (at most 1), and 2 rows have it: row 1 {first}, row 2 {second}."],
		)

	def test_departing_from_the_order_takes_a_reason(self):
		doc = self.decision({"award_title": "Good"}, {"award_title": "Model"})
		texts = [f"Row {n}, {self.closed[n - 1].project_title}: the order gives it" for n in (1, 2)]
		self.assertEqual(
			doc.preview()["problems"],
			[
				f"{texts[0]} Model, and Good is chosen. Give the reason in this row.",
				f"{texts[1]} Good, and Model is chosen. Give the reason in this row.",
			],
		)
		for row in doc.rows[:2]:
			row.reason = "The second one was copied by three other units"
		doc.save()
		self.assertEqual(doc.preview()["problems"], [])

	def test_a_title_out_of_reach_is_said(self):
		warnings = self.decision("", "", "Model").preview()["warnings"]
		self.assertEqual(
			warnings, [f"Row 3, {self.closed[2].project_title}: it does not meet what Model asks for."]
		)

	def test_nothing_to_award(self):
		problems = self.decision("", "", "").preview()["problems"]
		self.assertEqual(problems, ["No row has a title, so there is nothing to award."])

	def test_what_is_missing_on_paper_is_said(self):
		doc = self.decision(meeting="", basis="", document_number="")
		self.assertEqual(len(doc.preview()["warnings"]), 3)

	def test_outside_the_window_there_is_a_warning(self):
		for days, told in ((-5, 1), (5, 0)):
			with make.acting("Administrator"):
				cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
				cycle.windows = [row for row in cycle.windows if row.phase != "Award"]
				window = {"opens_on": add_days(nowdate(), -9), "closes_on": add_days(nowdate(), days)}
				cycle.append("windows", {"phase": "Award", **window})
				cycle.change_reason = "Other days"
				cycle.save()
			with self.subTest(days=days):
				warnings = self.decision().preview()["warnings"]
				self.assertEqual(sum("The window for awards" in text for text in warnings), told)

	def test_a_row_that_is_out_of_date_is_named(self):
		doc = self.decision()
		with make.acting("Administrator"):
			cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
			cycle.awards[0].max_count = 2
			cycle.change_reason = "More places"
			cycle.save()
		told = "its result or the places have changed since the row was drawn up. Draw the rows up again."
		self.assertEqual(
			doc.preview()["problems"],
			[f"Row {row}, {self.closed[row - 1].project_title}: {told}" for row in (2, 4)],
		)
		doc.draft_rows()
		self.assertEqual([row.award_title or "" for row in doc.rows], ["Model", "Model", "Good", "Good"])

	def test_a_cycle_without_titles_draws_up_nothing(self):
		with make.acting("Administrator"):
			cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
			cycle.awards = []
			cycle.change_reason = "No titles this year"
			cycle.save()
		self.assertIn("has no award titles", self.refusal(AwardProblem, self.decision))

	def test_the_number_of_queries_does_not_grow(self):
		doc, counts = self.decision(), []
		for number in (1, len(self.closed)):
			with make.acting("Administrator"):
				for project in self.closed[number:]:
					frappe.db.set_value("Brand Project", project.name, "cycle", "")
			awards.standing(doc)
			with QueryCount() as queries:
				found = awards.standing(doc)
			counts.append(queries.count)
			self.assertEqual(len(found.projects), number)
			frappe.db.set_value(
				"Brand Project", {"name": ("in", [one.name for one in self.closed])}, "cycle", self.cycle.name
			)
		self.assertEqual(counts[0], counts[1])


class TestTies(AwardCase):
	marks = (MARKS[0], MARKS[0], MARKS[2])

	def test_equal_scores_at_the_last_place_are_for_the_committee(self):
		doc = self.decision()
		first, second, third = doc.rows
		self.assertEqual([row.proposed_title or "" for row in doc.rows], ["", "", "Good"])
		self.assertEqual((first.rank, second.rank, third.rank), (1, 1, 3))
		self.assertEqual(
			first.flags_text,
			f"Equal scores at the last place of Model (1 places): {second.project_title}. The committee decides.",
		)
		problems = doc.preview()["problems"]
		self.assertEqual(len(problems), 2)
		self.assertIn(
			"its score is equal with others at the last place of Model. Give the reason", problems[0]
		)
		doc.rows[0].update({"award_title": "Model", "reason": "More members took part"})
		doc.rows[1].update({"award_title": "Good", "reason": "Fewer members took part"})
		doc.save()
		self.assertEqual(doc.preview()["problems"], [])


class TestConditions(AwardCase):
	titles = (
		{"award_title": "Large", "condition": "unit.head_count >= 500"},
		{"award_title": "Bold", "condition": "project.score >= 85"},
	)

	def test_a_condition_asks_for_facts_of_unit_and_project(self):
		with make.acting("Administrator"):
			frappe.db.set_value("Union Unit", self.closed[3].unit, "head_count", 500)
		self.assertEqual(
			[row.proposed_title or "" for row in self.decision().rows], ["Bold", "Bold", "", "Large"]
		)
