"""Trying the rows of a form that is not saved."""

import frappe

from brand_union.services import try_it
from brand_union.services.errors import BrandError, NotYourUnit
from brand_union.tests import factories as make
from brand_union.tests.cases import AdminCase
from brand_union.tests.queries import QueryCount

QUOTAS = [
	{"unit_type": "Second-level Union", "condition": "unit.head_count >= 100", "cap": 2, "duty": 1},
	{"condition": "10 / unit.head_count < 1", "cap": 1},
]


class TestTryIt(AdminCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.empty = make.make_unit(head_count=0)

	def form(self, **values) -> dict:
		return {
			**self.programme.as_dict(),
			"quotas": [{**row, "idx": 1 + n} for n, row in enumerate(QUOTAS)],
			**values,
		}

	def rows(self, table: str, row: int, **values) -> dict:
		found = try_it.try_row(frappe.as_json(self.form(**values)), table, row)
		return {one["key"]: one for one in found["rows"]}

	def test_a_quota_lists_every_unit_with_its_facts_and_allowance(self):
		rows = self.rows("quotas", 1)
		ours, union, empty = (rows[unit.name] for unit in (self.unit, self.union, self.empty))
		self.assertEqual(
			(ours["facts"], ours["holds"], ours["fits"], ours["cap"], ours["duty"]),
			([{"fact": "unit.head_count", "value": "100"}], 1, 1, 2, 1),
		)
		self.assertEqual(ours["summary"], "At most 2 and at least 1 application(s) (row 1 of its quotas).")
		self.assertEqual((union["holds"], union["fits"], union["cap"]), (1, 0, 1))
		self.assertEqual((empty["holds"], empty["cap"], empty["failed"]), (0, None, 1))
		self.assertIn("row 2: the condition 10 / unit.head_count < 1", empty["summary"].replace("&lt;", "<"))

	def test_an_error_is_told_for_its_unit(self):
		rows = self.rows("quotas", 2)
		self.assertEqual(
			(rows[self.empty.name]["error"], rows[self.unit.name]["error"]), ("it divides by zero", "")
		)

	def test_a_misspelt_fact_is_told(self):
		found = try_it.try_row(
			self.form(quotas=[{"idx": 1, "cap": 1, "condition": "unit.hed_count"}]), "quotas", 1
		)
		self.assertEqual(found["problem"], "there is no fact unit.hed_count")
		self.assertEqual(found["rows"][0]["facts"], [{"fact": "unit.hed_count", "value": "?"}])

	def test_a_consequence_lists_the_results_that_it_speaks_of(self):
		project = make.make_project(self.cycle, self.unit, project_title="Choir")
		frappe.db.set_value("Brand Project", project.name, {"stage": "Terminated", "grade": "D"})
		row = {
			"outcome": "Terminated",
			"effect": "Barred",
			"years": 1,
			"idx": 1,
			"condition": "result.score < 60",
		}
		rows = self.rows("consequences", 1, consequences=[row])
		ours = rows[self.unit.name]
		self.assertEqual(
			(ours["note"], ours["holds"], ours["cap"]), (f"{self.cycle.year} Terminated D Choir", 1, 0)
		)
		self.assertEqual(
			(rows[self.empty.name]["note"], rows[self.empty.name]["holds"]), ("no such result", None)
		)

	def test_organisers_and_awards_are_tried_too(self):
		make.make_project(self.cycle, self.unit, project_title="Choir")
		organiser = {"organiser": self.union.name, "unit_type": "Staff Association", "idx": 1}
		self.assertEqual(self.rows("co_organisers", 1, co_organisers=[organiser])[self.unit.name]["fits"], 0)
		award = {"award_title": "Model", "idx": 1, "condition": "project.score > 90"}
		(row,) = self.rows("awards", 1, awards=[award]).values()
		self.assertEqual((row["name"], row["holds"]), (f"Choir ({self.unit.unit_name})", 0))

	def test_all_units_with_what_they_may_file(self):
		rows = {row["unit"]: row for row in try_it.try_all(self.form(quotas=[{"idx": 1, "cap": 3}]))}
		self.assertEqual(rows[self.unit.name]["summary"], "At most 3 application(s) (row 1 of its quotas).")

	def test_nothing_is_written_and_only_the_administrator_asks(self):
		with QueryCount() as asked:
			self.rows("quotas", 1)
		self.assertLess(asked.count, 15)
		self.assertEqual(len(frappe.get_doc("Brand Programme", self.programme.name).quotas), 1)
		for user in (self.office, self.officer):
			with self.subTest(user=user):
				frappe.set_user(user)
				self.assertRaises(NotYourUnit, try_it.try_all, self.form())

	def test_what_is_no_row_of_rules_is_refused(self):
		for rules, table, row in (
			(self.form(), "windows", 1),
			(self.form(), "quotas", 9),
			({"doctype": "User", "name": "Administrator"}, "quotas", 1),
			("[]", "quotas", 1),
		):
			with self.subTest(table=table, row=row):
				self.assertRaises(BrandError, try_it.try_row, rules, table, row)
