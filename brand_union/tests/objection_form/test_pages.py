"""The public pages of notices: what everybody reads, and what nobody learns from them."""

import frappe

from brand_union.tests.objection_form.case import OBJECTION, PDF, FormCase


class TestPages(FormCase):
	def test_everybody_reads_what_is_posted(self):
		page = self.guest.get(f"/brand-notices/{self.notice.name}").get_data(as_text=True)
		for part in (self.notice.notice_title, self.project.project_title, self.notice.contact):
			self.assertIn(part, page)
		for hidden in (self.project.name, self.notice.decision, self.project.leader_name, "csrf"):
			self.assertNotIn(hidden, page)
		form = self.guest.get(f"/brand-notices/{self.notice.name}/objection")
		self.assertEqual(form.status_code, 200)
		self.assertIn('name="objector_name"', form.get_data(as_text=True))
		self.assertIn(self.notice.notice_title, self.guest.get("/brand-notices").get_data(as_text=True))

	def test_a_draft_looks_like_none(self):
		draft = frappe.db.get_value("Brand Notice", {"status": "Draft"})
		pages = [self.guest.get(f"/brand-notices/{name}") for name in (draft, "BN-0000-000")]
		self.assertEqual([page.status_code for page in pages], [404, 404])
		texts = [page.get_data(as_text=True) for page in pages]
		self.assertEqual(*texts)
		for page in ("?page=0", "?page=-4", "?page=abc", "?page=" + "9" * 40):
			self.assertEqual(self.guest.get(f"/brand-notices{page}").status_code, 200)

	def test_a_closed_notice_offers_no_form(self):
		page = self.guest.get(f"/brand-notices/{self.over.name}/objection").get_data(as_text=True)
		self.assertIn("This notice takes no objections any more.", page)
		self.assertNotIn('name="objector_name"', page)

	def test_texts_of_the_office_are_no_markup(self):
		evil = "<script>alert(1)</script>"
		columns = {"notice_title": evil, "intro": evil, "contact": evil, "document_number": evil}
		frappe.db.set_value("Brand Notice", self.notice.name, columns)
		frappe.db.set_value("Brand Notice Row", {"parent": self.notice.name}, "project_title", evil)
		for path in ("", f"/{self.notice.name}", f"/{self.notice.name}/objection"):
			with self.subTest(path=path):
				page = self.guest.get(f"/brand-notices{path}").get_data(as_text=True)
				self.assertIn("&lt;script&gt;alert(1)", page)
				self.assertNotIn(evil, page)
		kept = {field: self.notice.get(field) for field in columns}
		frappe.db.set_value("Brand Notice", self.notice.name, kept)
		frappe.db.set_value(
			"Brand Notice Row", {"parent": self.notice.name}, "project_title", self.project.project_title
		)
		frappe.db.commit()

	def test_a_guest_reads_nothing_back(self):
		objection = self.accepted((PDF, "a.pdf"))
		file = frappe.get_doc("File", {"attached_to_name": objection.name})
		for doctype, name in ((OBJECTION, objection.name), ("Brand Notice", self.notice.name)):
			for path in (f"/api/resource/{doctype}", f"/api/resource/{doctype}/{name}"):
				with self.subTest(path=path):
					self.assertEqual(self.guest.get(path).status_code, 403)
		self.assertEqual(self.guest.get(file.file_url).status_code, 403)
		listed = self.guest.get("/api/resource/File", filters='{"attached_to_doctype": "Brand Objection"}')
		self.assertNotIn(file.name, listed.get_data(as_text=True))
		count = self.guest.get("/api/method/frappe.client.get_count", doctype=OBJECTION)
		self.assertEqual(count.status_code, 403)
		for path in (
			f"/brand-objections/{objection.receipt}",
			f"/printview?doctype={OBJECTION}&name={objection.name}",
		):
			self.assertIn(self.guest.get(path).status_code, (403, 404))
		page = self.guest.get(f"/brand-notices/{self.notice.name}").get_data(as_text=True)
		for word in (objection.objector_name, objection.receipt, objection.phone, objection.name):
			self.assertNotIn(word, page)
