"""Rows of a programme that describe its forms: those that cannot work are named."""

import frappe

from brand_union.services.errors import BrandError
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import UnionCase


class TestRules(UnionCase):
	begins_as = "office"

	def refused(self, **values) -> str:
		frappe.set_user("Administrator")
		row = {"form": "Application", "field_name": "own_key", **values}
		return self.refusal(BrandError, make.make_programme, self.union.name, sections=[row])

	def test_every_row_that_cannot_work_is_named(self):
		cases = (
			({"kind": "Choice", "choices": "only one"}, "row 1: there is nothing to choose from"),
			({"kind": "Table", "columns": " \n"}, "row 1: the table has no columns"),
			({"kind": "Number", "min_number": "ten"}, "row 1: ten is no number."),
			({"kind": "Number", "min_number": "3", "max_number": "2"}, "row 1: from the number 3, but to 2."),
			(
				{"kind": "Long Text", "min_chars": 9, "max_chars": 8},
				"row 1: at least 9 characters, but at most 8.",
			),
			({"kind": "Files", "min_files": 3, "max_files": 2}, "row 1: at least 3 files, but at most 2."),
			(
				{"kind": "Files", "min_file_mb": 5, "max_file_mb": 1},
				"row 1: each file from 5.0 MB, but to 1.0 MB.",
			),
			({"kind": "Files", "file_types": "jpg, jpgg"}, "row 1: jpgg is no kind of file"),
			({"kind": "Long Text", "field_name": "Past Results"}, "row 1: Past Results is no key."),
			(
				{"kind": "Number", "field_name": "leader_name"},
				"row 1: leader_name is a field of Brand Project.",
			),
			({"kind": "Number", "field_name": "owner"}, "row 1: owner is a field of Brand Project."),
			({"field_name": "answers"}, "row 1: answers holds the answers"),
			({"field_name": "own_key"}, "row 1: Brand Project has no field own_key."),
		)
		for values, sentence in cases:
			with self.subTest(sentence=sentence):
				self.assertIn(sentence, self.refused(**values))

	def test_a_category_of_the_programme(self):
		frappe.set_user("Administrator")
		programme = make.make_programme(self.union.name)
		make.make_category(programme.name, category_code="SHOW")
		programme.sections[0].categories = "SHOW\nTELL"
		message = self.refusal(BrandError, programme.save)
		self.assertIn("row 1: the programme has no category TELL. It has: SHOW.", message)
		programme.reload()
		programme.sections[0].categories = "SHOW"
		programme.save()

	def test_rows_go_over_into_the_cycle(self):
		frappe.set_user("Administrator")
		given = own.rows()
		cycle = make.make_cycle(rules={"sections": given})
		kept = [
			{field: row.get(field) for field in one} for row, one in zip(cycle.sections, given, strict=True)
		]
		self.assertEqual(kept, given)
