"""Records of files: an address that opens somebody else's file, an attachment that joins somebody else's document."""

import frappe
from frappe import client

from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.side_doors.case import PROJECT, SideDoorCase


class TestFiles(SideDoorCase):
	def setUp(self):
		super().setUp()
		with make.acting(self.arts):
			self.theirs = self.attach(self.draft, "plan.txt")
		frappe.set_user(self.law)
		self.mine = frappe.get_doc("File", {"file_url": own.upload("own.txt", b"Own")})

	def refuses_values(self, error=frappe.PermissionError, **values):
		with self.subTest(values=values), self.assertRaises(error):
			client.set_value("File", self.mine.name, values)
		self.assertFalse(frappe.get_all("File", {"name": self.mine.name, **values}))

	def test_a_record_is_not_pointed_at_a_file_of_others(self):
		self.refuses_values(file_url=self.theirs.file_url)
		self.refuses_values(file_url=self.theirs.file_url.replace("plan", "%70lan"))

	def test_a_record_does_not_join_a_document_of_others(self):
		for name in (self.draft.name, self.filed.name, "BP-9999-0001"):
			target = {"attached_to_doctype": PROJECT, "attached_to_name": name}
			self.refuses_values(**target)
			self.refuses_values(attached_to_doctype=PROJECT.lower(), attached_to_name=name)
			new = frappe.get_doc(
				{"doctype": "File", "file_name": "x.txt", "content": "x", "is_private": 1, **target}
			)
			self.assertRaises(frappe.PermissionError, new.insert)

	def test_what_one_may_write_takes_what_one_may_read(self):
		with make.acting(self.arts):
			url = self.theirs.file_url
			again = frappe.get_doc({"doctype": "File", "file_url": url, "is_private": 1}).insert()
			client.set_value(
				"File", again.name, {"attached_to_doctype": PROJECT, "attached_to_name": self.draft.name}
			)
			again.reload()
			self.assertEqual((again.file_url, again.attached_to_name), (url, self.draft.name))
		unsaved = {"attached_to_doctype": PROJECT, "attached_to_name": "new-brand-project-1"}
		client.set_value("File", self.mine.name, unsaved)
		self.mine.reload()
		self.mine.update({"attached_to_name": self.own.name, "file_url": self.mine.file_url})
		self.mine.save()

	def test_a_file_that_is_made_public_is_refused_in_a_sentence(self):
		"""Also one of a section, whose field Frappe would write the new address into."""
		with make.acting(self.arts):
			file = self.attach(self.draft, "photo.txt", attached_to_field="files")
			self.assertIn(
				"photo",
				self.refusal(frappe.ValidationError, client.set_value, "File", file.name, "is_private", 0),
			)
