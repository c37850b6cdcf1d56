from datetime import date

import frappe
from frappe import client
from frappe.utils import strip_html

from brand_union.domain.workdays import HOLIDAY, MAKE_UP_WORKDAY, Period
from brand_union.services import workdays
from brand_union.services.errors import BrandError, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase

# National Day 2025; source: 国办发明电〔2024〕12号.
HOLIDAYS_OF_OCTOBER = [date(2025, 10, day) for day in range(1, 9)]


class TestWorkdays(UnionCase):
	begins_as = "office"

	def setUp(self):
		super().setUp()
		frappe.db.delete("Brand Workday")

	def stored(self, **filters) -> dict[date, str]:
		rows = frappe.get_all("Brand Workday", filters, ["date", "title"], order_by="date")
		return {row.date: row.title for row in rows}

	def test_a_window_knows_the_holidays_of_a_year_that_nobody_has_filled_in(self):
		expected = Period(date(2025, 10, 9), date(2025, 10, 14))
		self.assertEqual(workdays.period(date(2025, 9, 30), 5), expected)
		self.assertEqual(self.stored(), {})

	def test_filling_enters_the_decreed_days_and_says_how_many(self):
		found = workdays.fill(2025, 2025)
		self.assertEqual((found["added"], found["kept"], found["unknown"]), (33, 0, []))
		in_october = {day: title for day, title in self.stored(kind=HOLIDAY).items() if day.month == 10}
		self.assertEqual(list(in_october), HOLIDAYS_OF_OCTOBER)
		self.assertEqual(in_october[date(2025, 10, 1)], "国庆节")
		self.assertEqual(
			list(self.stored(kind=MAKE_UP_WORKDAY)),
			[date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)],
		)
		self.assertEqual(workdays.period(date(2025, 9, 30), 5).closes_on, date(2025, 10, 14))

	def test_what_the_office_has_entered_is_never_written_over(self):
		make.make_workday("2025-10-09", title="Founding Day of the University")
		own = make.make_workday("2025-10-08", kind=MAKE_UP_WORKDAY, title="Worked here")
		found = workdays.fill(2025, 2025)
		self.assertEqual((found["added"], found["kept"]), (32, 1))
		self.assertEqual(frappe.db.get_value("Brand Workday", own.name, "title"), "Worked here")
		# 8 and 10 October are worked here, the 9th is not.
		self.assertEqual(workdays.period(date(2025, 9, 30), 2), Period(date(2025, 10, 8), date(2025, 10, 10)))
		again = workdays.fill(2025, 2025)
		self.assertEqual((again["added"], again["kept"]), (0, 33))

	def test_an_own_day_counts_beside_the_national_calendar(self):
		make.make_workday("2025-10-09")
		self.assertEqual(workdays.period(date(2025, 9, 30), 1).opens_on, date(2025, 10, 10))

	def test_a_day_taken_out_of_a_year_that_was_filled_in_stays_out(self):
		workdays.fill(2025, 2025)
		client.delete("Brand Workday", "2025-10-08")
		self.assertEqual(workdays.period(date(2025, 9, 30), 1).opens_on, date(2025, 10, 8))

	def test_a_year_that_the_calendar_lacks_is_named(self):
		first, last = workdays.known_years()
		found = workdays.fill(last, last + 1)
		self.assertEqual(found["unknown"], [last + 1])
		self.assertIn(str(last + 1), found["sentences"][-1])
		self.assertEqual([day for day in self.stored() if day.year > last], [])
		self.assertLessEqual(first, 2025)

	def test_a_window_into_such_a_year_falls_back_to_the_week_and_the_table_and_warns(self):
		self.assertEqual(
			workdays.period(date(2095, 9, 30), 2), Period(date(2095, 10, 3), date(2095, 10, 4))
		)  # 30 September 2095 is a Friday
		make.make_workday("2095-10-03")
		self.assertEqual(workdays.period(date(2095, 9, 30), 2).opens_on, date(2095, 10, 4))
		told = workdays.warnings(date(2025, 12, 30), date(2025, 12, 31))
		self.assertEqual(told, [])
		told = workdays.warnings(date(2095, 9, 30), date(2095, 10, 4))
		self.assertEqual(len(told), 1)
		self.assertIn("2095", told[0])
		self.assertIn("1 day(s)", told[0])

	def test_without_the_package_the_table_is_kept_by_hand(self):
		before, workdays._package = workdays._package, lambda: None
		self.addCleanup(setattr, workdays, "_package", before)
		self.assertEqual(workdays.known_years(), [])
		self.assertEqual(workdays.period(date(2025, 9, 30), 1).opens_on, date(2025, 10, 1))
		self.assertEqual(workdays.fill(2025, 2025)["unknown"], [2025])

	def test_years_the_wrong_way_round_are_refused(self):
		for years in ((2026, 2025), (25, 26), (1000, 9000)):
			with self.subTest(years=years):
				self.assertIn(str(years[0]), self.refusal(BrandError, workdays.fill, *years))

	def test_only_the_office_fills_and_reads(self):
		workdays.fill(2025, 2025)
		for user in (self.officer, make.make_user("Brand Auditor"), make.make_user("Brand Officer")):
			frappe.set_user(user)
			self.refusal(frappe.PermissionError, workdays.fill, 2026, 2026)
			self.refusal(frappe.PermissionError, client.get, "Brand Workday", "2025-10-01")

	def test_a_day_appears_once_and_keeps_its_date(self):
		day = make.make_workday("2025-10-09")
		self.assertRaises(frappe.DuplicateEntryError, make.make_workday, "2025-10-09")
		day.reload()
		day.date = "2025-10-10"
		day.save()
		self.assertEqual(list(self.stored()), [date(2025, 10, 9)])

	def test_nobody_says_by_hand_that_a_day_is_from_the_calendar(self):
		day = make.make_workday("2025-10-09", from_calendar=1)
		self.assertFalse(day.from_calendar)
		with self.assertRaises(FrozenContent) as caught:
			client.set_value("Brand Workday", day.name, "from_calendar", 1)
		self.assertIn("From the National Calendar", strip_html(str(caught.exception)))
