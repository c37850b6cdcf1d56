import frappe
from frappe.model.document import Document

from brand_union.actions import on_saved_document
from brand_union.services import cycles, guard, rules_check


class BrandProgramme(Document):
	"""A union's standing scheme: the source of the rules that every cycle copies."""

	def validate(self):
		guard.enforce_read_only(self)
		rules_check.check(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def open_cycle(self, year: int, cycle_name: str | None = None, budget: float = 0) -> str:
		"""Open the cycle of `year` with these rules; returns its name."""
		return cycles.open_cycle(self.name, int(year), cycle_name, budget).name
