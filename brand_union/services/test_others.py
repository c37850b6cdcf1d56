"""What jurors see of each other, and the unit of the jury."""

import frappe

from brand_union.services import jury_comments, others
from brand_union.services.errors import NotAllowedNow
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, OfficeCase


class TestOthers(OfficeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.jurors = make.make_jurors(3)

	def open(self, others_scores: str | None = None, projects: int = 1, **values):
		frappe.set_user("Administrator")
		units = [self.unit, *([None] * (projects - 1))]
		self.projects = [make.make_project(self.cycle, unit, stage="Checked") for unit in units]
		rule = {"others_scores": others_scores} if others_scores else {}
		self.panel = make.make_panel(self.projects, self.jurors, opened=True, **rule, **values)

	def sheet(self, juror: int, project: int = 0):
		return make.sheet_of(self.panel.name, self.projects[project].name, self.jurors[juror])

	def look(self, juror: int, project: int = 0) -> list[dict]:
		with make.acting(self.jurors[juror]):
			return others.look(self.sheet(juror, project).name)

	def totals(self, juror: int, project: int = 0) -> dict[int, str]:
		return {row["number"]: row["total"] for row in self.look(juror, project)}

	def test_never(self):
		self.open()
		self.assertEqual(self.panel.others_scores, "Never")
		make.score_all(self.panel)
		self.panel.seal()
		self.assertIn("are not shown", self.refusal(NotAllowedNow, self.look, 0))

	def test_after_sealing(self):
		self.open("After Sealing")
		make.score_all(self.panel)
		self.assertIn("when the panel is sealed", self.refusal(NotAllowedNow, self.look, 0))
		self.panel.seal()
		self.assertEqual(list(self.totals(0).values()), ["80.00", "80.00"])

	def test_after_the_own_sheet_is_in(self):
		self.open("After Own Is Submitted")
		make.mark(self.sheet(1), 40, 30, 20)
		self.assertIn("handed in your own", self.refusal(NotAllowedNow, self.look, 0))
		make.mark(self.sheet(0), 10, 10, 10)
		(other,) = self.look(0)
		self.assertEqual(other["total"], "90.00")
		self.assertEqual(
			[(mark["criterion"], mark["mark"]) for mark in other["marks"]],
			[("Need", "40"), ("Plan", "30"), ("Budget", "20")],
		)
		self.assertNotIn(self.jurors[1], frappe.as_json(other))

	def test_who_has_looked_does_not_take_the_sheet_back(self):
		self.open("After Own Is Submitted")
		make.mark(self.sheet(0), 10, 10, 10)
		make.mark(self.sheet(1), 10, 10, 10)
		self.look(0)
		for juror in (0, 1):
			frappe.set_user(self.jurors[juror])
			if juror:
				self.sheet(juror).take_back()
			else:
				self.assertIn("You looked at", self.refusal(NotAllowedNow, self.sheet(juror).take_back))
		frappe.set_user("Administrator")
		self.assertEqual([self.sheet(juror).status for juror in (0, 1)], ["Submitted", "Pending"])

	def test_a_number_stays_with_its_juror_for_one_project(self):
		self.open("After Sealing")
		for juror, need in enumerate((11, 12, 13)):
			make.mark(self.sheet(juror), need, 0, 0)
		self.panel.seal()
		seen = {}
		for juror in range(3):
			for number, total in self.totals(juror).items():
				seen.setdefault(total, set()).add(number)
		self.assertEqual(sorted(seen), ["11.00", "12.00", "13.00"])
		self.assertEqual([len(numbers) for numbers in seen.values()], [1, 1, 1])
		self.assertEqual(set().union(*seen.values()), {1, 2, 3})

	def test_numbers_of_two_projects_say_nothing_about_each_other(self):
		self.open("After Sealing", projects=12)
		make.score_all(self.panel)
		self.panel.seal()
		places = {tuple(self.totals(0, project)) for project in range(12)}
		self.assertGreater(len(places), 1)

	def test_nobody_else_asks_with_the_sheet_of_a_juror(self):
		self.open("After Sealing")
		make.score_all(self.panel)
		self.panel.seal()
		sheet = self.sheet(0).name
		for user in (self.jurors[1], self.officer, self.office):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, others.look, sheet)

	def test_the_unit_reads_the_jurys_comments_when_the_decision_is_out(self):
		self.open()
		for juror, said in enumerate(("Very clear", "", "Too dear")):
			sheet = self.sheet(juror)
			sheet.update({"comment_to_unit": said, "comment_to_committee": "Do not tell"})
			make.mark(sheet, 30, 30, 20)
		self.panel.seal()
		decision = make.make_decision(self.panel, {self.projects[0].name: APPROVE})
		self.assertEqual(self.comments(), [])
		decision.release()
		(panel,) = self.comments()
		self.assertEqual({row["text"] for row in panel["comments"]}, {"Very clear", "Too dear"})
		self.assertEqual({row["juror"] for row in panel["comments"]}, {""})
		self.assertNotIn("Do not tell", frappe.as_json(panel))

	def test_comments_are_for_the_unit_and_its_office(self):
		self.open()
		for user in (make.make_user("Brand Auditor"), make.make_user("Brand Unit Officer"), *self.jurors[:1]):
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, self.comments, user)
		self.assertEqual(self.comments(self.office), [])

	def test_a_panel_names_its_jurors_only_where_the_cycle_lets_it(self):
		self.open(hide_jurors=0)
		self.assertEqual(self.panel.hide_jurors, 1)
		self.cycle.db_set("hide_jurors", 0)
		frappe.clear_document_cache("Brand Cycle", self.cycle.name)
		self.addCleanup(frappe.clear_document_cache, "Brand Cycle", self.cycle.name)
		self.open(hide_jurors=0)
		sheet = self.sheet(0)
		sheet.comment_to_unit = "Very clear"
		make.mark(sheet, 30, 30, 20)
		self.panel.seal()
		make.make_decision(self.panel, {self.projects[0].name: APPROVE}, released=True)
		(panel,) = self.comments()
		name = frappe.db.get_value("User", self.jurors[0], "full_name")
		self.assertEqual(panel["comments"], [{"juror": name, "text": "Very clear"}])

	def test_a_new_panel_begins_with_what_the_cycle_says_about_its_jurors(self):
		for rule, asked, expected in (
			(1, {}, 1),
			(1, {"hide_jurors": 0}, 1),
			(0, {}, 0),
			(0, {"hide_jurors": 1}, 1),
		):
			with self.subTest(rule=rule, asked=asked):
				self.cycle.db_set("hide_jurors", rule)
				frappe.clear_document_cache("Brand Cycle", self.cycle.name)
				self.addCleanup(frappe.clear_document_cache, "Brand Cycle", self.cycle.name)
				panel = make.make_panel([], self.jurors, cycle=self.cycle.name, **asked)
				self.assertEqual(panel.hide_jurors, expected)

	def comments(self, user: str | None = None) -> list[dict]:
		with make.acting(user or self.officer):
			return jury_comments.of_document("Brand Project", self.projects[0].name)
