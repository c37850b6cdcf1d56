"""The spreadsheet behind a decision, read back from the file."""

from io import BytesIO

import frappe
from openpyxl import load_workbook

from brand_union.services import decision_export
from brand_union.services.errors import DecisionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import DecisionCase

RISKY = ("=1+1", "+1", "-1", "@SUM(A1)")


class TestDecisionExport(DecisionCase):
	def exported(self, decision):
		decision_export.download(decision.name)
		self.assertTrue(frappe.response.filename.endswith(f"{decision.name}.xlsx"))
		return load_workbook(BytesIO(frappe.response.filecontent))

	def table_in(self, page) -> list[dict]:
		"""The rows below the heading, by its labels."""
		heading = int(page.print_title_rows.split(":")[0].strip("$"))
		labels = [cell.value for cell in page[heading]]
		return [
			dict(zip(labels, (cell.value for cell in row), strict=True))
			for row in page.iter_rows(min_row=heading + 1)
		]

	def head_of(self, page) -> dict:
		heading = int(page.print_title_rows.split(":")[0].strip("$"))
		rows = page.iter_rows(min_row=2, max_row=heading - 2, values_only=True)
		filled = [[value for value in row if value is not None] for row in rows]
		return {label: rest[0] if rest else None for label, *rest in filled}

	def decided(self, **values):
		"""Two projects and three jurors: totals 90, 75 and none; 80, 70 and 75. The first one is approved."""
		marks = [[(40, 30, 20), (30, 30, 15), None], [(30, 30, 20), (30, 30, 10), (30, 25, 20)]]
		panel, projects = self.sealed(*marks, method="Mean")
		outcomes = {
			projects[0].name: {"outcome": "Approved", "tier": "Key", "amount": 6000.5, "reason": "=2*3"},
			projects[1].name: {"outcome": "Not Approved"},
		}
		return make.make_decision(panel, outcomes, **values), projects

	def test_every_page_against_figures_worked_out_by_hand(self):
		decision, (first, second) = self.decided(released=True)
		book = self.exported(decision)
		self.assertEqual(book.sheetnames, ["Decision", "Sheets of the Jurors", "The Jurors"])
		rows = self.table_in(book["Decision"])
		self.assertEqual([row["Project"] for row in rows], [first.project_title, second.project_title])
		# 90 and 75: mean 82.5, squares 112.5 / 1, root 10.6066. Points 100, 100; 0, 0 and nothing from a single one.
		expected = {
			"Rank": 1,
			"Score": 82.5,
			"Outcome": "Approved",
			"Tier": "Key",
			"Amount": 6000.5,
			"Valid Sheets": 2,
			"Missing Sheets": 1,
			"Recused": 0,
			"Standard Deviation": 10.61,
			"Median": 82.5,
			"Rank: Median": 1,
			"Rank Points": 100,
		}
		self.assertEqual({label: rows[0][label] for label in expected}, expected)
		# Drawn anew it has 90 or 82.5 in three samples of four, always above; 75 in the fourth, in the middle of
		# what the other one may get: 0.75 + 0.25 / 2. Four standard errors of 1,000 samples are below 4.2 points.
		self.assertAlmostEqual(rows[0]["Above the Line (%)"], 87.5, delta=4.2)
		self.assertEqual((rows[1]["Score"], rows[1]["Standard Deviation"], rows[1]["Amount"]), (75, 5, 0))
		sheets = self.table_in(book["Sheets of the Jurors"])
		self.assertEqual(len(sheets), 6)
		by_juror = {row["Total"]: row for row in sheets if row["Project"] == first.project_title}
		self.assertEqual(
			[by_juror[90][label] for label in ("Need (40)", "Plan (40)", "Budget (20)")], [40, 30, 20]
		)
		self.assertEqual((by_juror[75]["Rank Points"], by_juror[None]["Need (40)"]), (100, None))
		jurors = self.table_in(book["The Jurors"])
		# The first juror: 90 - 75 and 80 - 72.5, 11.25 on average; the third one: 75 - 75.
		self.assertEqual(sorted(row["Leniency"] for row in jurors), [-11.25, 0, 11.25])
		self.assertEqual({row["Without z-Scores"] for row in jurors}, {"Fewer than 3 totals"})

	def test_the_head_says_what_was_decided_by_which_method_and_its_hash(self):
		decision, _projects = self.decided(released=True)
		head = self.head_of(self.exported(decision)["Decision"])
		self.assertEqual(head["Method"], "The mean of the jurors' totals.")
		self.assertEqual((head["Title"], head["Amount"]), (decision.decision_title, "6,000.50"))
		self.assertIn("Released on", head["Status"])
		self.assertEqual(
			head["SHA-256 of the Table"],
			frappe.db.get_value(
				"Brand Snapshot", {"reference_name": decision.name, "kind": "Score Table"}, "digest"
			),
		)

	def test_the_budget_line(self):
		cycle = make.make_cycle(budget=10000)
		panel, (project,) = self.sealed((40, 40, 20), cycle=cycle, score_sheet=cycle.selection_sheet)
		decision = make.make_decision(panel, {project.name: {"outcome": "Approved", "tier": "Key"}})
		head = self.head_of(self.exported(decision)["Decision"])
		self.assertEqual(head["Amount"], "8,000.00 of the budget of 10,000.00, left: 2,000.00")
		self.assertIn("Draft", head["Status"])

	def test_texts_are_never_run(self):
		decision, (first, second) = self.decided()
		for project, title in ((first, RISKY[0]), (second, RISKY[3])):
			frappe.db.set_value(
				"Brand Decision Row",
				{"parent": decision.name, "project": project.name},
				"project_title",
				title,
			)
		for number, juror in enumerate(self.jurors):
			review = make.sheet_of(decision.panel, second.name, juror)
			frappe.db.set_value("Brand Review", review.name, "comment_to_committee", f"{RISKY[number]}\x07")
		book = self.exported(decision)
		cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
		self.assertEqual([cell.value for cell in cells if cell.data_type == "f"], [])
		texts = [cell for cell in cells if cell.data_type == "s"]
		guarded = {cell.value for cell in texts if cell.quotePrefix}
		self.assertLessEqual({*RISKY, "=2*3"}, guarded)
		self.assertEqual(guarded, {cell.value for cell in texts if cell.value[0] in "=+-@"})
		self.assertTrue(all(cell.number_format == "@" for cell in cells if cell.quotePrefix))

	def test_a_page_is_made_for_reading_and_for_paper(self):
		decision, _projects = self.decided()
		for page in self.exported(decision):
			heading = int(page.print_title_rows.split(":")[0].strip("$"))
			with self.subTest(page=page.title):
				self.assertEqual(page.cell(heading + 1, 1).font.name, "宋体")
				self.assertTrue(page.freeze_panes.endswith(str(heading + 1)))
				self.assertEqual((page.page_setup.orientation, page.page_setup.paperSize), ("landscape", 9))
				self.assertEqual((page.page_setup.fitToWidth, page.page_setup.fitToHeight), (1, 0))
				self.assertTrue(all(dimension.width >= 6 for dimension in page.column_dimensions.values()))

	def test_not_before_there_are_rows_and_not_for_everybody(self):
		decision, _projects = self.decided()
		with make.acting(make.make_user("Brand Auditor")):
			self.assertRaises(frappe.PermissionError, decision_export.download, decision.name)
		with make.acting(self.jurors[0]):
			self.assertRaises(frappe.PermissionError, decision_export.download, decision.name)
		frappe.db.delete("Brand Decision Row", {"parent": decision.name})
		self.assertRaisesRegex(DecisionProblem, "Draw them up", decision_export.download, decision.name)
		decision.reload()
