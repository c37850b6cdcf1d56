"""What a change of units says beforehand: units, projects, people, quota, and conflicts of jurors."""

import frappe

from brand_union.services import conflicts
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import UNIT, ChangeCase


class TestPreview(ChangeCase):
	def test_the_preview_says_what_will_happen_and_writes_nothing(self):
		filed, closed = self.project(self.arts, "Filed"), self.project(self.law, "Closed")
		change = self.change("Merge", [self.arts, self.law], [self.new(code="NEWCODE")])
		told = change.preview()
		self.assertEqual(
			told["units"],
			[
				"Union of Humanities (NEWCODE) is founded.",
				"Union of Arts is dissolved. 0 closed project(s) stay with it.",
				"Union of Law is dissolved. 1 closed project(s) stay with it.",
			],
		)
		self.assertEqual(
			told["projects"],
			[
				{
					"title": filed.project_title,
					"stage": "Filed",
					"from": "Union of Arts",
					"to": "Union of Humanities",
				}
			],
		)
		self.assertNotIn(closed.project_title, str(told["projects"]))
		self.assertEqual(len(told["people"]), 3)
		figures = {row["unit"]: (row["cap"], row["duty"], row["filed"]) for row in self.of_cycle(told)}
		self.assertEqual(
			figures,
			{
				"Union of Arts": ("2 → 0", "1 → 0", 1),
				"Union of Law": ("2 → 0", "1 → 0", 1),
				"Union of Humanities": ("0 → 2", "0 → 1", 0),
			},
		)
		self.assertEqual(told["problems"], [])
		self.assertFalse(frappe.db.exists(UNIT, "NEWCODE"))

	def of_cycle(self, told: dict) -> list:
		return [row for row in told["quota"] if row["cycle"] == self.cycle.cycle_name]

	def test_jurors_who_come_into_conflict_are_named_beforehand_and_are_in_conflict_then(self):
		with make.acting("Administrator"):
			juror, other = make.make_jurors(2)
			law = self.stored(self.law.name)
			law.append("members", {"user": juror, "post": "Member"})
			law.save()
			project = self.project(self.arts, "Checked")
			panel = make.make_panel([project], [juror, other], opened=True)
		self.assertEqual(conflicts.find([juror, other], [project.name]), {})
		change = self.change("Merge", [self.arts], [{"unit": self.law.name}])
		told = change.preview()["conflicts"]
		self.assertEqual(
			[(row["panel"], row["project"], row["reason"]) for row in told],
			[(panel.panel_name, project.project_title, "Belongs to Union of Law")],
		)
		change.carry_out()
		self.assertEqual(set(conflicts.find([juror, other], [project.name])), {(project.name, juror)})
		given = {"panel": panel.name, "project": project.name}
		held = frappe.get_all("Panel Assignment", {**given, "status": "In Question"}, pluck="juror")
		self.assertEqual(held, [juror])

	def test_a_former_member_of_the_old_unit_is_in_conflict_with_the_new_one(self):
		with make.acting("Administrator"):
			juror = make.make_jurors(1)[0]
			arts = self.stored(self.arts.name)
			arts.append("members", {"user": juror, "post": "Member", "is_active": 0})
			arts.save()
			make.make_conflict(self.lawyer, unit=self.arts.name, organiser=self.union.name)
		new = self.merged().units_after[0].unit_code
		project = self.project(self.stored(new))
		self.assertEqual(set(conflicts.find([juror], [project.name])), {(project.name, juror)})
