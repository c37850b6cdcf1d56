"""Two keyings of the same paper sheets: compared, ruled on, entered."""

import frappe

from brand_union.services import paper_sheets
from brand_union.services.errors import (
	NotAllowedNow,
	PanelProblem,
	PanelSealed,
	ReasonMissing,
	ScoreProblem,
)
from brand_union.tests import factories as make
from brand_union.tests.paper_case import BETTER, GOOD, PAPER, PaperCase


class TestComparing(PaperCase):
	def test_equal_keyings_are_entered_as_the_jurors_own(self):
		self.assertEqual(
			self.key(self.office, first=GOOD, second=BETTER), {"finished": 2, "compared": 0, "waiting": 2}
		)
		again = {"need": " 30.0", "plan": "29.50", "reach": "10"}
		told = self.key(self.colleague, first=again, second=BETTER)
		self.assertEqual(told, {"finished": 2, "compared": 2, "waiting": 0})
		found = self.panel.compare_keyings()
		self.assertEqual((found["differences"], found["agreed"], found["settled"]), ([], 2, True))
		self.assertEqual(self.panel.enter_paper_sheets(), {"entered": 2})
		stored = self.stored()
		self.assertEqual((stored.status, stored.total, stored.progress), ("Submitted", "69.50", "3/3"))
		# Without Reach 80 points are left, and both are full.
		self.assertEqual(self.stored(self.second).total, "100.00")
		event = self.panel.reload().events[-1]
		names = [frappe.db.get_value("User", user, "full_name") for user in (self.office, self.colleague)]
		self.assertEqual(event.event, "Paper Sheets Entered")
		self.assertEqual(event.note, f"2 sheets, keyed by {names[0]} and again by {names[1]}")
		self.assertIn("entered already", self.refusal(NotAllowedNow, self.key, self.office, first=GOOD))
		self.assertIn("No paper sheet", self.refusal(PanelProblem, self.panel.enter_paper_sheets))

	def test_differences_are_told_with_place_and_both_marks(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"}, second={**GOOD, "reach": "n/a"})
		found = self.panel.compare_keyings()
		self.assertEqual(
			{(row["project"], row["criterion"], row["first"], row["second"]) for row in found["differences"]},
			{(self.first, "Need", "30", "3"), (self.second, "Reach", "10", "n/a")},
		)
		self.assertEqual((found["agreed"], found["settled"]), (0, False))

	def test_what_is_not_settled_is_not_entered(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"}, second=GOOD)
		said = self.refusal(PanelProblem, self.panel.enter_paper_sheets)
		self.assertIn("Need: 30 was keyed first and 3 again", said)
		self.assertEqual([self.stored().status, self.stored(self.second).status], ["Pending"] * 2)

	def test_a_ruling_has_a_mark_that_can_stand_and_a_reason(self):
		self.key(self.office, first=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"})
		place = {"juror": self.juror, "project": self.first, "code": "need"}
		cases = (
			({**place, "mark": "41", "reason": "As on paper"}, ScoreProblem, "above the maximum"),
			({**place, "mark": "", "reason": "As on paper"}, ScoreProblem, "give the mark that stands"),
			({**place, "mark": "33", "reason": " "}, ReasonMissing, "give the reason"),
			({**place, "code": "plan", "mark": "3", "reason": "x"}, PanelProblem, "do not differ"),
		)
		for ruling, error, part in cases:
			with self.subTest(part=part):
				self.assertIn(part, self.refusal(error, self.panel.rule_on_keyings, [ruling]))
		with make.acting(self.third):
			self.panel.rule_on_keyings([{**place, "mark": "33", "reason": "The paper says 33"}])
			self.assertTrue(self.panel.compare_keyings()["settled"])
		self.panel.enter_paper_sheets()
		self.assertEqual(self.stored().total, "72.50")
		row = frappe.get_doc(PAPER, {"panel": self.panel.name, "keying": "First Keying"}).scores[0]
		self.assertEqual((row.ruled_score, row.ruled_by, row.score), ("33", self.third, "30"))

	def test_sheets_keyed_once_wait_and_keep_the_panel_open(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first=GOOD)
		self.assertIn(
			"1 sheets are keyed only once", self.refusal(PanelProblem, self.panel.enter_paper_sheets)
		)
		self.assertIn("2 paper sheets", self.refusal(PanelProblem, self.panel.seal))
		self.key(self.colleague, second=GOOD)
		self.panel.enter_paper_sheets()
		self.assertEqual(self.panel.seal()["submitted"], 2)
		self.assertRaises(PanelSealed, self.panel.enter_paper_sheets)

	def test_what_the_juror_hands_in_meanwhile_stays_and_nothing_is_entered(self):
		self.key_twice(first=GOOD, second=GOOD)
		make.mark(self.stored(), 1, 1, 1)
		said = self.refusal(NotAllowedNow, self.panel.enter_paper_sheets)
		self.assertIn("handed in this sheet online or was recused", said)
		self.assertEqual((self.stored().total, self.stored(self.second).status), ("3.00", "Pending"))
		self.panel.discard_paper_sheet(self.juror, self.first, "Handed in online")
		self.assertEqual(self.panel.enter_paper_sheets(), {"entered": 1})

	def test_a_failure_in_the_middle_leaves_nothing_behind(self):
		self.key_twice(first=GOOD, second=GOOD)
		# The second sheet cannot be handed in: its keyings were made empty behind the app's back.
		for name in frappe.get_all(PAPER, {"project": self.second, "panel": self.panel.name}, pluck="name"):
			frappe.db.set_value("Brand Paper Sheet Score", {"parent": name}, "score", "")
		with self.assertRaises(ScoreProblem):
			self.panel.enter_paper_sheets()
		self.assertEqual([self.stored().status, self.stored(self.second).status], ["Pending"] * 2)
		self.assertEqual(paper_sheets.kept_of(self.panel)[0].status, "Compared")
