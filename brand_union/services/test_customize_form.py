"""A field that a school adds by Customize Form and lists as a section: demanded, shown, frozen, printed, kept."""

import frappe
from frappe.translate import print_language

from brand_union.install import after_migrate
from brand_union.services import packets, paper, section_form, snapshots
from brand_union.services.errors import SectionProblem
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.cases import FilingCase

FIELD = "custom_innovation_point"
ROW = {
	"form": "Application",
	"field_name": FIELD,
	"label": "创新点",
	"required": 1,
	"max_chars": 10,
	"shown_to_jurors": 1,
	"identity_free": 1,
	"help": "一句话。",
}


def customize() -> None:
	"""Add the field as an administrator does in Customize Form."""
	form = frappe.get_doc("Customize Form")
	form.doc_type = "Brand Project"
	form.fetch_to_customize()
	form.append("fields", {"label": "Innovation Point", "fieldtype": "Text", "is_custom_field": 1})
	form.save_customization()


def take_back() -> None:
	frappe.delete_doc("Custom Field", f"Brand Project-{FIELD}", force=True)
	# Adding a column has committed before.
	frappe.db.commit()  # nosemgrep
	frappe.db.sql_ddl(f"alter table `tabBrand Project` drop column if exists `{FIELD}`")
	frappe.clear_cache(doctype="Brand Project")


class TestCustomizeForm(FilingCase):
	rules = {"sections": [ROW]}
	day = None

	@classmethod
	def setUpClass(cls):
		# A new column commits what was written before it, so it comes first and goes last.
		cls.addClassCleanup(take_back)
		customize()
		super().setUpClass()

	def test_the_field_is_demanded(self):
		self.assertIn("创新点 is required and empty.", self.refusal(SectionProblem, self.file, self.draft()))
		message = self.refusal(SectionProblem, self.file, self.draft(**{FIELD: "长" * 11}))
		self.assertIn("创新点 has 11 characters; at most 10 are allowed.", message)

	def test_the_field_is_shown_frozen_and_printed(self):
		project = self.file(self.draft(**{FIELD: "以赛促学"}))
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		self.assertIn(
			{"part": "Application", "label": "创新点", "value": "以赛促学"},
			packets.build(project, cycle, True),
		)
		content = snapshots.latest("Brand Project", project.name, snapshots.AS_FILED)
		self.assertEqual(content[FIELD], "以赛促学")
		with print_language("zh"):
			(block, *_others) = paper.brand_paper(project)["blocks"]
		self.assertEqual(block, {"name": "box", "label": "创新点", "limit": 10, "text": ["以赛促学"]})

	def test_a_cycle_that_does_not_list_it_leaves_it_out_of_the_form(self):
		frappe.set_user("Administrator")
		other = make.make_cycle(programme=make.make_programme(self.union.name))
		frappe.set_user(self.officer)
		self.assertIn(FIELD, section_form.rules_of_form("Brand Project", other.name)["unlisted"])
		self.assertNotIn(FIELD, section_form.rules_of_form("Brand Project", self.cycle.name)["unlisted"])


class TestMigration(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		cls.addClassCleanup(take_back)
		customize()
		super().setUpClass()

	def test_the_field_survives_a_migration(self):
		before = frappe.get_doc("Custom Field", f"Brand Project-{FIELD}").as_dict()
		frappe.reload_doc("brand_union", "doctype", "brand_project", force=True)
		after_migrate()
		self.assertEqual(frappe.get_doc("Custom Field", f"Brand Project-{FIELD}").as_dict(), before)
		self.assertTrue(frappe.get_meta("Brand Project").has_field(FIELD))
		self.assertTrue(frappe.db.has_column("Brand Project", FIELD))
