"""What a form, its files, its trail and its buttons tell, and to whom."""

import json
from unittest.mock import patch

import frappe
from frappe import client
from frappe.desk.form import load
from frappe.handler import run_doc_method
from frappe.www.printview import get_html_and_style

from brand_union.services import audit, filing
from brand_union.services.errors import BrandError, NotYourUnit
from brand_union.tests.side_doors.case import MARK, PROJECT, SideDoorCase


class TestForms(SideDoorCase):
	def test_a_form_opens_for_readers_only(self):
		for opening in (load.getdoc, lambda doctype, name: load.get_docinfo(doctype=doctype, name=name)):
			self.assertRaises(frappe.PermissionError, opening, PROJECT, self.filed.name)
		frappe.set_user(self.juror)
		self.assertRaises(frappe.PermissionError, load.getdoc, PROJECT, self.own.name)

	def test_checking_a_link_fetches_nothing(self):
		values = client.validate_link(PROJECT, self.filed.name, json.dumps(["project_title", "objectives"]))
		self.assertEqual(values, {"name": self.filed.name})

	def test_a_link_to_a_hidden_project_cannot_be_set(self):
		"""Frappe's lists show every field of what a link leads to."""
		self.own.reload()
		self.own.update({"kind": "Continuation", "continues_project": self.filed.name})
		with self.assertRaises(NotYourUnit) as caught:
			self.own.save()
		self.assertNotIn(MARK, str(caught.exception))

	def test_a_rewritten_document_is_not_printed(self):
		sent = self.sent(self.filed, unit=self.units[self.law].name)
		self.assertRaises(frappe.PermissionError, get_html_and_style, json.dumps(sent))

	def test_files_are_listed_and_opened_with_their_document(self):
		frappe.set_user(self.arts)
		file = self.attach(self.draft, "opinion.txt")
		row = self.draft.budget[0]
		by_row = self.attach(row, "invoice.txt")
		for user, expected in (
			(self.arts, True),
			(self.office, True),
			(self.law, False),
			(self.juror, False),
		):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertEqual(bool(frappe.get_list("File", {"name": file.name})), expected)
				self.assertEqual(bool(frappe.has_permission("File", "read", file.name)), expected)
				self.assertFalse(frappe.get_list("File", {"name": by_row.name}))

	def test_files_of_secret_documents_are_private(self):
		frappe.set_user(self.arts)
		for target in (self.draft, self.draft.budget[0]):
			with self.subTest(target=target.doctype), self.assertRaises(frappe.ValidationError) as caught:
				self.attach(target, "open.txt", is_private=0)
			self.assertIn("is public, so everybody could open it", str(caught.exception))
		file = self.attach(self.draft, "closed.txt")
		file.is_private = 0
		self.assertRaises(frappe.ValidationError, file.save)

	def test_the_trail_on_the_form_leaves_out_what_only_the_office_sees(self):
		project = frappe.get_doc(PROJECT, self.filed.name)
		frappe.set_user(self.office)
		project.checks[0].update({"result": "Failed", "reason": "Seal missing"})
		project.save(ignore_version=False)
		frappe.set_user(self.arts)
		load.get_docinfo(doctype=PROJECT, name=project.name)
		trail = frappe.as_json(frappe.response["docinfo"].versions)
		self.assertNotIn("Seal missing", trail)
		frappe.set_user("Administrator")
		kept = frappe.get_all(
			"Version", {"docname": audit.office_name(project.name)}, pluck="data", order_by="name"
		)
		self.assertEqual(len(kept), 1)
		self.assertIn("Seal missing", kept[0])

	def test_a_trail_without_secrets_stays_as_it_is(self):
		frappe.set_user(self.arts)
		project = frappe.get_doc(PROJECT, self.draft.name)
		project.objectives = "Another aim"
		project.save(ignore_version=False)
		data = frappe.get_all("Version", {"docname": project.name}, pluck="data", order_by="creation desc")[0]
		self.assertIn(["objectives", f"{MARK} in every office", "Another aim"], json.loads(data)["changed"])

	def test_a_form_button_works_on_what_is_stored(self):
		"""The browser sends the whole document along; nothing of it is saved by the way."""
		frappe.set_user(self.office)
		project = frappe.get_doc(PROJECT, self.filed.name)
		sent = self.sent(project, approved_amount=77777, tier="Key", objectives="Rewritten")
		run_doc_method("return_to_unit", docs=json.dumps(sent), args=json.dumps({"reason": "Add the seal"}))
		stored = frappe.get_doc(PROJECT, project.name)
		self.assertEqual((stored.stage, stored.return_reason), ("Draft", "Add the seal"))
		self.assertEqual((stored.approved_amount, stored.tier), (0, None))
		self.assertEqual(stored.objectives, project.objectives)

	def test_a_form_button_sends_back_what_one_may_read(self):
		"""Also of a level that a school's admin has closed."""
		frappe.set_user(self.office)
		act = {"method": "record_checks", "dt": PROJECT, "dn": self.filed.name, "args": {"results": []}}
		run_doc_method(**act)
		with patch.object(frappe.get_meta(PROJECT).get_field("leader_name"), "permlevel", 2):
			run_doc_method(**act)
		self.assertEqual([doc.get("leader_name") for doc in frappe.response.docs], ["Li Lei", None])

	def test_a_question_leaves_the_form_as_it_is(self):
		"""Frappe would put the stored document in the place of what is being typed."""
		frappe.set_user(self.arts)
		run_doc_method(method="what_is_next", dt=PROJECT, dn=self.filed.name)
		self.assertIn("text", frappe.response.message)
		self.assertEqual(frappe.response.docs, [])
		load.getdoc(PROJECT, self.filed.name)
		self.assertEqual([doc.name for doc in frappe.response.docs], [self.filed.name])

	def test_the_unit_has_no_use_of_the_offices_buttons(self):
		frappe.set_user(self.arts)
		project = frappe.get_doc(PROJECT, self.filed.name)
		self.assertRaises(BrandError, filing.return_to_unit, project, "I want it back")
		filing.record_checks(
			frappe.get_doc(PROJECT, project.name), [{"item": "Complete", "result": "Passed"}]
		)
		self.assertEqual([row.result for row in frappe.get_doc(PROJECT, project.name).checks], [None])
