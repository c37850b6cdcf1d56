import frappe

from brand_union.services import numbering
from brand_union.setup.test_case import SetupTestCase


class TestNumbering(SetupTestCase):
	def counters(self) -> dict[str, int]:
		return dict(frappe.db.sql("select name, current from `tabSeries`"))

	def test_each_stem_counts_for_itself(self):
		names = [numbering.following(stem, 2) for stem in ("BA-X-1-", "BA-X-2-", "BA-X-1-")]
		self.assertEqual(names, ["BA-X-1-01", "BA-X-2-01", "BA-X-1-02"])

	def test_numbers_grow_beyond_their_digits(self):
		frappe.db.sql("insert into `tabSeries` (name, current) values ('brand_union:BA-X-1-', 99)")
		self.assertEqual(numbering.following("BA-X-1-", 2), "BA-X-1-100")

	def test_the_counters_of_others_stand_still(self):
		frappe.db.sql("insert into `tabSeries` (name, current) values ('BA-X-1-', 5)")
		before = self.counters()
		self.assertEqual(numbering.following("BA-X-1-", 2), "BA-X-1-01")
		self.assertEqual(self.counters(), {**before, "brand_union:BA-X-1-": 1})
