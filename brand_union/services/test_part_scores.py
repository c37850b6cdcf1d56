"""Weighted parts: what counts beside the jury's score, who enters it, and what it changes."""

import frappe

from brand_union.services import decision_rows, decision_table, results
from brand_union.services.errors import FrozenContent, PanelProblem, PanelSealed
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase

JURY_AND_PUBLIC = [{"part": "Jury", "weight": 70}, {"part": "Public", "weight": 30}]


class TestPartScores(DecisionCase):
	def weighted(self, *marks, parts=JURY_AND_PUBLIC, **values):
		panel, projects = self.sealed(*marks, parts=parts, **values)
		return frappe.get_doc("Review Panel", panel.name), projects

	def scores(self, panel):
		panel = frappe.get_doc("Review Panel", panel.name)
		return {row.project: row.score and str(row.score) for row in results.of_panel(panel)}

	def test_the_parts_make_the_score_and_the_order(self):
		# The jury gives 80 and 90; with 30% of the public's 100 and 60 it is 86 against 81.
		panel, (first, second) = self.weighted((30, 30, 20), (35, 35, 20))
		panel.enter_part_scores({first.name: {"Public": "100"}, second.name: {"Public": "60.0"}})
		self.assertEqual(self.scores(panel), {first.name: "86.00", second.name: "81.00"})
		panel.reload()
		self.assertEqual([row.score for row in panel.part_scores if row.project == second.name], ["60"])

	def test_a_missing_part_leaves_no_score_unless_its_weight_is_shared(self):
		panel, (first, second) = self.weighted((30, 30, 20), (35, 35, 20))
		panel.enter_part_scores({first.name: {"Public": "100"}})
		self.assertEqual(self.scores(panel), {first.name: "86.00", second.name: None})
		found = {row.project: row for row in results.of_panel(frappe.get_doc("Review Panel", panel.name))}
		decision = make.make_decision(panel)
		table = decision_rows.found(decision, frappe.get_doc("Review Panel", panel.name))
		self.assertIn("Without a score: Public.", list(decision_rows.flags(found[second.name], table)))
		shared, (third,) = self.weighted((30, 30, 20), rescale_parts=1)
		self.assertEqual(self.scores(shared), {third.name: "80.00"})

	def test_the_decision_shows_every_part(self):
		panel, (first,) = self.weighted((30, 30, 20))
		panel.enter_part_scores({first.name: {"Public": "95"}})
		table = decision_table.of(make.make_decision(panel))
		self.assertEqual(
			table["parts"], [{"part": "Jury", "weight": "70.0"}, {"part": "Public", "weight": "30.0"}]
		)
		self.assertEqual(table["rows"][0]["parts"], {"Public": "95"})
		said = dict(decision_table.shown(table)["about"])["Weighted Parts"]
		self.assertEqual(said, "Jury 70%, Public 30%; without one of them a project has no score.")

	def test_wrong_values_are_named_together_and_nothing_is_entered(self):
		panel, (first,) = self.weighted((30, 30, 20))
		message = self.refusal(panel, {first.name: {"Public": "101", "Peers": "50"}, "gone": {"Public": "5"}})
		for part in ("101 is no score from 0 to 100", "Peers is no part", "gone is no project"):
			self.assertIn(part, message)
		self.assertIn("many is no score", self.refusal(panel, {first.name: {"Public": "many"}}))
		self.assertEqual(self.scores(panel), {first.name: None})

	def refusal(self, panel, scores) -> str:
		with self.assertRaises(PanelProblem) as caught:
			panel.enter_part_scores(scores)
		return str(caught.exception)

	def test_every_change_is_in_the_log(self):
		panel, (first,) = self.weighted((30, 30, 20))
		panel.enter_part_scores({first.name: {"Public": "95"}})
		self.assertEqual(panel.enter_part_scores({first.name: {"Public": "95.00"}}), {"changed": 0})
		panel.enter_part_scores({first.name: {"Public": ""}})
		panel.reload()
		notes = [row.note for row in panel.events if row.event == "Part Scores Entered"]
		title = first.project_title
		self.assertEqual(notes, [f"{title}, Public: – → 95", f"{title}, Public: 95 → –"])

	def test_they_are_final_with_the_decision(self):
		panel, (first, second) = self.weighted((30, 30, 20), (10, 10, 10))
		panel.enter_part_scores({first.name: {"Public": "95"}, second.name: {"Public": "20"}})
		make.make_decision(panel, {first.name: APPROVE, second.name: REFUSE}, released=True)
		self.assertRaises(PanelSealed, panel.enter_part_scores, {first.name: {"Public": "1"}})

	def test_nobody_writes_them_by_hand_or_from_outside(self):
		panel, (first,) = self.weighted((30, 30, 20))
		panel.enter_part_scores({first.name: {"Public": "95"}})
		panel.reload()
		panel.part_scores[0].score = "99"
		self.assertRaises(FrozenContent, panel.save)
		for user in (self.jurors[0], make.make_user("Brand Unit Officer"), make.make_user("Brand Auditor")):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(
					frappe.PermissionError, panel.enter_part_scores, {first.name: {"Public": "1"}}
				)

	def test_weights_are_checked(self):
		project = make.make_project(self.cycle, stage="Checked")
		wrong = (
			([{"part": "Public", "weight": 30}], "part is missing. Add it"),
			([*JURY_AND_PUBLIC, {"part": "Public", "weight": 5}], "row 3: Public is there twice"),
			([{"part": "Jury", "weight": 0}], "row 1: enter a weight above 0"),
		)
		for parts, sentence in wrong:
			with self.subTest(sentence=sentence):
				self.assertRaisesRegex(
					PanelProblem, sentence, make.make_panel, [project], self.jurors, parts=parts
				)

	def test_without_weights_there_is_nothing_to_enter(self):
		panel, (first,) = self.weighted((30, 30, 20), parts=[])
		self.assertRaisesRegex(
			PanelProblem, "no other parts", panel.enter_part_scores, {first.name: {"Public": "1"}}
		)
