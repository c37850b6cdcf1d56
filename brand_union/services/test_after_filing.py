"""What becomes of a filed application: frozen, checked, returned to its unit, or ended."""

import frappe

from brand_union.services import filing, projects, stage
from brand_union.services.errors import (
	BrandError,
	FormalCheckOpen,
	FrozenContent,
	ReasonMissing,
	StageUnreachable,
)
from brand_union.tests.cases import FilingCase


class TestAfterFiling(FilingCase):
	rules = {
		"checks": [{"item": "Complete"}, {"item": "Sealed"}],
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	def setUp(self):
		super().setUp()
		self.project = self.file(self.draft())

	def test_what_was_filed_is_frozen(self):
		self.assertEqual(self.project.filed_by, self.officer)
		for field, value in (("objectives", "Another aim"), ("amount_requested", 1)):
			project = frappe.get_doc("Brand Project", self.project.name)
			project.set(field, value)
			with self.subTest(field=field):
				self.assertIn(project.project_title, self.refusal(FrozenContent, project.save))
		project = frappe.get_doc("Brand Project", self.project.name)
		project.budget[0].amount = 1
		self.assertRaises(FrozenContent, project.save)

	def test_a_filed_application_is_withdrawn_and_not_deleted(self):
		self.assertRaises(FrozenContent, frappe.delete_doc, "Brand Project", self.project.name)
		draft = self.draft()
		frappe.delete_doc("Brand Project", draft.name)
		self.assertFalse(frappe.db.exists("Brand Project", draft.name))

	def test_a_return_needs_a_reason(self):
		frappe.set_user(self.office)
		for reason in ("", "   ", "<p></p>"):
			with self.subTest(reason=reason):
				self.assertRaises(ReasonMissing, filing.return_to_unit, self.project, reason)
		self.assertRaises(
			ReasonMissing, stage.move, frappe.get_doc("Brand Project", self.project.name), "Draft"
		)
		self.assertEqual(frappe.db.get_value("Brand Project", self.project.name, "stage"), "Filed")

	def test_the_unit_reads_the_reason_and_files_again(self):
		frappe.set_user(self.office)
		self.project.return_to_unit("Name the people in charge")
		frappe.set_user(self.officer)
		project = frappe.get_doc("Brand Project", self.project.name)
		self.assertIn("Name the people in charge", projects.what_is_next(project)["text"])
		project.objectives = "With names now"
		project.save()
		self.assertEqual(self.file(project).objectives, "With names now")
		kinds = frappe.get_all(
			"Brand Snapshot", {"reference_name": project.name}, pluck="kind", order_by="creation"
		)
		self.assertEqual(kinds, ["As Filed", "As Filed"])

	def test_the_formal_check_is_finished_item_by_item(self):
		frappe.set_user(self.office)
		message = self.refusal(FormalCheckOpen, stage.move, self.project, "Checked")
		self.assertIn("Row 1, Complete: not checked yet.", message)
		self.project.reload()
		self.project.record_checks(
			[{"item": "Complete", "result": "Passed"}, {"item": "Sealed", "result": "Waived"}]
		)
		message = self.refusal(FormalCheckOpen, stage.move, self.reloaded(), "Checked")
		self.assertIn("Row 2, Sealed: waived without a reason.", message)
		self.reloaded().record_checks([{"item": "Sealed", "result": "Waived", "reason": "Scan follows"}])
		stage.move(self.reloaded(), "Checked")
		checks = self.reloaded().checks
		self.assertEqual([row.checked_by for row in checks], [self.office] * 2)
		self.assertTrue(all(row.checked_on for row in checks))

	def test_an_end_takes_a_reason_too(self):
		frappe.set_user(self.office)
		self.assertRaises(BrandError, projects.end_with_reason, self.reloaded(), "Closed", "No")
		self.assertRaises(StageUnreachable, projects.end_with_reason, self.reloaded(), "Terminated", "No")
		self.reloaded().end_with_reason("Not Approved", "Not a union matter")
		project = self.reloaded()
		self.assertEqual((project.stage, project.return_reason), ("Not Approved", "Not a union matter"))

	def reloaded(self):
		return frappe.get_doc("Brand Project", self.project.name)
