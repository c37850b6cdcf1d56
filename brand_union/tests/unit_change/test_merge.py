"""Units that become one: the old ones, their people, and what hangs below them."""

import frappe
from frappe.utils import nowdate

from brand_union.persons import person
from brand_union.services import stage as stages
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import PROJECT, UNIT, ChangeCase


class TestMerge(ChangeCase):
	def test_the_old_units_end_with_their_successor_named(self):
		change = self.merged()
		new = change.units_after[0].unit_code
		arts = self.stored(self.arts.name)
		self.assertEqual(
			(arts.status, str(arts.dissolved_on), arts.merged_into), ("Dissolved", nowdate(), new)
		)
		row = arts.successors[0]
		self.assertEqual(
			(row.successor, row.successor_name, str(row.since), row.document_number, row.unit_change),
			(new, "Union of Humanities", nowdate(), "No. 7 [2026]", change.name),
		)
		founded = self.stored(new)
		self.assertEqual(
			(str(founded.founded_on), founded.unit_type, founded.parent_union_unit),
			(nowdate(), "Second-level Union", self.union.name),
		)

	def test_people_are_in_office_in_the_new_unit_and_on_record_in_the_old_one(self):
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			{row.user: (row.post, row.is_active) for row in self.stored(new).members},
			{self.officer: ("Officer", 1), self.chair: ("Chair", 1), self.lawyer: ("Officer", 1)},
		)
		self.assertEqual(
			{row.user: row.is_active for row in self.stored(self.arts.name).members},
			{self.officer: 0, self.chair: 0, self.former: 0},
		)
		self.assertEqual(person(self.lawyer).own_units, {new})
		self.assertEqual(person(self.lawyer).inherited, {self.arts.name, self.law.name})

	def test_the_new_units_people_work_on_what_is_open_and_read_what_is_over(self):
		draft, filed = self.project(self.arts), self.project(self.arts, "Filed")
		closed = self.project(self.arts, "Closed")
		summary = self.value("Brand Acceptance", {"project": closed.name}, "name")
		frozen = self.value("Brand Snapshot", {"reference_name": filed.name}, "name")
		self.merged()
		for user in (self.officer, self.lawyer):
			with self.subTest(user=user):
				self.assertTrue(self.reads(user, PROJECT, draft.name, "write"))
				self.assertTrue(self.reads(user, PROJECT, filed.name))
				self.assertTrue(self.reads(user, "Brand Snapshot", frozen))
				self.assertTrue(self.reads(user, PROJECT, closed.name))
				self.assertTrue(self.reads(user, "Brand Acceptance", summary))
				self.assertFalse(self.reads(user, PROJECT, closed.name, "write"))
		self.assertFalse(self.reads(self.former, PROJECT, draft.name))
		with make.acting(self.lawyer):
			mine = frappe.get_doc(PROJECT, draft.name)
			mine.objectives = "A club for both"
			mine.save()
			stages.move(mine, "Filed")
		self.assertEqual(self.value(PROJECT, draft.name, "unit_name"), "Union of Humanities")

	def test_into_a_unit_that_is_there_already_and_gets_another_name(self):
		project = self.project(self.arts, "Filed")
		change = self.change("Merge", [self.arts], [{"unit": self.law.name, "unit_name": "Arts and Law"}])
		self.assertEqual(change.carry_out(), {"status": "Done", "units": 2, "projects": 1, "people": 2})
		law = self.stored(self.law.name)
		self.assertEqual((law.unit_name, law.status), ("Arts and Law", "Active"))
		self.assertEqual(law.former_names[0].document_number, "No. 7 [2026]")
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_units_below_hang_below_the_new_unit(self):
		self.arts_with_club()
		new = self.merged().units_after[0].unit_code
		self.assertEqual(self.value(UNIT, self.club.name, "parent_union_unit"), new)
		self.assertIn(self.club.name, person(self.lawyer).units)
		lft, rgt = self.value(UNIT, new, "lft", "rgt")
		self.assertTrue(lft < self.value(UNIT, self.club.name, "lft") < rgt)

	def test_a_unit_that_takes_over_the_one_above_it_moves_up(self):
		self.arts_with_club()
		self.change("Merge", [self.arts], [{"unit": self.club.name}]).carry_out()
		self.assertEqual(self.value(UNIT, self.club.name, "parent_union_unit"), self.union.name)

	def arts_with_club(self):
		arts = self.stored(self.arts.name)
		arts.is_group = 1
		arts.save()
		self.club = make.make_unit(parent_union_unit=arts.name)

	def test_what_was_taken_over_is_passed_on(self):
		closed = self.project(self.arts, "Closed")
		first = self.merged().units_after[0].unit_code
		other = make.make_unit(
			parent_union_unit=self.union.name, members=[(make.make_user("Brand Unit Officer"), "Officer")]
		)
		self.change("Merge", [self.stored(first)], [{"unit": other.name}]).carry_out()
		self.assertEqual(
			[row.successor for row in self.stored(self.arts.name).successors], [first, other.name]
		)
		self.assertTrue(self.reads(other.members[0].user, PROJECT, closed.name))

	def test_history_is_told_on_both_sides(self):
		new = self.merged().units_after[0].unit_code
		told = [entry["text"] for entry in self.stored(self.arts.name).tell_history()]
		self.assertEqual(told, ["Union of Humanities goes on with its work", "Dissolved"])
		with make.acting(self.lawyer):
			told = {entry["text"] for entry in self.stored(new).tell_history()}
		self.assertEqual(
			told,
			{"Founded", "Goes on with the work of Union of Arts", "Goes on with the work of Union of Law"},
		)

	def test_the_people_are_told_how_much_came_to_them(self):
		self.project(self.arts, "Filed")
		self.merged()
		log = {"for_user": self.lawyer, "document_type": UNIT}
		self.assertIn("1 project(s) were handed over", self.value("Notification Log", log, "subject"))
