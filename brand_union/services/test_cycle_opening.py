"""Opening a cycle: what is shown before, what is copied, and that nothing of the programme reaches it afterwards."""

from datetime import date

import frappe
from frappe.model import table_fields
from frappe.utils import getdate, strip_html

from brand_union.services import cycle_opening, cycles
from brand_union.services.errors import BrandError
from brand_union.services.rule_fields import plain_row, rule_fields
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

# 1 May 2025 is a holiday, 27 April 2025 a Sunday that is worked, 1 June 2025 a Sunday that is the Dragon Boat holiday's
# second day, 14 June 2025 a Saturday. Source: 国办发明电〔2024〕12号, 四 and 五.
WINDOWS = [
	{"phase": "Application", "opens_on": "2024-04-27", "closes_on": "2024-05-01", "clause": "II.1"},
	{
		"phase": "Application",
		"title": "Second round",
		"opens_on": "2024-06-03",
		"closes_on": "2024-06-14",
		"may_file": 1,
	},
	{"phase": "Review", "opens_on": "2024-07-01", "closes_on": "2024-07-02"},
]


class TestCycleOpening(IntegrationTestCase):
	def setUp(self):
		self.addCleanup(frappe.set_user, "Administrator")
		self.programme = make.make_programme(
			on="2024-06-01",
			windows=WINDOWS,
			quotas=[{"unit_type": "Staff Association", "cap": 2, "duty": 1}, {"cap": 1}],
			checks=[{"item": "Complete"}],
			tie_breaks=[{"rule": "Earlier Filing"}],
			endorsements=[{"form": "Application", "endorsement": "Unit"}],
			method="Median",
		)

	def seen(self, year: int = 2025) -> dict:
		return self.programme.preview_cycle(year)

	# Before

	def test_every_window_is_shown_with_its_old_and_its_new_days(self):
		first, second, review = self.seen()["windows"]
		self.assertEqual(first["old"], [date(2024, 4, 27), date(2024, 5, 1)])
		self.assertEqual(first["new"], [date(2025, 4, 27), date(2025, 5, 1)])
		self.assertEqual((first["window"], first["clause"]), ("Application", "II.1"))
		self.assertEqual(second["window"], "Application (Second round)")
		self.assertEqual(first["opens"], ["May File", "May Edit"])
		self.assertEqual(second["opens"], ["May File"])
		self.assertEqual(review["opens"], [])

	def test_an_end_on_a_day_off_is_flagged_and_a_worked_sunday_is_not(self):
		first, second, review = self.seen()["windows"]
		self.assertEqual(first["flags"], ["", "Holiday: 劳动节"])
		self.assertEqual(second["flags"], ["", "Weekend"])
		self.assertEqual(review["flags"], ["", ""])

	def test_what_the_office_entered_counts_before_the_national_calendar(self):
		make.make_workday("2025-07-01", title="Founding Day")
		make.make_workday("2025-06-14", "Make-up Workday")
		_first, second, review = self.seen()["windows"]
		self.assertEqual((second["flags"], review["flags"]), (["", ""], ["Holiday: Founding Day", ""]))

	def test_a_year_that_no_calendar_knows_is_named(self):
		self.assertIn("does not know the holidays of 2095", " ".join(self.seen(2095)["warnings"]))
		self.assertNotIn("does not know", " ".join(self.seen()["warnings"]))

	def test_every_table_with_rows_is_counted_and_named(self):
		told = self.seen()
		tables = {row["table"]: row for row in told["tables"]}
		filled = [
			df for df in rule_fields() if df.fieldtype in table_fields and self.programme.get(df.fieldname)
		]
		self.assertEqual(len(told["tables"]), len(filled) - 1)
		self.assertEqual(tables["Quotas and Duties"]["rows"], 2)
		self.assertIn("Staff Association", tables["Quotas and Duties"]["names"][0])
		self.assertEqual(tables["Formal Check List"]["names"], ["Complete"])
		self.assertIn({"field": "Combining the Scores", "value": "Median"}, told["settings"])

	def test_score_sheets_and_categories_are_named(self):
		make.make_category(self.programme.name, category_name="Culture")
		make.make_category(self.programme.name, category_name="Given up", is_active=0)
		told = self.seen()
		self.assertEqual(told["categories"], ["Culture"])
		sheets = [(row["sheet"], row["criteria"]) for row in told["score_sheets"]]
		self.assertEqual(sheets, [(self.programme.selection_sheet, 3), (self.programme.acceptance_sheet, 3)])

	def test_what_stands_against_it_is_said_before(self):
		self.assertEqual(self.seen()["problems"], [])
		frappe.get_doc("Brand Cycle", self.programme.open_cycle(2025, "The first one"))
		self.assertIn("2025 already: The first one", self.seen()["problems"][0])
		told = self.seen(25)
		self.assertIn("25 is no year", told["problems"][0])
		self.assertEqual(told["windows"], [])

	def test_what_should_be_considered_is_said_before(self):
		for row in self.programme.windows:
			row.may_file = 0
		self.programme.status = "Retired"
		self.programme.save()
		frappe.db.set_value("Score Sheet", self.programme.selection_sheet, "is_active", 0)
		frappe.clear_document_cache("Score Sheet", self.programme.selection_sheet)
		told = " ".join(self.seen()["warnings"])
		for part in (
			"is Retired",
			"No window lets units file",
			"is not active any more",
			"no active category",
		):
			with self.subTest(part=part):
				self.assertIn(part, told)

	def test_dates_of_another_year_than_the_programme_says_are_noticed(self):
		self.assertNotIn("No window opens in", " ".join(self.seen()["warnings"]))
		self.programme.base_year = 2025
		self.programme.save()
		self.assertIn("No window opens in 2025", " ".join(self.seen()["warnings"]))

	def test_looking_writes_nothing(self):
		before = frappe.db.count("Brand Cycle"), self.programme.reload().as_dict()
		self.seen()
		self.assertEqual((frappe.db.count("Brand Cycle"), self.programme.reload().as_dict()), before)

	def test_the_preview_is_what_is_opened(self):
		told = self.seen()
		cycle = frappe.get_doc("Brand Cycle", self.programme.open_cycle(2025))
		opened = [[getdate(row.opens_on), getdate(row.closes_on)] for row in cycle.windows]
		self.assertEqual(opened, [row["new"] for row in told["windows"]])
		self.assertEqual(cycle.cycle_name, told["cycle_name"])

	def test_who_may_not_read_the_programme_sees_no_preview(self):
		frappe.set_user(make.make_user("Brand Juror"))
		self.assertRaises(frappe.PermissionError, self.seen)

	# Opening

	def test_a_window_without_rights_is_copied_without_rights(self):
		row = self.programme.windows[0]
		row.may_file = row.may_edit = 0
		self.programme.save()
		cycle = frappe.get_doc("Brand Cycle", self.programme.open_cycle(2025))
		self.assertEqual((cycle.windows[0].may_file, cycle.windows[0].may_edit), (0, 0))

	def test_a_year_is_opened_once(self):
		self.programme.open_cycle(2025, "The first one")
		with self.assertRaises(frappe.DuplicateEntryError) as caught:
			self.programme.open_cycle(2025)
		self.assertIn("The first one", strip_html(str(caught.exception)))

	def test_no_year_at_all(self):
		with self.assertRaises(BrandError):
			cycle_opening.open_cycle(self.programme.name, 20255)

	# Afterwards

	def test_whatever_changes_in_the_programme_the_cycle_stays_as_it_is(self):
		cycle = frappe.get_doc("Brand Cycle", self.programme.open_cycle(2025))
		before, rules = cycle.as_dict(), self.rules_in(cycle)
		self.programme.reload()
		for df in rule_fields():
			self.programme.set(df.fieldname, self.another(df))
		self.programme.save()
		stored = self.rules_in(self.programme.reload())
		for field, value in rules.items():
			with self.subTest(field=field):
				# A table that was empty has nothing to lose.
				self.assertTrue(value == [] or stored[field] != value, "the programme itself was not changed")
		self.assertEqual(cycle.reload().as_dict(), before)
		self.assertEqual(self.rules_in(cycles.rules_of(cycle.name)), rules)

	@staticmethod
	def rules_in(doc) -> dict:
		return {
			df.fieldname: [plain_row(row) for row in doc.get(df.fieldname)]
			if df.fieldtype in table_fields
			else doc.get(df.fieldname)
			for df in rule_fields()
		}

	def another(self, df):
		"""A value of the field that differs from the programme's."""
		value = self.programme.get(df.fieldname)
		if df.fieldtype in table_fields:
			return []
		if df.fieldtype == "Check":
			return 1 - (value or 0)
		if df.fieldtype in ("Int", "Float", "Currency", "Percent"):
			return (value or 0) + 1
		if df.fieldtype == "Select":
			return next(option for option in reversed(df.options.split("\n")) if option and option != value)
		if df.options == "Score Sheet":
			return make.make_score_sheet(frappe.db.get_value("Score Sheet", value, "purpose")).name
		return f"{value or ''} changed"
