"""How a decision was drafted: told to the office, through whatever door, and to none of those who read it released."""

import json

import frappe

from brand_union.tests import factories as make
from brand_union.tests.side_doors.trail import DECISION, MARK, SNAPSHOT, TrailCase


class TestDecisionTrail(TrailCase):
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
