"""Eight people of one unit press the button in the same moment, each from a process of their own."""

from collections import Counter

import frappe

from brand_union.services import stage
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import attempt, race

RUNNERS = 8
CAPS = (1, 3)


def file_all(start, user: str, projects: list[str]) -> list[tuple[str, str, str]]:
	"""What one process does: wait for the others before each project, and file it."""
	frappe.set_user(user)
	rows = []
	for name in projects:
		start.wait()
		rows.append(
			(name, *attempt(lambda name=name: stage.move(frappe.get_doc("Brand Project", name), "Filed")))
		)
	return rows


class TestFilingRace(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.user = make.make_user("Brand Unit Officer")
			cls.unit = make.make_unit(members=[(cls.user, "Officer")])
			cls.cycles = {cap: make.make_cycle(rules={"quotas": [{"cap": cap}]}) for cap in CAPS}
			cls.drafts = {cap: cls.make_drafts(cycle) for cap, cycle in cls.cycles.items()}
		rows = race(
			*[(file_all, cls.user, list(drafts)) for drafts in zip(*cls.drafts.values(), strict=True)]
		)
		cls.outcomes = {name: (kind, message) for name, kind, message in rows}

	@classmethod
	def make_drafts(cls, cycle):
		return [make.make_project(cycle, cls.unit).name for _index in range(RUNNERS)]

	def setUp(self):
		# A new snapshot: what the other processes committed is not in the one of this connection.
		frappe.db.rollback()

	def test_exactly_as_many_are_filed_as_the_quota_allows(self):
		for cap in CAPS:
			with self.subTest(cap=cap):
				kinds = Counter(self.outcomes[name][0] for name in self.drafts[cap])
				self.assertEqual(kinds, {"Done": cap, "QuotaUsedUp": RUNNERS - cap}, self.outcomes)

	def test_the_winners_hold_the_slots_and_the_losers_are_as_they_were(self):
		for cap in CAPS:
			with self.subTest(cap=cap):
				rows = frappe.get_all(
					"Brand Project",
					{"name": ("in", self.drafts[cap])},
					["name", "stage", "quota_slot", "filed_on"],
					order_by="name",
				)
				filed = [row for row in rows if row.stage == "Filed"]
				self.assertEqual(
					sorted(row.quota_slot for row in filed),
					[f"{self.cycles[cap].name}|{self.unit.name}|{slot}" for slot in range(1, cap + 1)],
				)
				self.assertEqual(
					[(row.stage, row.quota_slot, row.filed_on) for row in rows if row not in filed],
					[("Draft", None, None)] * (RUNNERS - cap),
				)

	def test_each_filed_one_is_frozen_once(self):
		names = [name for drafts in self.drafts.values() for name in drafts]
		frozen = frappe.get_all(
			"Brand Snapshot", {"reference_name": ("in", names)}, pluck="reference_name", order_by="name"
		)
		filed = [name for name in names if self.outcomes[name][0] == "Done"]
		self.assertEqual(sorted(frozen), sorted(filed))

	def test_who_comes_too_late_reads_a_sentence(self):
		for kind, message in self.outcomes.values():
			if kind == "QuotaUsedUp":
				self.assertIn(f"{self.unit.unit_name} may file", message)
				self.assertNotIn("Duplicate", message)
				self.assertNotIn("Traceback", message)
