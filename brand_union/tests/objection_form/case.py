"""The public form through the wire: requests of somebody who is not logged in, at a notice with an open window."""

import contextvars
import json
import zipfile
from io import BytesIO
from pathlib import Path

import frappe
from frappe.utils import add_to_date, get_files_path, nowdate, strip_html
from werkzeug.test import Client, TestResponse

from brand_union.tests import factories as make
from brand_union.tests.rest_case import RestCase

OBJECTION = "Brand Objection"
SUBMIT = "/api/method/brand_union.services.objection_form.submit"
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


class FormCase(RestCase):
	"""A notice with an open window, one whose window is over, and a guest."""

	@classmethod
	def make_all(cls):
		cls.office, cls.officer = cls.make_person("Brand Officer"), cls.make_person("Brand Unit Officer")
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(cls.office, "Officer")])
		unit = make.make_unit(parent_union_unit=union.name, members=[(cls.officer, "Officer")])
		cycle = make.make_cycle(programme=make.make_programme(union.name))
		cls.project, other = (make.make_project(cycle, unit, stage="Decided") for _n in range(2))
		cls.unlisted = make.make_project(cycle, unit)
		cls.notice = make.make_notice(cls.project.decision)
		cls.over = make.make_notice(other.decision)
		cls.over.db_set("closes_on", add_to_date(nowdate(), days=-1))

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
