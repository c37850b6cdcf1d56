import frappe
from frappe import _

from brand_union.kept_record import KeptRecord
from brand_union.services import numbering


class BrandRuleChange(KeptRecord):
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

	def why_kept(self) -> str:
		return _(
			"This log keeps what was changed in the rules of a year. It is written by the system and cannot be changed or deleted."
		)


def on_doctype_update():
	frappe.db.add_index("Brand Rule Change", ["creation"])
