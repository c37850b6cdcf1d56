"""What becomes of an action that the database breaks off because two people wait for each other."""

import frappe

from brand_union.services.atomic import TRIES, until_free
from brand_union.services.errors import Busy
from brand_union.tests import IntegrationTestCase


class TestUntilFree(IntegrationTestCase):
	def setUp(self):
		frappe.db.rollback()
		self.calls = 0

	def broken_off(self, times: int):
		def act() -> str:
			self.calls += 1
			if self.calls <= times:
				raise frappe.QueryDeadlockError
			return "done"

		return act

	def test_it_is_begun_anew(self):
		self.assertEqual(until_free(self.broken_off(TRIES - 1)), "done")
		self.assertEqual(self.calls, TRIES)

	def test_who_is_never_let_in_reads_a_sentence(self):
		with self.assertRaisesRegex(Busy, "Nothing was changed here; try again"):
			until_free(self.broken_off(TRIES))

	def test_what_was_written_before_is_not_lost_silently(self):
		frappe.get_doc({"doctype": "ToDo", "description": "Before"}).insert()
		self.assertRaises(frappe.QueryDeadlockError, until_free, self.broken_off(1))
		self.assertEqual(self.calls, 1)
		self.assertTrue(frappe.db.exists("ToDo", {"description": "Before"}))
		frappe.db.rollback()
