"""Units that name each other as joint units file in the same moment; every slot is given once, and nobody waits for ever."""

from collections import Counter

import frappe
from frappe.model.workflow import get_transitions

from brand_union.services import filing, stage
from brand_union.services.workflow_actions import apply_workflow
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import attempt, race

RUNNERS = 6
PROJECT = "Brand Project"


def file_it(start, user: str, name: str) -> list[tuple[str, str, str]]:
	"""What one process does: wait for the others, and file."""
	frappe.set_user(user)
	start.wait()
	return [(name, *attempt(lambda: stage.move(frappe.get_doc(PROJECT, name), "Filed")))]


def press_it(start, user: str, name: str) -> list[tuple[str, str, str]]:
	"""The same by the button of the form."""
	frappe.set_user(user)
	start.wait()
	return [(name, *attempt(lambda: press(name)))]


def press(name: str) -> None:
	doc = frappe.get_doc(PROJECT, name)
	workflow = stage.workflow_of(PROJECT)
	offered = get_transitions(doc, workflow)
	action = next(row.action for row in offered if stage.stage_of(workflow, row.next_state) == "Filed")
	apply_workflow(frappe.as_json(doc.as_dict()), action)


class RaceCase(IntegrationTestCase):
	"""`units` of one officer, a cycle with these `rules`, and one draft for each of `RUNNERS`."""

	rules: dict = {}
	run_by = staticmethod(file_it)

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		if cls is RaceCase:
			return
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.user = make.make_user("Brand Unit Officer")
			cls.units = [make.make_unit(members=[(cls.user, "Officer")]) for _unit in range(3)]
			cls.cycle = make.make_cycle(rules=cls.rules)
			cls.drafts = [cls.draft(number).name for number in range(RUNNERS)]
		rows = race(*[(cls.run_by, cls.user, name) for name in cls.drafts])
		cls.outcomes = {name: (kind, message) for name, kind, message in rows}
		cls.kinds = Counter(kind for kind, _message in cls.outcomes.values())

	def setUp(self):
		# A new snapshot: what the other processes committed is not in the one of this connection.
		frappe.db.rollback()

	@classmethod
	def draft(cls, number: int):
		lead, *joint = (cls.units[(number + place) % 3] for place in range(3))
		return make.make_project(cls.cycle, lead, joint_units=[{"unit": unit.name} for unit in joint])

	def held(self) -> list[str]:
		filed = [name for name in self.drafts if self.outcomes[name][0] == "Done"]
		own = frappe.get_all(PROJECT, {"name": ("in", filed)}, pluck="quota_slot", order_by="name")
		joint = frappe.get_all(
			"Brand Project Joint Unit", {"parent": ("in", filed)}, pluck="quota_slot", order_by="name"
		)
		return [*own, *joint]


class TestJointRace(RaceCase):
	rules = {"quotas": [{"cap": 2}], "joint_quota": "Every Unit"}

	def test_as_many_are_filed_as_every_unit_has_slots(self):
		self.assertEqual(self.kinds, {"Done": 2, "QuotaUsedUp": RUNNERS - 2}, self.outcomes)

	def test_no_slot_is_held_twice_and_none_is_missing(self):
		slots = [f"{self.cycle.name}|{unit.name}|{number}" for unit in self.units for number in (1, 2)]
		self.assertEqual(sorted(self.held()), sorted(slots))


class TestJointCapRace(RaceCase):
	rules = {"quotas": [{"cap": 1}], "joint_quota": "Nobody", "joint_cap": 1}

	def test_each_lead_unit_files_as_many_as_it_may(self):
		self.assertEqual(self.kinds, {"Done": 3, "QuotaUsedUp": RUNNERS - 3}, self.outcomes)
		self.assertEqual(len(set(self.held()) - {None}), 3)


class TestRankRace(RaceCase):
	rules = {"quotas": [{"cap": 2, "ranked": 1}]}

	@classmethod
	def draft(cls, number: int):
		return make.make_project(cls.cycle, cls.units[number % 3], unit_rank=2)

	def test_a_rank_is_given_once_and_the_other_reads_a_sentence(self):
		self.assertEqual(self.kinds, {"Done": 3, "QuotaUsedUp": 3}, self.outcomes)
		for kind, message in self.outcomes.values():
			if kind == "QuotaUsedUp":
				self.assertIn("Give this one another rank.", message)


class TestExchangeRace(RaceCase):
	"""Two returned applications of each unit are filed in the same moment, each with the rank of the other."""

	rules = {"quotas": [{"cap": 2, "ranked": 1}]}
	run_by = staticmethod(press_it)

	@classmethod
	def draft(cls, number: int):
		unit, rank = cls.units[number // 2], number % 2 + 1
		project = make.make_project(cls.cycle, unit, stage="Filed", unit_rank=rank)
		filing.return_to_unit(project, "Rank them the other way round")
		project = frappe.get_doc(PROJECT, project.name)
		project.unit_rank = 3 - rank
		return project.save()

	def slots(self) -> list[tuple]:
		rows = frappe.get_all(
			PROJECT, {"name": ("in", self.drafts)}, ["unit_rank", "quota_slot"], order_by="name"
		)
		return [(int(row.quota_slot.rsplit("|", 1)[1]), row.unit_rank) for row in rows]

	def test_one_of_each_unit_is_filed_and_no_slot_is_lost_or_held_twice(self):
		for pair in zip(self.drafts[::2], self.drafts[1::2], strict=True):
			kinds = [self.outcomes[name][0] for name in pair]
			self.assertIn("Done", kinds, self.outcomes)
			self.assertLessEqual(set(kinds), {"Done", "BrandError", "TimestampMismatchError"}, self.outcomes)
		self.assertEqual(sorted(slot for slot, _rank in self.slots()), [1, 1, 1, 2, 2, 2])

	def test_pressed_once_more_all_have_the_ranks_that_they_ask_for(self):
		frappe.set_user(self.user)
		for name in self.drafts:
			if self.outcomes[name][0] != "Done":
				press(name)
		frappe.set_user("Administrator")
		self.assertEqual([slot for slot, _rank in self.slots()], [rank for _slot, rank in self.slots()])
