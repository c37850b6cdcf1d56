"""Two organisers in one cycle: what both do together, from a joint panel to the titles."""

import frappe

from brand_union.services import paper, public_page
from brand_union.services.errors import OrganiserProblem, PanelProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE
from brand_union.tests.two_organisers import TwoOrganisersCase

PROJECT = "Brand Project"


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
			rules = {
				"co_organisers": self.co_organisers(),
				"awards": [{"award_title": "Model", "max_count": 2}],
			}
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
