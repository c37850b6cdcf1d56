import frappe
from frappe import _

from brand_union.actions import on_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, numbering, objection_check, objections


class BrandObjection(BrandDocument):
	"""An objection to a public notice, by somebody with a name; who it is, the office alone knows."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_objection_event.brand_objection_event import (
			BrandObjectionEvent,
		)

		channel: DF.Literal["In Writing", "Public Form"]
		concluded_on: DF.Datetime | None
		conclusion: DF.Text | None
		cycle: DF.Link | None
		email: DF.Data | None
		events: DF.Table[BrandObjectionEvent]
		examined_by: DF.Link | None
		joint_cycle: DF.Link | None
		notice: DF.Link
		objector_name: DF.Data
		objector_unit: DF.Data
		organiser: DF.Link | None
		phone: DF.Data
		project: DF.Link | None
		project_title: DF.Data | None
		reason: DF.Text
		receipt: DF.Data | None
		received_on: DF.Datetime
		sending_key: DF.Data | None
		status: DF.Literal["Received", "Under Examination", "Upheld", "Rejected", "Withdrawn"]
		unit: DF.Link | None
		unit_name: DF.Data | None
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BO", objection_check.cycle_of(self.notice), digits=3)

	def validate(self):
		guard.enforce_read_only(self)
		guard.freeze(self, guard.content_fields(self.meta), _("an objection is kept as it was received."))
		objection_check.set_facts(self)
		objection_check.check_new(self)
		objections.begin(self)

	def after_insert(self):
		objections.tell_office(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def examine(self, note: str = "") -> None:
		"""Begin to examine it."""
		objections.examine(self, note)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def write_down(self, note: str) -> None:
		"""Add a step of the examination to the log."""
		objections.write_down(self, note)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def uphold(self, conclusion: str) -> None:
		"""The objection is right; the project waits for a correction of the decision."""
		objections.conclude(self, objections.UPHELD, conclusion)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def reject(self, conclusion: str) -> None:
		"""The objection does not hold."""
		objections.conclude(self, objections.REJECTED, conclusion)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def take_back(self, conclusion: str) -> None:
		"""Who objected has taken it back."""
		objections.conclude(self, objections.WITHDRAWN, conclusion)


def on_doctype_update():
	frappe.db.add_index("Brand Objection", ["creation"])
