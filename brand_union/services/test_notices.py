from unittest.mock import patch

import frappe
from frappe.utils import add_days, format_date, getdate

from brand_union.services import filing, notices, reminders, review_round
from brand_union.services import stage as stages
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as f


def subjects(user: str) -> list[str]:
	"""What the user was told, oldest first."""
	return frappe.get_all(
		"Notification Log", {"for_user": user}, pluck="subject", order_by="creation, subject"
	)


class NoticesCase(IntegrationTestCase):
	"""A unit with an officer, a chair, a plain member and a former officer, beside a unit of somebody else."""

	def setUp(self) -> None:
		super().setUp()
		frappe.db.savepoint("notices")
		self.addCleanup(frappe.db.rollback, save_point="notices")
		self.officer, self.chair = f.make_user("Brand Unit Officer"), f.make_user("Brand Unit Chair")
		self.member, self.former = (f.make_user("Brand Unit Officer") for _index in range(2))
		self.outsider = f.make_user("Brand Unit Officer")
		f.make_unit(members=[(self.outsider, "Officer")])
		self.unit = f.make_unit(
			members=[
				(self.officer, "Officer"),
				(self.chair, "Chair"),
				(self.member, "Member"),
				(self.former, "Officer", False),
			]
		)
		self.cycle = f.make_cycle()

	def project(self, stage: str, **values):
		return f.make_project(self.cycle, self.unit, stage, project_title="Reading <b>Club</b>", **values)

	def told(self, sentence: str, people: tuple[str, ...]) -> None:
		"""Exactly these people were told, exactly this, once."""
		everyone = (self.officer, self.chair, self.member, self.former, self.outsider)
		expected = {user: [sentence] if user in people else [] for user in everyone}
		self.assertEqual({user: subjects(user) for user in everyone}, expected)


class TestUnitNotices(NoticesCase):
	def test_returned(self):
		project = self.project("Filed")
		filing.return_to_unit(project, "The budget does not add up")
		self.told(
			"Reading &lt;b&gt;Club&lt;/b&gt; was returned to your unit. Read the reason, correct it and file it again.",
			(self.officer, self.chair),
		)
		notice = frappe.get_last_doc("Notification Log", {"for_user": self.officer})
		self.assertEqual((notice.document_type, notice.document_name), ("Brand Project", project.name))
		self.assertEqual(notice.type, "Alert")

	def test_released(self):
		self.project("Decided")
		self.told("The result of Reading &lt;b&gt;Club&lt;/b&gt; is out: Decided", (self.officer, self.chair))

	def test_a_result_names_no_score_and_no_juror(self):
		project = self.project("Decided")
		juror = frappe.db.get_value("Panel Assignment", {"project": project.name}, "juror")
		text = " ".join(subjects(self.officer))
		for secret in (juror, frappe.db.get_value("User", juror, "full_name"), "80"):
			self.assertNotIn(secret, text)

	def test_a_summary_to_rectify(self):
		summary = f.make_acceptance(self.project("Under Way"), filed=True)
		frappe.db.delete("Notification Log")
		project = frappe.get_doc("Brand Project", summary.project)
		panel = f.make_panel([project], f.make_jurors(1), opened=True, purpose="Acceptance")
		f.score_all(panel)
		panel.seal()
		due = getdate(add_days(None, 30))
		row = {"outcome": "Rectify", "due_on": due, "reason": "Photographs are missing"}
		f.make_decision(panel, {project.name: row}, released=True)
		self.told(
			f"The summary of Reading &lt;b&gt;Club&lt;/b&gt; has to be corrected and filed again until {format_date(due)}.",
			(self.officer, self.chair),
		)

	def test_who_acts_is_not_told(self):
		project = self.project("Filed")
		with f.acting(self.officer):
			notices.returned(project, "Filed", "Draft")
		self.assertEqual((len(subjects(self.officer)), len(subjects(self.chair))), (0, 1))

	def test_each_reads_the_own_language(self):
		frappe.db.set_value("User", self.chair, "language", "zh")
		project = self.project("Filed")
		chinese = {"The result of {0} is out: {1}": "{0}: {1}!", "Decided:Brand Project": "ok"}
		with patch("frappe.translate.get_all_translations", lambda lang: chinese if lang == "zh" else {}):
			notices.released(project, "In Review", "Decided")
		self.assertEqual(subjects(self.chair), ["Reading &lt;b&gt;Club&lt;/b&gt;: ok!"])
		self.assertEqual(
			subjects(self.officer), ["The result of Reading &lt;b&gt;Club&lt;/b&gt; is out: Decided"]
		)

	def test_not_to_the_disabled_nor_to_those_who_switched_notices_off(self):
		frappe.db.set_value("User", self.chair, "enabled", 0)
		frappe.db.set_value("Notification Settings", self.officer, "enabled", 0)
		project = self.project("Filed")
		notices.returned(project, "Filed", "Draft")
		self.assertEqual(subjects(self.officer) + subjects(self.chair), [])

	def test_no_mail_is_queued(self):
		before = frappe.db.count("Email Queue")
		filing.return_to_unit(self.project("Filed"), "The budget does not add up")
		self.assertEqual(frappe.db.count("Email Queue"), before)


