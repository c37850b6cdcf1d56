import frappe
from frappe import _
from frappe.model.document import Document

from brand_union.services import numbering
from brand_union.services.errors import FrozenContent


class BrandRuleChange(Document):
	"""Who changed which rules of a year that was under way, when and why. Made by a service, never changed or deleted."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_rule_change_row.brand_rule_change_row import (
			BrandRuleChangeRow,
		)

		changed_by: DF.Link
		changed_on: DF.Datetime
		changes: DF.Table[BrandRuleChangeRow]
		cycle: DF.Link
		organiser: DF.Link | None
		reason: DF.SmallText
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("RC", self.cycle, digits=3)

	def validate(self):
		if not self.is_new() or not self.flags.by_service:
			self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(
			_(
				"This log keeps what was changed in the rules of a year. It is written by the system and cannot be changed or deleted."
			),
			FrozenContent,
		)


def on_doctype_update():
	frappe.db.add_index("Brand Rule Change", ["creation"])
