"""Panels that give each project a number of reviews: loads, competence, limits, conflicts, and filling up."""

from collections import Counter

import frappe

from brand_union.services.errors import PanelProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase


class TestAssigning(OfficeCase):
	def panel(self, projects: int, jurors, reviews: int, **values):
		jurors = make.make_jurors(jurors) if isinstance(jurors, int) else jurors
		with make.acting("Administrator"):
			chosen = [make.make_project(self.cycle, stage="Checked") for _n in range(projects)]
			return make.make_panel(chosen, jurors, reviews_per_project=reviews, min_valid_sheets=1, **values)

	def category(self) -> str:
		with make.acting("Administrator"):
			return make.make_category(self.programme.name).name

	def given(self, panel, status: str = "Assigned") -> list[tuple[str, str]]:
		rows = frappe.get_all(
			"Panel Assignment", {"panel": panel.name, "status": status}, ["project", "juror"]
		)
		return [(row.project, row.juror) for row in rows]

	def test_each_project_gets_its_number_and_loads_are_even(self):
		panel = self.panel(5, 4, 2)
		planned = panel.preview_assignment()
		self.assertEqual((planned["sheets"], planned["problems"]), (10, []))
		panel.open_panel()
		given = self.given(panel)
		self.assertEqual(set(Counter(project for project, _juror in given).values()), {2})
		self.assertEqual(sorted(Counter(juror for _project, juror in given).values()), [2, 2, 3, 3])
		self.assertEqual(
			sorted(row["projects"] for row in planned["loads"]), [2, 2, 3, 3], "what was previewed is done"
		)

	def test_who_knows_the_category_is_preferred(self):
		arts, sport = self.category(), self.category()
		panel = self.panel(4, 2, 1)
		for row, category in zip(panel.projects, (arts, sport, arts, sport), strict=True):
			frappe.db.set_value("Brand Project", row.project, "category", category)
		first, second = (row.juror for row in panel.jurors)
		for juror, category in ((first, arts), (second, sport)):
			panel.append("competences", {"juror": juror, "category": category})
		panel.save()
		panel.open_panel()
		knows = {arts: first, sport: second}
		for project, juror in self.given(panel):
			self.assertEqual(juror, knows[frappe.db.get_value("Brand Project", project, "category")])

	def test_nobody_goes_over_a_limit_or_judges_the_own_unit(self):
		jurors = make.make_jurors(3)
		panel = self.panel(4, jurors, 2)
		unit = frappe.db.get_value("Brand Project", panel.projects[0].project, "unit")
		with make.acting("Administrator"):
			home = frappe.get_doc("Union Unit", unit)
			home.append("members", {"user": jurors[0], "post": "Member", "is_active": 1})
			home.save()
		panel.jurors[1].cap = 2
		panel.save()
		panel.open_panel()
		given = self.given(panel)
		self.assertEqual(
			Counter(juror for _project, juror in given), {jurors[0]: 3, jurors[1]: 2, jurors[2]: 3}
		)
		self.assertNotIn((panel.projects[0].project, jurors[0]), given)
		self.assertEqual(self.given(panel, "Recused"), [(panel.projects[0].project, jurors[0])])

	def test_what_cannot_be_met_names_project_and_reason(self):
		panel = self.panel(2, 2, 2)
		panel.jurors[0].cap = 1
		panel.save()
		said = panel.preview_assignment()["problems"]
		self.assertEqual(len(said), 1)
		self.assertRegex(said[0], r"Row [12]: Project \d+ gets 1 of 2 reviews: .*1 have reached their limit")
		self.assertIn("gets 1 of 2 reviews", self.refusal(PanelProblem, panel.open_panel))
		self.assertEqual(self.given(panel), [])
		self.assertEqual(frappe.db.get_value("Brand Project", panel.projects[0].project, "stage"), "Checked")

	def test_after_a_recusal_only_what_is_missing_is_given_out(self):
		panel = self.panel(6, 4, 2)
		panel.open_panel()
		before = set(self.given(panel))
		project, juror = sorted(before)[0]
		panel.recuse(juror, project, "A relative")
		self.assertEqual(panel.preview_missing()["sheets"], 1)
		panel.assign_missing()
		after = set(self.given(panel))
		self.assertEqual(before - after, {(project, juror)})
		((added_project, added_juror),) = after - before
		self.assertEqual(added_project, project)
		self.assertNotEqual(added_juror, juror)
		self.assertEqual(panel.assign_missing(), {"sheets": 0, "unmet": []})
		self.assertEqual(panel.reload().events[-1].event, "Assigned Again")

	def test_a_new_juror_gets_what_is_missing(self):
		panel = self.panel(3, 2, 2)
		panel.open_panel()
		project, juror = self.given(panel)[0]
		panel.recuse(juror, project, "A relative")
		self.assertEqual(len(panel.assign_missing()["unmet"]), 1)
		(late,) = make.make_jurors(1)
		self.assertEqual(panel.add_juror(late), {"sheets": 1, "recused": 0})
		self.assertIn((project, late), self.given(panel))

	def test_numbers_that_do_not_go_together_are_refused(self):
		panel = self.panel(1, 3, 2)
		panel.min_valid_sheets = 3
		self.assertIn("gets 2 reviews, and 3 valid sheets", self.refusal(PanelProblem, panel.save))
		panel.reload()
		panel.append("competences", {"juror": self.office, "category": self.category()})
		self.assertIn("not among the jurors", self.refusal(PanelProblem, panel.save))

	def test_where_everybody_scores_everything_nothing_is_missing(self):
		panel = self.panel(2, 3, 0)
		panel.open_panel()
		self.assertEqual(len(self.given(panel)), 6)
		self.assertIn("every juror scores every project", self.refusal(PanelProblem, panel.assign_missing))
