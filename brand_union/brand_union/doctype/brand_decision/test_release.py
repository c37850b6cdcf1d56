"""Releasing a decision: at once or not at all, once, and for good."""

import frappe
from frappe.utils import getdate

from brand_union.domain import snapshot
from brand_union.services import stage
from brand_union.services.errors import DecisionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase


class TestRelease(DecisionCase):
	def test_it_moves_every_project_and_writes_what_was_decided(self):
		panel, (first, second) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(
			panel, {first.name: {**APPROVE, "tier": "Key"}, second.name: REFUSE}, meeting_date="2025-07-08"
		)
		result = decision.release()
		self.assertEqual(
			result,
			{
				"status": "Released",
				"outcomes": {"Approved": 1, "Not Approved": 1},
				"tiers": {"Key": 1},
				"amount": 8000,
				"budget": 0,
				"remaining": 0,
			},
		)
		first.reload()
		self.assertEqual(
			(first.stage, first.tier, first.approved_amount, first.decision, first.decided_on),
			("Decided", "Key", 8000, decision.name, getdate("2025-07-08")),
		)
		self.assertEqual(self.stage_of(second), "Not Approved")
		self.assertEqual((decision.status, decision.released_by), ("Released", "Administrator"))

	def test_a_second_release_changes_nothing(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE})
		first = decision.release()
		modified = frappe.db.get_value("Brand Project", project.name, "modified")
		self.assertEqual(decision.release(), first)
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "modified"), modified)
		self.assertEqual(frappe.db.count("Brand Snapshot", {"reference_name": decision.name}), 1)

	def test_all_or_nothing(self):
		panel, (first, second) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(panel, {first.name: APPROVE, second.name: APPROVE})
		frappe.db.set_value("Brand Project", second.name, "continues_project", "gone", update_modified=False)
		frappe.db.set_value("Brand Project", second.name, "kind", "Continuation", update_modified=False)
		self.assertRaises(frappe.LinkValidationError, decision.release)
		self.assertEqual((self.stage_of(first), self.stage_of(second)), ("In Review", "In Review"))
		self.assertEqual(frappe.db.get_value("Brand Decision", decision.name, "status"), "Draft")
		self.assertEqual(frappe.db.count("Brand Snapshot", {"reference_name": decision.name}), 0)

	def test_a_released_decision_is_final(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE}, released=True)
		decision.document_number = "No. 1"
		self.assertRaisesRegex(DecisionProblem, "is final", decision.save)
		decision.reload()
		self.assertRaises(DecisionProblem, decision.delete)
		self.assertRaises(DecisionProblem, decision.draft_rows)

	def test_a_correction_is_a_new_decision(self):
		panel, (first, second) = self.sealed((40, 40, 20), (30, 30, 15))
		wrong = make.make_decision(panel, {first.name: APPROVE, second.name: APPROVE}, released=True)
		again = make.make_decision(panel)
		self.assertRaises(DecisionProblem, again.release)
		right = make.make_decision(
			panel, {first.name: {"tier": "Key", "amount": 8000}}, corrects=wrong.name, released=True
		)
		self.assertEqual([row.outcome for row in right.rows], ["Approved", "Approved"])
		first.reload()
		self.assertEqual((first.tier, first.approved_amount, first.decision), ("Key", 8000, right.name))
		self.assertEqual(self.stage_of(first), "Decided")
		self.assertEqual(frappe.db.get_value("Brand Decision", wrong.name, "total_amount"), 8000)

	def test_the_score_table_is_frozen_for_the_office(self):
		panel, (project,) = self.sealed([(40, 40, 20), (30, 30, 15), None])
		decision = make.make_decision(panel, {project.name: APPROVE}, released=True)
		record = frappe.get_doc("Brand Snapshot", {"reference_name": decision.name, "kind": "Score Table"})
		self.assertEqual(record.office_only, 1)
		row = snapshot.load(record.content)["rows"][0]
		self.assertEqual((row["rank"], row["score"], row["tier"]), (1, "87.50", "General"))
		by_juror = {sheet["juror"]: sheet for sheet in row["sheets"]}
		self.assertEqual(by_juror[self.jurors[0]]["marks"], {"need": "40", "plan": "40", "budget": "20"})
		self.assertEqual([by_juror[juror]["total"] for juror in self.jurors], ["100", "75", None])

	def test_nobody_decides_by_hand(self):
		panel, (project,) = self.sealed((40, 40, 20))
		make.make_decision(panel, {project.name: REFUSE})
		for target in ("Decided", "Not Approved"):
			with self.subTest(target=target), self.assertRaisesRegex(DecisionProblem, "There is none yet"):
				stage.move(frappe.get_doc("Brand Project", project.name), target)

	def test_who_may_release_and_who_may_read(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE})
		observer, juror = make.make_user("Brand Observer"), self.jurors[0]
		for user in (observer, juror, make.make_user("Brand Unit Chair")):
			with self.subTest(user=user), make.acting(user):
				self.assertFalse(decision.has_permission("read"))
				self.assertRaises(
					frappe.PermissionError, frappe.get_doc("Brand Decision", decision.name).release
				)
		officer = make.make_user("Brand Officer")
		home = frappe.get_doc("Union Unit", self.cycle.organiser)
		home.append("members", {"user": officer, "post": "Officer"})
		home.save()
		with make.acting(officer):
			frappe.get_doc("Brand Decision", decision.name).release()
		with make.acting(observer):
			self.assertEqual(
				frappe.get_list("Brand Decision", {"name": decision.name}, pluck="status"), ["Released"]
			)
			self.assertTrue(frappe.get_doc("Brand Decision", decision.name).has_permission("read"))
		with make.acting(juror):
			self.assertFalse(frappe.has_permission("Brand Decision", "read"))

	def test_projects_start_together_and_those_under_adjustment_wait(self):
		panel, (first, second, third) = self.sealed((40, 40, 20), (30, 30, 15), (20, 20, 10))
		outcomes = {first.name: APPROVE, second.name: APPROVE, third.name: REFUSE}
		decision = make.make_decision(panel, outcomes)
		self.assertRaises(DecisionProblem, decision.start_all)
		decision.release()
		frappe.get_doc(
			{
				"doctype": "Brand Adjustment",
				"project": second.name,
				"reason": "Too broad",
				"consultation": "Talked over on the phone",
				"changes": [{"field_name": "objectives", "new_value": "Reading for new colleagues"}],
			}
		).insert()
		self.assertEqual(decision.start_all(), {"started": 1, "waiting": [second.project_title], "held": []})
		self.assertEqual(
			[self.stage_of(p) for p in (first, second, third)], ["Under Way", "Decided", "Not Approved"]
		)
		self.assertEqual(decision.start_all()["started"], 0)
