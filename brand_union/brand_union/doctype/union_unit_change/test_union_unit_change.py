"""The change of units itself: what it refuses, that it happens once and as a whole, and who may carry it out."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.services.errors import FrozenContent, NotYourUnit, UnitProblem
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import CHANGE, PROJECT, UNIT, ChangeCase


class TestOnceAndWhole(ChangeCase):
	def test_a_second_time_does_nothing(self):
		self.project(self.arts, "Filed")
		change = self.merged()
		first = frappe.get_doc(CHANGE, change.name)
		self.assertEqual((first.status, first.carried_out_by), ("Done", self.office))
		before = self.state()
		self.assertEqual(first.carry_out(), {"status": "Done", "units": 3, "projects": 1, "people": 3})
		self.assertEqual(self.state(), before)

	def test_what_was_carried_out_is_not_changed_and_not_deleted(self):
		change = frappe.get_doc(CHANGE, self.merged().name)
		change.reason = "Another one"
		self.refusal(FrozenContent, change.save)
		self.refusal(FrozenContent, frappe.delete_doc, CHANGE, change.name)

	def test_a_failure_in_the_middle_changes_nothing(self):
		self.project(self.arts, "Filed")
		self.project(self.law, "Under Way")
		change = self.change("Merge", [self.arts, self.law], [self.new()])
		before = self.state()
		# By then the new unit is founded, and its people are about to come.
		frappe.db.set_value(
			"Union Unit Change Person", {"parent": change.name}, "user", "nobody@nowhere.example"
		)
		self.assertRaises(frappe.LinkValidationError, frappe.get_doc(CHANGE, change.name).carry_out)
		self.assertEqual(self.state(), before)
		self.assertFalse(frappe.db.exists(UNIT, change.units_after[0].unit_code))

	def state(self) -> list:
		fields = {
			UNIT: ["name", "unit_name", "status", "lft", "rgt", "parent_union_unit", "head_count"],
			PROJECT: ["name", "unit", "unit_name", "filed_unit", "quota_slot"],
			"Union Unit Member": ["parent", "user", "is_active"],
			"User Permission": ["user", "for_value"],
			"Union Unit Successor": ["parent", "successor"],
			"Union Unit Former Name": ["parent", "former_name"],
			"Notification Log": ["for_user", "subject"],
			CHANGE: ["name", "status"],
		}
		return [frappe.get_all(doctype, fields=names, order_by="name") for doctype, names in fields.items()]

	def test_a_project_begun_since_is_asked_for(self):
		change = self.change("Close", [self.arts], [{"unit": self.law.name}])
		project = self.project(self.arts)
		text = self.refusal(UnitProblem, change.carry_out)
		self.assertIn(project.project_title, text)
		self.assertIn("Save the change again", text)
		change.save()
		change.carry_out()
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_a_day_to_come_is_waited_for(self):
		change = self.change("Close", [self.arts], effective_on=add_days(nowdate(), 3))
		self.assertIn("a day to come", self.refusal(UnitProblem, change.carry_out))

	def test_the_change_says_what_is_wrong_with_its_rows(self):
		cases = (
			("Merge", [self.arts], [self.new()], "at least two units"),
			("Merge", [self.arts, self.law], [], "Enter the unit that there is then"),
			("Split", [self.arts], [self.new()], "at least two units, and Units After has 1"),
			("Merge", [self.arts, self.arts, self.law], [self.new()], "Units Before, row 2"),
			("Merge", [self.arts, self.law], [{"unit_code": "", "unit_name": "X"}], "Units After, row 1"),
			("Merge", [self.arts, self.law], [self.new(code=self.law.name)], "is that of Union of Law"),
			("Merge", [self.arts, self.law], [self.new(parent_unit=self.law.name)], "ends with this change"),
			("Close", [self.arts], [self.new()], "founds no unit"),
			("Close", [self.arts], [{"unit": self.arts.name}], "cannot be listed in Units After"),
		)
		for kind, before, after, part in cases:
			with self.subTest(part=part):
				self.assertIn(part, self.refusal(UnitProblem, self.change, kind, before, after))


class TestWhoMay(ChangeCase):
	def test_only_the_units_own_office_and_the_administrator_have_it(self):
		change = self.merged()
		people = {
			"office": (self.office, True),
			"administrator": (make.make_user("Brand Administrator"), True),
			"other office": (self.other_office(), False),
			"unit": (self.lawyer, False),
			"chair": (self.chair, False),
			"juror": (make.make_user("Brand Juror"), False),
			"auditor": (make.make_user("Brand Auditor"), False),
			"observer": (make.make_user("Brand Observer"), False),
		}
		for key, (user, allowed) in people.items():
			with self.subTest(person=key):
				self.assertEqual(self.sees(user, change.name), allowed)

	def sees(self, user: str, name: str) -> bool:
		with make.acting(user):
			try:
				listed = bool(frappe.get_list(CHANGE, filters={"name": name}, pluck="name"))
			except frappe.PermissionError:
				listed = False
			self.assertEqual(listed, bool(frappe.has_permission(CHANGE, "read", name)))
		return listed

	def other_office(self) -> str:
		user = make.make_user("Brand Officer")
		with make.acting("Administrator"):
			make.make_unit(unit_type="Women's Federation", members=[(user, "Officer")])
		return user

	def test_another_office_cannot_change_the_unit(self):
		with make.acting(self.other_office()):
			text = self.refusal((UnitProblem, NotYourUnit), self.change, "Close", [self.arts])
		self.assertIn("does not hang below your office", text)

	def test_who_may_not_write_it_cannot_carry_it_out(self):
		change = self.change("Close", [self.arts])
		for user in (self.officer, self.other_office(), make.make_user("Brand Auditor")):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, frappe.get_doc(CHANGE, change.name).carry_out)
				self.assertRaises(frappe.PermissionError, frappe.get_doc(CHANGE, change.name).preview)
