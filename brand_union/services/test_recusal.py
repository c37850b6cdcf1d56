"""Jurors who stand back, decline or leave: the sheet, the record, the log, and who hears of it."""

import frappe

from brand_union.services.errors import NotAllowedNow, PanelProblem, PanelSealed, ReasonMissing
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

LOST = (frappe.PermissionError, frappe.DoesNotExistError)


class TestRecusal(OfficeCase):
	def setUp(self):
		super().setUp()
		self.jurors = make.make_jurors(3)
		with make.acting("Administrator"):
			self.projects = [make.make_project(self.cycle, stage="Checked") for _n in range(3)]
			self.panel = make.make_panel(self.projects, self.jurors, opened=True)
		self.sheet = make.sheet_of(self.panel.name, self.projects[0].name, self.jurors[0])

	def as_juror(self, act: str, reason: str = "We wrote a book together"):
		with make.acting(self.jurors[0]):
			return getattr(frappe.get_doc("Brand Review", self.sheet.name), act)(reason)

	def record(self) -> tuple:
		return frappe.db.get_value(
			"Panel Assignment", {"review": self.sheet.name}, ["status", "conflict", "reason"]
		)

	def log(self) -> list[tuple]:
		rows = frappe.get_doc("Review Panel", self.panel.name).events
		return [(row.event, row.by_user, row.note) for row in rows][1:]

	def test_a_juror_declares_a_conflict_or_declines(self):
		for act, conflict, event in (
			("declare_conflict", "Declared", "Recused"),
			("decline", "Declined", "Declined"),
		):
			with self.subTest(act=act):
				frappe.db.savepoint("act")
				self.as_juror(act)
				self.assertEqual(self.record(), ("Recused", conflict, "We wrote a book together"))
				self.assertEqual(frappe.db.get_value("Brand Review", self.sheet.name, "status"), "Withdrawn")
				note = f"{self.jurors[0]}, {self.projects[0].name}: We wrote a book together"
				self.assertEqual(self.log(), [(event, self.jurors[0], note)])
				told = frappe.get_all("Notification Log", {"for_user": self.office}, pluck="subject")
				self.assertEqual(len([line for line in told if "stood back" in line]), 1)
				self.assertNotIn(self.jurors[0], " ".join(told))
				frappe.db.rollback(save_point="act")

	def test_the_packet_is_out_of_reach_afterwards(self):
		self.as_juror("declare_conflict")
		frappe.set_user(self.jurors[0])
		self.assertEqual(len(frappe.get_list("Brand Review", pluck="name")), 2)
		sheet = frappe.get_doc("Brand Review", self.sheet.name)
		self.assertFalse(sheet.has_permission("read"))
		for act in (sheet.save, sheet.submit_review, lambda: sheet.declare_conflict("Again")):
			self.assertRaises(LOST, act)

	def test_the_answer_to_the_act_carries_nothing_of_the_sheet(self):
		with make.acting(self.jurors[0]):
			sheet = frappe.get_doc("Brand Review", self.sheet.name)
			sheet.decline("No time")
			self.assertEqual((sheet.packet, sheet.packet_title, list(sheet.scores)), (None, None, []))

	def test_marks_stay_for_the_record_and_never_count(self):
		make.mark(self.sheet, 40, 40, 20)
		self.as_juror("declare_conflict")
		self.assertEqual(frappe.db.get_value("Brand Review", self.sheet.name, "total"), "100.00")
		sealed = frappe.get_doc("Review Panel", self.panel.name).seal()
		self.assertEqual((sealed["submitted"], sealed["missing"]), (0, 8))

	def test_what_was_handed_in_is_not_declined(self):
		make.mark(self.sheet, 40, 40, 20)
		self.assertIn("Take it back first", self.refusal(NotAllowedNow, self.as_juror, "decline"))
		self.assertEqual(self.record()[0], "Assigned")

	def test_not_without_a_reason_not_for_others_and_not_after_sealing(self):
		self.assertRaises(ReasonMissing, self.as_juror, "declare_conflict", " ")
		for user in (self.jurors[1], self.office, "Administrator"):
			with self.subTest(user=user), make.acting(user):
				act = frappe.get_doc("Brand Review", self.sheet.name).declare_conflict
				self.assertRaises(frappe.PermissionError, act, "In their name")
		frappe.get_doc("Review Panel", self.panel.name).seal()
		for act in ("declare_conflict", "decline"):
			with self.subTest(act=act):
				self.assertRaises(PanelSealed, self.as_juror, act)
		self.assertEqual(self.record()[0], "Assigned")

	def test_a_declared_conflict_is_remembered_and_a_refusal_is_not(self):
		for act, recused in (("declare_conflict", 1), ("decline", 0)):
			with self.subTest(act=act), make.acting("Administrator"):
				frappe.db.savepoint("act")
				self.as_juror(act)
				frappe.db.set_value("Brand Project", self.projects[0].name, "stage", "Checked")
				second = make.make_panel([self.projects[0]], self.jurors)
				self.assertEqual(len(second.preview_assignment()["recusals"]), recused)
				frappe.db.rollback(save_point="act")

	def test_a_juror_leaves_the_panel(self):
		make.mark(self.sheet, 30, 30, 20)
		panel = frappe.get_doc("Review Panel", self.panel.name)
		self.assertRaises(ReasonMissing, panel.let_juror_go, self.jurors[0], "")
		self.assertEqual(panel.let_juror_go(self.jurors[0], "Ill"), {"sheets": 2})
		self.assertEqual(self.log(), [("Juror Left", self.office, f"{self.jurors[0]}: Ill")])
		with make.acting(self.jurors[0]):
			self.assertEqual(frappe.get_list("Brand Review", pluck="name"), [self.sheet.name])
		self.assertRaises(PanelProblem, panel.let_juror_go, self.jurors[0], "Twice")
		self.assertRaises(PanelProblem, panel.let_juror_go, self.officer, "Who?")
		sealed = panel.seal()
		self.assertEqual((sealed["submitted"], sealed["missing"]), (1, 6))

	def test_what_a_juror_leaves_behind_goes_to_the_others_and_nothing_else_moves(self):
		with make.acting("Administrator"):
			projects = [make.make_project(self.cycle, stage="Checked") for _n in range(6)]
			panel = make.make_panel(projects, make.make_jurors(4), reviews_per_project=2, opened=True)
		before = self.pairs(panel)
		gone = panel.jurors[0].juror
		lost = {pair for pair in before if pair[1] == gone}
		panel.let_juror_go(gone, "Ill")
		self.assertEqual(panel.preview_missing()["sheets"], len(lost))
		self.assertEqual(panel.assign_missing(), {"sheets": len(lost), "unmet": []})
		after = self.pairs(panel)
		self.assertEqual(before - after, lost)
		self.assertEqual({project for project, _juror in after - before}, {project for project, _j in lost})
		self.assertNotIn(gone, {juror for _project, juror in after})

	def pairs(self, panel) -> set[tuple[str, str]]:
		rows = frappe.get_all(
			"Panel Assignment", {"panel": panel.name, "status": "Assigned"}, ["project", "juror"]
		)
		return {(row.project, row.juror) for row in rows}
