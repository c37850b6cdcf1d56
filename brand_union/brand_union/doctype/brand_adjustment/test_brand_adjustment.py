import frappe

from brand_union.services import stage
from brand_union.services.adjustment import adjustable_fields
from brand_union.services.errors import AdjustmentProblem, FrozenContent, NotYourUnit
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase


class TestBrandAdjustment(OfficeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.other, cls.auditor = make.make_user("Brand Unit Officer"), make.make_user("Brand Auditor")
		make.make_unit(parent_union_unit=cls.union.name, members=[(cls.other, "Officer")])
		cls.project = make.make_project(
			cls.cycle, cls.unit, stage="Decided", objectives="Read <5 books\nweekly"
		)
		cls.filed = make.make_project(cls.cycle, cls.unit, stage="Filed")

	def adjust(self, project=None, **changes):
		return frappe.get_doc(
			{
				"doctype": "Brand Adjustment",
				"project": (project or self.project).name,
				"reason": "Two units had the same idea",
				"consultation": "Talked over by telephone",
				"changes": [
					{"field_name": field, "new_value": value}
					for field, value in (changes or {"objectives": "Read aloud"}).items()
				],
			}
		).insert()

	def stored(self, adjustment):
		return frappe.get_doc("Brand Adjustment", adjustment.name)

	def test_the_unit_and_nobody_else_is_told_of_a_proposal(self):
		adjustment = self.adjust()
		adjustment.propose()
		told = frappe.get_all(
			"Notification Log",
			{"document_type": "Brand Adjustment", "document_name": adjustment.name},
			["for_user", "subject"],
		)
		self.assertEqual([row.for_user for row in told], [self.officer])
		self.assertIn(self.project.project_title, told[0].subject)

	def test_from_the_proposal_to_the_changed_project(self):
		adjustment = self.adjust(objectives="Read aloud", amount_requested="8000", ends_on="2099-05-31")
		self.assertEqual(
			[(row.field_label, row.old_value) for row in adjustment.changes][:2],
			[("Objectives", self.project.objectives), ("Amount Requested (CNY)", "9000.0")],
		)
		adjustment.propose()
		frappe.set_user(self.officer)
		self.stored(adjustment).consent("Agreed in the committee")
		frappe.set_user(self.office)
		self.stored(adjustment).apply_to_project()
		done, project = self.stored(adjustment), frappe.get_doc("Brand Project", self.project.name)
		self.assertEqual(
			(done.status, done.proposed_by, done.answered_by, done.answer_note),
			("Applied", self.office, self.officer, "Agreed in the committee"),
		)
		self.assertTrue(done.proposed_on <= done.answered_on <= done.applied_on)
		self.assertEqual(
			(project.objectives, project.amount_requested, str(project.ends_on)),
			("Read aloud", 8000, "2099-05-31"),
		)
		self.assertEqual(project.modified_by, self.office)

	def test_the_approved_version_holds_the_adjustment_and_the_filed_one_does_not(self):
		adjustment = self.adjust()
		adjustment.propose()
		frappe.set_user(self.officer)
		self.stored(adjustment).consent()
		frappe.set_user(self.office)
		self.stored(adjustment).apply_to_project()
		project = frappe.get_doc("Brand Project", self.project.name)
		stage.move(project, "Under Way")
		frappe.set_user(self.officer)
		shown = frappe.get_doc("Brand Project", project.name).versions_side_by_side()
		self.assertEqual(len(shown["versions"]), 2)
		rows = {row["place"]: (row["old"], row["new"]) for row in shown["changes"][0]["rows"]}
		self.assertEqual(rows["Objectives"], (self.project.objectives, "Read aloud"))
		self.assertEqual(rows["Tier"][1], "General")

	def test_a_project_does_not_start_before_its_adjustment_is_settled(self):
		adjustment = self.adjust()
		project = frappe.get_doc("Brand Project", self.project.name)
		self.assertIn(adjustment.name, self.refusal(AdjustmentProblem, stage.move, project, "Under Way"))
		self.stored(adjustment).drop()
		stage.move(frappe.get_doc("Brand Project", project.name), "Under Way")
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "Under Way")

	def test_only_the_unit_answers(self):
		adjustment = self.adjust()
		adjustment.propose()
		for user in (self.office, self.other, self.auditor):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertRaises((NotYourUnit, frappe.PermissionError), self.stored(adjustment).consent)
		self.assertEqual(self.stored(adjustment).status, "Proposed")

	def test_a_unit_that_declines_says_why_and_the_project_stays(self):
		adjustment = self.adjust()
		adjustment.propose()
		frappe.set_user(self.officer)
		self.assertRaises(AdjustmentProblem, self.stored(adjustment).decline, "  ")
		self.stored(adjustment).decline("Our members asked for it as it is")
		frappe.set_user(self.office)
		self.refusal(AdjustmentProblem, self.stored(adjustment).apply_to_project)
		self.assertEqual(
			frappe.db.get_value("Brand Project", self.project.name, "objectives"), self.project.objectives
		)

	def test_steps_are_taken_in_order(self):
		adjustment = self.adjust()
		message = self.refusal(AdjustmentProblem, adjustment.apply_to_project)
		self.assertIn("Draft", message)
		self.assertIn("Consented", message)
		adjustment.propose()
		self.assertRaises(AdjustmentProblem, self.stored(adjustment).propose)
		frappe.set_user(self.officer)
		self.stored(adjustment).consent()
		self.assertRaises(AdjustmentProblem, self.stored(adjustment).consent)
		frappe.set_user(self.office)
		self.stored(adjustment).apply_to_project()
		self.assertRaises(AdjustmentProblem, self.stored(adjustment).drop)
		frappe.set_user("Administrator")
		self.assertRaises(AdjustmentProblem, frappe.delete_doc, "Brand Adjustment", adjustment.name)

	def test_what_the_unit_was_asked_is_not_changed_afterwards(self):
		adjustment = self.adjust()
		adjustment.propose()
		for change in (
			lambda doc: doc.changes[0].update({"new_value": "Something else"}),
			lambda doc: doc.append("changes", {"field_name": "plan", "new_value": "More"}),
			lambda doc: doc.update({"reason": "Another one"}),
		):
			doc = self.stored(adjustment)
			change(doc)
			self.assertRaises(FrozenContent, doc.save)

	def test_a_status_is_not_typed(self):
		adjustment = self.adjust()
		for values in (
			{"status": "Consented"},
			{"answered_by": self.officer},
			{"applied_on": "2025-01-01 00:00:00"},
		):
			doc = self.stored(adjustment)
			doc.update(values)
			with self.subTest(values=values):
				self.assertRaises(FrozenContent, doc.save)
		made = frappe.get_doc({**self.adjust().as_dict(), "name": None, "status": "Consented"}).insert()
		self.assertEqual(made.status, "Draft")

	def test_a_project_that_changed_meanwhile_is_not_overwritten(self):
		first, second = self.adjust(objectives="First"), self.adjust(objectives="Second")
		for adjustment in (first, second):
			frappe.set_user(self.office)
			self.stored(adjustment).propose()
			frappe.set_user(self.officer)
			self.stored(adjustment).consent()
		frappe.set_user(self.office)
		self.stored(first).apply_to_project()
		message = self.refusal(AdjustmentProblem, self.stored(second).apply_to_project)
		self.assertIn("Row 1", message)
		self.assertEqual(frappe.db.get_value("Brand Project", self.project.name, "objectives"), "First")

	def test_values_that_the_field_cannot_hold_are_refused_at_once(self):
		cases = (
			("ends_on", "next year", "a date like 2030-12-31"),
			("ends_on", "2025-02-30", "a date like 2030-12-31"),
			("amount_requested", "much", "a number that is not negative"),
			("amount_requested", "-1", "a number that is not negative"),
			("category", "NONE", "Brand Category"),
			("project_title", "x" * 141, "at most 140 characters"),
			("project_title", " ", "at most 140 characters"),
		)
		for field, value, wanted in cases:
			with self.subTest(field=field, value=value):
				message = self.refusal(AdjustmentProblem, self.adjust, **{field: value})
				self.assertIn("Row 1", message)
				self.assertIn(wanted, message)

	def test_what_is_no_part_of_the_text_is_not_adjusted(self):
		for field in ("unit", "cycle", "stage", "approved_amount", "budget", "nonsense"):
			with self.subTest(field=field):
				self.assertNotIn(field, adjustable_fields())
				self.assertIn(field, self.refusal(AdjustmentProblem, self.adjust, **{field: "x"}))

	def test_it_comes_after_the_decision_and_before_the_end(self):
		self.refusal(AdjustmentProblem, self.adjust, self.filed)
		adjustment = self.adjust()
		adjustment.propose()
		frappe.set_user(self.officer)
		self.stored(adjustment).consent()
		frappe.set_user(self.office)
		frappe.get_doc("Brand Project", self.project.name).end_with_reason(
			"Terminated", "The unit gave it up"
		)
		self.assertIn("Terminated", self.refusal(AdjustmentProblem, self.stored(adjustment).apply_to_project))

	def test_an_office_adjusts_its_own_projects_only(self):
		frappe.set_user("Administrator")
		stranger = make.make_user("Brand Officer")
		make.make_unit(unit_type="Women's Federation", members=[(stranger, "Officer")])
		frappe.set_user(stranger)
		self.assertRaises(frappe.PermissionError, self.adjust)
