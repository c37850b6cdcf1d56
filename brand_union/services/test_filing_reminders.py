"""Who has not filed, and the reminders that the office sends."""

from unittest.mock import patch

import frappe

from brand_union.brand_union.report.brand_coverage.brand_coverage import execute
from brand_union.services import coverage, filing_reminders, stage
from brand_union.services.errors import FrozenContent, WindowClosed
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase
from brand_union.tests.queries import QueryCount

LOG, NOTICE = "Brand Reminder", "Notification Log"


class TestReminders(OfficeCase):
	"""The rules ask units with a tag: `unit` and `empty` owe an application, `done` has filed, `free` is exempt."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.second = make.make_user("Brand Unit Officer", language="zh")
		exempt = {"exempt_from_duty": 1, "exemption_reason": "Being built up"}
		cls.free = cls.make_asked(members=[(cls.officer, "Officer")], **exempt)
		cls.empty = cls.make_asked()
		cls.done = cls.make_asked(members=[(cls.second, "Officer")])
		cls.unit.append("unit_tags", {"tag": cls.tag})
		cls.unit.save()
		stage.move(make.make_project(cls.cycle, cls.done), "Filed")

	@classmethod
	def make_programme(cls, **rules):
		# Other units of the site are not asked.
		cls.tag = frappe.get_doc({"doctype": "Union Tag", "tag_name": f"Teaching {make.RUN}"}).insert().name
		return super().make_programme(quotas=[{"tag": cls.tag, "cap": 2, "duty": 1}], **rules)

	@classmethod
	def make_asked(cls, **values):
		"""A unit below the union, with the tag."""
		return make.make_unit(parent_union_unit=cls.union.name, unit_tags=[{"tag": cls.tag}], **values)

	def people(self, **values) -> dict[str, dict]:
		return {row["user"]: row for row in filing_reminders.preview(self.cycle.name, **values)["people"]}

	def ours(self) -> dict:
		return {row["unit"]: row["state"] for row in coverage.of_cycle(self.cycle.name)}

	def test_the_list_says_who_owes_and_who_need_not(self):
		found = self.ours()
		self.assertEqual(
			[found[unit.name] for unit in (self.unit, self.empty, self.free, self.done)],
			[coverage.OWING, coverage.OWING, coverage.EXEMPT, coverage.FILED],
		)

	def test_a_barred_unit_is_marked_and_not_reminded(self):
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.append("consequences", {"outcome": "Not Approved", "effect": "Barred"})
		cycle.change_reason = "The committee decided so"
		cycle.save()
		with self.freeze_time(f"{cycle.year - 1}-06-01"):
			last = make.make_cycle(
				on=f"{cycle.year - 1}-06-01", programme=frappe.get_doc("Brand Programme", cycle.programme)
			)
			project = make.make_project(last, self.unit, project_title="Choir")
		frappe.db.set_value("Brand Project", project.name, "stage", "Not Approved")
		frappe.set_user(self.office)
		row = {row["unit"]: row for row in execute({"cycle": cycle.name})[1]}[self.unit.name]
		self.assertEqual((row["status"], row["duty"], row["missing"]), ("Barred", 0, 0))
		self.assertIn("Choir, Not Approved", row["remark"])
		self.assertNotIn(self.officer, self.people())

	def test_the_preview_says_who_gets_what(self):
		found = filing_reminders.preview(self.cycle.name)
		self.assertIn(self.empty.unit_name, found["unreachable"])
		ours = self.people()[self.officer]
		until = found["until"]
		self.assertEqual(
			(ours["units"], ours["reminded"], ours["silent"], ours["message"]),
			(
				self.unit.unit_name,
				0,
				0,
				f"{self.cycle.cycle_name}: {self.unit.unit_name} still owes 1 application(s), to be filed by {until}.",
			),
		)
		self.assertNotIn(self.second, self.people())

	def test_nobody_is_reminded_twice_on_one_day(self):
		first = filing_reminders.send(self.cycle.name)
		self.assertEqual(first["sent"], 1)
		self.assertEqual(self.people()[self.officer]["reminded"], 1)
		self.assertEqual(filing_reminders.send(self.cycle.name), {"sent": 0, "before": 1, "silent": 0})
		notices = {"for_user": self.officer, "document_name": self.cycle.name}
		self.assertEqual(frappe.db.count(NOTICE, notices), 1)
		with self.freeze_time(frappe.utils.add_days(frappe.utils.now_datetime(), 1)):
			self.assertEqual(filing_reminders.send(self.cycle.name)["sent"], 1)
		self.assertEqual(frappe.db.count(NOTICE, notices), 2)

	def test_the_log_keeps_who_was_told_what(self):
		filing_reminders.send(self.cycle.name)
		log = frappe.get_last_doc(LOG, {"cycle": self.cycle.name})
		self.assertEqual(
			(log.recipient, log.unit_names, log.sent_by, log.organiser),
			(self.officer, self.unit.unit_name, self.office, self.union.name),
		)

	def test_mails_are_left_to_a_worker(self):
		"""Drawing one takes longer than all the rest, and a request does not wait for hundreds."""
		mails = {}

		def keep(method, queue, enqueue_after_commit, **mail):
			self.assertEqual((method, enqueue_after_commit), (frappe.sendmail, True))
			mails[mail["recipients"][0]] = mail

		account = patch.object(filing_reminders.EmailAccount, "find_default_outgoing", return_value=True)
		with account, patch.object(frappe, "enqueue", keep):
			filing_reminders.send(self.cycle.name)
		self.assertIn("still owes 1 application(s)", mails[self.officer]["message"])
		self.assertEqual(frappe.db.get_value(LOG, {"recipient": self.officer}, "by_mail"), 1)
		frappe.sendmail(**mails[self.officer])
		rows = frappe.get_all("Email Queue Recipient", {"recipient": self.officer}, pluck="parent")
		queued = frappe.get_doc("Email Queue", rows[-1])
		self.assertEqual((queued.reference_doctype, queued.reference_name), ("Brand Cycle", self.cycle.name))

	def test_no_permission_changes_an_entry_of_the_log(self):
		"""Code that acts with all rights is refused as well: what keeps an entry as it is asks for no permission."""
		filing_reminders.send(self.cycle.name)
		log = frappe.get_last_doc(LOG, {"cycle": self.cycle.name})
		log.message = "Something else"
		self.assertRaises(FrozenContent, log.save, ignore_permissions=True)
		self.assertRaises(FrozenContent, log.delete, ignore_permissions=True)

	def test_each_reads_in_the_own_language_and_silence_is_kept(self):
		with make.acting("Administrator"):
			make.join(self.empty.name, self.second, "Officer")
		frappe.db.set_value("Notification Settings", self.officer, "enabled", 0)
		self.assertEqual(filing_reminders.send(self.cycle.name), {"sent": 1, "before": 0, "silent": 1})
		self.assertIn("项", frappe.db.get_value(NOTICE, {"for_user": self.second}, "subject"))

	def test_others_than_the_office_remind_nobody(self):
		for user in (self.officer, make.make_user("Brand Officer"), make.make_user("Brand Auditor")):
			with self.subTest(user=user):
				frappe.set_user(user)
				self.assertRaises(frappe.PermissionError, filing_reminders.preview, self.cycle.name)
				self.assertRaises(frappe.PermissionError, filing_reminders.send, self.cycle.name)

	def test_nobody_is_reminded_of_what_cannot_be_filed(self):
		with self.freeze_time(frappe.utils.add_days(frappe.utils.now_datetime(), 800)):
			self.assertRaises(WindowClosed, filing_reminders.send, self.cycle.name)

	def test_the_list_costs_as_many_queries_for_more_units(self):
		counts = []
		for _turn in range(2):
			coverage.of_cycle(self.cycle.name)
			with QueryCount() as asked:
				coverage.of_cycle(self.cycle.name)
			counts.append(asked.count)
			with make.acting("Administrator"):
				for _unit in range(5):
					self.make_asked()
		self.assertEqual(counts[0], counts[1])
