import frappe
from frappe.utils import strip_html

from brand_union.services.errors import NotYourUnit
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestBrandProject(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle()
		cls.unit = make.make_unit()

	def refusal(self, **values) -> str:
		with self.assertRaises(frappe.ValidationError) as caught:
			make.make_project(self.cycle, self.unit, **values)
		return strip_html(str(caught.exception))

	def test_it_takes_year_and_organiser_from_its_cycle(self):
		project = make.make_project(self.cycle, self.unit)
		self.assertEqual((project.year, project.organiser), (self.cycle.year, self.cycle.organiser))
		self.assertTrue(project.name.startswith(f"BP-{self.cycle.year}-"))

	def test_a_category_belongs_to_the_programme(self):
		own = make.make_category(self.cycle.programme)
		strange = make.make_category(make.make_programme().name)
		self.assertEqual(make.make_project(self.cycle, self.unit, category=own.name).category, own.name)
		self.assertIn(strange.name, self.refusal(category=strange.name))

	def test_a_project_ends_after_it_starts(self):
		message = self.refusal(starts_on="2025-06-02", ends_on="2025-06-01")
		self.assertIn(frappe.format("2025-06-01", "Date"), message)
		self.assertIn(frappe.format("2025-06-02", "Date"), message)

	def test_a_form_without_its_cycle_or_unit_is_refused_with_a_sentence(self):
		draft = {"doctype": "Brand Project", "project_title": "Reading"}
		with self.assertRaises(frappe.MandatoryError) as caught:
			frappe.get_doc({**draft, "unit": self.unit.name}).insert()
		self.assertIn("Choose the cycle first", str(caught.exception))
		with self.assertRaises(frappe.MandatoryError) as caught:
			frappe.get_doc({**draft, "cycle": self.cycle.name}).insert()
		self.assertIn("unit", str(caught.exception))

	def test_cycle_and_unit_stay(self):
		for field, value in (("cycle", make.make_cycle().name), ("unit", make.make_unit().name)):
			project = make.make_project(self.cycle, self.unit)
			project.set(field, value)
			with self.subTest(field=field):
				self.assertRaises(frappe.CannotChangeConstantError, project.save)

	def test_a_continuation_follows_a_project_that_one_may_read(self):
		officer = make.make_user("Brand Unit Officer")
		own, other = make.make_unit(members=[(officer, "Officer")]), make.make_unit()
		earlier, strange = (make.make_project(self.cycle, unit) for unit in (own, other))
		frappe.set_user(officer)
		self.addCleanup(frappe.set_user, "Administrator")
		link = {"kind": "Continuation", "continues_project": earlier.name}
		self.assertEqual(make.make_project(self.cycle, own, **link).continues_project, earlier.name)
		new = make.make_project(self.cycle, own, kind="New", continues_project=earlier.name)
		self.assertEqual(new.continues_project, None)
		link["continues_project"] = strange.name
		self.assertRaises(NotYourUnit, make.make_project, self.cycle, own, **link)

	def test_it_does_not_continue_itself(self):
		project = make.make_project(self.cycle, self.unit)
		project.update({"kind": "Continuation", "continues_project": project.name})
		self.assertRaises(frappe.ValidationError, project.save)
