"""How a decision and an adjustment were drafted: told to the office, through whatever door, and to nobody else.

Through REST, because Frappe writes no Versions inside a test. Everything that was said or typed before the release
carries a mark, and the released text does not.
"""

import json
from pathlib import Path

import frappe
from frappe.utils.password import update_password

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestError, RestPeople

PASSWORD = "correct horse battery 7"
MARK = "Zebrafish"
DECISION, ADJUSTMENT, SNAPSHOT = "Brand Decision", "Brand Adjustment", "Brand Snapshot"
LOAD = "/api/method/frappe.desk.form.load"


class TrailCase(IntegrationTestCase):
	"""An office with a unit, another office, and the two roles that read what was released."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		cls.people = RestPeople(PASSWORD)
		with committed():
			cls.office, cls.women, cls.arts, cls.auditor, cls.observer = (
				cls.make_person(f"Brand {role}")
				for role in ("Officer", "Officer", "Unit Officer", "Auditor", "Observer")
			)
			union = make.make_unit(
				unit_type="University Union", is_group=1, members=[(cls.office, "Officer")]
			)
			make.make_unit(unit_type="Women's Federation", members=[(cls.women, "Officer")])
			cls.unit = make.make_unit(parent_union_unit=union.name, members=[(cls.arts, "Officer")])
			cls.cycle = make.make_cycle(programme=make.make_programme(union.name))
			cls.make_documents()

	@classmethod
	def make_documents(cls):
		"""What the cases are about, made while others can be kept from seeing it half done."""

	@staticmethod
	def make_person(role: str) -> str:
		user = make.make_user(role, document_follow_notify=1)
		update_password(user, PASSWORD)
		return user

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

	def refused(self, status: int, call, *args, **values) -> RestError:
		with self.assertRaises(RestError) as caught:
			call(*args, **values)
		self.assertEqual(caught.exception.status, status, caught.exception)
		return caught.exception


class TestDecision(TrailCase):
	@classmethod
	def make_documents(cls):
		projects = [make.make_project(cls.cycle, cls.unit, stage="Checked") for _index in range(2)]
		panel = make.make_panel(projects, opened=True)
		make.score_all(panel, {projects[0].name: (40, 40, 20)})
		panel.seal()
		with make.acting(cls.office):
			cls.name, cls.draft = (make.make_decision(panel).name for _index in range(2))

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		office = cls.people(cls.office)
		cls.fill(f"{MARK} reason", "Not Approved", "Approved")
		office.call(DECISION, cls.name, "draft_rows")
		cls.talk_about(DECISION, cls.name)
		cls.talk_about(DECISION, cls.draft)
		cls.file_url = cls.attach(DECISION, cls.name, f"{MARK} {make.RUN}.txt")
		cls.write_mail()
		cls.fill("", "Approved", "Not Approved")
		cls.told_before = office.call(DECISION, cls.name, "preview")["warnings"]
		office.call(DECISION, cls.name, "release")

	@classmethod
	def fill(cls, reason: str, *outcomes: str) -> None:
		office = cls.people(cls.office)
		rows = office.read(DECISION, cls.name)["rows"]
		for row, outcome in zip(rows, outcomes, strict=True):
			tier = "General" if outcome == "Approved" else ""
			row.update(outcome=outcome, tier=tier, amount=4000 if tier else 0, reason=reason)
		office.update(DECISION, cls.name, rows=rows)

	@classmethod
	def write_mail(cls) -> None:
		frappe.get_doc(
			{
				"doctype": "Communication",
				"subject": f"{MARK} mail",
				"content": "Before the meeting",
				"communication_type": "Communication",
				"reference_doctype": DECISION,
				"reference_name": cls.name,
			}
		).insert()

	def test_its_readers_find_what_was_released(self):
		for user in (self.auditor, self.observer):
			with self.subTest(user=user):
				stored = self.people(user).read(DECISION, self.name)
				self.assertEqual(
					[(row["outcome"], row["reason"] or "") for row in stored["rows"]],
					[("Approved", ""), ("Not Approved", "")],
				)
				self.assert_nothing_of_the_draft(user, DECISION, self.name)

	def test_its_readers_see_the_step_and_no_earlier_one(self):
		"""The save that releases also carries what else it changed; of that only the status is told."""
		for user in (self.auditor, self.observer, self.office):
			with self.subTest(user=user):
				info = self.docinfo(user, DECISION, self.name)
				(version,) = info["versions"]
				self.assertEqual(
					(version["owner"], json.loads(version["data"])),
					(self.office, {"changed": [["status", "Draft", "Released"]]}),
				)
				kept = ("attachments", "comments", "communications", "like_logs", "assignments", "tags")
				self.assertEqual({key: info[key] or [] for key in kept}, {key: [] for key in kept})

	def test_the_office_finds_all_of_it(self):
		entries = self.history(self.office, DECISION, self.name)
		lines = [line for entry in entries for line in entry["lines"]]
		for what in ("comment", "tag", "task", "mail", f"{make.RUN}.txt"):
			with self.subTest(what=what):
				self.assertIn(f"{MARK} {what}", lines)
		self.assertIn(f"Results, row 1: Reason: {MARK} reason → empty", lines)
		self.assertIn("Results, row 1: Outcome: Not Approved → Approved", lines)
		self.assertIn("Status: Draft → Released", lines)
		for change in ("added", "removed"):
			(row,) = (line for line in lines if line.startswith(f"Results, row 1 {change}: "))
			self.assertIn(f"Score: 100.00 · Rank: 1 · Outcome: Not Approved · Reason: {MARK} reason", row)
		self.assertEqual({entry["file_url"] for entry in entries} - {None}, {self.file_url})

	def test_nobody_but_its_own_office_is_told_how_it_came_about(self):
		for user in (self.auditor, self.observer, self.women, self.arts):
			with self.subTest(user=user):
				self.refused(403, self.history, user, DECISION, self.name)
				self.refused(403, self.history, user, "User", "Administrator")

	def test_the_file_opens_for_the_office(self):
		self.assertEqual(self.people(self.office).fetch(self.file_url), 200)
		for user in (self.auditor, self.observer, self.women, self.arts):
			with self.subTest(user=user):
				self.assertEqual(self.people(user).fetch(self.file_url), 403)
		self.assertIn("1 attachment(s) stay with the office", self.told_before[-1])

	def test_a_task_taken_over_can_still_be_finished(self):
		(task,) = self.people(self.office).find("ToDo", {"reference_type": SNAPSHOT})
		self.people(self.office).update("ToDo", task["name"], status="Closed")
		self.assertEqual(self.people(self.office).read("ToDo", task["name"])["status"], "Closed")

	def test_what_happens_later_is_told(self):
		self.people(self.office).rpc(
			"frappe.desk.form.utils.add_comment",
			reference_doctype=DECISION,
			reference_name=self.name,
			content="Published on the notice board",
			comment_email=self.office,
			comment_by="Office",
		)
		comments = self.docinfo(self.observer, DECISION, self.name)["comments"]
		self.addCleanup(frappe.db.delete, "Comment", {"reference_name": self.name})
		self.assertIn("Published on the notice board", comments[0]["content"])

	def test_a_draft_is_neither_found_nor_followed_nor_liked(self):
		for user in (self.auditor, self.observer):
			with self.subTest(user=user):
				self.assert_nothing_of_the_draft(user, DECISION, self.draft)
				follow = {"doctype": DECISION, "user": user}
				way = "frappe.desk.form.document_follow.follow_document"
				self.refused(403, self.people(user).rpc, way, **follow, doc_name=self.draft)
				self.people(user).rpc(way, **follow, doc_name=self.name)
				like = {"doctype": DECISION, "name": self.draft, "add": "Yes"}
				self.refused(403, self.people(user).rpc, "frappe.desk.like.toggle_like", **like)


class TestAdjustment(TrailCase):
	@classmethod
	def make_documents(cls):
		cls.project = make.make_project(cls.cycle, cls.unit, stage="Decided")

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		office = cls.people(cls.office)
		row = {"field_name": "objectives", "new_value": f"{MARK} value"}
		cls.name = office.insert(
			ADJUSTMENT,
			project=cls.project.name,
			reason=f"{MARK} reason",
			consultation="By telephone",
			changes=[row],
		)["name"]
		cls.talk_about(ADJUSTMENT, cls.name)
		cls.file_url = cls.attach(ADJUSTMENT, cls.name, f"plan {make.RUN}.txt")
		(row,) = office.read(ADJUSTMENT, cls.name)["changes"]
		office.update(
			ADJUSTMENT, cls.name, reason="Two had the same idea", changes=[{**row, "new_value": "Read aloud"}]
		)
		office.call(ADJUSTMENT, cls.name, "propose")

	def test_the_unit_reads_what_it_is_asked_for(self):
		stored = self.people(self.arts).read(ADJUSTMENT, self.name)
		self.assertEqual((stored["status"], stored["reason"]), ("Proposed", "Two had the same idea"))
		self.assert_nothing_of_the_draft(self.arts, ADJUSTMENT, self.name)

	def test_the_unit_sees_the_step_and_what_is_attached(self):
		info = self.docinfo(self.arts, ADJUSTMENT, self.name)
		self.assertEqual(
			[json.loads(version["data"]) for version in info["versions"]],
			[{"changed": [["status", "Draft", "Proposed"]]}],
		)
		self.assertEqual([file["file_name"] for file in info["attachments"]], [f"plan {make.RUN}.txt"])
		self.assertEqual(self.people(self.arts).fetch(self.file_url), 200)

	def test_the_office_finds_how_it_came_about(self):
		lines = [
			line for entry in self.history(self.office, ADJUSTMENT, self.name) for line in entry["lines"]
		]
		for expected in (
			f"{MARK} comment",
			f"Reason: {MARK} reason → Two had the same idea",
			f"Changes, row 1: After: {MARK} value → Read aloud",
		):
			with self.subTest(expected=expected):
				self.assertIn(expected, lines)
		for user in (self.arts, self.women, self.auditor):
			with self.subTest(user=user):
				self.refused(403, self.history, user, ADJUSTMENT, self.name)

	def test_the_proposed_text_is_frozen_for_the_office(self):
		(record,) = self.people(self.office).find(SNAPSHOT, {"kind": "As Proposed"}, ["name", "content"])
		self.assertEqual(json.loads(record["content"])["reason"], "Two had the same idea")
		self.refused(403, self.people(self.arts).read, SNAPSHOT, record["name"])
