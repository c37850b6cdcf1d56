"""What people of a unit may not do with their own documents: type what the system writes, jump, rename."""

import json

import frappe
from frappe import client
from frappe.desk.doctype.kanban_board.kanban_board import update_order_for_single_card
from frappe.desk.form.save import savedocs
from frappe.handler import run_doc_method

from brand_union.scopes import SCOPES
from brand_union.services.errors import FrozenContent, NotAllowedNow
from brand_union.tests.side_doors.case import PROJECT, SideDoorCase


class TestOwnDocuments(SideDoorCase):
	def test_computed_fields_are_not_typed(self):
		frappe.set_user(self.arts)
		for field, value in (
			("approved_amount", 100000),
			("tier", "Key"),
			("filed_on", "2020-01-01 00:00:00"),
			("unit_name", "Another"),
			("return_reason", "None"),
		):
			with self.subTest(field=field):
				self.assertRaises(FrozenContent, client.set_value, PROJECT, self.draft.name, field, value)

	def test_fields_of_the_office_are_put_back(self):
		"""Frappe quietly restores a field on a level that the user may not write."""
		frappe.set_user(self.arts)
		for field, value in (("quota_slot", "mine"), ("decision", "none")):
			client.set_value(PROJECT, self.draft.name, field, value)
			self.assertFalse(frappe.db.get_value(PROJECT, self.draft.name, field))
		sent = self.sent(self.draft, checks=[{"item": "Complete", "result": "Passed"}])
		self.assertEqual(client.save(sent)["checks"], [])

	def test_a_stage_is_not_set(self):
		frappe.set_user(self.arts)
		jumps = (
			{"stage": "Decided"},
			{"workflow_state": "Decided by Union"},
			{"workflow_state": "Decided by Union", "stage": "Decided"},
			{"stage": "No such stage"},
			{"docstatus": 1},
		)
		for values in jumps:
			with self.subTest(values=values):
				self.assertRaises(
					(NotAllowedNow, frappe.PermissionError, frappe.ValidationError),
					client.save,
					self.sent(self.draft, **values),
				)
		self.assertEqual(frappe.db.get_value(PROJECT, self.draft.name, ["stage", "docstatus"]), ("Draft", 0))

	def test_a_card_on_the_board_does_not_move_a_project(self):
		board = frappe.get_all(
			"Kanban Board",
			{"reference_doctype": PROJECT, "field_name": "stage"},
			pluck="name",
			order_by="name",
		)[0]
		frappe.set_user(self.arts)
		self.assertRaises(
			NotAllowedNow, update_order_for_single_card, board, self.draft.name, "Draft", "Decided", 0, 0
		)

	def test_a_new_document_begins_at_the_beginning(self):
		"""Whatever a request sends along: a stage, an owner, flags, or a version of before."""
		frappe.set_user(self.arts)
		sent = {
			"doctype": PROJECT,
			"project_title": "Smuggled",
			"cycle": self.cycle.name,
			"unit": self.draft.unit,
			"workflow_state": "Decided by Union",
			"stage": "Decided",
			"owner": self.office,
			"approved_amount": 9999,
			"filed_on": "2020-01-01 00:00:00",
			"quota_slot": "mine",
			"flags": {"by_service": True, "ignore_permissions": True},
			"_doc_before_save": {"workflow_state": "Decided by Union", "stage": "Decided"},
			"checks": [{"item": "Complete", "result": "Passed"}],
		}
		doc = frappe.get_doc(PROJECT, client.insert(sent)["name"])
		self.assertEqual(
			(doc.stage, doc.workflow_state, doc.owner, doc.approved_amount, doc.filed_on, doc.quota_slot),
			("Draft", "Drafting", self.arts, 0, None, None),
		)
		self.assertEqual(doc.checks, [])

	def test_flags_of_a_request_allow_nothing(self):
		frappe.set_user(self.arts)
		sent = self.sent(
			self.draft, approved_amount=5, flags={"by_service": True, "ignore_permissions": True}
		)
		self.assertRaises(FrozenContent, client.save, sent)

	def test_a_duplicate_takes_over_the_text_and_not_the_record(self):
		frappe.set_user(self.arts)
		copy = frappe.copy_doc(frappe.get_doc(PROJECT, self.filed.name), ignore_no_copy=False)
		copy.insert()
		self.assertEqual(
			(copy.objectives, copy.stage, copy.filed_on, copy.quota_slot),
			(self.filed.objectives, "Draft", None, None),
		)

	def test_nothing_of_ours_is_renamed(self):
		frappe.set_user(self.arts)
		attempts = (
			lambda: client.rename_doc(PROJECT, self.draft.name, "NEW"),
			lambda: frappe.get_doc(PROJECT, self.draft.name).rename("NEW", force=True),
			lambda: frappe.get_doc(PROJECT, self.draft.name).rename("NEW", validate_rename=False),
			lambda: frappe.get_doc("Score Sheet", self.cycle.selection_sheet).rename(
				"NEW", validate_rename=False
			),
		)
		for attempt in attempts:
			self.assertRaises(frappe.ValidationError, attempt)
		for doctype in SCOPES:
			with self.subTest(doctype=doctype):
				self.assertFalse(frappe.get_meta(doctype).allow_rename)

	def test_nothing_is_submitted_or_cancelled(self):
		frappe.set_user(self.arts)
		attempts = {
			"submit": lambda: client.submit(self.sent(self.draft)),
			"cancel": lambda: client.cancel(PROJECT, self.draft.name),
			"savedocs": lambda: savedocs(json.dumps(self.sent(self.draft)), "Submit"),
			"method": lambda: run_doc_method("submit", dt=PROJECT, dn=self.draft.name),
		}
		for name, attempt in attempts.items():
			with self.subTest(attempt=name):
				self.assertRaises((frappe.PermissionError, frappe.ValidationError), attempt)
		frappe.set_user("Administrator")
		self.assertRaises(NotAllowedNow, frappe.get_doc(PROJECT, self.draft.name).submit)

	def test_only_lists_of_the_setup_are_imported(self):
		"""An import skips the check of fields that are set once, and of choices."""
		importable = {doctype for doctype in SCOPES if frappe.get_meta(doctype).allow_import}
		self.assertEqual(importable, {"Union Unit", "Brand Category", "Score Sheet"})
