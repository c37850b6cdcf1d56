"""Scans that are none, and files that are exchanged behind a signature on screen."""

import frappe
from frappe import client

from brand_union.services.errors import EndorsementProblem, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.signing_case import ON_PAPER, PARTY, UNION, SigningCase


class TestSignedFiles(SigningCase):
	@classmethod
	def make_programme(cls, **rules):
		return super().make_programme(sections=own.rows(), **rules)

	def test_a_scan_is_a_private_file_that_one_may_open(self):
		with make.acting(self.office):
			foreign = own.upload("foreign.pdf", b"%PDF of the office")
		project = self.draft()
		for scan in ("javascript:alert(1)", "/private/files/none.pdf", "/files/open.pdf", "x", foreign):
			with self.subTest(scan=scan):
				self.refusal(EndorsementProblem, project.add_paper, PARTY, {**ON_PAPER, "scan": scan})
				rows = [{"endorsement": PARTY, "scan": scan}]
				self.refusal(EndorsementProblem, self.draft, endorsements=rows)

	def test_a_scan_belongs_to_its_document(self):
		project = self.draft(endorsements=[{"endorsement": PARTY, **ON_PAPER, "scan": self.scan}])
		file = frappe.get_doc("File", {"attached_to_name": project.name})
		self.assertEqual((file.file_url, file.attached_to_field), (self.scan, "scan"))

	def test_what_was_signed_is_not_exchanged(self):
		project = self.draft(answers=own.answers(), files=[own.photo()])
		self.sign(self.chair, project, UNION)
		file = frappe.get_doc("File", {"attached_to_name": project.name})
		message = self.refusal(FrozenContent, file.delete)
		self.assertIn("is a part of what was signed on screen", message)
		for values in (
			{"attached_to_name": "", "attached_to_doctype": ""},
			{"file_url": own.upload("b.png")},
		):
			self.refusal(FrozenContent, client.set_value, "File", file.name, values)
		project.reload()
		project.set("files", [])
		project.save()
		self.assertIsNone(self.row(project, UNION).signed_by)
		file.delete()
