"""The spreadsheet with all sections: what the reader may read, in a number of queries that does not grow."""

from io import BytesIO

import frappe
from openpyxl import load_workbook

from brand_union.services import section_export
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import FilingCase
from brand_union.tests.queries import QueryCount


class TestSectionExport(FilingCase):
	rules = {
		"sections": [
			*own.rows(),
			{"form": "Application", "field_name": "objectives", "label": "Aims"},
			{"form": "Application", "field_name": "amount_requested"},
			{"form": "Application", "field_name": "team"},
		],
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	def setUp(self):
		super().setUp()
		self.project = self.draft(answers=own.answers(), files=[own.photo(own.upload("读书月.png"))])
		frappe.set_user(self.office)

	def table(self) -> list[dict]:
		page = load_workbook(BytesIO(section_export.workbook("Brand Project", self.cycle.name))).active
		rows = list(page.iter_rows(values_only=True))
		first = next(place for place, row in enumerate(rows) if row[0] == "Number")
		return [dict(zip(rows[first], row, strict=True)) for row in rows[first + 1 :]]

	def test_one_row_per_project_and_one_column_per_section(self):
		(row,) = self.table()
		self.assertEqual(
			{
				title: row[title]
				for title in (
					"Number",
					"Aims",
					"Team",
					"Amount Requested (CNY)",
					"前期成效",
					"参与人数",
					"覆盖范围",
				)
			},
			{
				"Number": self.project.name,
				"Aims": "A club for reading together",
				"Team": "Han Meimei · Programme",
				"Amount Requested (CNY)": 9000,
				"前期成效": own.ANSWERS["past_results"],
				"参与人数": "320",
				"覆盖范围": "学院",
			},
		)
		self.assertEqual(row["代表性成果"], "成果: 职工书屋 · 年份: 2024\n成果: 巾帼讲堂 · 年份: 2025")
		name = frappe.db.get_value("File", {"attached_to_name": self.project.name}, "file_name")
		self.assertEqual(row["活动照片"], f"读书月启动 · {name}")

	def test_each_reader_gets_what_the_own_scope_holds(self):
		frappe.set_user("Administrator")
		beside = make.make_unit(parent_union_unit=self.union.name)
		make.make_project(self.cycle, beside, answers=own.answers(past_results="别的单位"))
		women = make.make_user("Brand Officer")
		make.make_unit(unit_type="Women's Federation", members=[(women, "Officer")])
		for user, count in ((self.office, 2), (women, 0)):
			with self.subTest(user=user):
				frappe.set_user(user)
				self.assertEqual(len(self.table()), count)
		for user in (self.officer, make.make_user("Brand Juror")):
			with self.subTest(user=user):
				frappe.set_user(user)
				self.assertRaises(frappe.PermissionError, self.table)

	def test_what_looks_like_a_formula_stays_a_text(self):
		with make.acting(self.officer):
			self.project.update({"answers": [{"section": "past_results", "answer": "=1+1"}]}).save()
		self.assertEqual(self.table()[0]["前期成效"], "=1+1")

	def test_more_projects_take_no_more_queries(self):
		self.table()
		with QueryCount() as few:
			self.table()
		frappe.set_user("Administrator")
		for number in range(3):
			make.make_project(
				self.cycle, self.unit, answers=own.answers(), files=[own.photo(own.upload(f"{number}.png"))]
			)
		frappe.set_user(self.office)
		with QueryCount() as many:
			self.table()
		self.assertEqual(many.count, few.count)

	def test_the_list_of_projects_exports_answers_as_columns_of_rows(self):
		fields = ["name", "answers.title", "answers.answer"]
		rows = frappe.get_list(
			"Brand Project", {"name": self.project.name}, fields, order_by="`tabBrand Project Answer`.idx asc"
		)
		self.assertEqual(
			[(row.title, row.answer) for row in rows][:2],
			[("前期成效", own.ANSWERS["past_results"]), ("参与人数", "320")],
		)
