import json

import frappe
from frappe import client
from frappe.utils import add_days, nowdate, strip_html

from brand_union.domain.phases import TO_FILE
from brand_union.services import choices, cycles
from brand_union.services.errors import BrandError, FrozenContent, NotYourUnit
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

PERMIT = "Brand Permit"


class TestBrandPermit(IntegrationTestCase):
	"""Two offices with a cycle each; the permits are the union's."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.office, cls.second, cls.women = (make.make_user("Brand Officer") for _index in range(3))
		people = {"University Union": (cls.office, cls.second), "Women's Federation": (cls.women,)}
		cls.union, cls.other = (
			make.make_unit(unit_type=kind, is_group=1, members=[(user, "Officer") for user in users])
			for kind, users in people.items()
		)
		cls.officer = make.make_user("Brand Unit Officer")
		cls.unit = make.make_unit(parent_union_unit=cls.union.name, members=[(cls.officer, "Officer")])
		closed = [
			{
				"phase": "Application",
				"opens_on": add_days(nowdate(), -20),
				"closes_on": add_days(nowdate(), -1),
			}
		]
		cls.cycle, cls.of_women = (
			make.make_cycle(programme=make.make_programme(organiser.name, windows=closed))
			for organiser in (cls.union, cls.other)
		)

	def setUp(self):
		frappe.db.savepoint("permit")
		self.addCleanup(self.end_case)
		frappe.set_user(self.office)

	def end_case(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="permit")

	def grant(self, **values):
		return make.make_permit(**{"cycle": self.cycle, "unit": self.unit, **values})

	def refusal(self, error=BrandError, **values) -> str:
		with self.assertRaises(error) as caught:
			self.grant(**values)
		return strip_html(str(caught.exception))

	def is_open(self, **values) -> bool:
		return cycles.window_state(self.cycle.name, TO_FILE, self.unit.name, **values).is_open

	def test_it_says_by_itself_who_granted_it_and_whose_it_is(self):
		typed = {"granted_by": self.officer, "organiser": self.other.name}
		permit = self.grant(**typed)
		self.assertEqual((permit.granted_by, permit.organiser), (self.office, self.union.name))
		for field, value in typed.items():
			refused = self.assertRaises((FrozenContent, frappe.PermissionError))
			with self.subTest(field=field), refused:
				client.set_value(PERMIT, permit.name, field, value)

	def test_it_counts_at_once_and_ends_at_once(self):
		self.assertFalse(self.is_open())
		permit = self.grant(valid_until=add_days(nowdate(), 5))
		self.assertTrue(self.is_open())
		permit.valid_until = add_days(nowdate(), -1)
		permit.save()
		self.assertFalse(self.is_open())
		permit.valid_until = nowdate()
		permit.save()
		self.assertTrue(self.is_open())
		client.delete(PERMIT, permit.name)
		self.assertFalse(self.is_open())

	def test_a_permit_for_a_project_is_for_that_one(self):
		project, another = (self.project_of(self.cycle, self.unit) for _index in range(2))
		self.grant(project=project)
		self.assertTrue(self.is_open(project=project))
		self.assertFalse(self.is_open(project=another))
		self.assertFalse(self.is_open())

	def test_a_new_permit_does_not_end_before_it_begins(self):
		message = self.refusal(valid_until=add_days(nowdate(), -1))
		self.assertIn(frappe.utils.format_date(add_days(nowdate(), -1)), message)

	def test_its_project_is_the_units_own_in_this_cycle(self):
		cases = {"unit": self.project_of(self.cycle), "cycle": self.project_of(self.of_women, self.unit)}
		for wrong, project in cases.items():
			with self.subTest(wrong=wrong):
				message = self.refusal(project=project)
				for named in (project, self.unit.unit_name, self.cycle.cycle_name):
					self.assertIn(named, message)

	def test_what_is_missing_is_named(self):
		for field in ("unit", "reason", "valid_until", "phase"):
			with self.subTest(field=field):
				self.assertIn(field, self.refusal(frappe.MandatoryError, **{field: None}))
		self.assertIn("Choose the cycle first", self.refusal(frappe.MandatoryError, cycle=None))

	def test_only_the_office_of_the_cycle_grants(self):
		frappe.set_user(self.women)
		self.refusal(NotYourUnit)
		for user in (self.officer, make.make_user("Brand Auditor"), make.make_user("Brand Juror")):
			frappe.set_user(user)
			self.refusal(frappe.PermissionError)

	def test_a_stranger_finds_out_no_project_by_granting(self):
		"""The same sentence, whether the project is one of this unit or not."""
		projects = (self.project_of(self.cycle, self.unit), self.project_of(self.of_women))
		frappe.set_user(self.women)
		told = {name: self.refusal(project=name).replace(name, "") for name in projects}
		self.assertEqual(len(set(told.values())), 1, told)

	@staticmethod
	def project_of(cycle, unit=None) -> str:
		with make.acting("Administrator"):
			return make.make_project(cycle, unit).name

	def test_all_permits_of_all_cycles_are_one_query(self):
		for _index in range(3):
			self.grant()
		names = [self.cycle.name, self.of_women.name]
		states = cycles.window_states(names, TO_FILE, self.unit.name)
		self.assertEqual([states[name].is_open for name in names], [True, False])
		with self.assertQueryCount(1):
			cycles.window_states(names, TO_FILE, self.unit.name)

	def test_the_trail_keeps_what_was_changed(self):
		permit = self.grant()
		frappe.set_user(self.second)
		permit = frappe.get_doc(PERMIT, permit.name)
		later = add_days(nowdate(), 9)
		permit.update({"valid_until": later, "reason": "The hall is still closed"})
		permit.save(ignore_version=False)
		version = frappe.get_last_doc("Version", {"ref_doctype": PERMIT, "docname": permit.name})
		self.assertEqual(version.owner, self.second)
		changed = {field: new for field, _old, new in json.loads(version.data)["changed"]}
		self.assertEqual(changed["reason"], "The hall is still closed")
		self.assertIn("valid_until", changed)
		self.assertEqual(permit.granted_by, self.office)

	def test_a_new_application_offers_the_cycle_that_a_permit_opens(self):
		frappe.set_user(self.officer)
		self.assertNotIn("cycle", choices.defaults_of_new_project())
		with make.acting(self.office):
			self.grant()
		self.assertEqual(choices.defaults_of_new_project()["cycle"], self.cycle.name)
