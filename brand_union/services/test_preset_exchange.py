"""A programme is a file that schools can exchange: what is exported and loaded elsewhere is the same programme.

Every field of every DocType in the file is filled from its meta, so that a field which is added later is covered. A
field that its record's rules tie to others has its value in TIED.
"""

import json

import frappe
from frappe.model import table_fields
from frappe.utils import cint, cstr

from brand_union.services import presets
from brand_union.services.preset_export import content_of, download, to_text
from brand_union.services.preset_format import (
	CATEGORY,
	PROGRAMME,
	RECORDS,
	SHEET,
	TAG,
	UNIT,
	fields_of,
	links_to,
	normal,
	plain,
	tables_of,
)
from brand_union.services.preset_reading import read_text
from brand_union.setup.test_case import SetupTestCase
from brand_union.tests import factories

CONDITION = "unit.head_count > 10"
TIED = {
	PROGRAMME: {"trim_from": 7, "trim_count": 2, "precision_digits": 3, "votes_needed": 60},
	"Brand Programme Window": {"opens_on": "2025-03-01", "closes_on": "2025-04-02"},
	"Brand Programme Quota": {"min_head_count": 5, "max_head_count": 500, "cap": 3, "duty": 2},
	"Brand Programme Section": {
		"form": "Summary",
		"kind": "Number",
		"field_name": "visitors",
		"min_chars": 0,
		"max_chars": 0,
		"categories": "T1",
		"choices": "",
		"columns": "",
		"min_number": "1",
		"max_number": "9.5",
		"min_files": 0,
		"max_files": 0,
		"file_types": "",
		"min_file_mb": 0,
		"max_file_mb": 0,
	},
	"Brand Programme Consequence": {"outcome": "Passed", "effect": "More Applications", "change": 2},
	"Brand Programme Award": {"certificate_pattern": "{year}-{number}"},
	"Score Sheet Criterion": {"max_score": 20.5, "min_score": 1.5, "step": 0.5},
}
# A second row of sections for what the first one cannot have.
FILES = {
	"form": "Application",
	"kind": "Files",
	"field_name": "photographs",
	"label": "照片",
	"min_files": 2,
	"max_files": 9,
	"file_types": "jpg, png",
	"min_file_mb": 0.5,
	"max_file_mb": 20,
	"shown_to_jurors": 0,
	"identity_free": 0,
}


