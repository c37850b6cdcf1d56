"""The public form through the wire: requests of somebody who is not logged in, with files, mistakes and bad intent."""

import contextvars
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import frappe
from frappe.utils import add_to_date, get_files_path, nowdate, strip_html
from frappe.utils.password import update_password
from werkzeug.test import Client, TestResponse

from brand_union.services import objection_form
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestPeople

OBJECTION = "Brand Objection"
SUBMIT = "/api/method/brand_union.services.objection_form.submit"
PASSWORD = "correct horse battery 7"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Guest:
	"""A browser without a login, at an address of its own."""

	def __init__(self, address: str):
		self.address = address

	def get(self, path: str, **query: str) -> TestResponse:
		return self.send("GET", path, **({"query_string": query} if query else {}))

	def send(self, method: str, path: str, **options) -> TestResponse:
		from frappe.app import application

		headers = {"X-Frappe-Site-Name": frappe.local.site, "X-Forwarded-For": self.address}
		frappe.db.commit()
		try:
			return contextvars.Context().run(
				Client(application).open, path, method=method, headers=headers, buffered=True, **options
			)
		finally:
			frappe.db.rollback()


class FormCase(IntegrationTestCase):
	"""A notice with an open window, one whose window is over, and a guest."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.office, cls.officer = make.make_user("Brand Officer"), make.make_user("Brand Unit Officer")
			for user in (cls.office, cls.officer):
				update_password(user, PASSWORD)
			union = make.make_unit(
				unit_type="University Union", is_group=1, members=[(cls.office, "Officer")]
			)
			unit = make.make_unit(parent_union_unit=union.name, members=[(cls.officer, "Officer")])
			cycle = make.make_cycle(programme=make.make_programme(union.name))
			cls.project, other = (make.make_project(cycle, unit, stage="Decided") for _n in range(2))
			cls.unlisted = make.make_project(cycle, unit)
			cls.notice = make.make_notice(cls.project.decision)
			cls.over = make.make_notice(other.decision)
			cls.over.db_set("closes_on", add_to_date(nowdate(), days=-1))
		cls.people = RestPeople(PASSWORD)

	def setUp(self):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		# Limits are counted by address; a test must not meet what another one counted.
		self.guest = Guest(f"192.0.2.{make.number() % 250}-{make.RUN}")
		self.forget_limits()
		self.files_before = self.number_of_files()
		self.addCleanup(self.remove_objections)

	def forget_limits(self):
		for key in frappe.cache.get_keys("brand_union:objections"):
			frappe.cache.delete(key)

	def remove_objections(self):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for name in self.kept():
			for file in self.files_of(name):
				frappe.delete_doc("File", file.name, force=True)
			frappe.db.delete("Brand Objection Event", {"parent": name})
			frappe.db.delete(OBJECTION, {"name": name})
		frappe.db.commit()

	def kept(self) -> list[str]:
		"""The objections to the notices of this class."""
		notices = frappe.get_all("Brand Notice", {"cycle": self.notice.cycle}, pluck="name", order_by="name")
		return frappe.get_all(OBJECTION, {"notice": ("in", notices)}, pluck="name", order_by="name")

	@staticmethod
	def number_of_files() -> int:
		return frappe.db.count("File", {"attached_to_doctype": OBJECTION})

	def files_of(self, objection: str) -> list:
		filters = {"attached_to_doctype": OBJECTION, "attached_to_name": objection}
		return frappe.get_all("File", filters, ["*"], order_by="file_name")

	def submit(self, *files: tuple[bytes, str], guest: Guest | None = None, path: str = SUBMIT, **values):
		data = {
			"notice": self.notice.name,
			"row": "1",
			"objector_name": "赵异议",
			"objector_unit": "图书馆",
			"phone": "0451-86412222",
			"reason": "该活动去年已经开展过。",
			**values,
		}
		uploads = [(BytesIO(content), name) for content, name in files]
		return (guest or self.guest).send("POST", path, data={**data, "evidence": uploads})

	def accepted(self, *files, **values):
		"""The objection that was kept."""
		answer = self.submit(*files, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data(as_text=True))
		self.assertEqual(list(answer.json), ["message"])
		self.assertEqual(list(answer.json["message"]), ["receipt"])
		return frappe.get_doc(OBJECTION, {"receipt": answer.json["message"]["receipt"]})

	def refused(self, *files, status: int = 417, **values) -> str:
		"""The sentences; nothing was kept."""
		answer = self.submit(*files, **values)
		self.assertEqual(answer.status_code, status, answer.get_data(as_text=True)[:500])
		self.assertEqual(self.kept(), [])
		self.assertEqual(self.number_of_files(), self.files_before)
		messages = json.loads(answer.json.get("_server_messages") or "[]")
		return strip_html(" ".join(json.loads(one)["message"] for one in messages))


class TestAccepted(FormCase):
	def test_a_guest_objects_with_evidence_and_gets_a_receipt(self):
		objection = self.accepted((PDF, "../../赵异议的材料.pdf"), email="zhao@test.example")
		self.assertEqual((objection.channel, objection.status), ("Public Form", "Received"))
		self.assertEqual(
			(objection.objector_name, objection.objector_unit, objection.phone, objection.email),
			("赵异议", "图书馆", "0451-86412222", "zhao@test.example"),
		)
		self.assertEqual((objection.project, objection.notice), (self.project.name, self.notice.name))
		(file,) = self.files_of(objection.name)
		self.assertEqual((file.is_private, file.owner), (1, "Guest"))
		self.assertRegex(file.file_name, rf"^{objection.name}-1-[0-9a-f]+\.pdf$")
		self.assertEqual(file.file_url, f"/private/files/{file.file_name}")
		self.assertEqual(path_of(file).read_bytes(), PDF)

	def test_every_kind_of_evidence_by_its_content(self):
		kinds = [
			(PDF, "a.pdf"),
			(b"\x89PNG\r\n\x1a\n" + b"0" * 20, "b.PNG"),
			(archive("word/document.xml"), "c.docx"),
			(archive("xl/workbook.xml"), "d.xlsx"),
		]
		objection = self.accepted(*kinds)
		names = [file.file_name for file in self.files_of(objection.name)]
		self.assertEqual([name.rpartition(".")[2] for name in names], ["pdf", "png", "docx", "xlsx"])

	def test_the_notice_as_a_whole(self):
		objection = self.accepted(row="")
		self.assertEqual((objection.project, objection.unit), (None, None))

	def test_sent_twice_it_is_kept_once(self):
		first = self.accepted((PDF, "a.pdf"), sending="random word")
		again = self.accepted((PDF, "a.pdf"), sending="random word")
		self.assertEqual(first.name, again.name)
		self.assertEqual(len(self.files_of(first.name)), 1)
		corrected = self.accepted((PDF, "a.pdf"), sending="random word", reason="该活动前年已经开展过。")
		self.assertNotEqual(first.name, corrected.name)
		self.assertEqual(len({self.accepted().name, self.accepted().name}), 2)

	def test_markup_is_text(self):
		"""Where the Desk shows a value as it is, not even a picture may be fetched from elsewhere."""
		text = '<script>alert(1)</script><img src="https://x.test/1.png">甲<b>乙</b> 1 < 2 & 3 > 2'
		objection = self.accepted(objector_name="赵<i>异议</i>", objector_unit=text, reason=text)
		for field in ("objector_name", "objector_unit", "reason"):
			self.assertNotRegex(objection.get(field), "[<>]")
		self.assertEqual(objection.objector_name, "赵＜i＞异议＜/i＞")
		self.assertTrue(objection.reason.endswith("甲＜b＞乙＜/b＞ 1 ＜ 2 & 3 ＞ 2"), objection.reason)

	def test_evidence_that_somebody_has_uploaded_before_stays_apart(self):
		before = frappe.get_doc(
			{"doctype": "File", "file_name": "photo.pdf", "content": PDF, "is_private": 1}
		).insert()
		frappe.db.commit()
		objection = self.accepted((PDF, "a.pdf"))
		(kept,) = self.files_of(objection.name)
		self.assertNotEqual(kept.file_url, before.file_url)
		before.delete()
		after = frappe.get_doc(
			{"doctype": "File", "file_name": "again.pdf", "content": PDF, "is_private": 1}
		).insert()
		self.assertNotIn(objection.name, after.file_url)
		path = path_of(kept)
		self.assertTrue(path.exists())
		frappe.delete_doc("File", kept.name)
		self.assertFalse(path.exists())
		after.delete()
		frappe.db.commit()

	def test_who_is_logged_in_objects_like_anybody_else(self):
		frappe.db.set_value(
			"User", self.officer, {"follow_created_documents": 1, "document_follow_notify": 1}
		)
		client = self.people(self.officer)
		receipt = client.request("POST", SUBMIT, self.values())["message"]["receipt"]
		frappe.db.rollback()
		objection = frappe.get_doc(OBJECTION, {"receipt": receipt})
		self.assertEqual((objection.owner, objection.events[0].by_user), ("Guest", "Guest"))
		self.assertFalse(frappe.db.exists("Document Follow", {"ref_docname": objection.name}))

	def values(self) -> dict:
		return {
			"notice": self.notice.name,
			"objector_name": "Zhao",
			"objector_unit": "Library",
			"phone": "86412222",
			"reason": "It took place a year ago",
		}


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


class TestPages(FormCase):
	def test_everybody_reads_what_is_posted(self):
		page = self.guest.get(f"/brand-notices/{self.notice.name}").get_data(as_text=True)
		for part in (self.notice.notice_title, self.project.project_title, self.notice.contact):
			self.assertIn(part, page)
		for hidden in (self.project.name, self.notice.decision, self.project.leader_name, "csrf"):
			self.assertNotIn(hidden, page)
		form = self.guest.get(f"/brand-notices/{self.notice.name}/objection")
		self.assertEqual(form.status_code, 200)
		self.assertIn('name="objector_name"', form.get_data(as_text=True))
		self.assertIn(self.notice.notice_title, self.guest.get("/brand-notices").get_data(as_text=True))

	def test_a_draft_looks_like_none(self):
		draft = frappe.db.get_value("Brand Notice", {"status": "Draft"})
		pages = [self.guest.get(f"/brand-notices/{name}") for name in (draft, "BN-0000-000")]
		self.assertEqual([page.status_code for page in pages], [404, 404])
		texts = [page.get_data(as_text=True) for page in pages]
		self.assertEqual(*texts)
		for page in ("?page=0", "?page=-4", "?page=abc", "?page=" + "9" * 40):
			self.assertEqual(self.guest.get(f"/brand-notices{page}").status_code, 200)

	def test_a_closed_notice_offers_no_form(self):
		page = self.guest.get(f"/brand-notices/{self.over.name}/objection").get_data(as_text=True)
		self.assertIn("This notice takes no objections any more.", page)
		self.assertNotIn('name="objector_name"', page)

	def test_texts_of_the_office_are_no_markup(self):
		evil = "<script>alert(1)</script>"
		columns = {"notice_title": evil, "intro": evil, "contact": evil, "document_number": evil}
		frappe.db.set_value("Brand Notice", self.notice.name, columns)
		frappe.db.set_value("Brand Notice Row", {"parent": self.notice.name}, "project_title", evil)
		for path in ("", f"/{self.notice.name}", f"/{self.notice.name}/objection"):
			with self.subTest(path=path):
				page = self.guest.get(f"/brand-notices{path}").get_data(as_text=True)
				self.assertIn("&lt;script&gt;alert(1)", page)
				self.assertNotIn(evil, page)
		kept = {field: self.notice.get(field) for field in columns}
		frappe.db.set_value("Brand Notice", self.notice.name, kept)
		frappe.db.set_value(
			"Brand Notice Row", {"parent": self.notice.name}, "project_title", self.project.project_title
		)
		frappe.db.commit()

	def test_a_guest_reads_nothing_back(self):
		objection = self.accepted((PDF, "a.pdf"))
		file = frappe.get_doc("File", {"attached_to_name": objection.name})
		for doctype, name in ((OBJECTION, objection.name), ("Brand Notice", self.notice.name)):
			for path in (f"/api/resource/{doctype}", f"/api/resource/{doctype}/{name}"):
				with self.subTest(path=path):
					self.assertEqual(self.guest.get(path).status_code, 403)
		self.assertEqual(self.guest.get(file.file_url).status_code, 403)
		listed = self.guest.get("/api/resource/File", filters='{"attached_to_doctype": "Brand Objection"}')
		self.assertNotIn(file.name, listed.get_data(as_text=True))
		count = self.guest.get("/api/method/frappe.client.get_count", doctype=OBJECTION)
		self.assertEqual(count.status_code, 403)
		for path in (
			f"/brand-objections/{objection.receipt}",
			f"/printview?doctype={OBJECTION}&name={objection.name}",
		):
			self.assertIn(self.guest.get(path).status_code, (403, 404))
		page = self.guest.get(f"/brand-notices/{self.notice.name}").get_data(as_text=True)
		for word in (objection.objector_name, objection.receipt, objection.phone, objection.name):
			self.assertNotIn(word, page)


@contextmanager
def committed_setting(field: str, value: int) -> Iterator[None]:
	"""The site's setting during the block."""
	before = frappe.db.get_single_value("System Settings", field)
	for now in (value, before):
		frappe.db.set_single_value("System Settings", field, now)
		frappe.db.commit()
		if now == value:
			yield


def path_of(file) -> Path:
	"""Where a private file is kept."""
	return Path(get_files_path(file.file_url.rpartition("/")[2], is_private=1))


def archive(*members: str) -> bytes:
	"""A zip file with these members."""
	content = BytesIO()
	with zipfile.ZipFile(content, "w") as file:
		for member in members:
			file.writestr(member, "<x/>")
	return content.getvalue()
