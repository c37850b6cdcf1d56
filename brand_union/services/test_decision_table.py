"""The table behind a decision: by every method, for whom, and as it was when the decision was released."""

from contextlib import suppress

import frappe

from brand_union.services import decision_table
from brand_union.services.errors import DecisionProblem, ScoreProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase
from brand_union.tests.queries import QueryCount


def ballot(review, vote: str, *scores):
	"""Let the sheet's juror vote, with scores or without, and hand the sheet in."""
	with make.acting(review.juror):
		review.vote = vote
		for row, score in zip(review.scores, scores, strict=False):
			row.score = str(score)
		review.save()
		review.submit_review()


class TestFigures(DecisionCase):
	def test_every_method_stands_beside_the_panels_own(self):
		# Totals A 90, 95, 70; B 80, 85, 75; C 70, 90, 80; D 60, 70, 75.
		marks = [
			[(40, 30, 20), (40, 40, 15), (30, 30, 10)],
			[(30, 30, 20), (40, 30, 15), (30, 30, 15)],
			[(30, 30, 10), (40, 30, 20), (30, 30, 20)],
			[(20, 30, 10), (30, 30, 10), (30, 30, 15)],
		]
		panel, (a, b, c, d) = self.sealed(*marks, method="Mean")
		decision = make.make_decision(panel)
		rows = {row.project: row for row in decision.rows}
		self.assertEqual([rows[p.name].score for p in (a, b, c, d)], ["85.00", "80.00", "80.00", "68.33"])
		# z: 1.1619, 0.9258 and -1.2247, 0.2877 on average; all totals: mean 78.333, s 10.2986.
		self.assertEqual(rows[a.name].standardised, "81.30")
		self.assertEqual(
			rows[a.name].ranks_text, "Mean 1; Trimmed Mean 1; Median 1; Standardised Mean 2; Rank Points 1"
		)
		table = decision_table.of_decision(decision.name)
		self.assertEqual([row["project"] for row in table["rows"]], [row.project for row in decision.rows])
		first = table["rows"][0]
		self.assertEqual([sheet["z"] for sheet in first["sheets"]], ["1.16", "0.93", "-1.22"])
		self.assertEqual([sheet["points"] for sheet in first["sheets"]], ["100.00", "100.00", "0.00"])
		# Places 4 3 2 1, 4 2 3 1 and 1 2.5 4 2.5 from the lowest: W = 12 × 13.5 / (9 × 60 - 3 × 6).
		self.assertEqual(table["w"], "0.310")
		leniency = {row["juror"]: row["leniency"] for row in table["jurors"]}
		# J: 90 - 82.5, 80 - 80, 70 - 85 and 60 - 72.5.
		self.assertEqual(leniency[self.jurors[0]], "-5.00")

	def test_a_panel_may_decide_by_standardised_scores_or_by_points(self):
		marks = [
			[(40, 30, 20), (40, 40, 15), (30, 30, 10)],
			[(30, 30, 10), (40, 30, 20), (30, 30, 20)],
			[(20, 30, 10), (30, 30, 10), (30, 30, 15)],
		]
		for method, scores in (("Rank Points", ["66.67", "66.67", "16.67"]), ("Standardised Mean", None)):
			with self.subTest(method=method):
				panel, _projects = self.sealed(*marks, method=method)
				rows = make.make_decision(panel).rows
				self.assertEqual([row.score for row in rows], scores or [row.standardised for row in rows])

	def test_the_cut_follows_the_outcomes(self):
		marks = [(40, 40, 20), [(30, 30, 20), (36, 30, 20), (30, 30, 19)], (31, 30, 20), (10, 10, 10)]
		panel, (first, second, third, last) = self.sealed(*marks)
		decision = make.make_decision(panel)
		self.assertEqual({row.firmness for row in decision.rows}, {""})
		outcomes = {first.name: APPROVE, second.name: APPROVE, third.name: REFUSE, last.name: REFUSE}
		for row in decision.rows:
			row.update(outcomes[row.project])
		decision.save()
		rows = {row.project: row for row in decision.rows}
		self.assertEqual((rows[first.name].firmness, rows[last.name].firmness), ("100.0", "0.0"))
		shares = [float(rows[p.name].firmness) for p in (second, third)]
		self.assertAlmostEqual(sum(shares), 100, places=5)
		self.assertIn("Close to the line", rows[second.name].flags_text)
		self.assertIn("The method decides", rows[third.name].flags_text)
		self.assertEqual(decision_table.of_decision(decision.name)["line_places"], 2)

	def test_the_places_of_the_tiers_draw_the_line_before_anything_is_decided(self):
		tiers = [
			{"tier": "Key", "amount": 8000, "max_count": 1},
			{"tier": "General", "amount": 1, "max_count": 1},
		]
		cycle = make.make_cycle(rules={"tiers": tiers})
		panel, _projects = self.sealed(
			(40, 40, 20), (30, 30, 20), (20, 20, 10), cycle=cycle, score_sheet=cycle.selection_sheet
		)
		self.assertEqual([row.firmness for row in make.make_decision(panel).rows], ["100.0", "100.0", "0.0"])

	def test_the_number_of_queries_does_not_grow(self):
		counts = []
		for marks in ([(40, 40, 20)], [(40, 40, 20), (30, 30, 15), (20, 20, 10)]):
			panel, _projects = self.sealed(*marks)
			doc = frappe.get_doc("Brand Decision", make.make_decision(panel).name)
			decision_table.of(doc)
			with QueryCount() as queries:
				decision_table.of(doc)
			counts.append(queries.count)
		self.assertEqual(counts[0], counts[1])


