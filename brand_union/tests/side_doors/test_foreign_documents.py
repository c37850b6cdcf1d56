"""Writing, taking over and handing out documents and rows of others."""

import json

import frappe
from frappe import client
from frappe.core.doctype.deleted_document import deleted_document
from frappe.desk.form import assign_to
from frappe.desk.form.save import savedocs
from frappe.handler import run_doc_method
from frappe.model.rename_doc import update_document_title

from brand_union.scopes import SCOPES
from brand_union.services.errors import FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.side_doors.case import MARK, PROJECT, SideDoorCase


class TestForeignDocuments(SideDoorCase):
	def test_a_document_of_others_is_not_written(self):
		"""Also not with its unit rewritten, which would make it one's own before anybody looks."""
		taken = {"unit": self.units[self.law].name}
		calls = {
			"set_value": lambda: client.set_value(PROJECT, self.draft.name, "objectives", "Taken"),
			"set unit": lambda: client.set_value(PROJECT, self.draft.name, taken),
			"save": lambda: client.save(self.sent(self.draft, **taken)),
			"savedocs": lambda: savedocs(json.dumps(self.sent(self.draft, **taken)), "Save"),
			"delete": lambda: client.delete(PROJECT, self.draft.name),
			"title": lambda: update_document_title(
				doctype=PROJECT, docname=self.draft.name, title="Taken", name=self.draft.name
			),
			"attach": lambda: client.attach_file("x.txt", "x", PROJECT, self.draft.name, is_private=1),
			"row": lambda: client.set_value("Brand Project Budget", self.draft.budget[0].name, "amount", 1),
			"new row": lambda: client.insert(
				{
					"doctype": "Brand Project Budget",
					"parent": self.draft.name,
					"parenttype": PROJECT,
					"parentfield": "budget",
					"heading": "Mine",
				}
			),
			"method": lambda: run_doc_method(
				"what_is_next", docs=json.dumps(self.sent(self.draft, **taken)), args="{}"
			),
			"comment": lambda: run_doc_method(
				"add_comment", docs=json.dumps(self.sent(self.draft, **taken)), args='{"text": "Hello"}'
			),
		}
		for name, call in calls.items():
			with self.subTest(call=name):
				self.assertRaises(frappe.PermissionError, call)
		stored = frappe.get_doc(PROJECT, self.draft.name)
		self.assertEqual((stored.unit, stored.objectives), (self.draft.unit, self.draft.objectives))

	def test_a_refusal_tells_nothing_about_the_hidden_document(self):
		"""A read-only field that was changed is refused with its old value: not to a stranger."""
		sent = self.sent(
			self.filed, unit=self.units[self.law].name, approved_amount=1, filed_by="x", project_title=""
		)
		with self.assertRaises(frappe.PermissionError) as caught:
			client.save(sent)
		self.assertNotIn(MARK, str(caught.exception) + frappe.as_json(frappe.get_message_log()))

	def test_bulk_updates_fail_one_by_one(self):
		rows = [{"doctype": PROJECT, "docname": self.draft.name, "objectives": "Taken"}]
		self.assertEqual(len(client.bulk_update(json.dumps(rows))["failed_docs"]), 1)

	def test_a_row_is_not_saved_or_deleted_alone(self):
		frappe.set_user(self.arts)
		row = frappe.get_doc("Brand Project Budget", self.draft.budget[0].name)
		row.amount = 1
		self.assertRaises(frappe.PermissionError, row.save)
		self.assertRaises(frappe.PermissionError, frappe.delete_doc, row.doctype, row.name)
		new = {**row.as_dict(), "name": None, "__islocal": 1}
		self.assertRaises(frappe.PermissionError, frappe.get_doc(new).insert)

	def test_a_row_of_another_document_is_not_carried_off(self):
		"""Frappe saves a row by its name, whatever document it belonged to before."""
		frappe.set_user(self.arts)
		sent = self.sent(self.draft)
		sent["budget"].append({**self.sent(self.filed)["budget"][0], "heading": "Carried off"})
		with self.assertRaises(FrozenContent) as caught:
			client.save(sent)
		self.assertIn("Budget, row 1 belongs to another document", str(caught.exception))
		self.assertEqual([row.heading for row in frappe.get_doc(PROJECT, self.filed.name).budget], ["Books"])

	def test_a_deleted_draft_comes_back_to_its_own_people_only(self):
		frappe.set_user(self.arts)
		draft = make.make_project(self.cycle, self.units[self.arts], project_title="Gone")
		client.delete(PROJECT, draft.name)
		frappe.set_user("Administrator")
		kept = frappe.db.get_value("Deleted Document", {"deleted_name": draft.name})
		frappe.set_user(self.law)
		self.assertRaises(frappe.PermissionError, deleted_document.restore, kept)
		frappe.set_user(self.arts)
		deleted_document.restore(kept)
		self.assertEqual(frappe.db.get_value(PROJECT, {"project_title": "Gone"}, "stage"), "Draft")

	def test_secret_documents_are_neither_shared_nor_assigned(self):
		frappe.set_user("Administrator")
		for doctype, name in ((PROJECT, self.draft.name), ("Brand Cycle", self.cycle.name)):
			with self.subTest(doctype=doctype):
				self.assertRaises(frappe.ValidationError, frappe.share.add, doctype, name, self.law)
				task = {
					"doctype": doctype,
					"name": name,
					"assign_to": json.dumps([self.law]),
					"description": "x",
				}
				self.assertRaises(frappe.ValidationError, assign_to.add, task)
		self.assertFalse(
			frappe.db.exists("DocShare", {"user": self.law, "share_doctype": ("in", list(SCOPES))})
		)

	def test_people_of_a_unit_do_not_hand_out_user_permissions(self):
		permission = {
			"doctype": "User Permission",
			"user": self.law,
			"allow": "Union Unit",
			"for_value": self.draft.unit,
		}
		self.assertRaises(frappe.PermissionError, client.insert, permission)
