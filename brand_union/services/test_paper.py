"""Who prints a form, by which way, and what is never on it."""

from unittest.mock import patch

import frappe
from frappe.permissions import reset_perms, update_permission_property
from frappe.www.printview import get_rendered_template

from brand_union.services import paper
from brand_union.services.errors import BrandError
from brand_union.tests import factories as make
from brand_union.tests.prints import ROWS, SAMPLE, TEXTS, PaperCase, html_of


class TestRights(PaperCase):
	def download(self, doc, **options):
		with patch.object(paper, "to_pdf", return_value=b"%PDF-") as made:
			paper.download(doc.doctype, doc.name, **options)
		return made.call_args.args[0]

	def test_readers_of_the_project_download_its_form(self):
		doc = self.sample()
		with make.acting(self.chair):
			self.assertIn(SAMPLE["leader_name"], self.download(doc))
		self.assertEqual(frappe.local.response.type, "pdf")
		self.assertEqual(frappe.local.response.filename, f"brand-project-{doc.name}.pdf")
		self.assertEqual(frappe.local.response.filecontent, b"%PDF-")

	def test_others_do_not(self):
		doc = self.sample()
		stranger = make.make_user("Brand Unit Chair")
		make.make_unit(members=[(stranger, "Chair")])
		for user in (stranger, make.make_user("Brand Juror"), "Guest"):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, self.download, doc)
				self.assertRaises(frappe.PermissionError, paper.brand_paper, doc)
				self.assertRaises(frappe.PermissionError, paper.download_pdf, doc.doctype, doc.name)

	def test_reading_without_printing_is_not_enough(self):
		doc = self.sample()
		self.addCleanup(reset_perms, "Brand Project")
		update_permission_property("Brand Project", "Brand Unit Chair", 0, "print", 0, validate=False)
		with make.acting(self.chair):
			doc.check_permission("read")
			self.assertRaises(frappe.PermissionError, self.download, doc)

	def test_only_forms_of_the_same_kind_of_document(self):
		doc = self.sample()
		self.assertRaisesRegex(BrandError, "no print format", self.download, doc, format="Brand Summary Form")
		self.assertRaisesRegex(BrandError, "no official form", paper.as_pdf, self.unit)

	def test_the_pdf_button_of_the_desk(self):
		doc = self.sample()
		with patch.object(paper, "to_pdf", return_value=b"%PDF-") as made:
			paper.download_pdf("Brand Project", doc.name, format="Brand Application Form")
		self.assertIn(SAMPLE["leader_name"], made.call_args.args[0])
		with patch.object(paper.frappe_print_format, "download_pdf") as frappes:
			paper.download_pdf("Brand Project", doc.name, format="Standard", letterhead="X")
			paper.download_pdf("ToDo", "T1")
		self.assertEqual(
			[(call.kwargs["doctype"], call.kwargs["format"]) for call in frappes.call_args_list],
			[("Brand Project", "Standard"), ("ToDo", None)],
		)
		overridden = frappe.get_hooks("override_whitelisted_methods")[
			"frappe.utils.print_format.download_pdf"
		]
		self.assertEqual(overridden[-1], "brand_union.services.paper.download_pdf")

	def test_the_print_view_shows_the_same(self):
		doc = self.sample()
		form = frappe.get_doc("Print Format", "Brand Application Form")
		html = get_rendered_template(doc, print_format=form, meta=doc.meta)
		self.assertIn(SAMPLE["leader_name"], html)
		self.assertIn("brand-paper", html)


class TestWhatIsNeverPrinted(PaperCase):
	def test_markup_in_a_field_stays_text(self):
		evil = "<script>alert(1)</script>{{ frappe.session.user }}"
		rows = {table: [dict.fromkeys(fields, evil)] for table, fields in ROWS.items()}
		values = {**dict.fromkeys((*TEXTS, "leader_name", "leader_post"), evil), **rows}
		doc = self.sample()
		# As it would stand in the database if Frappe had not cleaned it on the way in.
		for field, value in values.items():
			doc.set(field, value)
		html = html_of(doc)
		self.assertNotIn("<script", html)
		self.assertNotIn("Administrator", html)
		self.assertGreaterEqual(html.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ frappe"), 15)

	def test_fields_on_a_closed_level(self):
		"""A level that a school's admin has closed to the unit."""
		doc = self.sample()
		with make.acting(self.chair):
			self.assertIn(SAMPLE["leader_phone"], html_of(doc))
			with patch.object(doc.meta.get_field("leader_phone"), "permlevel", 2):
				html = html_of(doc)
		self.assertNotIn(SAMPLE["leader_phone"], html)
		self.assertIn(SAMPLE["leader_name"], html)

	def test_the_title_of_an_earlier_project_that_the_reader_may_not_open(self):
		other = make.make_project(self.cycle, project_title="Somebody Else's")
		doc = self.sample(kind="Continuation", continues_project=other.name)
		self.assertIn("Somebody Else", html_of(doc))
		with make.acting(self.chair):
			html = html_of(doc)
		self.assertNotIn("Somebody Else", html)
		self.assertIn(other.name, html)
