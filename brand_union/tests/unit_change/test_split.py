"""A unit that falls apart, and one that gives a part away."""

import frappe

from brand_union.persons import person
from brand_union.services import stage as stages
from brand_union.services.errors import UnitProblem
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import PROJECT, UNIT, ChangeCase


class TestSplit(ChangeCase):
	def split(self, **goes_to):
		"""Arts falls apart into music and painting; what is in `goes_to` goes there, {name or user: 0 or 1}."""
		after = [self.new(name="Union of Music"), self.new(name="Union of Painting")]
		change = self.change("Split", [self.arts], after)
		self.codes = [row.unit_code for row in change.units_after]
		return change

	def test_each_project_and_person_goes_where_the_form_says(self):
		first, second = self.project(self.arts, "Filed"), self.project(self.arts)
		change = self.split()
		self.assertEqual([row.goes_to for row in change.projects], ["", ""])
		self.assertEqual({row.project for row in change.projects}, {first.name, second.name})
		for row in change.projects:
			row.goes_to = self.codes[row.project == second.name]
		for row in change.people:
			row.goes_to, row.post_there = self.codes[row.user == self.chair], "Chair"
		change.save()
		self.assertEqual(change.carry_out()["projects"], 2)
		self.assertEqual(self.value(PROJECT, first.name, "unit"), self.codes[0])
		self.assertEqual(
			self.value(PROJECT, second.name, "unit", "unit_name"), (self.codes[1], "Union of Painting")
		)
		self.assertFalse(self.reads(self.officer, PROJECT, second.name))
		self.assertTrue(self.reads(self.chair, PROJECT, second.name, "write"))
		self.assertEqual([row.successor for row in self.stored(self.arts.name).successors], self.codes)
		self.assertIsNone(self.stored(self.arts.name).merged_into)

	def test_a_project_that_nobody_takes_is_named(self):
		project = self.project(self.arts, "Filed")
		change = self.split()
		text = self.refusal(UnitProblem, change.carry_out)
		for part in ("Open Projects, row 1", project.project_title, "Union of Arts", *self.codes):
			self.assertIn(part, text)
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Active")

	def test_a_unit_that_gives_a_part_away_goes_on(self):
		kept, given = self.project(self.arts, "Filed"), self.project(self.arts, "Filed")
		frozen = self.value("Brand Snapshot", {"reference_name": given.name}, "name")
		change = self.change(
			"Split", [self.arts], [{"unit": self.arts.name}, self.new(name="Union of Music")]
		)
		code = change.units_after[1].unit_code
		self.assertEqual({row.goes_to for row in (*change.projects, *change.people)}, {self.arts.name})
		for row in change.projects:
			row.goes_to = code if row.project == given.name else row.goes_to
		for row in change.people:
			row.goes_to = code if row.user == self.chair else row.goes_to
		change.save()
		change.carry_out()
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Active")
		self.assertTrue(self.reads(self.officer, PROJECT, kept.name))
		self.assertFalse(self.reads(self.officer, PROJECT, given.name))
		self.assertTrue(self.reads(self.chair, PROJECT, given.name))
		self.assertTrue(self.reads(self.chair, "Brand Snapshot", frozen))
		self.assertFalse(self.reads(self.chair, PROJECT, kept.name))
		self.assertEqual(person(self.chair).inherited, frozenset())

	def test_a_draft_that_names_the_old_unit_is_not_filed_before_another_is_chosen(self):
		other = make.make_unit(parent_union_unit=self.union.name)
		draft = self.project(other, joint_units=[{"unit": self.arts.name}])
		change = self.split()
		self.assertIn("1 draft(s) of other units name Union of Arts", change.preview()["warnings"][0])
		change.carry_out()
		with make.acting("Administrator"):
			text = self.refusal(UnitProblem, stages.move, frappe.get_doc(PROJECT, draft.name), "Filed")
		for part in ("Joint Units, row 1", "Union of Arts", "Union of Music, Union of Painting"):
			self.assertIn(part, text)
