"""What windows and permits open: by their rights, in several rounds, in years that overlap."""

import frappe
from frappe.utils import format_date

from brand_union.domain import phases
from brand_union.services import (
	allowances,
	choices,
	cycles,
	filing,
	jury_comments,
	phase_rights,
	projects,
	reminders,
	year_calendar,
)
from brand_union.services.errors import BrandError, WindowClosed
from brand_union.tests import factories as make
from brand_union.tests.cases import FilingCase, NoticeCase
from brand_union.tests.queries import QueryCount

ROUNDS = [
	{"phase": "Application", "opens_on": "2025-06-01", "closes_on": "2025-06-30"},
	{"phase": "Formal Check", "opens_on": "2025-06-01", "closes_on": "2025-07-05"},
	{"phase": "Application", "title": "Second round", "opens_on": "2025-09-01", "closes_on": "2025-09-10"},
	{"phase": "Review", "opens_on": "2025-10-01", "closes_on": "2025-10-31"},
]


class TestRounds(FilingCase):
	rules = {"windows": ROUNDS}

	def test_new_windows_get_the_usual_rights_of_their_phase(self):
		for row in self.cycle.windows:
			with self.subTest(phase=row.phase, title=row.title):
				given = {right for right in phases.RIGHTS if row.get(right)}
				self.assertEqual(given, phases.USUAL[row.phase])

	def test_a_right_that_was_taken_away_stays_away(self):
		frappe.set_user("Administrator")
		programme = frappe.get_doc("Brand Programme", self.cycle.programme)
		programme.windows[1].may_edit = 0
		programme.save()
		self.assertEqual(programme.reload().windows[1].may_edit, 0)

	def test_a_new_window_whose_rights_were_all_cleared_opens_nothing(self):
		frappe.set_user("Administrator")
		months = [
			{"phase": "Application", "opens_on": f"2025-{month}-01", "closes_on": f"2025-{month}-28"}
			for month in ("03", "04", "05")
		]
		cleared = dict.fromkeys(phases.RIGHTS, 0)
		programme = make.make_programme(self.union.name, windows=[{**months[0], **cleared}, months[1]])
		programme.append("windows", {**months[2], **cleared})
		programme.save()
		given = [[right for right in phases.RIGHTS if row.get(right)] for row in programme.reload().windows]
		self.assertEqual(given, [[], ["may_file", "may_edit"], []])

	def test_a_form_shows_in_a_new_row_what_is_usual(self):
		for phase, own in phases.USUAL.items():
			with self.subTest(phase=phase):
				given = phase_rights.usual(phase)
				self.assertEqual({right for right, value in given.items() if value}, own)
				self.assertEqual(set(given), set(phases.RIGHTS))

	def test_a_window_with_a_right_of_its_own_gets_no_other(self):
		frappe.set_user("Administrator")
		own = {"phase": "Application", "opens_on": "2025-06-01", "closes_on": "2025-06-30", "may_edit": 1}
		programme = make.make_programme(self.union.name, windows=[own])
		self.assertEqual((programme.windows[0].may_file, programme.windows[0].may_edit), (0, 1))

	def test_a_second_round_opens_filing_again(self):
		cases = (("2025-06-30", True), ("2025-07-15", False), ("2025-09-01", True), ("2025-09-11", False))
		for day, is_open in cases:
			with self.subTest(day=day), self.freeze_time(f"{day} 12:00:00"):
				project = self.draft()
				if is_open:
					self.assertEqual(self.file(project).stage, "Filed")
				else:
					self.assertRaises(WindowClosed, self.file, project)

	def test_between_the_rounds_the_next_one_is_named(self):
		with self.freeze_time("2025-07-15 12:00:00"):
			project = self.draft()
			message = self.refusal(WindowClosed, self.file, project)
			told = projects.what_is_next(project.reload())["text"]
		self.assertIn(f"Application (Second round) of {self.cycle.cycle_name}", message)
		for text in (message, told):
			self.assertIn(format_date("2025-09-01"), text)

	def test_what_was_returned_is_filed_again_while_it_may_be_edited(self):
		with self.freeze_time("2025-06-30 12:00:00"):
			project = self.file(self.draft())
			frappe.set_user(self.office)
			filing.return_to_unit(project, "Add a budget")
		frappe.set_user(self.officer)
		with self.freeze_time("2025-07-05 12:00:00"):
			project = frappe.get_doc("Brand Project", project.name)
			self.assertIn(format_date("2025-07-05"), projects.what_is_next(project)["text"])
			self.assertRaises(WindowClosed, self.file, self.draft())
			self.assertEqual(self.file(project).stage, "Filed")

	def test_a_phase_of_any_name_opens_what_its_window_says(self):
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.windows[3].may_file = 1
		cycle.change_reason = "Applications on the spot"
		cycle.save()
		frappe.set_user(self.officer)
		with self.freeze_time("2025-10-05 12:00:00"):
			self.assertEqual(choices.defaults_of_new_project()["cycle"], self.cycle.name)
			self.assertEqual(self.file(self.draft()).stage, "Filed")

	def test_without_any_window_the_way_out_is_named(self):
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.set("windows", [])
		cycle.change_reason = "Test"
		cycle.save()
		message = self.refusal(WindowClosed, self.file, self.draft())
		self.assertIn(cycle.cycle_name, message)
		self.assertIn("Ask the union's office", message)

	def test_the_last_day_of_filing_is_that_of_the_last_round(self):
		self.assertEqual(str(allowances.last_day(self.cycle)), "2025-09-10")

	def test_the_calendar_tells_the_rounds_apart(self):
		frappe.set_user(self.office)
		found = year_calendar.get_events("2025-09-01", "2025-09-30", filters={"name": self.cycle.name})
		self.assertEqual([event["title"].split(" · ")[0] for event in found], ["Application (Second round)"])

	def test_each_round_calls_for_the_drafts_and_the_check_for_what_was_returned(self):
		frappe.set_user("Administrator")
		calls = {
			str(day): [reminders._calls(window) for window in reminders._closing_on(frappe.utils.getdate(day))
				if window.parent == self.cycle.name]
			for day in ("2025-06-30", "2025-07-05", "2025-09-10", "2025-10-31")
		}  # fmt: skip
		self.assertEqual(
			calls,
			{
				"2025-06-30": [["may_file"]],
				"2025-07-05": [["may_edit"]],
				"2025-09-10": [["may_file"]],
				"2025-10-31": [[]],
			},
		)

	def test_a_permit_lends_the_rights_of_its_phase(self):
		frappe.set_user(self.office)
		with self.freeze_time("2025-09-20 09:00:00"):
			make.make_permit(self.cycle, self.unit, phase="Formal Check", valid_until="2025-09-30")
			for rights, is_open in ((phases.TO_FILE, False), (phases.TO_FILE_AGAIN, True)):
				with self.subTest(rights=rights):
					state = cycles.window_state(self.cycle.name, rights, self.unit.name)
					self.assertEqual((state.is_open, state.by_permit), (is_open, is_open))

	def test_a_permit_that_would_open_nothing_is_refused(self):
		frappe.set_user(self.office)
		message = self.refusal(BrandError, make.make_permit, self.cycle, self.unit, phase="Review")
		self.assertIn("A permit for Review would open nothing", message)

	def test_asking_costs_one_query_however_many_windows_and_permits(self):
		frappe.set_user("Administrator")
		counts = []
		for _turn in range(2):
			for _index in range(3):
				make.make_permit(self.cycle, self.unit)
			cycles.rules_of(self.cycle.name)
			with QueryCount() as asked:
				cycles.window_state(self.cycle.name, phases.TO_FILE_AGAIN, self.unit.name)
			counts.append(asked.count)
		self.assertEqual(counts, [1, 1])

	def test_years_that_overlap_do_not_get_in_each_others_way(self):
		frappe.set_user("Administrator")
		programme = frappe.get_doc("Brand Programme", self.cycle.programme)
		programme.append(
			"windows", {"phase": "Acceptance", "opens_on": "2026-06-01", "closes_on": "2026-06-30"}
		)
		programme.save()
		first, second = (frappe.get_doc("Brand Cycle", programme.open_cycle(year)) for year in (2027, 2028))
		for cycle in (first, second):
			cycle.status = "Running"
			cycle.save()
		with self.freeze_time("2028-06-10 12:00:00"):
			open_to_file, open_to_sum_up = (
				{name for name, state in cycles.window_states([first.name, second.name], rights).items() if state.is_open}
				for rights in (phases.TO_FILE, phases.TO_FILE_SUMMARY)
			)  # fmt: skip
			self.assertEqual((open_to_file, open_to_sum_up), ({second.name}, {first.name}))
			self.assertEqual(self.file(make.make_project(second, self.unit)).cycle, second.name)
			self.assertRaises(WindowClosed, self.file, make.make_project(first, self.unit))


