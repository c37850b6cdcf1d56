"""Two organisers in one cycle: to whom a unit files, and what each office does alone."""

import frappe

from brand_union.services import organisers, public_page, stage
from brand_union.services.errors import (
	FrozenContent,
	NotYourUnit,
	OrganiserProblem,
	PanelProblem,
	WindowClosed,
)
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE
from brand_union.tests.two_organisers import TwoOrganisersCase

PROJECT = "Brand Project"


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
	def co_organisers(cls) -> list[dict]:
		cls.tag = frappe.get_doc({"doctype": "Union Tag", "tag_name": f"Tag {make.number()}"}).insert().name
		for unit, tag in ((cls.circle, cls.tag), (cls.unit, None)):
			unit.reload()
			unit.set("unit_tags", [{"tag": tag}] if tag else [])
			unit.save()
		return [
			{"organiser": cls.women.name, "tag": cls.tag},
			{"organiser": cls.women.name, "condition": "unit.head_count > 900"},
			{"organiser": cls.union.name, "unit_type": "Second-level Union"},
		]

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
			rules = {"windows": late, "co_organisers": self.co_organisers()}
			programme = make.make_programme(self.union.name, **rules)
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


class TestTwoProgrammes(TwoOrganisersCase):
	"""The other way to have two organisers: a programme each."""

	@classmethod
	def co_organisers(cls) -> list[dict]:
		return []

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
