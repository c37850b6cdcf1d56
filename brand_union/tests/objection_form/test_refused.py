"""What the public form refuses: mistakes, bad intent, and too much of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from brand_union.services import objection_form
from brand_union.tests.objection_form.case import PDF, SUBMIT, FormCase, Guest, archive


class TestRefused(FormCase):
	def test_what_is_missing_is_said_at_once(self):
		told = self.refused(objector_name="", phone=" ", reason="", email="nobody")
		for part in ("Enter Real Name, Telephone;", "Say what you object to", "nobody is no e-mail address."):
			self.assertIn(part, told)

	def test_values_that_are_no_name_and_no_number(self):
		for values in ({"objector_name": "**"}, {"phone": "123"}, {"reason": "长" * 5001}, {"website": "x"}):
			with self.subTest(values=str(values)[:40]):
				self.assertTrue(self.refused(**values))

	def test_the_window_and_the_list(self):
		draft = frappe.db.get_value("Brand Notice", {"status": "Draft"})
		cases = [
			({"notice": self.over.name}, "This one came later, so it cannot be accepted."),
			({"notice": draft}, "There is no such notice."),
			({"notice": "BN-0000-000"}, "There is no such notice."),
			({"notice": self.notice.name.lower()}, "There is no such notice."),
			({"notice": f"{self.notice.name} "}, "There is no such notice."),
			({"notice": ""}, "There is no such notice."),
			({"row": "7"}, "This project is not in the list of the notice."),
			({"row": "-1"}, "This project is not in the list of the notice."),
			({"row": self.unlisted.name}, "This project is not in the list of the notice."),
		]
		for values, sentence in cases:
			with self.subTest(values=values):
				self.assertIn(sentence, self.refused(**values))

	def test_files_that_are_not_what_they_say(self):
		page = b"<html><script>alert(1)</script></html>"
		cases = [
			((page, "a.pdf"), "a.pdf is none of these kinds"),
			((page, "a.html"), "a.html is none of these kinds"),
			((b"<svg onload=alert(1)>", "a.svg"), "a.svg is none of these kinds"),
			((PDF, "a.exe"), "a.exe is none of these kinds"),
			((PDF, "a.pdf/../../x"), "is none of these kinds"),
			((archive("xl/workbook.xml"), "a.docx"), "a.docx is none of these kinds"),
			((b"PK\x03\x04 no archive", "a.docx"), "a.docx is none of these kinds"),
			((b"", "empty.pdf"), "The file empty.pdf is empty."),
			((PDF + b"0" * 10 * 1024 * 1024, "large.pdf"), "The file large.pdf is larger than 10 MB."),
		]
		for file, sentence in cases:
			with self.subTest(name=file[1]):
				self.assertIn(sentence, self.refused(file))

	def test_too_many_files_and_too_much(self):
		self.assertIn("At most 5 files can be sent.", self.refused(*[(PDF, f"{n}.pdf") for n in range(6)]))
		seven = PDF + b"0" * 7 * 1024 * 1024
		told = self.refused(*[(seven, f"{n}.pdf") for n in range(3)])
		self.assertIn("The files are larger than 20 MB together.", told)
		self.assertEqual(self.submit((PDF + b"0" * 30 * 1024 * 1024, "huge.pdf")).status_code, 413)

	def test_nothing_stays_of_one_whose_files_cannot_be_kept(self):
		with committed_setting("max_file_size", 1):
			answer = self.submit((PDF, "a.pdf"), (PDF + b"0" * 1024 * 1024, "b.pdf"))
		self.assertEqual(answer.status_code, 417)
		self.assertEqual(self.kept(), [])
		self.assertEqual(self.number_of_files(), self.files_before)

	def test_it_is_asked_for_by_post_and_with_texts(self):
		self.assertEqual(self.guest.get(SUBMIT).status_code, 403)
		answer = self.guest.send("POST", SUBMIT, json={"notice": {"name": "x"}, "reason": ["a"]})
		self.assertEqual(answer.status_code, 417)
		self.assertEqual(self.kept(), [])


class TestLimits(FormCase):
	def test_one_address_is_stopped_by_whatever_door_it_comes(self):
		doors = (SUBMIT, SUBMIT.replace("/api/", "/api/v2/"))
		for number in range(objection_form.MOST_FROM_ONE_ADDRESS):
			answer = self.submit(path=doors[number % 2], phone="1")
			self.assertEqual(answer.status_code, 417)
		for door in doors:
			with self.subTest(door=door):
				self.assertEqual(self.submit(path=door).status_code, 429)
		self.assertEqual(self.submit(guest=Guest("192.0.2.251")).status_code, 200)

	def test_one_notice_is_not_flooded_from_many_addresses(self):
		for number in range(objection_form.MOST_TO_ONE_NOTICE):
			self.submit(guest=Guest(f"198.51.100.{number}"), phone="1")
		self.assertEqual(self.submit(guest=Guest("198.51.100.200")).status_code, 429)
		self.assertIn("accepted until", self.refused(notice=self.over.name))


@contextmanager
def committed_setting(field: str, value: int) -> Iterator[None]:
	"""The site's setting during the block."""
	before = frappe.db.get_single_value("System Settings", field)
	for now in (value, before):
		frappe.db.set_single_value("System Settings", field, now)
		frappe.db.commit()
		if now == value:
			yield
