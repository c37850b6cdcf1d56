"""HIT's year 2025, driven through REST by the people of the demo data, on their own days.

The steps are those of the demo (brand_union/demo/year). Chapters run in order and share one year; when one
fails, the later ones are skipped. Every request commits, so the site is cleared of the year at the end.
"""

from collections import Counter

import frappe

from brand_union.demo import files
from brand_union.demo.year import acceptance, cultivation
from brand_union.domain.phases import TO_FILE_SUMMARY
from brand_union.services import cycles
from brand_union.tests.year import july, june, questions, traces
from brand_union.tests.year.case import AUDITOR, chapter


class TestYear(june.June, july.July):
	# Autumn

	@chapter
	def test_17_guidance_is_on_the_project(self):
		cultivation.guide(self.year)
		notes = files.read("cultivation")["notes"]
		found = frappe.get_all(
			"Comment",
			{"comment_type": "Comment", "reference_name": self.project("HIT-03")},
			["comment_email", "content"],
			order_by="creation asc",
		)
		note = next(note for note in notes if note["unit"] == "HIT-03")
		self.assertEqual([row.comment_email for row in found], [note["author"], note["reply_by"]])
		self.assertEqual([row.content for row in found], [note["text"], note["reply"]])

	# The next year

	@chapter
	def test_18_summaries_are_filed(self):
		acceptance.file_all(self.year)
		self.assertEqual(len(self.year.summaries), 12)
		self.assertEqual(set(self.year.refused), {"HIT-14", "HIT-15-second"})
		self.assertEqual(questions.stages(self.year.cycle)["Acceptance"], 12)
		late = frappe.db.get_value("Brand Acceptance", self.year.summaries["HIT-12"], "filed_on")
		self.assertEqual(str(late)[:16], "2026-06-10 17:33")
		still_open = {
			unit: cycles.window_state(self.year.cycle, TO_FILE_SUMMARY, unit).is_open
			for unit in ("HIT-11", "HIT-12")
		}
		self.assertEqual(still_open, {"HIT-11": False, "HIT-12": True})

	@chapter
	def test_19_grades_come_from_five_jurors(self):
		opened = acceptance.open_panel(self.year)
		self.assertEqual(
			opened, {"sheets": self.expected["acceptance_totals"]["sheets_round_1"], "recused": 0}
		)
		acceptance.score_all(self.year)
		acceptance.seal(self.year)
		scored = questions.who_scored(self.year.panels[acceptance.FIRST])
		self.assertEqual(scored, self.sheets_as_given("acceptance_reviews", 1))
		acceptance.draft_decision(self.year)
		acceptance.release_decision(self.year)
		wanted = [row for row in self.expected["acceptance"] if row["round"] == 1]
		self.assertEqual(questions.grades(self.year.decisions[acceptance.FIRST], 1), wanted)
		self.assertEqual(questions.stages(self.year.cycle)["Closed"], 11)

	@chapter
	def test_20_one_rectifies_and_passes(self):
		self.assertEqual(questions.stages(self.year.cycle)["Under Way"], 1)
		acceptance.rectify(self.year)
		acceptance.review_again(self.year)
		acceptance.decide_again(self.year)
		wanted = [row for row in self.expected["acceptance"] if row["round"] == 2]
		self.assertEqual(questions.grades(self.year.decisions[acceptance.SECOND], 2), wanted)
		summary = self.year.summaries["HIT-15"]
		first, again = questions.versions(summary, "Summary Filed")
		self.assertEqual((first["activity_count"], again["activity_count"]), (4, 9))
		self.assertEqual(len(questions.versions(summary, "Summary Accepted")), 1)

	@chapter
	def test_21_the_year_is_closed(self):
		acceptance.finish(self.year)
		closed = questions.who_closed(self.year.cycle)
		self.assertEqual(closed, self.expected["final"])
		self.assertEqual(
			Counter(row["grade"] for row in closed), self.expected["acceptance_totals"]["grades"]
		)
		self.assertEqual(sum(row["amount"] for row in closed), self.expected["selection_totals"]["granted"])
		self.assertEqual(questions.stages(self.year.cycle), {"Closed": 12, "Not Approved": 8, "Draft": 3})
		self.assertEqual(self.sees(AUDITOR, "Brand Project"), 20)
		self.assertEqual(traces.new_names(self.before, "Error Log"), set())
