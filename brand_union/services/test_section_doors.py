"""Answers and files of sections follow their document: nobody else lists, fetches, takes or removes them."""

import frappe

from brand_union.services.errors import FrozenContent, SectionProblem
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import FilingCase


class TestSectionDoors(FilingCase):
	rules = {
		"sections": own.rows(),
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.stranger, cls.juror = make.make_user("Brand Unit Officer"), make.make_user("Brand Juror")
		cls.other = make.make_unit(parent_union_unit=cls.union.name, members=[(cls.stranger, "Officer")])

	def setUp(self):
		super().setUp()
		self.project = self.draft(answers=own.answers(), files=[own.photo()])

	def file_of(self, project):
		found = {"attached_to_name": project.name, "attached_to_field": "files"}
		return frappe.get_doc("File", found)

	def test_an_upload_becomes_a_private_file_of_the_document(self):
		file = self.file_of(self.project)
		self.assertEqual(
			(file.file_url, file.attached_to_doctype, file.is_private),
			(self.project.files[0].file, "Brand Project", 1),
		)

	def test_who_reads_the_project_reads_its_answers_and_files(self):
		file = self.file_of(self.project)
		for user, sees in (
			(self.officer, True),
			(self.office, True),
			(self.stranger, False),
			(self.juror, False),
		):
			with self.subTest(user=user):
				frappe.set_user(user)
				self.assertEqual(file.has_permission("read"), sees)
				listed = frappe.get_list("File", {"name": file.name}, pluck="name")
				self.assertEqual(listed, [file.name] if sees else [])
				for doctype in ("Brand Project Answer", "Brand Project File"):
					self.assertEqual(bool(self.rows_of(doctype)), sees)

	def rows_of(self, doctype: str) -> list:
		try:
			return frappe.get_list(
				doctype, {"parent": self.project.name}, parent_doctype="Brand Project", pluck="name"
			)
		except frappe.PermissionError:
			return []

	def test_nobody_files_what_belongs_to_others(self):
		url = self.project.files[0].file
		frappe.set_user(self.stranger)
		message = self.refusal(
			SectionProblem, make.make_project, self.cycle, self.other, files=[own.photo(url)]
		)
		self.assertIn("is not a private file of yours", message)
		for values in ({}, {"attached_to_doctype": "User", "attached_to_name": self.stranger}):
			copy = frappe.get_doc({"doctype": "File", "file_url": url, "is_private": 1, **values})
			self.assertRaises(frappe.PermissionError, copy.insert)

	def test_a_file_that_may_be_read_is_filed_again_as_a_record_of_its_own(self):
		url = self.project.files[0].file
		again = self.draft(answers=own.answers(), files=[own.photo(url)])
		self.assertEqual(self.file_of(again).file_url, url)
		self.assertNotEqual(self.file_of(again).name, self.file_of(self.project).name)
		self.file_of(self.project).delete()
		self.assertEqual(self.file(again).stage, "Filed")

	def test_only_private_files_count(self):
		for url in (
			"/files/open.png",
			"https://example.com/x.png",
			"/private/files/../../site_config.json",
			"",
		):
			with self.subTest(url=url):
				rows = [own.photo(), {"section": "photos", "file": url or " "}]
				self.assertRaises(SectionProblem, self.draft, files=rows)

	def test_what_was_filed_stays_with_it(self):
		self.file_of(self.file(self.project))
		self.assertRaises(FrozenContent, self.file_of(self.project).delete)

	def test_what_is_a_draft_can_be_removed(self):
		self.file_of(self.project).delete()
		self.assertFalse(frappe.db.exists("File", {"attached_to_name": self.project.name}))
