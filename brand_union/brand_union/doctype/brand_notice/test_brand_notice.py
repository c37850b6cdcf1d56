"""A notice from its draft to its end."""

import frappe
from frappe.utils import cstr, format_date

from brand_union.services import public_page, publication
from brand_union.services.errors import FrozenContent, NoticeProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, NoticeCase

NOTICE = "Brand Notice"
# A Monday before the holidays of October 2025, which end with a Saturday that is worked.
BEFORE_THE_HOLIDAYS = "2025-09-29 10:00:00"


class TestDraft(NoticeCase):
	def test_releasing_drafts_the_notice(self):
		notice = self.draft
		self.assertEqual(
			(notice.kind, notice.working_days, notice.organiser), ("Public Notice", 5, self.union.name)
		)
		self.assertEqual(
			(notice.cycle, notice.purpose, notice.corrects), (self.cycle.name, "Selection", None)
		)
		rows = [(row.project, row.project_title, row.unit_name, row.outcome, row.tier) for row in notice.rows]
		expected = [
			(project.name, project.project_title, unit.unit_name, "Approved", "General")
			for project, unit in ((self.project, self.unit), (self.other, self.neighbour))
		]
		self.assertEqual(rows, expected, "in the order of numbers: the ranks are the other way round")

	def test_nothing_is_drafted_of_a_decision_without_success(self):
		with make.acting("Administrator"):
			project = make.make_project(self.cycle, self.unit, stage="Checked")
			panel = make.make_panel([project], opened=True)
			make.score_all(panel)
			panel.seal()
			decision = make.make_decision(panel, {project.name: REFUSE}, released=True)
		self.assertFalse(frappe.db.exists(NOTICE, {"decision": decision.name}))

	def test_the_list_tells_what_is_switched_on_and_no_more(self):
		notice = self.draft
		self.assertEqual([row.amount for row in notice.rows], [0, 0])
		notice.update({"show_amount": 1, "show_tier": 0, "all_outcomes": 1})
		notice.save()
		rows = [(row.project, row.outcome, row.tier, row.amount) for row in notice.rows]
		self.assertEqual(
			rows,
			[
				(self.project.name, "Approved", "", 4000),
				(self.other.name, "Approved", "", 4000),
				(self.refused.name, "Not Approved", "", 0),
			],
		)
		self.assertEqual(
			public_page.columns_of(notice),
			["No.", "Project Title", "Unit", "Amount (CNY)", "Result"],
		)

	def test_the_list_is_not_written_by_hand(self):
		notice = self.draft
		notice.rows[0].project_title = "Something finer"
		self.assertRaises(FrozenContent, notice.save)

	def test_only_a_released_decision_is_made_public(self):
		with make.acting("Administrator"):
			unreleased = make.make_decision(self.panel, {}, corrects=self.decision.name)
		told = self.refusal(NoticeProblem, make.make_notice, unreleased.name, posted=False)
		self.assertEqual(told, f"{unreleased.name} is not released yet, so nothing of it is made public.")

	def test_a_window_has_a_sensible_length(self):
		notice = self.draft
		notice.working_days = 61
		told = self.refusal(NoticeProblem, notice.save)
		self.assertEqual(told, "A window of 61 working days is too long; enter at most 60.")

	def test_the_preview_shows_the_page_and_writes_nothing(self):
		with self.freeze_time(BEFORE_THE_HOLIDAYS):
			seen = self.draft.preview()
		self.assertEqual(seen["closes_on"], "2025-10-13")
		self.assertEqual(
			seen["problems"],
			["Contact for Objections is empty. Say who takes objections, and how to reach them."],
		)
		self.assertIn("The notice has no document number.", seen["warnings"])
		self.assertIn(self.project.project_title, seen["html"])
		self.assertEqual((self.draft.status, self.draft.closes_on), ("Draft", None))

	def test_a_shorter_window_than_the_cycle_asks_for_is_not_posted(self):
		notice = self.draft
		notice.update({"working_days": 4, "contact": "The office"})
		notice.save()
		told = self.refusal(NoticeProblem, notice.post)
		self.assertIn(
			f"The window has 4 working day(s), and {self.cycle.cycle_name} asks for at least 5.", told
		)


