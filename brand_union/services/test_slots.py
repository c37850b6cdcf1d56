"""Ranks and joint applications: which slots an application takes, and who gets them back."""

import frappe

from brand_union.services import filing, stage
from brand_union.services.errors import QuotaUsedUp
from brand_union.tests import factories as make
from brand_union.tests.cases import FilingCase

ALWAYS = [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}]
PROJECT = "Brand Project"


class SlotCase(FilingCase):
	begins_as = "begins"
	begins = "Administrator"

	def filed(self, unit=None, joint=(), **values):
		project = make.make_project(
			self.cycle, unit or self.unit, joint_units=[{"unit": one.name} for one in joint], **values
		)
		return self.file(project)

	def slots(self, project) -> list:
		"""The numbers of the slots that an application holds: its own, then those of the joint units."""
		project = frappe.get_doc(PROJECT, project.name)
		held = [project.quota_slot, *(row.quota_slot for row in project.joint_units)]
		return [slot and slot.rsplit("|", 1)[1] for slot in held]


class TestRanks(SlotCase):
	rules = {"quotas": [{"cap": 2, "ranked": 1}], "windows": ALWAYS}

	def test_a_rank_is_asked_for_and_within_the_cap(self):
		for rank in (0, 3, -1):
			with self.subTest(rank=rank):
				message = self.refusal(QuotaUsedUp, self.filed, unit_rank=rank)
				self.assertIn(
					f"enter a rank from 1 to 2 under Rank Among the Unit's Applications, not {rank}", message
				)

	def test_each_rank_is_given_once(self):
		self.filed(unit_rank=2, project_title="Choir")
		message = self.refusal(QuotaUsedUp, self.filed, unit_rank=2)
		self.assertIn("as number 2: Choir. Give this one another rank.", message)
		self.assertEqual(self.slots(self.filed(unit_rank=1)), ["1"])

	def test_a_withdrawn_application_gives_its_rank_back(self):
		stage.move(self.filed(unit_rank=1), "Withdrawn")
		self.filed(unit_rank=1)

	def test_a_returned_application_may_take_another_rank(self):
		project = self.filed(unit_rank=1)
		filing.return_to_unit(project, "Rank it anew")
		project = frappe.get_doc(PROJECT, project.name)
		project.unit_rank = 2
		project.save()
		self.assertEqual(self.slots(self.file(project)), ["2"])
		self.filed(unit_rank=1)


class TestExchangedRanks(SlotCase):
	"""What was returned keeps a rank until it is filed again, so that two of them have to give theirs to each other."""

	rules = {"quotas": [{"cap": 3, "ranked": 1}], "windows": ALWAYS}

	def returned(self, *ranks) -> list:
		"""Applications that were filed with these ranks and returned."""
		projects = [self.filed(unit_rank=rank, project_title=f"Choir {rank}") for rank in ranks]
		for project in projects:
			filing.return_to_unit(project, "Rank it anew")
		return projects

	def ranked(self, project, rank: int):
		project = frappe.get_doc(PROJECT, project.name)
		project.unit_rank = rank
		return project.save()

	def test_two_returned_applications_exchange_their_ranks(self):
		one, two = self.returned(1, 2)
		self.ranked(two, 1)
		self.assertEqual(self.slots(self.file(self.ranked(one, 2))), ["2"])
		self.assertEqual(self.slots(two), ["1"])
		self.assertEqual(self.slots(self.file(frappe.get_doc(PROJECT, two.name))), ["1"])

	def test_three_go_round(self):
		one, two, three = self.returned(1, 2, 3)
		for project, rank in ((one, 2), (two, 3), (three, 1)):
			self.ranked(project, rank)
		found = [
			self.slots(self.file(frappe.get_doc(PROJECT, one.name)))
			for one in (one, two, three)
		]  # fmt: skip
		self.assertEqual(found, [["2"], ["3"], ["1"]])

	def test_a_rank_that_a_returned_application_still_bears_is_not_given_away(self):
		one, two = self.returned(1, 2)
		message = self.refusal(QuotaUsedUp, self.file, self.ranked(one, 2))
		self.assertIn("as number 2 that was returned: Choir 2. Give one of the two another rank", message)
		self.assertEqual([self.slots(one), self.slots(two)], [["1"], ["2"]])

	def test_what_is_filed_again_keeps_its_rank(self):
		one, two = self.returned(1, 2)
		self.file(frappe.get_doc(PROJECT, two.name))
		message = self.refusal(QuotaUsedUp, self.file, self.ranked(one, 2))
		self.assertIn("as number 2: Choir 2. Give this one another rank.", message)

	def test_who_has_no_rank_to_give_waits_for_the_other_to_be_filed(self):
		(one,) = self.returned(1)
		self.ranked(one, 2)
		message = self.refusal(QuotaUsedUp, self.filed, unit_rank=1)
		self.assertIn("and file Choir 1 first", message)
		self.file(frappe.get_doc(PROJECT, one.name))
		self.assertEqual(self.slots(self.filed(unit_rank=1)), ["1"])

	def test_who_edits_the_other_one_meanwhile_is_told(self):
		one, two = self.returned(1, 2)
		opened = self.ranked(two, 1)
		self.file(self.ranked(one, 2))
		opened.objectives = "Typed before the other one was filed"
		self.assertRaises(frappe.TimestampMismatchError, opened.save)


