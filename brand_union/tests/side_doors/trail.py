"""Every way in which Frappe tells how a document came about, asked through REST.

Through REST, because Frappe writes no Versions inside a test. What was said or typed before readers were let in
carries a mark, and what they are to read does not.
"""

import json
from pathlib import Path

import frappe

from brand_union.tests import factories as make
from brand_union.tests.rest import RestError
from brand_union.tests.rest_case import RestCase

MARK = "Zebrafish"
DECISION, ADJUSTMENT, SNAPSHOT = "Brand Decision", "Brand Adjustment", "Brand Snapshot"
LOAD = "/api/method/frappe.desk.form.load"


class TrailCase(RestCase):
	"""An office with a unit, another office, and the two roles that read what was released."""

	@classmethod
	def make_all(cls):
		cls.office, cls.women, cls.arts, cls.auditor, cls.observer = (
			cls.make_person(f"Brand {role}", document_follow_notify=1)
			for role in ("Officer", "Officer", "Unit Officer", "Auditor", "Observer")
		)
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(cls.office, "Officer")])
		make.make_unit(unit_type="Women's Federation", members=[(cls.women, "Officer")])
		cls.unit = make.make_unit(parent_union_unit=union.name, members=[(cls.arts, "Officer")])
		cls.cycle = make.make_cycle(programme=make.make_programme(union.name))
		cls.make_documents()

	@classmethod
	def make_documents(cls):
		"""What the cases are about, made while others can be kept from seeing it half done."""

	def setUp(self):
		frappe.set_user("Administrator")

	@classmethod
	def ask(cls, user: str, path: str, **query) -> str:
		"""Everything that a request answers, or the refusal, as text."""
		try:
			return json.dumps(cls.people(user).request("GET", path, query=query), ensure_ascii=False)
		except RestError as error:
			return f"{error.status} {error}"

	@classmethod
	def talk_about(cls, doctype: str, name: str) -> None:
		"""All that people of the office leave on a form beside the fields."""
		office = cls.people(cls.office)
		office.rpc(
			"frappe.desk.form.utils.add_comment",
			reference_doctype=doctype,
			reference_name=name,
			content=f"{MARK} comment",
			comment_email=cls.office,
			comment_by="Office",
		)
		office.rpc("frappe.desk.doctype.tag.tag.add_tag", tag=f"{MARK} tag", dt=doctype, dn=name)
		office.rpc("frappe.desk.like.toggle_like", doctype=doctype, name=name, add="Yes")
		task = {"doctype": doctype, "name": name, "assign_to": [cls.office], "description": f"{MARK} task"}
		office.rpc("frappe.desk.form.assign_to.add", **{**task, "assign_to": json.dumps(task["assign_to"])})

	@classmethod
	def attach(cls, doctype: str, name: str, file_name: str) -> str:
		"""Returns the address of the new file, which is gone from the disk when the class is done."""
		url = cls.people(cls.office).rpc(
			"frappe.client.attach_file",
			filename=file_name,
			filedata=f"{file_name} {make.number()}",
			doctype=doctype,
			docname=name,
			is_private=1,
		)["file_url"]
		cls.addClassCleanup(Path(frappe.get_site_path(url.strip("/"))).unlink, missing_ok=True)
		return url

	def doors(self, doctype: str, name: str) -> dict[str, tuple[str, dict]]:
		"""Every way in which Frappe tells of a document or of what happened to it."""
		of = {"doctype": doctype, "name": name}
		columns = json.dumps(["name", "owner", "_comments", "_user_tags", "_assign", "_liked_by"])
		lists = {
			table: (f"/api/resource/{table}", {"fields": '["*"]', "limit_page_length": 0})
			for table in (
				"Version",
				"Comment",
				"Communication",
				"ToDo",
				"Tag Link",
				"File",
				SNAPSHOT,
				doctype,
			)
		}
		like = json.dumps([["_comments", "like", f"%{MARK}%"]])
		return lists | {
			"form": (f"{LOAD}.getdoc", of),
			"information on the form": (f"{LOAD}.get_docinfo", of),
			"mails on the form": (f"{LOAD}.get_communications", of),
			"document": (f"/api/resource/{doctype}/{name}", {}),
			"second version of the API": (f"/api/v2/document/{doctype}/{name}", {}),
			"columns of the list": (
				"/api/method/frappe.desk.reportview.get",
				{"doctype": doctype, "fields": columns, "filters": "[]", "page_length": 500},
			),
			"filter on a column": (f"/api/resource/{doctype}", {"filters": like, "fields": '["_comments"]'}),
			"tagged": (
				"/api/method/frappe.desk.doctype.tag.tag.get_documents_for_tag",
				{"tag": f"#{MARK} tag"},
			),
			"tagged ones of a DocType": (
				"/api/method/frappe.desk.doctype.tag.tag.get_tagged_docs",
				{"doctype": doctype, "tag": "%"},
			),
			"choice of a version": (
				"/api/method/frappe.utils.diff.version_query",
				{
					"doctype": "Version",
					"txt": "",
					"searchfield": "name",
					"start": 0,
					"page_len": 20,
					"filters": json.dumps({"docname": name, "ref_doctype": doctype}),
				},
			),
			"choice of a comment": (
				"/api/method/frappe.desk.search.search_link",
				{"doctype": "Comment", "txt": MARK, "ignore_user_permissions": 1},
			),
			"global search": ("/api/method/frappe.utils.global_search.search", {"text": MARK}),
			"what is linked": ("/api/method/frappe.desk.form.linked_with.get", {**of, "docname": name}),
			"print": (
				"/api/method/frappe.www.printview.get_html_and_style",
				{"doc": doctype, "name": name},
			),
		}

	def assert_nothing_of_the_draft(self, user: str, doctype: str, name: str):
		for door, (path, query) in self.doors(doctype, name).items():
			with self.subTest(user=user, door=door):
				self.assertNotIn(MARK, self.ask(user, path.replace(" ", "%20"), **query))

	def docinfo(self, user: str, doctype: str, name: str) -> dict:
		return self.people(user).request("GET", f"{LOAD}.getdoc", query={"doctype": doctype, "name": name})[
			"docinfo"
		]

	def history(self, user: str, doctype: str, name: str) -> list[dict]:
		return self.people(user).rpc(
			"brand_union.services.history.kept_by_office", doctype=doctype, name=name
		)
