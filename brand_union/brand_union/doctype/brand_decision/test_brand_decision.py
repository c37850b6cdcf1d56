import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.domain import snapshot
from brand_union.services import results, stage
from brand_union.services.errors import DecisionProblem, FrozenContent
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

APPROVE = {"outcome": "Approved", "tier": "General"}
REFUSE = {"outcome": "Not Approved"}


class DecisionTestCase(IntegrationTestCase):
	"""Panels whose jurors mark (Need of 40, Plan of 40, Budget of 20)."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle()
		cls.jurors = make.make_jurors(3)

	def sealed(self, *marks, cycle=None, jurors=None, **values):
		"""A sealed panel with one project for each of `marks`: a tuple for all jurors, or a list of one each."""
		jurors = jurors or self.jurors
		projects = [make.make_project(cycle=cycle or self.cycle, stage="Checked") for _mark in marks]
		panel = make.make_panel(projects, jurors, opened=True, **values)
		for project, given in zip(projects, marks, strict=True):
			per_juror = given if isinstance(given, list) else [given] * len(jurors)
			for juror, scores in zip(jurors, per_juror, strict=True):
				if scores:
					make.mark(make.sheet_of(panel.name, project.name, juror), *scores)
		panel.seal()
		return panel, projects

	def stage_of(self, project):
		return frappe.db.get_value("Brand Project", project.name, "stage")


class TestDraft(DecisionTestCase):
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


class TestRelease(DecisionTestCase):
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
		self.assertEqual([by_juror[juror]["total"] for juror in self.jurors], [100, 75, None])

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
		self.assertEqual(decision.start_all(), {"started": 1, "waiting": [second.project_title]})
		self.assertEqual(
			[self.stage_of(p) for p in (first, second, third)], ["Under Way", "Decided", "Not Approved"]
		)
		self.assertEqual(decision.start_all()["started"], 0)

	def numbered(self, panel):
		rows = {row.project: row for row in panel.projects}
		return enumerate(sorted(rows.values(), key=lambda row: row.idx), start=1)


class TestAcceptanceDecision(DecisionTestCase):
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


class QueryCount:
	"""Counts the statements that reach the database inside a with-block."""

	def __enter__(self):
		self.count, self.before = 0, frappe.db.sql

		def counting(*args, **kwargs):
			self.count += 1
			return self.before(*args, **kwargs)

		frappe.db.sql = counting
		return self

	def __exit__(self, *_error):
		frappe.db.sql = self.before
