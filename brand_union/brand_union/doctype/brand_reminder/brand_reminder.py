import frappe
from frappe import _

from brand_union.kept_record import KeptRecord
from brand_union.services import numbering


class BrandReminder(KeptRecord):
	"""The log of a reminder: who was reminded of which units' applications, when and by whom."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		by_mail: DF.Check
		cycle: DF.Link
		day_key: DF.Data | None
		message: DF.SmallText | None
		organiser: DF.Link | None
		recipient: DF.Link
		sent_by: DF.Link
		sent_on: DF.Datetime
		unit_names: DF.SmallText | None
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("RM", self.cycle, digits=4)

	def why_kept(self) -> str:
		return _(
			"This log says who was reminded. It is written by the system and cannot be changed or deleted."
		)


def on_doctype_update():
	frappe.db.add_index("Brand Reminder", ["creation"])
