"""The page that checks a certificate: what it tells, to whom, and how often."""

import frappe
from frappe.utils import set_request
from frappe.website.serve import get_response

from brand_union.services import paper, paper_award, public_award
from brand_union.services.errors import BrandError
from brand_union.tests.awards import AwardedCase
from brand_union.tests.prints import pages_of, squash


class TestCheckOfACertificate(AwardedCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.award = frappe.get_doc("Brand Award", cls.model)

	def page(self, code: str):
		frappe.set_user("Guest")
		set_request(method="GET", path=f"/brand-awards/{code}")
		self.addCleanup(setattr, frappe.local, "request", None)
		response = get_response()
		return response.status_code, response.get_data(as_text=True)

	def test_everybody_reads_five_facts_and_nothing_else(self):
		status, text = self.page(self.award.check_code)
		self.assertEqual(status, 200)
		for shown in (
			self.award.certificate_number,
			self.award.award_title,
			self.award.unit_name,
			self.award.project_title,
		):
			self.assertIn(shown, text)
		for hidden in (
			self.award.name,
			self.award.project,
			self.award.decision,
			"100.00",
			self.award.document_number,
		):
			self.assertNotIn(hidden, text)

	def test_another_code_is_answered_alike_whatever_it_is(self):
		code = self.award.check_code
		for other in (
			"",
			code[:-1],
			code.upper(),
			f"{code} ",
			"%",
			self.award.certificate_number,
			self.award.name,
		):
			with self.subTest(code=other):
				self.assertIsNone(public_award.content(other))
		status, text = self.page("0" * 16)
		self.assertEqual(status, 404)
		self.assertIn("There is no such certificate", text)

	def test_a_revoked_one_has_no_certificate_and_no_page(self):
		self.correction(self.awarded, "", released=True)
		status, text = self.page(self.award.check_code)
		self.assertEqual(status, 404)
		self.assertNotIn(self.award.unit_name, text)
		frappe.set_user(self.office)
		award = frappe.get_doc("Brand Award", self.award.name)
		self.assertIn("was revoked", self.refusal(BrandError, paper.as_pdf, award))

	def test_who_asks_too_often_is_told_to_wait(self):
		self.page("1" * 16)
		key = frappe.cache.make_key(f"brand_union:award checks from:{frappe.local.request_ip or ''}")
		self.addCleanup(frappe.cache.delete, key)
		# The key that was made bears the site.
		frappe.cache.set(key, public_award.MOST_FROM_ONE_ADDRESS)  # nosemgrep
		status, text = self.page(self.award.check_code)
		self.assertEqual(status, 429)
		self.assertNotIn(self.award.unit_name, text)

	def test_the_certificate_says_what_it_is_for(self):
		pages = pages_of(paper.as_pdf(self.award))
		self.assertEqual(len(pages), 1)
		text = pages[0]
		for shown in (
			self.award.unit_name,
			self.award.project_title,
			self.award.award_title,
			self.award.certificate_number,
			self.union.unit_name,
		):
			self.assertIn(squash(shown), text)

	def test_the_code_can_be_drawn(self):
		code = paper_award.qr_code("https://union.example/brand-awards/0123456789abcdef")
		# 33 modules and four on each side; the corner of a finder pattern begins at 0, 0 with seven dark ones.
		self.assertEqual(code["box"], "-4 -4 41 41")
		self.assertTrue(code["path"].startswith("".join(f"M{x} 0h1v1h-1z" for x in range(7))))
