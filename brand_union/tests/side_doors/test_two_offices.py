"""Two offices in one cycle: what may the union's office find of what was filed to the other organiser?"""

import json

import frappe
from frappe.desk import query_report
from frappe.desk.doctype.tag.tag import add_tag

from brand_union.permissions import CHILDREN
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE
from brand_union.tests.side_doors import test_lists
from brand_union.tests.side_doors.case import PROJECT, DoorCase
from brand_union.tests.two_organisers import TwoOrganisersCase

MARK = "Quagga"
REPORTS = ("Brand Coverage", "Brand Pipeline", "Brand Review Progress", "Brand Acceptance and Grades")


class TestTwoOffices(DoorCase, TwoOrganisersCase):
	"""The `circle` has filed `theirs` to the women, and their office has decided on it."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.ours = make.make_project(cls.cycle, cls.unit, "Filed")
		with make.acting("Administrator"):
			cls._go_the_whole_way()

	@classmethod
	def _go_the_whole_way(cls):
		marked = {"project_title": f"{MARK} theirs", "objectives": f"{MARK} everywhere"}
		cls.theirs = make.make_project(cls.cycle, cls.circle, "Checked", **marked)
		cls.theirs.append("endorsements", {"endorsement": MARK})
		cls.theirs.add_comment("Comment", f"{MARK} looks good")
		add_tag(f"T{make.number()}", PROJECT, cls.theirs.name)
		make.make_permit(cls.cycle, cls.circle, project=cls.theirs.name, reason=f"{MARK} was ill")
		make.make_conflict(make.make_jurors(1)[0], project=cls.theirs.name, reason=f"{MARK} is a cousin")
		cls.panel = make.make_panel([cls.theirs], opened=True, panel_name=f"{MARK} panel")
		make.score_all(cls.panel)
		cls.panel.reload()
		cls.panel.seal()
		values = {"decision_title": f"{MARK} decision", "meeting": MARK}
		cls.decision = make.make_decision(cls.panel, {cls.theirs.name: APPROVE}, released=True, **values)
		cls.notice = make.make_notice(cls.decision.name, notice_title=f"{MARK} notice")
		make.make_objection(cls.notice, cls.theirs.name, reason=f"{MARK} is not new")

	def test_no_list_gives_anything_away(self):
		for doctype, parent in test_lists.TestLists.lists():
			with self.subTest(doctype=doctype):
				self.assertNotIn(MARK, test_lists.TestLists.everything_in(doctype, parent))
		frappe.set_user(self.women_office)
		for doctype in (PROJECT, "Review Panel", "Brand Decision", "Brand Notice", "Brand Permit"):
			with self.subTest(doctype=doctype):
				self.assertIn(MARK, test_lists.TestLists.everything_in(doctype, None))

	def test_rows_answer_to_their_own_office(self):
		row = {"parent": self.panel.name, "parenttype": "Review Panel"}
		self.assertIn("Review Panel", CHILDREN["Review Panel Project"])
		asked = {"filters": row, "parent_doctype": "Review Panel"}
		self.assertEqual(frappe.get_list("Review Panel Project", **asked), [])
		frappe.set_user(self.women_office)
		self.assertEqual(len(frappe.get_list("Review Panel Project", **asked)), 1)

	def test_counts_searches_and_titles_stay_silent(self):
		ask = {"doctype": PROJECT, "filters": json.dumps({"cycle": self.cycle.name})}
		self.assertEqual(self.rpc("frappe.client.get_count", **ask), 1)
		found = self.rpc("frappe.desk.search.search_link", doctype=PROJECT, txt=MARK, page_length=50)
		self.assertEqual(list(found), [])
		title = {"doctype": PROJECT, "docname": self.theirs.name}
		self.assertEqual(self.rpc("frappe.desk.search.get_link_title", **title), self.theirs.name)

	def test_reports_tell_at_most_that_a_unit_has_filed(self):
		for report in REPORTS:
			answer = query_report.run(report, filters=json.dumps({"cycle": self.cycle.name}))
			with self.subTest(report=report):
				self.assertNotIn(MARK, frappe.as_json(answer))
		rows = query_report.run("Brand Coverage", filters=json.dumps({"cycle": self.cycle.name}))["result"]
		said = {row["unit"]: (row["filed"], row["titles"]) for row in rows if isinstance(row, dict)}
		self.assertEqual(said[self.circle.name][0], 1)
		self.assertTrue(said[self.circle.name][1].startswith("filed to "))

	def test_their_papers_take_nothing_from_this_office(self):
		values = {"cycle": self.cycle.name, "panel": self.panel.name, "decision_title": "Mine"}
		self.assertRaises(
			frappe.PermissionError,
			frappe.get_doc({"doctype": "Brand Decision", "purpose": "Selection", **values}).insert,
		)
		notice = {"doctype": "Brand Notice", "decision": self.decision.name, "notice_title": "Mine"}
		self.assertRaises(frappe.PermissionError, frappe.get_doc(notice).insert)
		self.assertRaises(
			(frappe.PermissionError, frappe.ValidationError),
			make.make_permit,
			self.cycle,
			self.circle,
			project=self.theirs.name,
		)
		self.assertRaises(frappe.PermissionError, frappe.get_doc(PROJECT, self.theirs.name).sign, "Box")
