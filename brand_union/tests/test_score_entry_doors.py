"""Entering scores over the wire: what the office does with requests, and that nobody else gets anywhere."""

import frappe

from brand_union.tests import factories as make
from brand_union.tests.rest_case import RestCase

PANEL, PAPER, TEMPLATE = "Review Panel", "Brand Paper Sheet", "brand_union.services.score_template.download"
MARKS = {"need": "30", "plan": "30", "budget": "10"}
HEAD = "juror,juror_name,project,project_title,need,plan,budget"


class TestScoreEntryThroughRest(RestCase):
	@classmethod
	def make_all(cls):
		roles = {
			"office": "Brand Officer",
			"colleague": "Brand Officer",
			"stranger": "Brand Officer",
			"unit": "Brand Unit Officer",
			"juror": "Brand Juror",
			"auditor": "Brand Auditor",
			"observer": "Brand Observer",
		}
		cls.users = {who: cls.make_person(role) for who, role in roles.items()}
		members = [(cls.users[who], "Officer") for who in ("office", "colleague")]
		union = make.make_unit(unit_type="University Union", is_group=1, members=members)
		make.make_unit(unit_type="University Union", members=[(cls.users["stranger"], "Officer")])
		unit = make.make_unit(parent_union_unit=union.name, members=[(cls.users["unit"], "Officer")])
		cycle = make.make_cycle(programme=make.make_programme(union.name))
		cls.projects = [make.make_project(cycle, unit, stage="Checked") for _n in range(2)]
		cls.panel = make.make_panel(cls.projects, [cls.users["juror"]], opened=True)
		cls.first, cls.second = (project.name for project in cls.projects)

	def person(self, who: str):
		return self.people(self.users[who])

	def call(self, who: str, method: str, **arguments):
		return self.person(who).call(PANEL, self.panel.name, method, **arguments)

	def test_nobody_but_the_office_gets_anywhere(self):
		juror = self.users["juror"]
		asked = {
			"keying_mask": {},
			"save_keying": {"juror": juror, "typed": {self.first: MARKS}},
			"finish_keying": {},
			"compare_keyings": {},
			"rule_on_keyings": {"rulings": []},
			"enter_paper_sheets": {},
			"discard_keying": {"keyed_by": juror, "reason": "None of mine"},
			"discard_paper_sheet": {"juror": juror, "project": self.first, "reason": "None of mine"},
			"preview_scores": {"file": "x"},
			"import_scores": {"file": "x", "digest": "x"},
		}
		for who in ("juror", "unit", "auditor", "observer", "stranger"):
			for method, arguments in asked.items():
				with self.subTest(who=who, method=method):
					self.refused(403, self.call, who, method, **arguments)
			with self.subTest(who=who):
				self.refused(403, self.person(who).rpc, TEMPLATE, panel=self.panel.name)

	def test_two_people_key_and_only_then_see_each_other(self):
		typed = {"juror": self.users["juror"], "typed": {self.first: MARKS}}
		self.assertEqual(self.call("office", "save_keying", **typed), {"saved": 1})
		self.call("office", "finish_keying")
		name = self.person("office").find(PAPER)[0]["name"]
		colleague = self.person("colleague")
		self.assertEqual(colleague.find(PAPER), [])
		self.assertEqual(colleague.rpc("frappe.client.get_count", doctype=PAPER), 0)
		self.refused(403, colleague.read, PAPER, name)
		rows = {"doctype": "Brand Paper Sheet Score", "parent": PAPER, "fields": ["score"]}
		self.assertEqual(colleague.rpc("frappe.client.get_list", **rows), [])
		for who in ("juror", "unit", "auditor", "observer"):
			with self.subTest(who=who):
				self.refused(403, self.person(who).find, PAPER)
				self.refused(403, self.person(who).read, PAPER, name)
		self.call("colleague", "save_keying", **typed)
		self.call("colleague", "finish_keying")
		self.assertEqual(len(colleague.find(PAPER)), 2)
		self.assertEqual(self.person("stranger").find(PAPER), [])
		self.refused(403, self.person("office").delete, PAPER, name)
		self.assertEqual(self.call("office", "enter_paper_sheets"), {"entered": 1})

	def test_a_spreadsheet_is_uploaded_looked_at_and_imported(self):
		office = self.person("office")
		content = f"{HEAD}\n{self.users['juror']},,{self.second},,30,30,10\n"
		file = office.insert(
			"File",
			file_name="scores.csv",
			content=content,
			is_private=1,
			attached_to_doctype=PANEL,
			attached_to_name=self.panel.name,
		)
		for who in ("juror", "unit", "auditor", "observer", "stranger"):
			with self.subTest(who=who):
				self.assertEqual(self.person(who).find("File", {"name": file["name"]}), [])
				self.assertEqual(self.person(who).fetch(file["file_url"]), 403)
		found = self.call("colleague", "preview_scores", file=file["name"])
		self.assertEqual((found["sheets"], found["problems"]), (1, []))
		self.assertEqual(
			self.call("colleague", "import_scores", file=file["name"], digest=found["digest"]),
			{"imported": 1},
		)
		frappe.db.rollback()
		self.assertEqual(make.sheet_of(self.panel.name, self.second, self.users["juror"]).total, "70.00")
