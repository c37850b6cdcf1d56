"""Units that end, with a successor or without."""

import frappe

from brand_union.services.errors import BrandError, UnitProblem
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import PROJECT, UNIT, ChangeCase


class TestClose(ChangeCase):
	def test_open_projects_without_a_successor_stand_against_it(self):
		project = self.project(self.arts, "Filed")
		change = self.change("Close", [self.arts])
		self.assertEqual(len(change.preview()["problems"]), 1)
		text = self.refusal(UnitProblem, change.carry_out)
		self.assertIn(project.project_title, text)
		self.assertIn("Add the unit that does to Units After", text)
		change.append("units_after", {"unit": self.law.name})
		change.save()
		change.carry_out()
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_a_unit_without_open_projects_ends_without_a_successor(self):
		closed = self.project(self.arts, "Closed")
		self.change("Close", [self.arts]).carry_out()
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Dissolved")
		self.assertFalse(self.reads(self.officer, PROJECT, closed.name))
		self.assertEqual(frappe.get_all("User Permission", {"for_value": self.arts.name}), [])

	def test_a_dissolved_unit_is_not_chosen_for_anything_new(self):
		frappe.db.set_value(UNIT, self.arts.name, "is_group", 1)
		self.change("Close", [self.arts], [{"unit": self.law.name}]).carry_out()
		programme = frappe.get_doc("Brand Programme", self.cycle.programme)
		calls = {
			"project": lambda: self.project(self.arts),
			"joint": lambda: self.project(self.law, joint_units=[{"unit": self.arts.name}]),
			"permit": lambda: make.make_permit(self.cycle, self.arts),
			"parent": lambda: make.make_unit(parent_union_unit=self.arts.name),
			"organiser": lambda: make.make_programme(self.arts.name),
		}
		self.assertEqual(programme.organiser, self.union.name)
		for key, call in calls.items():
			with self.subTest(key=key), make.acting("Administrator"):
				text = self.refusal(BrandError, call)
				self.assertIn("Union of Arts is dissolved since", text)
				self.assertIn("Union of Law", text)

	def test_a_unit_with_open_projects_is_not_dissolved_in_the_form(self):
		project = self.project(self.arts, "Filed")
		arts = self.stored(self.arts.name)
		arts.status = "Dissolved"
		text = self.refusal(UnitProblem, arts.save)
		self.assertIn(project.project_title, text)
		self.assertIn("Change This Unit", text)

	def test_a_unit_with_a_programme_does_not_end(self):
		text = self.refusal(UnitProblem, self.change, "Close", [self.union])
		self.assertIn("Units Before, row 1", text)
		self.assertIn(frappe.db.get_value("Brand Programme", self.cycle.programme, "programme_name"), text)