class TestExchange(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.units = [factories.make_unit(unit_name=f"Organiser {i}").name for i in range(2)]
		frappe.get_doc({"doctype": TAG, "tag_name": "TEST tag", **self.filled(TAG, "tag_name")}).insert()
		self.sheets = [self.make_sheet(purpose) for purpose in ("Selection", "Acceptance")]
		self.programme = self.make_programme()

	def make_sheet(self, purpose: str) -> str:
		return (
			frappe.get_doc(
				{
					**self.filled(SHEET, "sheet_name", "purpose"),
					"doctype": SHEET,
					"sheet_name": f"TEST {purpose}",
					"purpose": purpose,
				}
			)
			.insert()
			.name
		)

	def make_programme(self):
		values = self.filled(PROGRAMME)
		values["sections"].append({**FILES})
		doc = frappe.get_doc(
			{
				**values,
				"doctype": PROGRAMME,
				"programme_code": "TEST-SOURCE",
				"organiser": self.units[0],
				"selection_sheet": self.sheets[0],
				"acceptance_sheet": self.sheets[1],
				"clauses": [{"rule": "method", "clause": "四.2"}],
			}
		).insert()
		frappe.get_doc(
			{
				**self.filled(CATEGORY),
				"doctype": CATEGORY,
				"programme": doc.name,
				"category_code": "T1",
			}
		).insert()
		return doc

	def filled(self, doctype: str, *but: str) -> dict:
		"""A value for every field, other than what it would have by itself."""
		tied = TIED.get(doctype, {})
		return {
			df.fieldname: tied[df.fieldname] if df.fieldname in tied else self.value_of(df)
			for df in fields_of(doctype)
			if df.fieldname not in but
		}

	def value_of(self, df):
		if df.fieldtype in table_fields:
			return [self.filled(df.options)]
		match df.fieldtype:
			case "Select":
				return [option for option in df.options.split("\n") if option != cstr(df.default)][-1]
			case "Check":
				return 1 - cint(df.default)
			case "Int" | "Currency" | "Float" | "Percent":
				return cint(df.default) + 4
			case "Date":
				return "2025-03-04"
			case "Link":
				return {UNIT: self.units[1], TAG: "TEST tag", SHEET: self.sheets[0]}[df.options]
			case "Code":
				return CONDITION
			case _:
				return f"TEST {df.fieldname}"

	def copy(self, **values):
		"""The programme after a journey through a file, for other units and under another code."""
		text = to_text(content_of(self.programme))
		content = read_text(text)
		for sheet in content["score_sheets"]:
			# As on another site, where these are not there yet.
			sheet["sheet_name"] += " elsewhere"
		for field in ("selection_sheet", "acceptance_sheet"):
			content["programme"][field] += " elsewhere"
		name = presets.load(content, self.units[1], {"organiser_2": self.units[0]}, "TEST-COPY", **values)
		return frappe.get_doc(PROGRAMME, name)

	def test_every_field_is_filled_with_something_of_its_own(self):
		empty = [
			f"{doc.doctype}.{df.fieldname}"
			for doc in [self.programme, *self.programme.get_all_children()]
			for df in fields_of(doc.doctype)
			if df.fieldtype not in table_fields and not doc.get(df.fieldname) and not df.default
		]
		allowed = {
			f"Brand Programme Section.{field}" for field in {**TIED["Brand Programme Section"], **FILES}
		}
		allowed |= {f"Brand Programme Section.{field}" for field in ("required", "help", "clause")}
		self.assertEqual(set(empty) - allowed, set())
		self.assertEqual({row.kind for row in self.programme.sections}, {"Number", "Files"})

	def test_what_is_loaded_is_what_was_exported(self):
		copy = self.copy()
		for doctype, source, target in self.pairs(self.programme, copy):
			for df in fields_of(doctype):
				if df.fieldtype in table_fields or self.is_named_anew(doctype, df):
					continue
				with self.subTest(f"{doctype}.{df.fieldname}"):
					here, there = (plain(df, doc.get(df.fieldname)) for doc in (target, source))
					self.assertEqual(here, there)
		self.assertEqual(
			[(row.rule, row.clause) for row in copy.clauses],
			[(row.rule, row.clause) for row in self.programme.clauses],
		)

	def pairs(self, source, target):
		"""(DocType, record there, record here) for the programme, its rows, and what comes with it."""
		yield PROGRAMME, source, target
		for field, child in tables_of(PROGRAMME):
			yield from ((child, *rows) for rows in zip(source.get(field), target.get(field), strict=True))
		for field in ("selection_sheet", "acceptance_sheet"):
			sheets = [frappe.get_doc(SHEET, doc.get(field)) for doc in (source, target)]
			self.assertEqual(sheets[1].name, f"{sheets[0].name} elsewhere")
			yield (SHEET, *sheets)
			for table, child in tables_of(SHEET):
				yield from (
					(child, *rows) for rows in zip(*(sheet.get(table) for sheet in sheets), strict=True)
				)
		categories = [frappe.get_doc(CATEGORY, f"{doc.name}-T1") for doc in (source, target)]
		yield (CATEGORY, *categories)

	def is_named_anew(self, doctype: str, df) -> bool:
		"""The code, the names of the sheets, and the units: the two organisers have changed places."""
		if doctype == PROGRAMME and df.fieldname == "programme_code":
			return True
		return df.fieldname == "sheet_name" or df.options in (SHEET, UNIT)

	def test_the_units_are_those_that_were_chosen(self):
		copy = self.copy()
		self.assertEqual(copy.organiser, self.units[1])
		for field, child in tables_of(PROGRAMME):
			for link in links_to(child, UNIT):
				self.assertEqual({row.get(link) for row in copy.get(field)}, {self.units[0]}, (field, link))

	def test_no_name_of_this_site_is_in_the_file(self):
		text = to_text(content_of(self.programme))
		for secret in (*self.units, "TEST-SOURCE-T1", "Administrator", str(self.programme.creation)):
			self.assertNotIn(f'"{secret}"', text)
		self.assertIn('"title": "Organiser 0"', text)

	def test_a_second_journey_changes_nothing(self):
		first = content_of(self.programme)
		again = content_of(self.copy())
		for part in ("categories", "tags", "clauses"):
			self.assertEqual(again[part], first[part])
		for content in (first, again):
			content["programme"].pop("programme_code")
			for field in ("selection_sheet", "acceptance_sheet"):
				content["programme"].pop(field)
		self.assertEqual(again["programme"], first["programme"])

	def test_a_window_that_opens_nothing_opens_nothing_elsewhere(self):
		rights = ("may_file", "may_edit", "may_file_summary", "may_see_results")
		row = next(row for row in self.programme.windows if any(row.get(right) for right in rights))
		row.update(dict.fromkeys(rights, 0))
		self.programme.save()
		copied = self.copy().windows[row.idx - 1]
		self.assertEqual([copied.get(right) for right in rights], [0, 0, 0, 0])

	def test_a_site_s_own_fields_stay_there(self):
		frappe.get_doc(
			{
				"doctype": "Custom Field",
				"dt": PROGRAMME,
				"fieldname": "custom_colour",
				"label": "Colour",
				"fieldtype": "Data",
			}
		).db_insert()
		frappe.clear_cache(doctype=PROGRAMME)
		self.addCleanup(frappe.clear_cache, doctype=PROGRAMME)
		self.assertTrue(frappe.get_meta(PROGRAMME).has_field("custom_colour"))
		self.assertNotIn("custom_colour", [df.fieldname for df in fields_of(PROGRAMME)])

	def test_the_download(self):
		download(self.programme.name)
		answer = frappe.response
		self.assertEqual(
			(answer["type"], answer["filename"]), ("download", f"TEST-SOURCE {self.programme.base_year}.json")
		)
		self.assertEqual(json.loads(answer["filecontent"]), json.loads(to_text(content_of(self.programme))))

	def test_only_the_union_s_administrator_exports(self):
		others = ("Brand Officer", "Brand Unit Chair", "Brand Juror", "Brand Auditor")
		self.assert_only_administrators(download, self.programme.name, others=others)


class TestShippedFiles(SetupTestCase):
	def test_a_shipped_preset_survives_the_journey(self):
		organiser = factories.make_unit(unit_type="University Union").name
		for preset in presets.shipped():
			with self.subTest(preset):
				content = presets.read_shipped(preset)
				content["programme"]["programme_code"] = f"TEST-{preset}"
				others = {
					row["key"]: factories.make_unit(unit_name=row["title"]).name
					for row in content.get("organisers", [])[1:]
				}
				name = presets.load(content, organiser, others)
				again = content_of(frappe.get_doc(PROGRAMME, name))
				self.assertEqual(again["clauses"], content["clauses"])
				for part, (doctype, _key) in RECORDS.items():
					given = [normal(doctype, record) for record in content.get(part, [])]
					self.assertEqual([normal(doctype, record) for record in again[part]], given, part)
