import frappe

from brand_union.document import BrandDocument
from brand_union.services import defaults, letters


class BrandUnionSettings(BrandDocument):
	"""Names and reminders of the site, and how its workflows stand to the shipped ones."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		letter_template: DF.Link | None
		organisation_name: DF.Data | None
		reminder_days: DF.Int
		seeded: DF.JSON | None
	# end: auto-generated types

	def validate(self):
		self.keep_seeded()
		letters.check_template(self.letter_template)

	def keep_seeded(self):
		"""The memory of what was installed is the system's own; a form opened earlier may not set it back."""
		self.seeded = frappe.db.get_value(
			"Singles", {"doctype": self.doctype, "field": "seeded"}, "value", order_by=None
		)

	@frappe.whitelist(methods=["GET", "POST"])
	def get_defaults_status(self) -> list[dict]:
		"""One row per shipped default: {kind, name, status, differences: [{side, text}], documents: [text]}."""
		self.check_permission("read")
		return defaults.status_table()

	@frappe.whitelist(methods=["POST"])
	def restore_default(self, kind: str, name: str) -> list[dict]:
		"""Restore one shipped default and return the table as it stands then."""
		self.check_permission("write")
		defaults.restore(kind, name)
		return defaults.status_table()