class TestSteps(NoticeCase):
	def test_the_window_counts_from_the_day_after_in_working_days(self):
		with self.freeze_time(BEFORE_THE_HOLIDAYS):
			notice = self.posted()
			self.assertEqual((notice.status, notice.posted_by), ("Posted", self.office))
			self.assertEqual((cstr(notice.opens_on), cstr(notice.closes_on)), ("2025-09-30", "2025-10-13"))
		for moment, is_open in (("2025-10-13 23:59:00", True), ("2025-10-14 00:00:30", False)):
			with self.subTest(moment=moment), self.freeze_time(moment):
				self.assertEqual(public_page.is_open(notice), is_open)

	def test_posting_again_changes_nothing(self):
		notice = self.posted()
		notice.post()
		notice.post()
		self.assertEqual(frappe.db.get_value(NOTICE, notice.name, "modified"), notice.modified)
		kept = frappe.get_all(
			"Brand Snapshot", {"reference_name": notice.name}, ["kind", "office_only", "content"]
		)
		self.assertEqual([(row.kind, row.office_only) for row in kept], [("As Posted", 1)])
		self.assertIn(self.project.project_title, kept[0].content)

	def test_what_is_public_stays_as_it_is(self):
		notice = self.posted()
		notice.intro = "Something else"
		told = self.refusal(FrozenContent, notice.save)
		self.assertIn("the notice was posted as it is. A correction is a new notice that names it.", told)
		self.assertRaises(NoticeProblem, frappe.get_doc(NOTICE, notice.name).delete)

	def test_a_decision_is_made_public_once(self):
		first = self.posted()
		second = make.make_notice(self.decision.name, posted=False)
		told = self.refusal(NoticeProblem, second.post)
		self.assertIn(f"{first.name} has made this decision public already.", told)

	def test_it_is_concluded_when_the_window_is_over_and_all_is_answered(self):
		with self.freeze_time(BEFORE_THE_HOLIDAYS):
			notice = self.posted()
			objection = make.make_objection(notice, self.project.name)
		with self.freeze_time("2025-10-13 18:00:00"):
			told = self.refusal(NoticeProblem, notice.conclude, " ")
		self.assertEqual(
			told,
			f"The window is open until {format_date(notice.closes_on)}, the end of the day."
			"1 objection(s) have no answer yet. Examine and conclude them first."
			"Say how the window ended; the sentence is made public.",
		)
		with self.freeze_time("2025-10-14 09:00:00"):
			self.assertRaises(NoticeProblem, notice.conclude, "No objection stands.")
			objection.reject("The activities took place this year")
			notice.conclude("No objection stands.")
			notice.reload()
			self.assertEqual((notice.status, notice.ended_by), ("Concluded", self.office))
			shown = public_page.content(notice.name)
			self.assertEqual((shown["conclusion"], shown["is_open"]), (["No objection stands."], False))
			self.assertRaises(NoticeProblem, notice.conclude, "Again")

	def test_a_withdrawn_notice_is_shown_no_more(self):
		notice = self.posted()
		self.assertRaises(NoticeProblem, notice.withdraw, " ")
		notice.withdraw("A unit was misspelt")
		self.assertEqual(frappe.db.get_value(NOTICE, notice.name, "status"), "Withdrawn")
		self.assertIsNone(public_page.content(notice.name))
		self.assertNotIn(notice.name, str(public_page.listed()))
		self.assertRaises(NoticeProblem, frappe.get_doc(NOTICE, notice.name).withdraw, "Again")

	def test_a_correction_takes_the_place_of_what_it_corrects(self):
		old = self.posted()
		decision = self.correction(project={**APPROVE, "amount": 3500})
		new = frappe.get_doc(NOTICE, {"decision": decision.name})
		self.assertEqual(new.corrects, old.name)
		new.contact = "The office"
		new.save()
		self.assertIn(f"{old.name} is withdrawn when this one is posted.", new.preview()["warnings"])
		new.post()
		old.reload()
		self.assertEqual((old.status, old.withdrawal), ("Withdrawn", f"Corrected by {new.name}"))

	def test_a_slip_of_the_pen_is_corrected_without_another_decision(self):
		old = self.posted()
		new = make.make_notice(self.decision.name, corrects=old.name, intro="Now without the slip.")
		self.assertEqual(
			(new.status, frappe.db.get_value(NOTICE, old.name, "status")), ("Posted", "Withdrawn")
		)
		stranger = make.make_notice(self.decision.name, posted=False, corrects=new.name)
		self.assertEqual(stranger.corrects, new.name)
		draft = frappe.get_doc(
			{**stranger.as_dict(), "name": None, "corrects": stranger.name, "__islocal": 1}
		)
		self.assertIn("is no posted notice of the same cycle", self.refusal(NoticeProblem, draft.insert))

	def test_a_concluded_notice_stays_and_leads_to_its_correction(self):
		with self.freeze_time(BEFORE_THE_HOLIDAYS):
			old = self.posted()
		with self.freeze_time("2025-10-14 09:00:00"):
			old.conclude("No objection came in.")
			decision = self.correction(project={**APPROVE, "amount": 3500})
			new = frappe.get_doc(NOTICE, {"decision": decision.name})
			new.contact = "The office"
			new.save()
			new.post()
			self.assertEqual(
				public_page.content(old.name)["corrected_by"],
				{"title": new.notice_title, "link": f"/brand-notices/{new.name}"},
			)

	def test_a_corrected_decision_is_not_made_public(self):
		later = self.correction(project={**APPROVE, "amount": 3500})
		told = self.refusal(NoticeProblem, self.draft.post)
		self.assertIn(f"{later.name} corrects this decision. Post the notice of that one.", told)

	def test_the_unit_neither_reads_nor_posts_it(self):
		notice = self.draft
		frappe.set_user(self.officer)
		self.assertFalse(frappe.has_permission(NOTICE, "read", notice.name))
		self.assertRaises(frappe.PermissionError, frappe.get_list, NOTICE)
		self.assertRaises(frappe.PermissionError, notice.post)

	def test_the_office_is_told_once_that_the_window_is_over(self):
		with self.freeze_time(BEFORE_THE_HOLIDAYS):
			notice = self.posted()
		told = {"document_type": NOTICE, "document_name": notice.name}
		for day, number in (("2025-10-13", 0), ("2025-10-14", 1), ("2025-10-15", 1)):
			with self.subTest(day=day):
				publication.remind_of_windows(frappe.utils.getdate(day))
				self.assertEqual(
					frappe.get_all("Notification Log", told, pluck="for_user"), [self.office] * number
				)


class TestAnnouncement(NoticeCase):
	rules = {"notice_days": 0}

	def test_it_has_no_window(self):
		notice = self.draft
		self.assertEqual((notice.kind, notice.working_days), ("Announcement", 0))
		notice.post()
		notice.reload()
		self.assertEqual((notice.status, notice.closes_on), ("Posted", None))
		shown = public_page.content(notice.name)
		self.assertEqual((shown["window"], shown["contact"], shown["state"]), (None, [], ""))
		told = self.refusal(NoticeProblem, notice.conclude, "Done")
		self.assertIn("An announcement has no window, so there is nothing to conclude.", told)
