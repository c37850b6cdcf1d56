import frappe

from brand_union.actions import on_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, mailing, numbering


class BrandLetter(BrandDocument):
	"""A mail to a unit about what was decided on its projects: a draft until the office sends it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cycle: DF.Link | None
		decision: DF.Link
		joint_cycle: DF.Link | None
		message: DF.TextEditor
		organiser: DF.Link | None
		recipients: DF.SmallText | None
		sent_by: DF.Link | None
		sent_on: DF.Datetime | None
		status: DF.Literal["Draft", "Sent"]
		subject: DF.Data
		unit: DF.Link | None
		unit_name: DF.Data | None
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BL", self.cycle, digits=4)

	def validate(self):
		guard.enforce_read_only(self)
		mailing.freeze_sent(self)
		mailing.set_recipients(self)

	def on_trash(self):
		mailing.demand_draft(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def send(self) -> None:
		"""Send the letter as it is stored; see services/mailing.py."""
		mailing.send(self)


def on_doctype_update():
	frappe.db.add_index("Brand Letter", ["decision", "status"])
	frappe.db.add_index("Brand Letter", ["creation"])
