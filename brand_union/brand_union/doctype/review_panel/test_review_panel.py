import json

import frappe

from brand_union.services import stage
from brand_union.services.errors import (
	FrozenContent,
	NotAllowedNow,
	PanelProblem,
	PanelSealed,
	ReasonMissing,
)
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestReviewPanel(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle()
		cls.jurors = make.make_jurors(3)

	def checked(self, **values):
		return make.make_project(cycle=self.cycle, stage="Checked", **values)

	def test_a_new_panel_takes_sheet_and_rules_from_the_cycle(self):
		panel = make.make_panel([self.checked()], self.jurors)
		self.assertEqual(panel.score_sheet, self.cycle.selection_sheet)
		self.assertEqual(panel.organiser, self.cycle.organiser)
		self.assertEqual((panel.method, panel.trim_from, panel.min_valid_sheets), ("Trimmed Mean", 5, 1))
		self.assertEqual(panel.status, "Draft")

	def test_what_the_office_says_goes_before_the_cycle(self):
		cycle = make.make_cycle(rules={"hide_unit": 1, "min_valid_sheets": 2})
		project = make.make_project(cycle=cycle, stage="Checked")
		panel = make.make_panel([project], self.jurors)
		self.assertEqual((panel.hide_unit, panel.min_valid_sheets), (1, 2))
		panel = make.make_panel([project], self.jurors, min_valid_sheets=3, method="Median")
		self.assertEqual((panel.hide_unit, panel.min_valid_sheets, panel.method), (1, 3, "Median"))
		panel = make.make_panel([project], self.jurors, mode="Defence")
		self.assertEqual(panel.hide_unit, 0)

	def test_opening_gives_every_juror_every_project(self):
		first, second = self.checked(), self.checked()
		panel = make.make_panel([first, second], self.jurors)
		self.assertEqual(panel.open_panel(), {"sheets": 6, "recused": 0})
		self.assertEqual(panel.status, "Open")
		pairs = frappe.get_all(
			"Panel Assignment", {"panel": panel.name}, ["project", "juror"], as_list=True, order_by="name"
		)
		expected = {(p.name, juror) for p in (first, second) for juror in self.jurors}
		self.assertEqual(set(pairs), expected)
		for project in (first, second):
			self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "In Review")
		self.assertEqual([row.event for row in panel.events], ["Opened"])

	def test_a_sheet_says_nothing_about_who_made_it_or_what_it_belongs_to(self):
		project = self.checked(leader_name="Zhao Min")
		panel = make.make_panel([project], self.jurors, opened=True, hide_unit=1)
		sheet = make.sheet_of(panel.name, project.name, self.jurors[0])
		self.assertEqual((sheet.owner, sheet.scores[0].owner), ("Administrator", "Administrator"))
		text = json.dumps(sheet.as_dict(), default=str, ensure_ascii=False)
		for secret in (project.name, project.unit, project.unit_name, panel.name, "Zhao Min", "Han Meimei"):
			self.assertNotIn(secret, text)
		self.assertIn("A club for reading together", text)

	def test_the_packet_shows_unit_and_team_where_the_panel_does_not_hide_them(self):
		project = self.checked()
		panel = make.make_panel([project], self.jurors, opened=True)
		packet = json.loads(make.sheet_of(panel.name, project.name, self.jurors[0]).packet)
		self.assertEqual(
			packet,
			[
				{"part": "Application", "label": "Applying Unit", "value": project.unit_name},
				{"part": "Application", "label": "Objectives", "value": "A club for reading together"},
				{
					"part": "Application",
					"label": "Team",
					"doctype": "Brand Project Member",
					"choices": [],
					"rows": [{"Name": "Han Meimei", "Duty in the Project": "Programme"}],
				},
				{
					"part": "Application",
					"label": "Budget",
					"doctype": "Brand Project Budget",
					"choices": ["Source"],
					"rows": [{"Heading": "Books", "Amount (CNY)": "9,000.00", "Source": "Union"}],
				},
			],
		)

	def test_conflicts_are_found_before_a_sheet_is_issued(self):
		above = make.make_unit(is_group=1)
		own = make.make_unit(is_group=1, parent_union_unit=above.name)
		below, beside = (make.make_unit(parent_union_unit=parent.name) for parent in (own, above))
		joint = make.make_unit()
		cases = {
			"Same Unit": [(own, 1), (own, 0), (joint, 1)],
			"Unit Above or Below": [(above, 1), (below, 1)],
			None: [(beside, 1), (make.make_unit(), 1)],
		}
		people = {}
		for kind, members in cases.items():
			for unit, is_active in members:
				juror = make.make_user("Brand Juror")
				unit.reload()
				unit.append("members", {"user": juror, "post": "Member", "is_active": is_active})
				unit.save()
				people[juror] = kind
		for name in ("Qian  Li", "钱 立"):
			people[make.make_user("Brand Juror", name=name)] = "Team Member"
		project = self.checked(
			unit=own,
			joint_units=[{"unit": joint.name}],
			leader_name="qian li",
			team=[{"member_name": "钱立"}],
		)
		panel = make.make_panel([project], list(people))
		self.assertEqual(len(panel.preview_assignment()["recusals"]), 7)
		panel.open_panel()
		rows = frappe.get_all(
			"Panel Assignment",
			{"panel": panel.name},
			["juror", "status", "conflict", "reason", "review"],
			order_by="name",
		)
		self.assertEqual({row.juror: row.conflict or None for row in rows}, people)
		for row in rows:
			with self.subTest(juror=row.juror, conflict=row.conflict):
				self.assertEqual(row.status, "Recused" if row.conflict else "Assigned")
				self.assertEqual(bool(row.review), not row.conflict)
				self.assertEqual(bool(row.reason), bool(row.conflict))

	def test_a_panel_without_enough_free_jurors_does_not_open(self):
		unit = make.make_unit(members=[(self.jurors[0], "Member")])
		project = self.checked(unit=unit)
		panel = make.make_panel([project, self.checked()], self.jurors, min_valid_sheets=3)
		with self.assertRaisesRegex(PanelProblem, f"Row 1: {project.project_title} has 2 jurors .* needs 3"):
			panel.open_panel()
		self.assertEqual(frappe.db.get_value("Review Panel", panel.name, "status"), "Draft")
		self.assertEqual(frappe.db.count("Panel Assignment", {"panel": panel.name}), 0)

	def test_what_a_panel_may_not_hold(self):
		checked, draft = self.checked(), make.make_project(cycle=self.cycle)
		elsewhere = make.make_project(stage="Checked")
		nobody = make.make_user("Brand Officer")
		cases = [
			("stage Draft", [draft], self.jurors, {}),
			("belongs to", [checked, elsewhere], self.jurors, {}),
			("Row 2: .* is in the panel twice", [checked, checked], self.jurors, {}),
			("Row 2: .* is in the panel twice", [checked], [self.jurors[0]] * 2, {}),
			("not an enabled user with the role Brand Juror", [checked], [nobody], {}),
			("is for Acceptance", [checked], self.jurors, {"score_sheet": self.cycle.acceptance_sheet}),
			(
				"before it opens",
				[checked],
				self.jurors,
				{"opens_on": "2025-06-02", "closes_on": "2025-06-01"},
			),
			("needs the Brand Acceptance", [checked], self.jurors, {"purpose": "Acceptance"}),
		]
		for message, projects, jurors, values in cases:
			with self.subTest(message), self.assertRaisesRegex(PanelProblem, message):
				make.make_panel(projects, jurors, cycle=self.cycle.name, **values)

	def test_empty_rows_are_told_so(self):
		panel = {"doctype": "Review Panel", "panel_name": "New", "cycle": self.cycle.name}
		for table in ("projects", "jurors"):
			doc = frappe.get_doc({**panel, table: [{}]})
			with self.subTest(table):
				self.assertRaisesRegex(frappe.MandatoryError, f"{table[:-1]}", doc.insert)

	def test_only_the_buttons_change_a_panel_that_was_opened(self):
		panel = make.make_panel([self.checked()], self.jurors)
		panel.status = "Sealed"
		self.assertRaises(FrozenContent, panel.save)
		panel.reload()
		panel.open_panel()
		panel.append("jurors", {"juror": make.make_user("Brand Juror")})
		self.assertRaises(FrozenContent, panel.save)
		panel.reload()
		self.assertRaises(PanelProblem, panel.open_panel)
		self.assertRaises(PanelProblem, panel.delete)

	def test_a_late_juror_scores_everything(self):
		panel = make.make_panel([self.checked(), self.checked()], self.jurors, opened=True)
		juror = make.make_user("Brand Juror")
		self.assertEqual(panel.add_juror(juror), {"sheets": 2, "recused": 0})
		self.assertEqual(frappe.db.count("Brand Review", {"juror": juror, "status": "Pending"}), 2)
		self.assertRaises(PanelProblem, panel.add_juror, juror)

	def test_a_recused_juror_loses_the_sheet(self):
		project = self.checked()
		panel = make.make_panel([project], self.jurors, opened=True)
		sheet = make.mark(make.sheet_of(panel.name, project.name, self.jurors[0]), 40, 40, 20)
		self.assertRaises(ReasonMissing, panel.recuse, self.jurors[0], project.name, " ")
		panel.recuse(self.jurors[0], project.name, "Advised the project")
		self.assertEqual(frappe.db.get_value("Brand Review", sheet.name, "status"), "Withdrawn")
		with make.acting(self.jurors[0]):
			self.assertFalse(frappe.get_list("Brand Review", {"name": sheet.name}))
			self.assertRaises(
				frappe.PermissionError, frappe.get_doc("Brand Review", sheet.name).submit_review
			)
		self.assertEqual(panel.seal(), {"submitted": 0, "missing": 2, "short": [project.project_title]})

	def test_sealing_and_reopening(self):
		project = self.checked()
		panel = make.make_panel([project], self.jurors, opened=True)
		make.mark(make.sheet_of(panel.name, project.name, self.jurors[0]), 30, 30, 20)
		self.assertEqual(panel.seal(), {"submitted": 1, "missing": 2, "short": []})
		self.assertEqual(panel.status, "Sealed")
		self.assertRaises(PanelSealed, panel.seal)
		self.assertRaises(PanelSealed, panel.recuse, self.jurors[0], project.name, "Late")
		self.assertRaises(ReasonMissing, panel.reopen, "")
		panel.reopen("Two jurors were ill")
		self.assertEqual(panel.status, "Open")
		make.mark(make.sheet_of(panel.name, project.name, self.jurors[1]), 30, 30, 20)
		self.assertEqual(panel.seal()["submitted"], 2)
		self.assertEqual(
			[(row.event, row.note) for row in panel.events if row.event == "Reopened"],
			[("Reopened", "Two jurors were ill")],
		)

	def test_scores_behind_a_released_decision_stay(self):
		project = self.checked()
		panel = make.make_panel([project], self.jurors, opened=True)
		make.score_all(panel)
		panel.seal()
		make.make_decision(panel, {project.name: {"outcome": "Not Approved"}}, released=True)
		self.assertRaisesRegex(PanelSealed, "was released", panel.reopen, "One more look")

	def test_nobody_moves_a_project_into_or_out_of_review_by_hand(self):
		project = self.checked()
		with self.assertRaisesRegex(PanelProblem, "at least 1 jurors"):
			stage.move(project, "In Review")
		make.make_panel([project], self.jurors, opened=True)
		project.reload()
		with self.assertRaisesRegex(PanelProblem, "is under review by the panel"):
			stage.move(project, "Checked")

	def test_panels_belong_to_the_office_of_the_organiser(self):
		panel = make.make_panel([self.checked()], self.jurors, opened=True)
		officer = make.make_user("Brand Officer")
		home = frappe.get_doc("Union Unit", self.cycle.organiser)
		home.append("members", {"user": officer, "post": "Officer"})
		home.save()
		with make.acting(officer):
			self.assertEqual(
				frappe.get_list("Review Panel", {"name": panel.name}, pluck="name"), [panel.name]
			)
			frappe.get_doc("Review Panel", panel.name).seal()
		stranger = make.make_user("Brand Officer")
		make.make_unit(unit_type="University Union", members=[(stranger, "Officer")])
		for user in (stranger, self.jurors[0], make.make_user("Brand Auditor")):
			with self.subTest(user=user), make.acting(user):
				doc = frappe.get_doc("Review Panel", panel.name)
				self.assertFalse(doc.has_permission("read"))
				self.assertRaises(frappe.PermissionError, doc.reopen, "Curious")
				self.assertIn(panel.name, self.names_hidden_from(user, "Review Panel", panel.name))

	def names_hidden_from(self, user, doctype, name):
		"""The name, if neither list gives it to the user."""
		try:
			seen = frappe.get_list(doctype, {"name": name}, pluck="name")
		except frappe.PermissionError:
			seen = []
		return {name} - set(seen)

	def test_sheets_are_issued_by_panels_only(self):
		juror = self.jurors[0]
		with make.acting(juror):
			sheet = frappe.get_doc({"doctype": "Brand Review", "juror": juror, "packet_title": "Mine"})
			self.assertRaises(frappe.PermissionError, sheet.insert)
		self.assertTrue(issubclass(NotAllowedNow, frappe.PermissionError))
