"""Two organisers in one cycle: to whom a unit files, what each office does alone, and what both do together."""

import frappe

from brand_union.services import organisers, paper, public_page, stage
from brand_union.services.errors import (
	FrozenContent,
	NotYourUnit,
	OrganiserProblem,
	PanelProblem,
	WindowClosed,
)
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, UnionCase

FEDERATION = "Women's Federation"
PROJECT = "Brand Project"


class TwoOrganisersCase(UnionCase):
	"""The `union` and the `women` run a programme: a `unit` files to the union, a `circle` to the women."""

	begins_as = "office"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.women_office, cls.circle_officer = (
			make.make_user("Brand Officer"),
			make.make_user("Brand Unit Officer"),
		)
		cls.women = make.make_unit(unit_type=FEDERATION, is_group=1, members=[(cls.women_office, "Officer")])
		cls.circle = make.make_unit(
			unit_type=FEDERATION, parent_union_unit=cls.women.name, members=[(cls.circle_officer, "Officer")]
		)
		cls.programme = make.make_programme(cls.union.name, checks=[{"item": "Complete"}], **cls.rules())
		cls.cycle = make.make_cycle(programme=cls.programme)

	@classmethod
	def rules(cls) -> dict:
		return {"co_organisers": [{"organiser": cls.women.name, "unit_type": FEDERATION}]}

	def end_case(self):
		super().end_case()
		frappe.clear_document_cache("Brand Cycle", self.cycle.name)

	def of_union(self, to_stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, self.unit, to_stage, **values)

	def of_women(self, to_stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, self.circle, to_stage, **values)

	def sealed(self, *projects, **values):
		panel = make.make_panel(projects, opened=True, **values)
		make.score_all(panel)
		panel.reload()
		panel.seal()
		return panel


class TestFiling(TwoOrganisersCase):
	def test_the_unit_files_where_its_row_says(self):
		self.assertEqual(self.of_union().organiser, self.union.name)
		self.assertEqual(self.of_women().organiser, self.women.name)

	def test_the_unit_chooses_among_those_that_fit(self):
		frappe.set_user(self.circle_officer)
		project = make.make_project(self.cycle, self.circle, organiser=self.union.name)
		self.assertEqual(project.organiser, self.union.name)
		project.organiser = self.women.name
		self.assertEqual(project.save().organiser, self.women.name)
		frappe.set_user(self.officer)
		message = self.refusal(
			OrganiserProblem, make.make_project, self.cycle, self.unit, organiser=self.women.name
		)
		self.assertIn(f"File to: {self.union.unit_name}.", message)

	def test_the_choice_ends_with_filing(self):
		project = self.of_women("Filed")
		frappe.set_user("Administrator")
		project.organiser = self.union.name
		self.assertRaises(FrozenContent, project.save)

	def test_later_rules_leave_a_filed_one_where_it_is(self):
		project = self.of_women("Filed")
		with make.acting("Administrator"):
			cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
			cycle.co_organisers = []
			cycle.flags.reason = "Test"
			frappe.db.delete("Brand Programme Organiser", {"parent": cycle.name})
			frappe.clear_document_cache("Brand Cycle", cycle.name)
			stage.move(self._checked(project), "Checked")
		self.assertEqual(frappe.db.get_value(PROJECT, project.name, "organiser"), self.women.name)

	def test_the_quota_counts_over_both(self):
		slots = {
			self.of_women("Filed").quota_slot,
			self.of_women("Filed", organiser=self.union.name).quota_slot,
		}
		self.assertEqual(len(slots), 2)

	@staticmethod
	def _checked(project):
		for row in project.checks:
			row.result = "Passed"
		return project


class TestRows(TwoOrganisersCase):
	"""Rows with a tag and a condition, and a main organiser that names its own units."""

	@classmethod
	def rules(cls) -> dict:
		cls.tag = frappe.get_doc({"doctype": "Union Tag", "tag_name": f"Tag {make.number()}"}).insert().name
		for unit, tag in ((cls.circle, cls.tag), (cls.unit, None)):
			unit.reload()
			unit.set("unit_tags", [{"tag": tag}] if tag else [])
			unit.save()
		return {
			"co_organisers": [
				{"organiser": cls.women.name, "tag": cls.tag},
				{"organiser": cls.women.name, "condition": "unit.head_count > 900"},
				{"organiser": cls.union.name, "unit_type": "Second-level Union"},
			]
		}

	def test_tags_types_and_conditions_say_who_files_where(self):
		rules = frappe.get_cached_doc("Brand Cycle", self.cycle.name)
		big = make.make_unit(parent_union_unit=self.union.name, head_count=901)
		other = make.make_unit(parent_union_unit=self.union.name, unit_type="Staff Association")
		cases = (
			(self.circle, [self.women.name]),
			(self.unit, [self.union.name]),
			(big, [self.women.name, self.union.name]),
			(other, [self.union.name]),
		)
		for unit, expected in cases:
			with self.subTest(unit=unit.unit_name):
				self.assertEqual(organisers.choices(rules, unit.name), expected)


