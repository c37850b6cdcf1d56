"""Drawing up a decision from a sealed panel, and what a draft may say."""

import frappe

from brand_union.services import results
from brand_union.services.errors import DecisionProblem, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, DecisionCase
from brand_union.tests.queries import QueryCount


class TestDraft(DecisionCase):
	def test_rows_come_ranked_and_without_an_outcome(self):
		panel, (low, high, middle) = self.sealed((20, 20, 10), (40, 40, 20), (30, 30, 15))
		rows = make.make_decision(panel).rows
		self.assertEqual(
			[(row.project, row.rank, row.score, row.outcome or None) for row in rows],
			[(high.name, 1, "100.00", None), (middle.name, 2, "75.00", None), (low.name, 3, "50.00", None)],
		)

	def test_trimmed_mean_worked_by_hand(self):
		# Totals 50, 70, 80, 81, 100: the trimmed mean of five leaves 70, 80, 81 = 231 / 3 = 77.
		# Mean 76.2; squares 26.2², 6.2², 3.8², 4.8², 23.8² sum to 1328.8; / 4 = 332.2; root 18.2264…
		marks = [(20, 20, 10), (30, 30, 10), (30, 30, 20), (31, 30, 20), (40, 40, 20)]
		panel, _projects = self.sealed(marks, jurors=make.make_jurors(5))
		row = make.make_decision(panel).rows[0]
		self.assertEqual((row.score, row.spread, row.valid_sheets), ("77.00", "18.23", 5))

	def test_missing_sheets_are_counted_and_flagged(self):
		panel, (project,) = self.sealed([(40, 40, 20), None, None], min_valid_sheets=2)
		decision = make.make_decision(panel, {project.name: APPROVE})
		row = decision.rows[0]
		self.assertEqual((row.score, row.valid_sheets, row.missing, row.recused), ("100.00", 1, 2, 0))
		self.assertEqual(row.flags_text, "Only 1 valid sheets; 2 are needed. 2 sheets are missing.")
		self.assertIn("has only 1 valid sheets and needs 2", decision.preview()["problems"][0])
		decision.rows[0].reason = "The two jurors were ill; the committee heard the project itself"
		decision.save()
		self.assertEqual(decision.preview()["problems"], [])

	def test_ties_are_broken_by_the_cycles_rules(self):
		rules = {"tie_breaks": [{"rule": "Criterion Mean", "criterion_code": "plan"}]}
		cycle = make.make_cycle(rules=rules)
		panel, (first, second, third) = self.sealed(
			(30, 30, 15), (25, 35, 15), (35, 25, 15), cycle=cycle, score_sheet=cycle.selection_sheet
		)
		ranks = {row.project: row.rank for row in make.make_decision(panel).rows}
		self.assertEqual(ranks, {second.name: 1, first.name: 2, third.name: 3})

	def test_a_shared_rank_is_said(self):
		panel, _projects = self.sealed((30, 30, 15), (25, 35, 15))
		rows = make.make_decision(panel).rows
		self.assertEqual([(row.rank, row.flags_text) for row in rows], [(1, "Shares its rank.")] * 2)

	def test_drawing_up_again_keeps_what_was_typed(self):
		panel, (project, _other) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(panel, {project.name: {**APPROVE, "amount": 5000, "reason": "Talks"}})
		decision.draft_rows()
		row = decision.rows[0]
		self.assertEqual(
			(row.outcome, row.tier, row.amount, row.reason), ("Approved", "General", 5000, "Talks")
		)

	def test_a_tier_brings_its_amount(self):
		panel, (first, second) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(
			panel, {first.name: {**APPROVE, "tier": "Key"}, second.name: {**APPROVE, "amount": 3500}}
		)
		self.assertEqual([row.amount for row in decision.rows], [8000, 3500])
		decision.rows[0].tier = "General"
		decision.save()
		self.assertEqual([row.amount for row in decision.rows], [4000, 3500])
		self.assertEqual((decision.approved_count, decision.total_amount), (2, 7500))

	def test_wrong_rows_are_named(self):
		panel, (project,) = self.sealed((40, 40, 20))
		title = project.project_title
		for values, message in [
			({"outcome": "Passed"}, f"Row 1, {title}: Passed is no outcome of Selection"),
			(
				{"outcome": "Approved", "tier": "Golden"},
				f"Row 1, {title}: the cycle has no funding tier Golden",
			),
			(
				{"grade": "Splendid", "reason": "x"},
				f"Row 1, {title}: the score sheet has no grade Splendid. Choose one of: Excellent, Good",
			),
			({**APPROVE, "amount": float("nan")}, f"Row 1, {title}: nan is no amount"),
			({**APPROVE, "amount": 1e30}, f"Row 1, {title}: 1e\\+30 is no amount"),
		]:
			with self.subTest(values=values), self.assertRaisesRegex(DecisionProblem, message):
				make.make_decision(panel, {project.name: values})

	def test_a_decision_without_a_panel_is_told_so(self):
		self.assertRaisesRegex(
			frappe.MandatoryError,
			"panel",
			frappe.get_doc(
				{"doctype": "Brand Decision", "decision_title": "New", "cycle": self.cycle.name}
			).insert,
		)

	def test_rows_are_drawn_up_and_not_entered(self):
		panel, (project, _other) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(panel)
		decision.rows[0].score = "1.00"
		self.assertRaises(FrozenContent, decision.save)
		decision.reload()
		decision.remove(decision.rows[0])
		self.assertRaises(FrozenContent, decision.save)
		with self.assertRaises(DecisionProblem):
			make.make_decision(panel, rows=[{"project": project.name, "outcome": "Approved"}])

	def test_an_open_panel_gives_no_rows(self):
		project = make.make_project(cycle=self.cycle, stage="Checked")
		panel = make.make_panel([project], self.jurors, opened=True)
		self.assertRaisesRegex(DecisionProblem, "Seal it first", make.make_decision, panel)

	def test_the_number_of_queries_does_not_grow(self):
		small, _projects = self.sealed((40, 40, 20))
		large, _projects = self.sealed((40, 40, 20), (30, 30, 15), (20, 20, 10), (10, 10, 10))
		results.of_panel(small)
		counts = []
		for panel in (small, large):
			with QueryCount() as queries:
				results.of_panel(panel)
			counts.append(queries.count)
		self.assertEqual(counts[0], counts[1])
		self.assertLessEqual(counts[1], 4)
