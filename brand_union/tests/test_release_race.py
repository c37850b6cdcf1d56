"""Somebody reopens a panel in the moment in which its decision is released, from a process of their own."""

import multiprocessing
import os

import frappe

from brand_union.services import release, review_round
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed

PATIENCE = 60  # seconds until a hanging test is given up
HEAD_START = 1.5  # seconds in which the other process comes as far as the lock


def reopen(site: str, sites_path: str, panel: str, has_begun, result) -> None:
	"""What the other process does: read something, as every request does, then reopen."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		frappe.db.get_value("Review Panel", panel, "status")
		has_begun.set()
		review_round.reopen(panel, "One sheet is missing")
		frappe.db.commit()
		result.put("Reopened")
	except Exception as error:
		frappe.db.rollback()
		result.put(type(error).__name__)
	finally:
		frappe.destroy()


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
		context = multiprocessing.get_context("spawn")
		has_begun, result = context.Event(), context.Queue()
		site, path = frappe.local.site, os.path.abspath(frappe.local.sites_path)
		other = context.Process(target=reopen, args=(site, path, self.panel.name, has_begun, result))
		release.release(self.decision.name)
		other.start()
		self.assertTrue(has_begun.wait(PATIENCE))
		other.join(HEAD_START)
		self.assertTrue(other.is_alive(), "the panel was not locked")
		frappe.db.commit()
		self.assertEqual(result.get(timeout=PATIENCE), "PanelSealed")
		other.join(PATIENCE)
		self.assertEqual(frappe.db.get_value("Review Panel", self.panel.name, "status"), "Sealed")