class TestBallots(DecisionCase):
	def opened(self, *votes, needed=60):
		"""A panel that votes: one project for each of `votes`, a list of a ballot from each juror."""
		projects = [make.make_project(cycle=self.cycle, stage="Checked") for _votes in votes]
		panel = make.make_panel(projects, self.jurors, opened=True, method="Votes", votes_needed=needed)
		for project, given in zip(projects, votes, strict=True):
			for juror, vote in zip(self.jurors, given, strict=True):
				if vote:
					ballot(make.sheet_of(panel.name, project.name, juror), vote)
		return panel, projects

	def test_the_share_of_the_ballots_decides(self):
		panel, (a, b, c) = self.opened(
			["For", "For", "Abstain"], ["For", "Against", None], ["Against", "Against", "Against"]
		)
		panel.seal()
		decision = make.make_decision(panel, {a.name: APPROVE, b.name: APPROVE, c.name: REFUSE})
		rows = {row.project: row for row in decision.rows}
		self.assertEqual([rows[p.name].score for p in (a, b, c)], ["66.67", "50.00", "0.00"])
		self.assertEqual((rows[b.name].valid_sheets, rows[b.name].missing), (2, 1))
		self.assertIn("1 of 2 ballots are in favour; 60% are needed.", rows[b.name].flags_text)
		found = [text for text in decision.preview()["problems"] if "ballots" in text]
		self.assertEqual(
			found,
			[
				f"Row 2, {b.project_title}: 1 of 2 ballots are in favour; 60% are needed. Give the reason in this row."
			],
		)

	def test_a_sheet_needs_its_ballot_and_all_scores_or_none(self):
		panel, (project,) = self.opened([None, None, None])
		review = make.sheet_of(panel.name, project.name, self.jurors[0])
		self.assertEqual(review.by_ballot, 1)
		for vote, scores, message in (
			("For", (30,), "Without a score"),
			("", (30, 30, 20), "cast your ballot"),
		):
			with self.subTest(vote=vote), self.assertRaisesRegex(ScoreProblem, message):
				ballot(review, vote, *scores)
			review.reload()
		ballot(review, "For")
		self.assertEqual(
			frappe.db.get_value("Brand Review", review.name, ["status", "total"]), ("Submitted", "80.00")
		)

	def test_where_nobody_votes_a_ballot_counts_for_nothing(self):
		panel, _projects = self.sealed((30, 30, 20))
		frappe.db.set_value("Brand Review", {"juror": self.jurors[0]}, "vote", "Against")
		row = decision_table.of_decision(make.make_decision(panel).name)["rows"][0]
		self.assertEqual((row["score"], row["against"]), ("80.00", 0))
		self.assertNotIn("Votes", row["ranks"])


class TestReaders(DecisionCase):
	def test_only_the_office_and_after_the_release_an_auditor(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE})
		auditor, observer = make.make_user("Brand Auditor"), make.make_user("Brand Observer")
		officer = make.make_user("Brand Officer")
		home = frappe.get_doc("Union Unit", self.cycle.organiser)
		home.append("members", {"user": officer, "post": "Officer"})
		home.save()
		chair, juror = make.make_user("Brand Unit Chair"), self.jurors[0]
		self.assertEqual(self.readers(decision, auditor, observer, officer, chair, juror), [officer])
		decision.release()
		self.assertEqual(self.readers(decision, auditor, observer, officer, chair, juror), [auditor, officer])

	def readers(self, decision, *users) -> list[str]:
		found = []
		for user in users:
			with make.acting(user), suppress(frappe.PermissionError):
				found += [user] if decision_table.of_decision(decision.name)["rows"] else []
		return found

	def test_a_released_table_stays_as_it_was(self):
		panel, (project, other) = self.sealed([(40, 40, 20), (30, 30, 15), None], (20, 20, 10))
		decision = make.make_decision(panel, {project.name: APPROVE, other.name: REFUSE}, released=True)
		before = decision_table.of_decision(decision.name)
		frappe.db.set_value("Brand Review", {"juror": self.jurors[0]}, "total", "1")
		frappe.db.set_value("Score Sheet Criterion", {"parent": panel.score_sheet}, "max_score", 99)
		self.assertEqual(decision_table.of_decision(decision.name), before)
		row = before["rows"][0]
		self.assertEqual(
			(row["score"], row["outcome"], row["valid"], row["missing"]), ("87.50", "Approved", 2, 1)
		)
		self.assertEqual((row["firmness"], before["line_places"]), ("100.0", 1))
		totals = {sheet["juror"]: sheet["total"] for sheet in row["sheets"]}
		self.assertEqual([totals[juror] for juror in self.jurors], ["100", "75", None])

	def test_rows_of_another_panel_give_no_table(self):
		panel, _projects = self.sealed((40, 40, 20))
		decision = make.make_decision(panel)
		frappe.db.delete("Brand Decision Row", {"parent": decision.name})
		self.assertRaisesRegex(DecisionProblem, "Draw them up", decision_table.of_decision, decision.name)
