import json
from hashlib import sha256

import frappe
from frappe import client

from brand_union.services import filing, snapshots, stage
from brand_union.services.errors import FrozenContent
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestBrandSnapshot(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.project = make.make_project(stage="Filed", objectives="读书会 – first\nsecond")
		cls.name = frappe.db.get_value("Brand Snapshot", {"reference_name": cls.project.name})

	def setUp(self):
		frappe.db.savepoint("snapshot_case")
		self.addCleanup(frappe.db.rollback, save_point="snapshot_case")

	def stored(self):
		return frappe.get_doc("Brand Snapshot", self.name)

	def test_it_holds_what_was_filed_with_its_hash(self):
		record = self.stored()
		content = json.loads(record.content)
		self.assertEqual(record.kind, "As Filed")
		self.assertEqual(content["objectives"], "读书会 – first\nsecond")
		self.assertEqual(content["team"][0]["member_name"], "Han Meimei")
		self.assertNotIn("checks", content)
		self.assertEqual(record.digest, sha256(record.content.encode()).hexdigest())
		self.assertTrue(snapshots.is_intact(record))

	def test_nobody_changes_deletes_or_makes_one_by_hand(self):
		attempts = {
			"save": lambda: self.stored().save(),
			"set_value": lambda: client.set_value("Brand Snapshot", self.name, "content", "{}"),
			"delete": lambda: frappe.delete_doc("Brand Snapshot", self.name, force=True),
			"insert": lambda: frappe.copy_doc(self.stored()).insert(),
			"rename": lambda: frappe.rename_doc("Brand Snapshot", self.name, "other", force=True),
		}
		for name, attempt in attempts.items():
			with self.subTest(attempt=name):
				self.assertRaises(frappe.ValidationError, attempt)
		self.assertEqual(self.stored().kind, "As Filed")

	def test_the_refusal_is_its_own(self):
		self.assertRaises(FrozenContent, self.stored().save)

	def test_a_change_behind_our_back_is_seen(self):
		frappe.db.set_value(
			"Brand Snapshot", self.name, "content", self.stored().content.replace("读书会", "观影会")
		)
		self.assertFalse(snapshots.is_intact(self.stored()))
		shown = frappe.get_doc("Brand Project", self.project.name).versions_side_by_side()
		self.assertEqual([version["intact"] for version in shown["versions"]], [False])

	def test_two_versions_stand_side_by_side_with_their_differences(self):
		filing.return_to_unit(frappe.get_doc("Brand Project", self.project.name), "Say who reads")
		project = frappe.get_doc("Brand Project", self.project.name)
		project.objectives = "读书会 – first\nthird"
		project.team[0].duty = "Chair"
		project.append("budget", {"heading": "Tea", "amount": 10})
		project.save()
		stage.move(project, "Filed")
		shown = frappe.get_doc("Brand Project", project.name).versions_side_by_side()
		self.assertEqual([version["intact"] for version in shown["versions"]], [True, True])
		rows = {row["place"]: row for row in shown["changes"][0]["rows"]}
		self.assertEqual(
			(rows["Objectives"]["old"], rows["Objectives"]["new"]),
			("读书会 – first\nsecond", "读书会 – first\nthird"),
		)
		self.assertEqual(rows["Team, row 1: Duty in the Project"]["new"], "Chair")
		self.assertIn("Tea", rows["Budget, row 2"]["new"])
		segments = rows["Objectives"]["segments"]
		self.assertEqual(
			"".join(s["text"] for s in segments if s["kind"] != "delete"), "读书会 – first\nthird"
		)
		self.assertEqual(
			"".join(s["text"] for s in segments if s["kind"] != "insert"), "读书会 – first\nsecond"
		)

	def test_the_same_text_gives_the_same_hash(self):
		project = frappe.get_doc("Brand Project", self.project.name)
		again = snapshots.take(project, snapshots.AS_FILED)
		self.assertEqual(frappe.db.get_value("Brand Snapshot", again, "digest"), self.stored().digest)
