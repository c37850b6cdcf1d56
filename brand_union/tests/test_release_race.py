"""Somebody reopens a panel in the moment in which its decision is released, from a process of their own."""

import frappe

from brand_union.services import release, review_round
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import PATIENCE, SPAWN, attempt, connected, here

HEAD_START = 1.5  # seconds in which the other process comes as far as the lock


def reopen(site: str, sites_path: str, panel: str, has_begun, result) -> None:
	"""What the other process does: read something, as every request does, then reopen."""
	with connected(site, sites_path):
		frappe.db.get_value("Review Panel", panel, "status")
		has_begun.set()
		result.put(attempt(lambda: review_round.reopen(panel, "One sheet is missing"))[0])


class TestReleaseRace(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			project = make.make_project(stage="Checked")
			cls.panel = make.make_panel([project], make.make_jurors(1), opened=True)
			make.score_all(cls.panel)
			cls.panel.seal()
			outcome = {project.name: {"outcome": "Approved", "tier": "General"}}
			cls.decision = make.make_decision(cls.panel, outcome)

	def test_who_waited_for_the_release_does_not_reopen(self):
		has_begun, result = SPAWN.Event(), SPAWN.Queue()
		other = SPAWN.Process(target=reopen, args=(*here(), self.panel.name, has_begun, result))
		release.release(self.decision.name)
		other.start()
		self.assertTrue(has_begun.wait(PATIENCE))
		other.join(HEAD_START)
		self.assertTrue(other.is_alive(), "the panel was not locked")
		frappe.db.commit()
		self.assertEqual(result.get(timeout=PATIENCE), "PanelSealed")
		other.join(PATIENCE)
		self.assertEqual(frappe.db.get_value("Review Panel", self.panel.name, "status"), "Sealed")
