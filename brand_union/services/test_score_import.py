"""Scores that come as a spreadsheet: the template, what is refused and where, and importing all or nothing."""

import csv
import zipfile
from hashlib import sha256
from io import BytesIO, StringIO

import frappe
import openpyxl

from brand_union.services import score_file, score_template
from brand_union.services.errors import NotAllowedNow, PanelProblem, PanelSealed, ScoreProblem
from brand_union.tests import factories as make
from brand_union.tests.paper_case import PaperCase

BOMB = 20 * score_file.MEGABYTE


def as_csv(rows, coding="utf-8") -> bytes:
	target = StringIO(newline="")
	csv.writer(target).writerows(rows)
	return target.getvalue().encode(coding)


def as_xlsx(rows, change=None) -> bytes:
	book = openpyxl.Workbook()
	for row in rows:
		book.active.append(row)
	if change:
		change(book)
	target = BytesIO()
	book.save(target)
	return target.getvalue()


class ImportCase(PaperCase):
	HEAD = ("juror", "juror_name", "project", "project_title", "need", "plan", "reach")

	def table(self, *rows):
		return [self.HEAD, *rows]

	def row(self, project, *marks, juror=None):
		return [juror or self.juror, "", project, "", *marks]

	def attach(self, content: bytes, name="scores.csv", panel=None, **values) -> str:
		return (
			frappe.get_doc(
				{
					"doctype": "File",
					"file_name": name,
					"content": content,
					"is_private": 1,
					"attached_to_doctype": "Review Panel",
					"attached_to_name": (panel or self.panel).name,
					**values,
				}
			)
			.insert()
			.name
		)

	def preview(self, content: bytes, name="scores.csv") -> dict:
		return self.panel.preview_scores(self.attach(content, name))

	def problems(self, *rows) -> list[tuple[str, str]]:
		found = self.preview(as_csv(self.table(*rows)))["problems"]
		return [(problem["place"], problem["message"]) for problem in found]

	def import_(self, content: bytes, name="scores.csv") -> dict:
		file = self.attach(content, name)
		return self.panel.import_scores(file, self.panel.preview_scores(file)["digest"])

	def states(self) -> list[str]:
		return [self.stored(project).status for project in (self.first, self.second)]


class TestTemplate(ImportCase):
	def test_filled_in_and_sent_back_it_is_imported(self):
		make.mark(make.sheet_of(self.panel.name, self.first, self.jurors[1]), 1, 1, 1)
		book = openpyxl.load_workbook(BytesIO(score_template.workbook(self.panel)))
		page = book.active
		self.assertEqual(tuple(cell.value for cell in page[1]), self.HEAD)
		self.assertEqual(
			[page.cell(3, column).value for column in (5, 6, 7)], ["0–40", "0–40 / 0.5", "0–20 / n/a"]
		)
		pairs = [(page.cell(row, 1).value, page.cell(row, 3).value) for row in range(4, page.max_row + 1)]
		self.assertEqual(
			pairs, [(self.juror, self.first), (self.juror, self.second), (self.jurors[1], self.second)]
		)
		for column, mark in zip((5, 6, 7), (30, 29.5, "n/a"), strict=True):
			page.cell(5, column).value = mark
		target = BytesIO()
		book.save(target)
		found = self.preview(target.getvalue(), "scores.xlsx")
		self.assertEqual((found["sheets"], found["empty_rows"], found["problems"]), (1, 2, []))
		self.assertEqual(self.import_(target.getvalue(), "filled.xlsx"), {"imported": 1})
		# Without Reach 80 points are left: 59.5 of them are 74.375 of 100, rounded half up.
		self.assertEqual((self.stored(self.second).total, self.states()), ("74.38", ["Pending", "Submitted"]))

	def test_a_title_is_never_a_formula(self):
		row = self.panel.projects[0]
		frappe.db.set_value(row.doctype, row.name, "project_title", "=1+1\x0b")
		page = openpyxl.load_workbook(BytesIO(score_template.workbook(self.panel.reload()))).active
		self.assertEqual((page["D4"].value, page["D4"].data_type), ("=1+1", "s"))

	def test_it_is_sent_to_the_office_of_an_open_panel(self):
		score_template.download(self.panel.name)
		self.assertTrue(frappe.response.filename.endswith(".xlsx"))
		with make.acting(self.officer):
			self.assertRaises(frappe.PermissionError, score_template.download, self.panel.name)


