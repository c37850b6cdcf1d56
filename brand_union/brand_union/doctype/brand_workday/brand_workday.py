import frappe

from brand_union.document import BrandDocument
from brand_union.services import guard


class BrandWorkday(BrandDocument):
	"""A day that is worked or not against its day of the week; filled from the national calendar, edited by the office."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date: DF.Date
		from_calendar: DF.Check
		kind: DF.Literal["Holiday", "Make-up Workday"]
		source: DF.Data | None
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		guard.enforce_read_only(self)


def on_doctype_update():
	frappe.db.add_index("Brand Workday", ["creation"])
