"""What stands against releasing a decision: outcomes, order, places, money, scores."""

from brand_union.services.errors import DecisionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase


class TestHindrances(DecisionCase):
	def test_what_stands_against_a_release(self):
		panel, (first, second, third) = self.sealed((40, 40, 20), (30, 30, 15), (20, 20, 10))
		key = {"outcome": "Approved", "tier": "Key"}
		cases = [
			({}, [f"Row {n}, {p.project_title}: the outcome is missing." for n, p in self.numbered(panel)]),
			(
				{first.name: {"outcome": "Approved"}, second.name: REFUSE, third.name: REFUSE},
				[f"Row 1, {first.project_title}: an approved project needs a funding tier."],
			),
			(
				{first.name: key, second.name: {**REFUSE, "amount": 100}, third.name: REFUSE},
				[
					f"Row 2, {second.project_title}: a project that is not approved gets no tier and no amount. Clear them."
				],
			),
			(
				{first.name: REFUSE, second.name: key, third.name: REFUSE},
				[
					f"Row 1, {first.project_title}: a project that ranks lower is treated better than this one, which ranks 1. Give the reason in this row.",
					f"Row 2, {second.project_title}: this project is treated better than its rank 2 gives it. Give the reason in this row.",
				],
			),
			({first.name: key, second.name: APPROVE, third.name: REFUSE}, []),
		]
		for outcomes, expected in cases:
			with self.subTest(outcomes=outcomes):
				decision = make.make_decision(panel, outcomes)
				self.assertEqual(decision.preview()["problems"], expected)
				if expected:
					self.assertRaises(DecisionProblem, decision.release)
		self.assertEqual(self.stage_of(first), "In Review")

	def test_a_reason_lets_the_committee_depart_from_the_order(self):
		panel, (first, second) = self.sealed((40, 40, 20), (30, 30, 15))
		decision = make.make_decision(
			panel,
			{
				first.name: {**REFUSE, "reason": "Was supported last year"},
				second.name: {**APPROVE, "reason": "First application of the unit"},
			},
		)
		decision.release()
		self.assertEqual((self.stage_of(first), self.stage_of(second)), ("Not Approved", "Decided"))

	def test_tiers_have_places_and_the_cycle_a_budget(self):
		programme = make.make_programme(tiers=[{"tier": "Key", "amount": 8000, "max_count": 1}])
		cycle = make.make_cycle(programme=programme, budget=10000)
		panel, projects = self.sealed((40, 40, 20), (30, 30, 15), cycle=cycle)
		decision = make.make_decision(panel, {p.name: {**APPROVE, "tier": "Key"} for p in projects})
		places = ", ".join(f"row {n} {p.project_title}" for n, p in self.numbered(panel))
		self.assertEqual(
			decision.preview()["problems"],
			[
				"The approved amounts exceed the budget of 10,000.00 by 6,000.00. Change amounts, or the budget of the cycle.",
				f"The tier Key is for at most 1 projects, and 2 rows have it: {places}.",
			],
		)

	def test_another_decision_of_the_cycle_has_already_spent_from_the_budget(self):
		cycle = make.make_cycle(budget=10000)
		for expected in (6000, 2000):
			panel, (project,) = self.sealed((40, 40, 20), cycle=cycle)
			decision = make.make_decision(panel, {project.name: APPROVE}, released=True)
			self.assertEqual(decision.remaining, expected)

	def test_scores_that_changed_have_to_be_drawn_up_again(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE})
		panel.reopen("A sheet was mixed up")
		sheet = make.sheet_of(panel.name, project.name, self.jurors[0])
		with make.acting(self.jurors[0]):
			sheet.take_back()
		make.mark(sheet, 10, 10, 10)
		panel.seal()
		self.assertRaisesRegex(DecisionProblem, "Draw the rows up again", decision.release)
		decision.draft_rows()
		# 30 + 100 + 100 = 230, a third of it 76.67.
		self.assertEqual(decision.rows[0].score, "76.67")
		decision.release()

	def numbered(self, panel):
		rows = {row.project: row for row in panel.projects}
		return enumerate(sorted(rows.values(), key=lambda row: row.idx), start=1)