class JointCase(SlotCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.law, cls.arts = (make.make_unit(parent_union_unit=cls.union.name) for _unit in range(2))


class TestJointForLeadUnit(JointCase):
	rules = {"quotas": [{"cap": 1}], "windows": ALWAYS}

	def test_only_the_lead_unit_uses_a_slot(self):
		self.assertEqual(self.slots(self.filed(joint=[self.law])), ["1", None])
		self.filed(self.law)
		self.assertRaises(QuotaUsedUp, self.filed)


class TestJointForEveryUnit(JointCase):
	rules = {"quotas": [{"cap": 1}], "joint_quota": "Every Unit", "windows": ALWAYS}

	def test_every_unit_uses_a_slot(self):
		project = self.filed(joint=[self.law, self.arts], project_title="Choir")
		self.assertEqual(self.slots(project), ["1", "1", "1"])
		self.assertIn("Choir", self.refusal(QuotaUsedUp, self.filed, self.law))

	def test_the_unit_without_a_slot_is_named(self):
		self.filed(self.arts, project_title="Choir")
		message = self.refusal(QuotaUsedUp, self.filed, joint=[self.law, self.arts])
		self.assertEqual(
			message,
			f"Joint Units, row 2: {self.arts.unit_name} has no application left in {self.cycle.cycle_name} for "
			"taking part (1 allowed). It has filed: Choir.",
		)

	def test_withdrawing_gives_all_slots_back(self):
		project = self.filed(joint=[self.law])
		stage.move(project, "Withdrawn")
		self.assertEqual(self.slots(project), [None, None])
		self.filed(self.law)
		self.filed()

	def test_a_returned_application_keeps_all_slots_but_those_of_units_that_left(self):
		project = self.filed(joint=[self.law, self.arts])
		filing.return_to_unit(project, "Ask the others again")
		self.assertRaises(QuotaUsedUp, self.filed, self.law)
		project = frappe.get_doc(PROJECT, project.name)
		project.joint_units[0].unit = self.arts.name
		project.joint_units[1].unit = make.make_unit().name
		project.save()
		self.filed(self.law)
		self.assertEqual(self.slots(self.file(project)), ["1", "1", "1"])

	def test_the_slot_of_a_merged_joint_unit_stays_with_the_application(self):
		project = self.filed(joint=[self.law])
		filing.return_to_unit(project, "Add a budget")
		make.make_unit_change("Merge", [self.law, self.arts], [{"unit": self.arts.name}]).carry_out()
		row = self.file(frappe.get_doc(PROJECT, project.name)).joint_units[0]
		self.assertEqual((row.unit, row.quota_slot), (self.arts.name, f"{self.cycle.name}|{self.law.name}|1"))
		self.filed(self.arts)

	def test_what_was_filed_shows_no_slots(self):
		project = self.filed(joint=[self.law])
		content = frappe.db.get_value("Brand Snapshot", {"reference_name": project.name}, "content")
		self.assertNotIn("quota_slot", content)


class TestJointForNobody(JointCase):
	rules = {"quotas": [{"cap": 1}], "joint_quota": "Nobody", "joint_cap": 2, "windows": ALWAYS}

	def test_joint_applications_are_counted_apart(self):
		self.filed()
		found = [self.slots(self.filed(joint=[self.law])) for _application in range(2)]
		self.assertEqual(found, [["J1", None], ["J2", None]])
		message = self.refusal(QuotaUsedUp, self.filed, joint=[self.law])
		self.assertIn(f"{self.unit.unit_name} may lead 2 joint application(s)", message)

	def test_one_that_is_joint_no_more_takes_a_slot_of_the_quota(self):
		project = self.filed(joint=[self.law])
		filing.return_to_unit(project, "Do it alone")
		project = frappe.get_doc(PROJECT, project.name)
		project.joint_units = []
		project.save()
		self.assertEqual(self.slots(self.file(project)), ["1"])

	def test_without_a_limit_they_hold_nothing(self):
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.update({"joint_cap": 0, "change_reason": "The committee wants more of them"})
		cycle.save()
		for _application in range(3):
			self.assertEqual(self.slots(self.filed(joint=[self.law])), [None, None])
