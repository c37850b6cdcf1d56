"""Two panels with the same projects are opened in the same moment, each from a process of its own."""

import multiprocessing
import os

import frappe

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed

PATIENCE = 120  # seconds until a hanging test is given up
PROJECTS, PANELS = 6, 4


def open_one(site: str, sites_path: str, panel: str, start, results) -> None:
	"""What one process does: connect, read something as every request does, wait for the others, and open."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		frappe.db.get_value("Review Panel", panel, "status")
		start.wait(PATIENCE)
		results.put((panel, *_open(panel)))
	finally:
		frappe.destroy()


def _open(panel: str) -> tuple[str, str]:
	try:
		frappe.get_doc("Review Panel", panel).open_panel()
		frappe.db.commit()
		return "Opened", ""
	except Exception as error:
		frappe.db.rollback()
		return type(error).__name__, str(error)


class TestOpeningRace(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cycle, jurors = make.make_cycle(), make.make_jurors(2)
			cls.projects = [make.make_project(cycle, stage="Checked") for _index in range(PROJECTS)]
			# Every other panel has them the other way round: each would wait for what the other one holds.
			orders = [cls.projects[:: 1 if index % 2 else -1] for index in range(PANELS)]
			cls.panels = [make.make_panel(order, jurors).name for order in orders]
		cls.outcomes = cls.race()

	@classmethod
	def race(cls) -> dict[str, tuple[str, str]]:
		context = multiprocessing.get_context("spawn")
		start, results = context.Barrier(PANELS), context.Queue()
		site, path = frappe.local.site, os.path.abspath(frappe.local.sites_path)
		runners = [
			context.Process(target=open_one, args=(site, path, panel, start, results)) for panel in cls.panels
		]
		for runner in runners:
			runner.start()
		rows = [results.get(timeout=PATIENCE) for _runner in runners]
		for runner in runners:
			runner.join(PATIENCE)
		return {panel: (kind, message) for panel, kind, message in rows}

	def setUp(self):
		# A new snapshot: what the other processes committed is not in the one of this connection.
		frappe.db.rollback()

	def test_one_is_opened_and_the_others_read_why_not(self):
		kinds = sorted(kind for kind, _message in self.outcomes.values())
		self.assertEqual(kinds, ["Opened", *["PanelProblem"] * (PANELS - 1)], self.outcomes)
		for kind, message in self.outcomes.values():
			if kind == "PanelProblem":
				self.assertIn(
					"is in the stage In Review, and a panel takes it from the stage Checked", message
				)

	def test_the_losers_are_as_they_were(self):
		(winner,) = (panel for panel, (kind, _message) in self.outcomes.items() if kind == "Opened")
		for panel in self.panels:
			with self.subTest(panel=panel, won=panel == winner):
				is_open = panel == winner
				status = frappe.db.get_value("Review Panel", panel, "status")
				self.assertEqual(status, "Open" if is_open else "Draft")
				sheets = frappe.db.count("Panel Assignment", {"panel": panel})
				self.assertEqual(sheets, 2 * PROJECTS if is_open else 0)