class TestResults(NoticeCase):
	"""A released decision, in a year whose windows show results around today."""

	begins_as = "officer"

	def end_case(self):
		super().end_case()
		frappe.clear_document_cache("Brand Cycle", self.cycle.name)

	def show(self, opens_on: str, closes_on: str, **values) -> None:
		"""One window alone shows results, on these days."""
		with make.acting("Administrator"):
			cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
			for row in cycle.windows:
				row.may_see_results = 0
			cycle.append(
				"windows",
				{"phase": "Award", "opens_on": opens_on, "closes_on": closes_on, "may_see_results": 1},
			)
			cycle.update({"change_reason": "Test", **values})
			cycle.save()

	def asked(self) -> list[dict]:
		return jury_comments.of_document("Brand Project", self.project.name)

	def test_a_unit_reads_the_jury_s_comments_while_results_are_shown(self):
		self.assertEqual(self.asked(), [])
		for days in (("2001-01-01", "2001-01-31"), ("2098-01-01", "2098-01-31")):
			with self.subTest(days=days):
				self.show(*days)
				message = self.refusal(WindowClosed, self.asked)
				for day in days:
					self.assertIn(format_date(day), message)

	def test_the_office_reads_them_on_any_day(self):
		self.show("2001-01-01", "2001-01-31")
		frappe.set_user(self.office)
		self.assertEqual(self.asked(), [])

	def test_a_permit_shows_them_to_its_unit(self):
		self.show("2001-01-01", "2001-01-31")
		with make.acting(self.office):
			make.make_permit(self.cycle, self.unit, phase="Award")
		self.assertEqual(self.asked(), [])

	def test_a_finished_year_holds_nothing_back(self):
		self.show("2001-01-01", "2001-01-31", status="Finished")
		self.assertEqual(self.asked(), [])

	def test_the_office_is_told_when_it_releases_on_another_day(self):
		frappe.set_user(self.office)
		self.assertEqual(phase_rights.release_warnings(self.cycle.name), [])
		self.show("2098-01-01", "2098-01-31")
		(told,) = phase_rights.release_warnings(self.cycle.name)
		self.assertIn(format_date("2098-01-01"), told)
		self.assertIn(told, self.decision.preview()["warnings"])