class TestProblems(ImportCase):
	def test_every_mistake_is_told_with_its_place(self):
		make.mark(make.sheet_of(self.panel.name, self.first, self.jurors[1]), 1, 1, 1)
		found = self.problems(
			self.row(self.first, "41", "9.3", "x"),
			self.row(self.second, "n/a", "", "-1"),
			self.row(self.first, "30", "30", "10"),
			self.row(self.first, "30", "30", "10", juror=self.jurors[1]),
			self.row("BP-0", "30", "30", "10", juror="nobody"),
			["# A remark", "", "", "", "41"],
		)
		self.assertEqual(
			found,
			[
				("E2", "Need: 41 is above the maximum of 40."),
				("F2", "Plan: 9.3 is not on the step of 0.5."),
				("G2", "Reach: x is not a number."),
				("E3", "Need may not be marked n/a."),
				("F3", "Plan has no score. Fill it in, or n/a where the criterion allows it."),
				("G3", "Reach: -1 is below the minimum of 0."),
				("Row 4", f"{self.juror} and {self.first} are in row 2 already. Remove one of the two rows."),
				(
					"Row 5",
					f"{self.jurors[1]} has handed in the sheet for {self.first}. It is not overwritten; remove the row's scores.",
				),
				("A6", "nobody is no juror with sheets in this panel."),
				("C6", "BP-0 is no project of this panel."),
			],
		)
		self.assertEqual(self.states(), ["Pending", "Pending"])

	def test_the_first_row_is_the_templates(self):
		found = self.preview(as_csv([("Juror", *self.HEAD[1:-1], "cost")]))["problems"]
		self.assertEqual([problem["place"] for problem in found], ["Row 1", "A1", "G1"])

	def test_a_recused_juror_has_no_sheet(self):
		self.panel.recuse(self.juror, self.first, "Team member")
		self.assertIn("not assigned, or recused", self.problems(self.row(self.first, "1", "1", "1"))[0][1])

	def test_a_workbook_says_what_it_shows_and_nothing_else(self):
		def change(book):
			page = book.active
			page["E2"], page["F2"] = "=20+10", "2025-06-01"
			page["G2"].number_format = "0%"
			page["E3"] = True
			page.row_dimensions[3].hidden = True
			page.column_dimensions["B"].hidden = True
			page.merge_cells("F3:G3")

		rows = self.table(self.row(self.first, 1, 1, 1), self.row(self.second, 1, 1, 1))
		found = self.preview(as_xlsx(rows, change), "scores.xlsx")["problems"]
		self.assertEqual(
			[(problem["place"], problem["message"].split(".")[0]) for problem in found],
			[
				("Column B", "The column B is hidden"),
				("E2", "holds a formula"),
				("F2", "Plan: 2025-06-01 is not a number"),
				("G2", "shows a percentage and holds 1"),
				("Row 3", "The row is hidden or filtered out"),
				("E3", "holds True, which is neither a number nor a text"),
				("F3", "The cells F3:G3 are merged"),
				("G3", "Reach has no score"),
			],
		)

	def test_more_than_one_sheet_is_refused(self):
		content = as_xlsx(self.table(), lambda book: book.create_sheet("Notes"))
		self.assertIn("Remove: Notes", self.refusal(ScoreProblem, self.preview, content, "scores.xlsx"))

	def test_chinese_spreadsheets_are_read_as_they_are_saved(self):
		for coding in ("utf-8", "utf-8-sig", "gb18030"):
			with self.subTest(coding=coding):
				row = self.row(self.first, "30", "30", "不适用")
				row[1] = "王评委"
				found = self.preview(as_csv(self.table(row), coding), f"{coding}.csv")
				self.assertEqual((found["sheets"], found["problems"]), (1, []))

	def test_what_is_no_table_is_refused_before_it_is_read(self):
		archive = BytesIO()
		with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
			bomb.writestr("xl/worksheets/sheet1.xml", b"0" * BOMB)
		declared = BytesIO(as_xlsx(self.table()))
		with zipfile.ZipFile(declared, "a") as book:
			book.writestr("xl/extra.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
		rows = score_file.MOST_ROWS + 1
		cases = {
			"scores.xls": (b"x", "no .xlsx or .csv file"),
			"empty.xlsx": (b"x", "no .xlsx workbook"),
			"large.csv": (b"x" * (score_file.MOST_BYTES + 1), "has 2.0 MB"),
			"bomb.xlsx": (archive.getvalue(), "unpacks to more than 16 MB"),
			"entity.xlsx": (declared.getvalue(), "declares document types"),
			"long.csv": (b"\n" * rows, f"reaches to row {rows}"),
			"far.xlsx": (
				as_xlsx([], lambda book: book.active.cell(1_048_576, 1, "x")),
				"reaches to row 1048576",
			),
			"quote.csv": (b'"a" b,"c', "cannot be read as .csv"),
			"binary.csv": (b"\xff\xfe\x00", "encoding of the file is not known"),
		}
		for name, (content, part) in cases.items():
			with self.subTest(name=name):
				self.assertIn(part, self.refusal(ScoreProblem, self.preview, content, name))
		found = self.preview(as_csv(self.table(self.row(self.first, "=1+1", "1", "1"))))["problems"]
		self.assertEqual(found, [{"place": "E2", "message": "holds a formula. Put its value in its place."}])

	def test_a_broken_workbook_is_refused_in_a_sentence(self):
		content = as_xlsx(self.table())
		source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
		with zipfile.ZipFile(target, "w") as broken:
			for part in source.infolist():
				broken.writestr(part, b"<sheet" if "sheet1" in part.filename else source.read(part))
		said = self.refusal(ScoreProblem, self.preview, target.getvalue(), "scores.xlsx")
		self.assertIn("cannot be read as an .xlsx workbook", said)


class TestImport(ImportCase):
	def test_all_sheets_are_handed_in_and_the_file_is_in_the_log(self):
		rows = [self.row(project, "30", "29.5", "10") for project in (self.first, self.second)]
		content = as_csv(self.table(*rows))
		file = self.attach(content)
		self.panel.import_scores(file, self.panel.preview_scores(file)["digest"])
		self.assertEqual((self.states(), self.stored().total), (["Submitted"] * 2, "69.50"))
		event = self.panel.reload().events[-1]
		self.assertEqual((event.event, event.by_user), ("Scores Imported", self.office))
		name = frappe.db.get_value("File", file, "file_name")
		self.assertEqual(event.note, f"{name}, SHA-256 {sha256(content).hexdigest()}, 2 sheets")

	def test_one_mistake_and_nothing_is_imported(self):
		rows = [self.row(self.first, "30", "30", "10"), self.row(self.second, "41", "30", "10")]
		said = self.refusal(ScoreProblem, self.import_, as_csv(self.table(*rows)))
		self.assertIn("E3 – Need: 41 is above the maximum of 40.", said)
		self.assertEqual(self.states(), ["Pending", "Pending"])

	def test_what_was_looked_at_is_what_is_imported(self):
		file = self.attach(as_csv(self.table(self.row(self.first, "30", "30", "10"))))
		self.assertIn("has changed", self.refusal(PanelProblem, self.panel.import_scores, file, "0" * 64))
		found = self.panel.preview_scores(file)
		make.mark(self.stored(), 1, 1, 1)
		said = self.refusal(ScoreProblem, self.panel.import_scores, file, found["digest"])
		self.assertIn("has handed in the sheet", said)
		self.assertEqual(self.stored().total, "3.00")

	def test_a_sheet_that_the_juror_has_begun_is_counted(self):
		make.mark(self.stored(), 1, "", "", submit=False)
		rows = [self.row(project, "30", "30", "10") for project in (self.first, self.second)]
		self.assertEqual(self.preview(as_csv(self.table(*rows)))["begun"], 1)

	def test_an_empty_table_imports_nothing(self):
		self.assertIn("nothing to import", self.refusal(ScoreProblem, self.import_, as_csv(self.table())))

	def test_the_file_is_private_and_of_this_panel(self):
		with make.acting("Administrator"):
			other = make.make_panel(
				[make.make_project(self.cycle, stage="Checked")], self.jurors, opened=True
			)
		elsewhere = self.attach(b"x", panel=other)
		for file in (elsewhere, "nothing"):
			self.assertIn("not attached", self.refusal(PanelProblem, self.panel.preview_scores, file))
		self.assertIn("is public", self.refusal(frappe.ValidationError, self.attach, b"x", is_private=0))
		with make.acting(self.juror):
			self.assertFalse(frappe.has_permission("File", "read", elsewhere))

	def test_who_and_when(self):
		file = self.attach(as_csv(self.table()))
		with make.acting("Administrator"):
			frappe.get_doc("User", self.juror).add_roles("Brand Administrator")
		with make.acting(self.juror):
			self.assertIn("You are a juror", self.refusal(NotAllowedNow, self.panel.preview_scores, file))
		for user in (
			self.officer,
			self.jurors[1],
			make.make_user("Brand Auditor"),
			make.make_user("Brand Observer"),
		):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, self.panel.preview_scores, file)
				self.assertRaises(frappe.PermissionError, self.panel.import_scores, file, "")
		self.panel.seal()
		self.assertIn("is sealed", self.refusal(PanelSealed, self.panel.preview_scores, file))
