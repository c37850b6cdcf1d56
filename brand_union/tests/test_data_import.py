"""Units from a spreadsheet, through Frappe's own Data Import: its template in Chinese, filled in, read back."""

import json

import frappe
from frappe import _
from frappe.core.doctype.data_import.exporter import Exporter
from frappe.utils.xlsxutils import make_xlsx

from brand_union.persons import person
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed

UNIT = "Union Unit"
IMPORTED = (UNIT, "Brand Category", "Score Sheet")
COLUMNS = {
	UNIT: ["unit_code", "unit_name", "unit_type", "parent_union_unit", "head_count"],
	"members": ["user", "post"],
	"unit_tags": ["tag"],
}


class TestImportOfUnits(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.admin = make.make_user("Brand Administrator", "System Manager", language="zh")
			cls.people = [make.make_user("Brand Unit Officer") for _number in range(2)]
			cls.union = make.make_unit(unit_type="University Union", is_group=1)
			cls.tags = [
				frappe.get_doc({"doctype": "Union Tag", "tag_name": f"学科性学院 {make.RUN}-{number}"})
				.insert()
				.name
				for number in range(2)
			]

	def setUp(self):
		frappe.set_user(self.admin)
		self.addCleanup(frappe.set_user, "Administrator")
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"
		# Rows are committed one by one: whatever a case brings in goes when the class is over.
		self.enterContext(committed())

	def template(self) -> list[str]:
		"""The header of the template that the Data Import page offers."""
		return Exporter(UNIT, export_fields=COLUMNS, file_type="Excel").get_csv_array()[0]

	def import_rows(self, *rows):
		content = make_xlsx([self.template(), *rows], "Units").getvalue()
		record = frappe.get_doc(
			{"doctype": "Data Import", "reference_doctype": UNIT, "import_type": "Insert New Records"}
		).insert()
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"units-{make.number()}.xlsx",
				"content": content,
				"is_private": 1,
				"attached_to_doctype": "Data Import",
				"attached_to_name": record.name,
			}
		).insert()
		self.addCleanup(frappe.delete_doc, "Data Import", record.name, force=True, ignore_permissions=True)
		record.import_file = file.file_url
		record.save()
		# A row that fails is rolled back.
		frappe.db.commit()
		record.start_import()
		return frappe.get_doc("Data Import", record.name)

	def test_the_template_is_in_the_readers_words(self):
		self.assertEqual(
			self.template(),
			[
				"单位代码",
				"单位名称",
				"单位类别",
				"上级单位",
				"会员人数",
				"用户 (本单位人员)",
				"职务 (本单位人员)",
				"单位标签 (单位标签)",
			],
		)

	def test_no_column_has_another_word_than_the_form(self):
		"""The template translates without the DocType's name: a word that Frappe uses otherwise would be wrong."""
		for doctype in IMPORTED:
			for part in (doctype, *(df.options for df in frappe.get_meta(doctype).get_table_fields())):
				for df in frappe.get_meta(part).fields:
					if df.read_only or df.hidden:
						continue
					with self.subTest(doctype=part, field=df.fieldname):
						self.assertEqual(_(df.label), _(df.label, context=part))

	def test_units_come_with_their_people(self):
		codes = [f"I{make.RUN}-{make.number()}" for _row in range(2)]
		first, second = self.people
		record = self.import_rows(
			[
				codes[0],
				"机电工程学院工会",
				"Second-level Union",
				self.union.name,
				210,
				first,
				"Officer",
				self.tags[0],
			],
			["", "", "", "", "", second, "Chair", self.tags[1]],
			[codes[1], "图书馆工会", "Second-level Union", self.union.name, 96, "", "", ""],
		)
		self.assertEqual((record.status, record.payload_count), ("Success", 2))
		unit = frappe.get_doc(UNIT, codes[0])
		self.assertEqual(
			(unit.unit_name, unit.head_count, [(row.user, row.post) for row in unit.members]),
			("机电工程学院工会", 210, [(first, "Officer"), (second, "Chair")]),
		)
		union = frappe.get_doc(UNIT, self.union.name)
		self.assertEqual([row.tag for row in unit.unit_tags], self.tags)
		self.assertTrue(union.lft < unit.lft < unit.rgt < union.rgt)
		self.assertEqual(person(first).own_units, {codes[0]})

	def test_a_wrong_row_is_named_and_the_others_come_in(self):
		codes = [f"I{make.RUN}-{make.number()}" for _row in range(2)]
		leaf = make.make_unit()
		frappe.db.commit()
		record = self.import_rows(
			[codes[0], "体育部工会", "Second-level Union", leaf.name, 60, "", "", ""],
			[codes[1], "后勤集团工会", "Second-level Union", self.union.name, 340, "", "", ""],
		)
		self.assertEqual(record.status, "Partial Success")
		(failed,) = frappe.get_all(
			"Data Import Log",
			{"data_import": record.name, "success": 0},
			["row_indexes", "messages"],
			order_by="log_index",
		)
		self.assertEqual(json.loads(failed.row_indexes), [2])
		self.assertIn(leaf.name, failed.messages)
		self.assertEqual([bool(frappe.db.exists(UNIT, code)) for code in codes], [False, True])