class TestOffices(TwoOrganisersCase):
	def test_each_office_has_its_own_inbox(self):
		ours, theirs = self.of_union("Filed"), self.of_women("Filed")
		for user, project in ((self.office, ours), (self.women_office, theirs)):
			with self.subTest(user=user):
				frappe.set_user(user)
				found = frappe.get_list(PROJECT, {"cycle": self.cycle.name}, pluck="name")
				self.assertEqual(found, [project.name])

	def test_both_offices_keep_the_programme_and_the_cycle(self):
		for user in (self.office, self.women_office):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertTrue(frappe.has_permission("Brand Cycle", "write", self.cycle.name))
				self.assertEqual(frappe.get_list("Brand Cycle", pluck="name"), [self.cycle.name])
				self.assertEqual(frappe.get_list("Brand Programme", pluck="name"), [self.programme.name])

	def test_the_second_office_goes_the_whole_way_alone(self):
		project = self.of_women("Checked")
		frappe.set_user(self.women_office)
		panel = self.sealed(project)
		decision = make.make_decision(panel, {project.name: APPROVE}, released=True)
		notice = make.make_notice(decision.name)
		permit = make.make_permit(self.cycle, self.circle)
		letter = frappe.get_doc("Brand Letter", {"decision": decision.name})
		for doc in (panel, decision, notice, permit, letter):
			with self.subTest(doctype=doc.doctype):
				self.assertEqual(frappe.db.get_value(doc.doctype, doc.name, "organiser"), self.women.name)
				with make.acting(self.office):
					self.assertFalse(frappe.has_permission(doc.doctype, "read", doc.name))
		self.assertIn(self.women.unit_name, letter.message)
		self.assertEqual(public_page.content(notice.name)["issuers"], [self.women.unit_name])

	def test_a_permit_opens_the_own_inbox_only(self):
		late = [{"phase": "Application", "may_file": 1, "opens_on": "2020-01-01", "closes_on": "2020-01-02"}]
		with make.acting("Administrator"):
			programme = make.make_programme(self.union.name, windows=late, **self.rules())
			cycle = make.make_cycle(programme=programme)
			drafts = [
				make.make_project(cycle, self.circle, organiser=office.name)
				for office in (self.women, self.union)
			]
		frappe.set_user(self.women_office)
		make.make_permit(cycle, self.circle)
		frappe.set_user(self.circle_officer)
		ours, other = (frappe.get_doc(PROJECT, draft.name) for draft in drafts)
		stage.move(ours, "Filed")
		self.assertRaises(WindowClosed, stage.move, other, "Filed")

	def test_a_panel_takes_what_was_filed_to_its_office(self):
		theirs = self.of_women("Checked")
		message = self.refusal(PanelProblem, make.make_panel, [theirs])
		self.assertIn(f"Row 1: {theirs.name} is no project of your office", message)
		self.assertNotIn(theirs.project_title, message)
		frappe.set_user("Administrator")
		message = self.refusal(PanelProblem, make.make_panel, [theirs], organiser=self.union.name)
		self.assertIn(f"was filed to {self.women.unit_name}, and this panel is held by", message)

	def test_nobody_holds_a_panel_for_the_other_office(self):
		values = {"cycle": self.cycle.name, "organiser": self.women.name}
		self.assertRaises(NotYourUnit, make.make_panel, [], **values)

	def test_a_stranger_holds_no_panel(self):
		with make.acting("Administrator"):
			message = self.refusal(
				OrganiserProblem, make.make_panel, [self.of_union("Checked")], organiser=self.circle.name
			)
		self.assertIn(f"{self.circle.unit_name} does not organise", message)


