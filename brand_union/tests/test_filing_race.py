"""Eight people of one unit press the button in the same moment, each from a process of their own."""

import multiprocessing
import os
from collections import Counter

import frappe

from brand_union.services import stage
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed

RUNNERS = 8
PATIENCE = 120  # seconds until a hanging test is given up
CAPS = (1, 3)


def file_all(runner: int, site: str, sites_path: str, user: str, projects: list[str], start, results) -> None:
	"""What one process does: connect, wait for the others before each project, file it, and report."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		frappe.set_user(user)
		for name in projects:
			start.wait(PATIENCE)
			results.put((name, *_file(name)))
	finally:
		frappe.destroy()


def _file(name: str) -> tuple[str, str]:
	try:
		stage.move(frappe.get_doc("Brand Project", name), "Filed")
		frappe.db.commit()
		return "Filed", ""
	except Exception as error:
		frappe.db.rollback()
		return type(error).__name__, str(error)


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
		cls.outcomes = cls.race()

	@classmethod
	def make_drafts(cls, cycle):
		return [make.make_project(cycle, cls.unit).name for _index in range(RUNNERS)]

	@classmethod
	def race(cls) -> dict[str, tuple[str, str]]:
		context = multiprocessing.get_context("spawn")
		start, results = context.Barrier(RUNNERS), context.Queue()
		site, path = frappe.local.site, os.path.abspath(frappe.local.sites_path)
		runners = [
			context.Process(
				target=file_all,
				args=(index, site, path, cls.user, [cls.drafts[cap][index] for cap in CAPS], start, results),
			)
			for index in range(RUNNERS)
		]
		for runner in runners:
			runner.start()
		rows = [results.get(timeout=PATIENCE) for _index in range(RUNNERS * len(CAPS))]
		for runner in runners:
			runner.join(PATIENCE)
		return {name: (kind, message) for name, kind, message in rows}

	def setUp(self):
		# A new snapshot: what the other processes committed is not in the one of this connection.
		frappe.db.rollback()

	def test_exactly_as_many_are_filed_as_the_quota_allows(self):
		for cap in CAPS:
			with self.subTest(cap=cap):
				kinds = Counter(self.outcomes[name][0] for name in self.drafts[cap])
				self.assertEqual(kinds, {"Filed": cap, "QuotaUsedUp": RUNNERS - cap}, self.outcomes)

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
		filed = [name for name in names if self.outcomes[name][0] == "Filed"]
		self.assertEqual(sorted(frozen), sorted(filed))

	def test_who_comes_too_late_reads_a_sentence(self):
		for kind, message in self.outcomes.values():
			if kind == "QuotaUsedUp":
				self.assertIn(f"{self.unit.unit_name} may file", message)
				self.assertNotIn("Duplicate", message)
				self.assertNotIn("Traceback", message)
