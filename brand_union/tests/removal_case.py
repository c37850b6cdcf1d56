"""What tests of uninstalling begin with: rows put straight into the tables, which are there or gone afterwards."""

import frappe

from brand_union import uninstall
from brand_union.setup import traces
from brand_union.setup.test_case import SetupTestCase

OURS, FOREIGN = "Brand Test Thing", "Foreign Thing"


def commit() -> None:
	"""All that a commit does but for the commit. Whatever follows it may drop a table, so nothing is written."""
	frappe.db.before_commit.run()
	written = frappe.db.transaction_writes
	frappe.db.after_commit.run()
	assert frappe.db.transaction_writes == written


class RemovalTestCase(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.put("DocType", name=OURS, module="Brand Union")

	def put(self, doctype: str, **values) -> tuple[str, str]:
		"""A row as it might stand in the table; its DocType and name."""
		doc = frappe.new_doc(doctype)
		doc.update(values)
		doc.name = values.get("name") or self.new_name(doctype)
		doc.db_insert()
		if doc.meta.engine != traces.TRANSACTIONAL:
			self.addCleanup(frappe.db.delete, doctype, {"name": doc.name})
		return doctype, doc.name

	@staticmethod
	def new_name(doctype: str):
		if frappe.get_meta(doctype).autoname == "autoincrement":
			return frappe.db.get_next_sequence_val(doctype)
		return f"test-{frappe.generate_hash(length=10)}"

	@staticmethod
	def uninstall(for_good: bool = True) -> None:
		uninstall.before_uninstall()
		if for_good:
			commit()

	@staticmethod
	def left(rows) -> list[tuple[str, str]]:
		return [row for row in rows if frappe.db.exists(*row)]