class TestJointWork(TwoOrganisersCase):
	def joint_panel(self):
		"""Made by the union's office with its project; the women's office has added its own."""
		self.ours, self.theirs = self.of_union("Checked"), self.of_women("Checked")
		panel = make.make_panel([self.ours], is_joint=1)
		with make.acting(self.women_office):
			panel = frappe.get_doc("Review Panel", panel.name)
			panel.append("projects", {"project": self.theirs.name})
			panel.save()
		return frappe.get_doc("Review Panel", panel.name)

	def test_the_other_office_adds_its_own(self):
		panel = self.joint_panel()
		self.assertEqual([row.project for row in panel.projects], [self.ours.name, self.theirs.name])
		more = self.of_women("Checked")
		panel.append("projects", {"project": more.name})
		self.assertIn(f"Row 3: {more.name} is no project", self.refusal(PanelProblem, panel.save))

	def test_what_waits_in_a_draft_is_not_opened_to_the_other(self):
		self.joint_panel()
		self.assertFalse(frappe.has_permission(PROJECT, "read", self.theirs.name))

	def test_the_whole_way_together(self):
		panel = self.joint_panel()
		panel.open_panel()
		self.assertTrue(frappe.has_permission(PROJECT, "read", self.theirs.name))
		make.score_all(panel)
		panel.reload()
		frappe.set_user(self.women_office)
		frappe.get_doc("Review Panel", panel.name).seal()
		panel.reload()
		outcomes = {self.ours.name: APPROVE, self.theirs.name: APPROVE}
		decision = make.make_decision(panel, outcomes, released=True)
		notice = make.make_notice(decision.name)
		both = [self.union.unit_name, self.women.unit_name]
		self.assertEqual(public_page.content(notice.name)["issuers"], both)
		entry = next(row for row in public_page.listed()["notices"] if row["title"] == notice.notice_title)
		self.assertEqual(entry["issuers"], both)
		letter = frappe.get_doc("Brand Letter", {"decision": decision.name, "unit": self.unit.name})
		self.assertTrue(all(name in letter.message for name in both))
		objection = make.make_objection(notice, self.ours.name)
		sheet = frappe.db.get_value("Panel Assignment", {"panel": panel.name}, "review")
		table = frappe.db.get_value(
			"Brand Snapshot", {"reference_name": decision.name, "kind": "Score Table"}
		)
		records = [
			(doc.doctype, doc.name)
			for doc in (panel, decision, notice, letter, objection, self.ours, self.theirs)
		]
		records += [("Brand Review", sheet), ("Brand Snapshot", table)]
		for user in (self.office, self.women_office):
			frappe.set_user(user)
			for record in records:
				with self.subTest(user=user, record=record):
					self.assertTrue(frappe.has_permission(record[0], "read", record[1]))
					self.assertEqual(
						frappe.get_list(record[0], {"name": record[1]}, pluck="name"), [record[1]]
					)

	def test_titles_are_awarded_together(self):
		with make.acting("Administrator"):
			rules = {**self.rules(), "awards": [{"award_title": "Model", "max_count": 2}]}
			cycle = make.make_cycle(programme=make.make_programme(self.union.name, **rules))
			projects = [make.make_project(cycle, unit, "Closed") for unit in (self.unit, self.circle)]
			titles = {project.name: "Model" for project in projects}
			decision = make.make_award_decision(cycle, titles, released=True)
		for user in (self.office, self.women_office):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertTrue(frappe.has_permission("Brand Award Decision", "write", decision.name))
				self.assertEqual(len(frappe.get_list("Brand Award", {"decision": decision.name})), 2)
		award = frappe.get_doc("Brand Award", {"decision": decision.name, "project": projects[1].name})
		issuers = paper.brand_paper(award)["issuers"]
		self.assertEqual(issuers, [self.union.unit_name, self.women.unit_name])

	def test_one_organiser_holds_no_joint_panel(self):
		with make.acting("Administrator"):
			cycle = make.make_cycle()
			project = make.make_project(cycle, stage="Checked")
			message = self.refusal(OrganiserProblem, make.make_panel, [project], is_joint=1)
		self.assertIn("has one organiser only", message)


class TestTwoProgrammes(TwoOrganisersCase):
	"""The other way to have two organisers: a programme each."""

	@classmethod
	def rules(cls) -> dict:
		return {}

	def test_each_programme_stays_with_its_office(self):
		with make.acting("Administrator"):
			cycle = make.make_cycle(programme=make.make_programme(self.women.name))
			theirs = make.make_project(cycle, self.unit, "Filed")
		ours = self.of_union("Filed")
		self.assertEqual((ours.organiser, theirs.organiser), (self.union.name, self.women.name))
		for user, seen in ((self.office, ours), (self.women_office, theirs)):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertEqual(frappe.get_list(PROJECT, pluck="name"), [seen.name])
				self.assertEqual(frappe.get_list("Brand Cycle", pluck="name"), [seen.cycle])