class TestJurorNotices(NoticesCase):
	def test_review_waiting_is_said_once_with_the_number_of_sheets(self):
		projects = [f.make_project(self.cycle, stage="Checked") for _index in range(3)]
		jurors = [*f.make_jurors(2), f.make_user("Brand Juror")]
		f.make_unit(members=[(jurors[2], "Member")])
		spare = f.make_user("Brand Juror")
		panel = f.make_panel(projects, jurors, opened=True, closes_on="2030-05-31", panel_name="Round")
		due = format_date("2030-05-31")
		for juror in jurors:
			self.assertEqual(subjects(juror), [f"Round: 3 score sheet(s) wait for you, due on {due}"])
		self.assertEqual(subjects(spare), [])
		review_round.add_juror(panel.name, spare)
		self.assertEqual(len(subjects(spare)), 1)
		self.assertEqual(len(subjects(jurors[0])), 1)

	def test_a_juror_without_any_sheet_is_not_told(self):
		juror, other = f.make_jurors(2)
		unit = f.make_unit(members=[(juror, "Member")])
		f.make_panel([f.make_project(self.cycle, unit, "Checked")], [juror, other], opened=True)
		self.assertEqual(subjects(juror), [])
		self.assertEqual(len(subjects(other)), 1)

	def test_the_notice_leads_to_the_list_of_sheets_and_names_no_project(self):
		project = f.make_project(self.cycle, self.unit, "Checked", project_title="Secret garden")
		juror = f.make_jurors(1)[0]
		f.make_panel([project], [juror], opened=True)
		notice = frappe.get_last_doc("Notification Log", {"for_user": juror})
		self.assertTrue(notice.link.startswith("/") and notice.link.endswith("/brand-review"), notice.link)
		self.assertFalse(notice.document_name)
		for secret in ("Secret garden", self.unit.unit_name):
			self.assertNotIn(secret, notice.subject)


class TestReminders(NoticesCase):
	def setUp(self) -> None:
		super().setUp()
		self.day = getdate(add_days(None, 3))

	def close_window(self, phase: str) -> None:
		name = frappe.db.get_value("Brand Programme Window", {"parent": self.cycle.name, "phase": phase})
		frappe.db.set_value("Brand Programme Window", name, "closes_on", self.day)

	def test_an_application_that_is_still_a_draft(self):
		self.project("Draft")
		self.close_window("Application")
		for _twice in range(2):
			reminders.send_due()
		self.told(
			f"Application is due on {format_date(self.day)}: Reading &lt;b&gt;Club&lt;/b&gt;",
			(self.officer, self.chair),
		)

	def test_nothing_about_what_was_filed_or_closes_on_another_day(self):
		self.project("Filed")
		self.close_window("Application")
		reminders.send_due()
		self.told("", ())

	def test_a_summary_to_rectify(self):
		summary = f.make_acceptance(self.project("Under Way"), filed=True)
		frappe.db.delete("Notification Log")
		frappe.db.set_value("Brand Acceptance", summary.name, {"stage": "Rectify", "rectify_until": self.day})
		reminders.send_due()
		self.told(
			f"Rectification is due on {format_date(self.day)}: Reading &lt;b&gt;Club&lt;/b&gt;",
			(self.officer, self.chair),
		)

	def test_sheets_that_were_not_handed_in(self):
		projects = [f.make_project(self.cycle, stage="Checked") for _index in range(2)]
		diligent, late = f.make_jurors(2)
		panel = f.make_panel(projects, [diligent, late], opened=True, closes_on=self.day, panel_name="Round")
		for project in projects:
			f.mark(f.sheet_of(panel.name, project.name, diligent), 30, 30, 15)
		frappe.db.delete("Notification Log")
		for _twice in range(2):
			reminders.send_due()
		self.assertEqual(
			subjects(late), [f"Round: 2 score sheet(s) not handed in yet, due on {format_date(self.day)}"]
		)
		self.assertEqual(subjects(diligent), [])

	def test_nobody_is_reminded_of_a_sealed_panel(self):
		project = f.make_project(self.cycle, stage="Checked")
		juror = f.make_jurors(1)[0]
		panel = f.make_panel([project], [juror], opened=True, closes_on=self.day)
		panel.reload()
		panel.seal()
		frappe.db.delete("Notification Log")
		reminders.send_due()
		self.assertEqual(subjects(juror), [])

	def test_the_days_come_from_the_settings(self):
		self.project("Draft")
		self.close_window("Application")
		frappe.db.set_single_value("Brand Union Settings", "reminder_days", 7)
		reminders.send_due()
		self.assertEqual(subjects(self.officer), [])


def test_filing_tells_nobody():
	user = f.make_user("Brand Unit Officer")
	project = f.make_project(unit=f.make_unit(members=[(user, "Officer")]))
	stages.move(project, "Filed")
	assert subjects(user) == []
