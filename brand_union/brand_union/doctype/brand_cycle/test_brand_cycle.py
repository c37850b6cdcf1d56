import frappe
from frappe.utils import strip_html

from brand_union.services import cycles, rule_fields
from brand_union.services.errors import BrandError
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

RULES = {
	"windows": [
		{"phase": "Application", "opens_on": "2024-02-01", "closes_on": "2024-02-29", "clause": "II.1"},
		{"phase": "Acceptance", "opens_on": "2025-05-01", "closes_on": "2025-05-31"},
	],
	"quotas": [{"unit_type": "Staff Association", "cap": 2, "duty": 1, "clause": "II.2"}, {"cap": 1}],
	"sections": [{"form": "Application", "field_name": "objectives", "required": 1, "max_chars": 500}],
	"endorsements": [{"form": "Application", "endorsement": "Unit", "scan_required": 1, "print_height": 40}],
	"checks": [{"item": "Complete", "description": "All boxes"}],
	"tiers": [{"tier": "Key", "amount": 8000, "max_count": 5}],
	"tie_breaks": [{"rule": "Earlier Filing"}],
	"method": "Median",
	"trim_from": 7,
	"trim_count": 2,
	"precision_digits": 3,
	"min_valid_sheets": 4,
	"rectify_days": 60,
	"hide_unit": 1,
}
TABLES = ("windows", "quotas", "sections", "endorsements", "checks", "tiers", "tie_breaks")


class TestBrandCycle(IntegrationTestCase):
	def setUp(self):
		self.programme = make.make_programme(on="2024-06-01", **RULES)

	def rules_in(self, doc, table: str) -> list[dict]:
		return [rule_fields.plain_row(row) for row in doc.get(table)]

	def opened(self, year: int = 2025):
		return frappe.get_doc("Brand Cycle", self.programme.open_cycle(year))

	def test_opening_copies_every_rule(self):
		cycle = self.opened(2024)
		for table in TABLES:
			with self.subTest(table=table):
				self.assertEqual(self.rules_in(cycle, table), self.rules_in(self.programme, table))
		shared = {df.fieldname for df in cycle.meta.fields} & {
			df.fieldname for df in self.programme.meta.fields
		}
		for field in shared - rule_fields.OWN_FIELDS - set(TABLES):
			with self.subTest(field=field):
				self.assertEqual(cycle.get(field), self.programme.get(field))
		self.assertEqual((cycle.status, cycle.organiser), ("Preparing", self.programme.organiser))

	def test_dates_move_by_whole_years_and_know_leap_days(self):
		windows = [(str(row.opens_on), str(row.closes_on)) for row in self.opened(2025).windows]
		self.assertEqual(windows, [("2025-02-01", "2025-02-28"), ("2026-05-01", "2026-05-31")])

	def test_a_later_change_of_the_programme_does_not_touch_the_cycle(self):
		cycle = self.opened()
		before = cycle.as_dict()
		self.programme.quotas[1].cap = 9
		self.programme.method = "Mean"
		self.programme.organiser = make.make_unit().name
		self.programme.set("sections", [])
		self.programme.save()
		cycle.reload()
		cycle.description = "Saved again"
		cycle.save()
		for field in ("method", "organiser"):
			self.assertEqual(cycle.get(field), before[field])
		self.assertEqual([row.cap for row in cycle.quotas], [2, 1])
		self.assertEqual(len(cycle.sections), 1)

	def test_a_change_of_a_cycle_counts_at_once(self):
		cycle = self.opened()
		self.assertEqual(cycles.rules_of(cycle.name).status, "Preparing")
		cycle.status = "Running"
		cycle.save()
		self.assertEqual(cycles.rules_of(cycle.name).status, "Running")

	def test_only_the_administrator_opens_one(self):
		office = make.make_user("Brand Officer")
		unit = frappe.get_doc("Union Unit", self.programme.organiser)
		unit.append("members", {"user": office, "post": "Officer"})
		unit.save()
		frappe.set_user(office)
		self.addCleanup(frappe.set_user, "Administrator")
		self.assertRaises(frappe.PermissionError, self.opened)

	def test_one_year_has_one_cycle(self):
		self.opened()
		self.assertRaises(frappe.DuplicateEntryError, self.opened)

	def test_a_cycle_with_projects_is_not_deleted(self):
		cycle = make.make_cycle()
		make.make_project(cycle)
		self.assertRaises(frappe.ValidationError, frappe.delete_doc, "Brand Cycle", cycle.name, force=True)

	def test_rules_that_cannot_work_are_named_all_at_once(self):
		cases = (
			(
				"windows",
				{"phase": "Application", "opens_on": "2024-03-02", "closes_on": "2024-03-01"},
				"closes on",
			),
			(
				"windows",
				{"phase": "Application", "opens_on": "2024-02-10", "closes_on": "2024-03-01"},
				"overlap",
			),
			(
				"sections",
				{"form": "Application", "field_name": "nonsense"},
				"row 2: Brand Project has no field nonsense",
			),
			("sections", {"form": "Application", "field_name": "objectives"}, "objectives is listed twice"),
			(
				"sections",
				{"form": "Summary", "field_name": "features", "min_chars": 9, "max_chars": 3},
				"at least 9 characters, but at most 3",
			),
			("quotas", {"min_head_count": 9, "max_head_count": 3}, "row 3: from 9 members, but to 3"),
			("quotas", {"cap": 1, "duty": 2}, "at least 2, but at most 1"),
			("quotas", {"cap": 1, "condition": "unit.head_count >"}, "cannot be read"),
			("tiers", {"tier": "Key", "amount": 1}, "row 2: Key is listed twice"),
			("checks", {"item": "Complete"}, "row 2: Complete is listed twice"),
			("endorsements", {"form": "Application", "endorsement": "Unit"}, "row 2: Unit is listed twice"),
		)
		for table, row, expected in cases:
			programme = frappe.get_doc("Brand Programme", self.programme.name)
			programme.append(table, row)
			with self.subTest(table=table, expected=expected):
				self.assertIn(expected, self.refusal(programme))

	def test_trimming_away_every_sheet_is_refused(self):
		programme = frappe.get_doc("Brand Programme", self.programme.name)
		programme.update({"method": "Trimmed Mean", "trim_from": 4, "trim_count": 2})
		self.assertIn("leaves nothing", self.refusal(programme))

	def test_scores_have_as_many_decimal_places_as_can_be_kept(self):
		programme = frappe.get_doc("Brand Programme", self.programme.name)
		programme.precision_digits = 2_000_000_000
		self.assertIn("2000000000 decimal places are too many, 6 at most", self.refusal(programme))

	def test_all_faults_come_in_one_answer(self):
		self.programme.append("tiers", {"tier": "Key", "amount": 1})
		self.programme.append("quotas", {"cap": 1, "duty": 2})
		message = self.refusal(self.programme)
		self.assertIn("Key is listed twice", message)
		self.assertIn("at least 2", message)

	def refusal(self, doc) -> str:
		with self.assertRaises(BrandError) as caught:
			doc.save()
		return strip_html(str(caught.exception))
