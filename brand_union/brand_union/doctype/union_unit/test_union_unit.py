import frappe

from brand_union.persons import person
from brand_union.scopes import scope_of
from brand_union.services.errors import UnitProblem
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestUnionUnit(IntegrationTestCase):
	def setUp(self):
		self.officer, self.chair = make.make_user("Brand Unit Officer"), make.make_user("Brand Unit Chair")
		self.office = make.make_user("Brand Officer")

	def allowed(self, user: str) -> set[str]:
		held = {"user": user, "allow": "Union Unit"}
		return set(frappe.get_all("User Permission", held, pluck="for_value", order_by="for_value"))

	def test_user_permissions_follow_the_member_table(self):
		unit = make.make_unit(
			members=[(self.officer, "Officer"), (self.chair, "Member"), (self.office, "Officer")]
		)
		self.assertEqual(self.allowed(self.officer), {unit.name})
		self.assertEqual(self.allowed(self.chair), set())
		self.assertEqual(self.allowed(self.office), set(), "it would narrow what the office sees")
		unit.members[1].post = "Chair"
		unit.members[0].is_active = 0
		unit.save()
		self.assertEqual(self.allowed(self.officer), set())
		self.assertEqual(self.allowed(self.chair), {unit.name})
		unit.set("members", [])
		unit.save()
		self.assertEqual(self.allowed(self.chair), set())

	def test_a_person_of_two_units_has_both(self):
		units = [make.make_unit(members=[(self.officer, "Officer")]) for _index in range(2)]
		self.assertEqual(self.allowed(self.officer), {unit.name for unit in units})
		self.assertEqual(person(self.officer).own_units, {unit.name for unit in units})

	def test_whoever_left_office_sees_nothing_more(self):
		unit = make.make_unit(members=[(self.officer, "Officer")])
		project = {"unit": unit.name}
		self.assertTrue(scope_of("Brand Project", self.officer).holds(project))
		unit.members[0].is_active = 0
		unit.save()
		self.assertFalse(scope_of("Brand Project", self.officer).holds(project))

	def test_what_hangs_below_belongs_to_the_unit_above(self):
		above = make.make_unit(is_group=1, members=[(self.officer, "Officer")])
		below = make.make_unit(parent_union_unit=above.name)
		aside = make.make_unit()
		self.assertEqual(person(self.officer).units, {above.name, below.name})
		below.parent_union_unit = None
		below.save()
		self.assertEqual(person(self.officer).units, {above.name})
		self.assertNotIn(aside.name, person(self.officer).units)

	def test_a_renamed_unit_keeps_its_former_name(self):
		unit = make.make_unit(unit_name="机电学院工会")
		unit.unit_name = "机电工程学院工会"
		unit.save()
		unit.head_count = 5
		unit.save()
		self.assertEqual([row.former_name for row in unit.former_names], ["机电学院工会"])
		self.assertEqual(str(unit.former_names[0].used_until), frappe.utils.nowdate())

	def test_a_filed_project_keeps_the_name_it_was_filed_under(self):
		unit = make.make_unit(unit_name="机电学院工会")
		cycle = make.make_cycle()
		filed, draft = make.make_project(cycle, unit, stage="Filed"), make.make_project(cycle, unit)
		unit.unit_name = "机电工程学院工会"
		unit.save()
		for project in (filed, draft):
			project.save()
		self.assertEqual((filed.unit_name, draft.unit_name), ("机电学院工会", "机电工程学院工会"))

	def test_a_form_that_was_open_while_the_tree_changed_is_saved(self):
		first, second = make.make_unit(is_group=1), make.make_unit()
		mine = frappe.get_doc("Union Unit", second.name)
		make.make_unit(parent_union_unit=first.name)
		self.assertGreater(frappe.db.get_value("Union Unit", second.name, "lft"), mine.lft)
		mine.head_count = 77
		mine.save()
		stored = frappe.db.get_value("Union Unit", second.name, ["head_count", "lft", "rgt"], as_dict=True)
		self.assertEqual(stored.head_count, 77)
		self.assertGreater(stored.lft, frappe.db.get_value("Union Unit", first.name, "rgt"))

	def test_rows_that_cannot_stand_are_named(self):
		unit = make.make_unit(members=[(self.officer, "Officer")])
		unit.append("members", {"user": self.officer, "post": "Chair"})
		with self.assertRaises(frappe.ValidationError) as caught:
			unit.save()
		self.assertIn("row 2", str(caught.exception))
		with self.assertRaises(frappe.ValidationError) as caught:
			make.make_unit(parent_union_unit=make.make_unit().name)
		self.assertIn("Has Units Below", str(caught.exception))

	def test_an_exemption_takes_a_reason(self):
		for reason in (None, "", "  "):
			with self.subTest(reason=reason), self.assertRaises(UnitProblem) as caught:
				make.make_unit(exempt_from_duty=1, exemption_reason=reason)
			self.assertIn("Reason for Exemption", str(caught.exception))
		make.make_unit(exempt_from_duty=1, exemption_reason="Being built up")
