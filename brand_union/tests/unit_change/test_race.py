"""A unit ends while somebody begins its applications: from processes of their own, at once."""

import frappe

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import attempt, race
from brand_union.tests.unit_change.case import CHANGE, PROJECT, UNIT


def carry_out(start, name: str) -> list[tuple[str, str, str]]:
	"""One process: wait for the others, and carry the change out."""
	start.wait()
	return [("change", *attempt(lambda: frappe.get_doc(CHANGE, name).carry_out()))]


def begin(start, cycle: str, unit: str) -> list[tuple[str, str, str]]:
	"""The other one: begins applications of the unit at the same time."""
	start.wait()
	drafts = [
		{"doctype": PROJECT, "project_title": f"Late {number}", "cycle": cycle, "unit": unit}
		for number in range(5)
	]
	return [("draft", *attempt(lambda draft=draft: frappe.get_doc(draft).insert())) for draft in drafts]


class TestRace(IntegrationTestCase):
	"""Two offices carry the same change out, while somebody begins applications of the unit that ends."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.old, cls.taker = make.make_unit(), make.make_unit()
			cls.cycle = make.make_cycle(rules={"quotas": [{"cap": 1}]})
			cls.filed = make.make_project(cls.cycle, cls.old, "Filed")
			cls.change = make.make_unit_change("Close", [cls.old], [{"unit": cls.taker.name}])
		closing = (carry_out, cls.change.name)
		cls.results = race(closing, closing, (begin, cls.cycle.name, cls.old.name))
		frappe.db.rollback()

	def test_no_open_project_is_left_with_a_unit_that_has_ended(self):
		"""Either it was begun first, and the change is refused until somebody says where it goes, or it is refused."""
		status = frappe.db.get_value(UNIT, self.old.name, "status")
		left = frappe.get_all(PROJECT, {"unit": self.old.name}, pluck="name", order_by="name")
		if status == "Dissolved":
			self.assertEqual(left, [], self.results)
		else:
			self.assertIn(self.filed.name, left, self.results)
			self.assertEqual(frappe.db.get_value(CHANGE, self.change.name, "status"), "Draft")

	def test_it_was_carried_out_once_or_not_at_all(self):
		rows = frappe.get_all(
			"Union Unit Successor", {"parent": self.old.name}, pluck="successor", order_by="name"
		)
		done = frappe.db.get_value(CHANGE, self.change.name, "status") == "Done"
		self.assertEqual(rows, [self.taker.name] if done else [], self.results)

	def test_everybody_who_was_refused_reads_a_sentence(self):
		known = {"Done", "UnitProblem", "BrandError"}
		self.assertLessEqual({kind for _what, kind, _text in self.results}, known, self.results)
