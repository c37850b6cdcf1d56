"""Decisions on acceptance: grades, rectifying, and how a project ends."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.services import stage
from brand_union.services.errors import DecisionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import DecisionCase


class TestAcceptanceDecision(DecisionCase):
	def test_grades_follow_threshold_and_share(self):
		bands = (("Excellent", 90, 50, 1), ("Sufficient", 60, 0, 1), ("Insufficient", 0, 0, 0))
		sheet = make.make_score_sheet("Acceptance", bands=bands)
		projects = [make.make_project(cycle=self.cycle, stage="Acceptance") for _n in range(3)]
		panel = make.make_panel(
			projects, self.jurors, opened=True, purpose="Acceptance", score_sheet=sheet.name
		)
		first, second, third = projects
		# Half of three projects is one place for Excellent: the second falls to the next grade.
		make.score_all(panel, {first.name: (40, 40, 20), second.name: (40, 40, 15), third.name: (10, 10, 10)})
		panel.seal()
		decision = make.make_decision(panel)
		self.assertEqual(
			[(row.project, row.grade, row.score) for row in decision.rows],
			[
				(first.name, "Excellent", "100.00"),
				(second.name, "Sufficient", "95.00"),
				(third.name, "Insufficient", "30.00"),
			],
		)
		self.assertEqual(decision.rows[1].flags_text, "A higher grade is full.")
		for row, outcome in zip(decision.rows, ("Passed", "Passed", "Passed"), strict=True):
			row.outcome = outcome
		decision.save()
		self.assertEqual(
			decision.preview()["problems"],
			[
				f"Row 3, {third.project_title}: the grade Insufficient and the outcome Passed do not go together. Give the reason in this row."
			],
		)
		decision.rows[2].update({"outcome": "Rectify"})
		decision.save()
		self.assertEqual(decision.rows[2].due_on, getdate(add_days(nowdate(), 90)))
		decision.release()
		self.assertEqual(
			[
				frappe.db.get_value("Brand Project", p.name, ["stage", "grade", "rectify_until"])
				for p in projects
			],
			[
				("Closed", "Excellent", None),
				("Closed", "Sufficient", None),
				("Under Way", None, getdate(add_days(nowdate(), 90))),
			],
		)
		summaries = [frappe.get_doc("Brand Acceptance", {"project": p.name}) for p in projects]
		self.assertEqual(
			[(doc.stage, doc.grade, doc.score, doc.closed_on) for doc in summaries],
			[
				("Closed", "Excellent", "100.00", getdate(nowdate())),
				("Closed", "Sufficient", "95.00", getdate(nowdate())),
				("Rectify", "Insufficient", "30.00", None),
			],
		)

	def test_a_project_is_not_put_off_or_ended_without_a_reason(self):
		project = make.make_project(cycle=self.cycle, stage="Acceptance")
		panel = make.make_panel([project], self.jurors, opened=True, purpose="Acceptance")
		make.score_all(panel, default=(0, 0, 0))
		panel.seal()
		for outcome in ("Terminated", "Deferred"):
			values = {"outcome": outcome, "due_on": add_days(nowdate(), 30)}
			decision = make.make_decision(panel, {project.name: values})
			self.assertEqual(
				decision.preview()["problems"],
				[
					f"Row 1, {project.project_title}: the outcome {outcome} takes a reason. Give the reason in this row."
				],
			)
			self.assertRaises(DecisionProblem, decision.release)

	def test_a_terminated_project_ends_with_its_summary(self):
		project = make.make_project(cycle=self.cycle, stage="Acceptance")
		panel = make.make_panel([project], self.jurors, opened=True, purpose="Acceptance")
		make.score_all(panel, default=(0, 0, 0))
		panel.seal()
		values = {"outcome": "Terminated", "reason": "No work was done"}
		make.make_decision(panel, {project.name: values}, released=True)
		project.reload()
		self.assertEqual((project.stage, project.return_reason), ("Terminated", "No work was done"))
		self.assertEqual(
			frappe.db.get_value("Brand Acceptance", {"project": project.name}, "stage"), "Terminated"
		)

	def test_rectifying_may_be_asked_for_again_and_end(self):
		project = make.make_project(cycle=self.cycle, stage="Acceptance")
		again = {"outcome": "Rectify", "reason": "The accounts are missing"}
		for number in (1, 2):
			self.decide(project, again)
			summary = frappe.get_doc("Brand Acceptance", {"project": project.name})
			self.assertEqual((summary.stage, summary.round), ("Rectify", number))
			stage.move(summary, "Filed")
		self.decide(project, {"outcome": "Terminated", "reason": "Still no accounts"})
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "Terminated")

	def test_a_draft_of_an_earlier_round_decides_nothing(self):
		project = make.make_project(cycle=self.cycle, stage="Acceptance")
		first = self.scored(project)
		left_over = make.make_decision(first, {project.name: {"outcome": "Passed", "grade": "Good"}})
		make.make_decision(
			first, {project.name: {"outcome": "Rectify", "reason": "The accounts are missing"}}, released=True
		)
		stage.move(frappe.get_doc("Brand Acceptance", {"project": project.name}), "Filed")
		second = self.scored(project)
		sentence = f"Row 1, {project.project_title}: the panel {second.panel_name} has been given it since, so its scores are the ones to decide on. Draw up the decision from that panel."
		self.assertIn(sentence, left_over.preview()["problems"])
		self.assertRaisesRegex(DecisionProblem, "has been given it since", left_over.release)
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "Acceptance")
		self.assertNotIn(sentence, make.make_decision(second).preview()["problems"])

	def scored(self, project):
		panel = make.make_panel([project], self.jurors, opened=True, purpose="Acceptance")
		make.score_all(panel)
		panel.seal()
		return panel

	def decide(self, project, values: dict) -> None:
		make.make_decision(self.scored(project), {project.name: values}, released=True)
