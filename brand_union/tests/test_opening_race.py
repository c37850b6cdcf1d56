"""Two panels with the same projects are opened in the same moment, each from a process of its own."""

import frappe

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import attempt, race

PROJECTS, PANELS = 6, 4


def open_one(start, panel: str) -> list[tuple[str, str, str]]:
	"""What one process does: read something as every request does, wait for the others, and open."""
	frappe.db.get_value("Review Panel", panel, "status")
	start.wait()
	return [(panel, *attempt(lambda: frappe.get_doc("Review Panel", panel).open_panel()))]


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
		rows = race(*[(open_one, panel) for panel in cls.panels])
		cls.outcomes = {panel: (kind, message) for panel, kind, message in rows}

	def setUp(self):
		# A new snapshot: what the other processes committed is not in the one of this connection.
		frappe.db.rollback()

	def test_one_is_opened_and_the_others_read_why_not(self):
		kinds = sorted(kind for kind, _message in self.outcomes.values())
		self.assertEqual(kinds, ["Done", *["PanelProblem"] * (PANELS - 1)], self.outcomes)
		for kind, message in self.outcomes.values():
			if kind == "PanelProblem":
				self.assertIn(
					"is in the stage In Review, and a panel takes it from the stage Checked", message
				)

	def test_the_losers_are_as_they_were(self):
		(winner,) = (panel for panel, (kind, _message) in self.outcomes.items() if kind == "Done")
		for panel in self.panels:
			with self.subTest(panel=panel, won=panel == winner):
				is_open = panel == winner
				status = frappe.db.get_value("Review Panel", panel, "status")
				self.assertEqual(status, "Open" if is_open else "Draft")
				sheets = frappe.db.count("Panel Assignment", {"panel": panel})
				self.assertEqual(sheets, 2 * PROJECTS if is_open else 0)
