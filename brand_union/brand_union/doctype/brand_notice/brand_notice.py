import frappe
from frappe import _

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, notice_check, notice_list, numbering, publication


class BrandNotice(BrandDocument):
	"""What is made public about a released decision, with or without a window for objections."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_notice_row.brand_notice_row import BrandNoticeRow

		all_outcomes: DF.Check
		closes_on: DF.Date | None
		conclusion: DF.SmallText | None
		contact: DF.SmallText | None
		corrects: DF.Link | None
		cycle: DF.Link | None
		decision: DF.Link
		document_number: DF.Data | None
		ended_by: DF.Link | None
		ended_on: DF.Datetime | None
		intro: DF.Text | None
		joint_cycle: DF.Link | None
		kind: DF.Literal["Public Notice", "Announcement"]
		notice_title: DF.Data
		opens_on: DF.Date | None
		organiser: DF.Link | None
		posted_by: DF.Link | None
		posted_on: DF.Datetime | None
		purpose: DF.Literal["Selection", "Acceptance"]
		rows: DF.Table[BrandNoticeRow]
		show_amount: DF.Check
		show_category: DF.Check
		show_grade: DF.Check
		show_tier: DF.Check
		status: DF.Literal["Draft", "Posted", "Concluded", "Withdrawn"]
		withdrawal: DF.SmallText | None
		working_days: DF.Int
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BN", notice_check.cycle_of(self.decision), digits=3)

	def validate(self):
		guard.enforce_read_only(self)
		self.validate_still_draft()
		notice_check.check_decision(self)
		notice_check.check_corrected(self)
		notice_check.set_working_days(self)
		notice_list.fill(self)

	def on_trash(self):
		notice_check.demand_draft(self)

	def validate_still_draft(self):
		before = self.get_doc_before_save()
		if before and before.status != notice_check.DRAFT:
			guard.freeze(
				self,
				guard.content_fields(self.meta),
				_("the notice was posted as it is. A correction is a new notice that names it."),
			)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview(self) -> dict:
		"""The public page as it would be, its window, and what stands against posting it."""
		return publication.preview(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def post(self) -> None:
		"""Make it public; the window counts from tomorrow. A second call changes nothing."""
		publication.post(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def conclude(self, conclusion: str) -> None:
		"""Close the notice when its window is over and every objection is answered; the sentence is made public."""
		publication.conclude(self, conclusion)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def withdraw(self, reason: str) -> None:
		"""Take the notice from the public page again."""
		publication.withdraw(self, reason)


def on_doctype_update():
	frappe.db.add_index("Brand Notice", ["status", "closes_on"])
	frappe.db.add_index("Brand Notice", ["creation"])
