"""An objection from its receipt to its conclusion, in the hands of the office."""

import re

import frappe
from frappe.utils import add_to_date, format_date, now_datetime

from brand_union.services.errors import FrozenContent, ObjectionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import NoticeCase

OBJECTION = "Brand Objection"
RECEIPT = re.compile(r"[2-9A-HJ-NP-TV-Z]{4}(-[2-9A-HJ-NP-TV-Z]{4}){2}")


class TestReceiving(NoticeCase):
	def test_the_office_enters_what_came_in_writing(self):
		objection = make.make_objection(self.posted(), self.project.name)
		self.assertEqual((objection.status, objection.channel), ("Received", "In Writing"))
		self.assertRegex(objection.receipt, RECEIPT)
		self.assertEqual(
			(objection.cycle, objection.organiser, objection.unit, objection.project_title),
			(self.cycle.name, self.union.name, self.unit.name, self.project.project_title),
		)
		self.assertEqual([(row.event, row.by_user) for row in objection.events], [("Received", self.office)])

	def test_what_is_not_accepted(self):
		notice = self.posted()
		cases = [
			({"objector_name": " "}, "Enter Real Name; only the office of the union sees who you are."),
			({"objector_name": "匿"}, "匿 is no real name."),
			({"objector_name": "12345"}, "12345 is no real name."),
			({"phone": "ask me"}, "ask me is no telephone number."),
			({"reason": "  "}, "Say what you object to, and why."),
			({"reason": "x" * 5001}, "Reason has 5001 characters; at most 5000 fit."),
			({"received_on": add_to_date(now_datetime(), hours=1)}, "Received On is a time to come."),
			({"received_on": add_to_date(now_datetime(), days=-1)}, "after this objection."),
		]
		for values, sentence in cases:
			with self.subTest(values=str(values)[:60]):
				told = self.refusal(
					ObjectionProblem, make.make_objection, notice, self.project.name, **values
				)
				self.assertIn(sentence, told)

	def test_it_comes_in_time_to_a_notice_that_is_open(self):
		self.assertIn(
			"This notice takes no objections.",
			self.refusal(ObjectionProblem, make.make_objection, self.draft),
		)
		notice = self.posted()
		with self.freeze_time(add_to_date(notice.closes_on, hours=33)):
			told = self.refusal(ObjectionProblem, make.make_objection, notice)
			self.assertIn(f"were accepted until {format_date(notice.closes_on)}.", told)
			# What came on paper in time may be entered later.
			make.make_objection(notice, received_on=f"{notice.closes_on} 17:00:00")

	def test_it_is_to_a_project_of_the_list(self):
		told = self.refusal(ObjectionProblem, make.make_objection, self.posted(), self.refused.name)
		self.assertEqual(told, "This project is not in the list of the notice. Choose one that is.")

	def test_it_is_kept_as_it_came(self):
		objection = make.make_objection(self.posted(), self.project.name)
		for field, value in (("reason", "Nothing"), ("objector_name", "Somebody Else"), ("project", None)):
			with self.subTest(field=field):
				objection.reload()
				objection.set(field, value)
				self.assertRaises(
					(FrozenContent, frappe.CannotChangeConstantError), objection.save, ignore_version=False
				)
		objection.reload()
		objection.status = "Rejected"
		self.assertRaises(FrozenContent, objection.save)
		self.assertRaises(frappe.PermissionError, objection.delete)

	def test_a_copy_brings_no_receipt_along(self):
		objection = make.make_objection(self.posted(), self.project.name)
		copy = frappe.copy_doc(objection)
		copy.update({"receipt": objection.receipt, "status": "Rejected", "channel": "Public Form"})
		copy.insert()
		self.assertNotEqual(copy.receipt, objection.receipt)
		self.assertEqual((copy.status, copy.channel), ("Received", "In Writing"))


class TestHandling(NoticeCase):
	def setUp(self):
		super().setUp()
		self.objection = make.make_objection(self.posted(), self.project.name)

	def test_each_step_is_in_the_log(self):
		self.objection.examine("Talked to the unit")
		self.objection.write_down("The photos are of this year")
		self.assertRaises(ObjectionProblem, self.objection.write_down, " ")
		self.objection.reject("The activities took place this year")
		self.objection.reload()
		self.assertEqual(
			[(row.event, row.note) for row in self.objection.events],
			[
				("Received", ""),
				("Examination Begun", "Talked to the unit"),
				("Note", "The photos are of this year"),
				("Rejected", "The activities took place this year"),
			],
		)
		self.assertEqual(
			(self.objection.status, self.objection.examined_by, self.objection.conclusion),
			("Rejected", self.office, "The activities took place this year"),
		)

	def test_every_end_closes_it(self):
		for method, status in (("uphold", "Upheld"), ("reject", "Rejected"), ("take_back", "Withdrawn")):
			objection = make.make_objection(frappe.get_doc("Brand Notice", self.objection.notice))
			with self.subTest(method=method):
				self.assertRaises(ObjectionProblem, getattr(objection, method), "")
				getattr(objection, method)("Looked into")
				objection.reload()
				self.assertEqual(objection.status, status)
				for step, *words in (
					("examine",),
					("write_down", "More"),
					("uphold", "So"),
					("reject", "So"),
				):
					self.assertRaises(ObjectionProblem, getattr(objection, step), *words)

	def test_a_log_is_not_written_by_hand(self):
		self.objection.append("events", {"event": "Upheld", "note": "By myself"})
		self.assertRaises(FrozenContent, self.objection.save)

	def test_the_office_is_told_and_nobody_else(self):
		told = frappe.get_all(
			"Notification Log", {"document_name": self.objection.name}, ["for_user", "subject"]
		)
		self.assertEqual([row.for_user for row in told], [self.office])
		self.assertNotIn("Zhao Objector", told[0].subject)


class TestConcerned(NoticeCase):
	"""People of the office who also belong to the unit concerned, whatever their post there and whatever their role."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.concerned, cls.former = (make.make_user("Brand Officer") for _n in range(2))
		cls.head = make.make_user("Brand Administrator")
		for unit, user, post, is_active in (
			(cls.union, cls.concerned, "Officer", 1),
			(cls.union, cls.former, "Officer", 1),
			(cls.unit, cls.concerned, "Member", 1),
			(cls.unit, cls.former, "Chair", 0),
			(cls.unit, cls.head, "Member", 1),
		):
			unit.reload()
			unit.append("members", {"user": user, "post": post, "is_active": is_active})
			unit.save()

	def test_they_do_not_see_it(self):
		notice = self.posted()
		mine, others, whole = (
			make.make_objection(notice, project) for project in (self.project.name, self.other.name, None)
		)
		for user in (self.concerned, self.former, self.head):
			frappe.set_user(user)
			seen = frappe.get_list(OBJECTION, {"notice": notice.name}, pluck="name", order_by="name")
			with self.subTest(user=user):
				self.assertEqual(seen, [others.name, whole.name])
				for objection, expected in ((mine, False), (others, True), (whole, True)):
					self.assertEqual(bool(frappe.has_permission(OBJECTION, "read", objection.name)), expected)
				self.assertRaises(frappe.PermissionError, mine.reject, "Never mind")

	def test_they_are_not_told_of_it(self):
		objection = make.make_objection(self.posted(), self.project.name)
		told = frappe.get_all("Notification Log", {"document_name": objection.name}, pluck="for_user")
		self.assertEqual(told, [self.office])
