import frappe

from brand_union.patches.v0_1 import own_counters
from brand_union.services import numbering
from brand_union.setup.test_case import PROJECT, SetupTestCase


class TestOwnCounters(SetupTestCase):
	"""As on a site that has numbered under plain names: years that no test uses."""

	def setUp(self) -> None:
		super().setUp()
		for name in ("BP-1925-0002", "BP-1925-0007", "BP-1926-0001", "TEST-WITHOUT-NUMBER"):
			doc = frappe.new_doc(PROJECT)
			doc.name = name
			doc.db_insert()
		self.count("BP-1925-", 7)
		self.count("BP-1926-", 3)

	def count(self, counter: str, current: int) -> None:
		frappe.db.sql("insert into `tabSeries` (name, current) values (%s, %s)", (counter, current))

	def counters(self) -> dict[str, int]:
		return dict(frappe.db.sql("select name, current from `tabSeries` where name like '%%BP-192%%'"))

	def test_counting_goes_on_and_what_others_count_stays(self):
		own_counters.execute()
		expected = {"brand_union:BP-1925-": 7, "brand_union:BP-1926-": 1, "BP-1926-": 3}
		self.assertEqual(self.counters(), expected)
		own_counters.execute()
		self.assertEqual(self.counters(), expected)
		self.assertEqual(numbering.following("BP-1925-", 4), "BP-1925-0008")

	def test_a_counter_that_is_ahead_stays_ahead(self):
		self.count("brand_union:BP-1925-", 9)
		self.count("brand_union:BP-1926-", 0)
		own_counters.execute()
		counters = self.counters()
		self.assertEqual((counters["brand_union:BP-1925-"], counters["brand_union:BP-1926-"]), (9, 1))
