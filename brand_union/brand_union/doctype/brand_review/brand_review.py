import frappe
from frappe import _

from brand_union.actions import leaving_document, on_saved_document
from brand_union.document import BrandDocument
from brand_union.services import drafts, guard, recusal, sheets
from brand_union.services.errors import PanelProblem


class BrandReview(BrandDocument):
	"""One juror's sheet for one packet. It holds no link to what is reviewed."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_review_score.brand_review_score import BrandReviewScore

		autosaved_on: DF.Datetime | None
		by_ballot: DF.Check
		comment_to_committee: DF.Text | None
		comment_to_unit: DF.Text | None
		draft: DF.JSON | None
		due_on: DF.Date | None
		guidance: DF.SmallText | None
		hide_unit: DF.Check
		joint_cycle: DF.Data | None
		juror: DF.Link
		organiser: DF.Link | None
		others_scores: DF.Literal["", "Never", "After Own Is Submitted", "After Sealing"]
		others_seen_on: DF.Datetime | None
		packet: DF.JSON | None
		packet_title: DF.Data | None
		progress: DF.Data | None
		review_code: DF.Data | None
		round_label: DF.Data | None
		running_no: DF.Int
		scores: DF.Table[BrandReviewScore]
		sealed: DF.Check
		status: DF.Literal["Pending", "Submitted", "On Hold", "Withdrawn"]
		submitted_on: DF.Datetime | None
		total: DF.Data | None
		vote: DF.Literal["", "For", "Against", "Abstain"]
	# end: auto-generated types

	def before_insert(self):
		self.hide_maker()

	def validate(self):
		sheets.demand_own_and_open(self)
		drafts.ignore_sent(self)
		guard.enforce_read_only(self, fixed_tables=("scores",))
		drafts.drop(self)
		sheets.check_marks(self)
		sheets.write_total(self)

	def on_trash(self):
		frappe.throw(_("Sheets belong to the record of the panel and cannot be deleted."), PanelProblem)

	def hide_maker(self):
		"""Nobody reads from a sheet who in the office opened the panel."""
		for doc in (self, *self.get_all_children()):
			doc.owner = doc.modified_by = "Administrator"

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def submit_review(self) -> str:
		"""Hand the sheet in, with what was typed last; returns its total."""
		drafts.take_in(self)
		sheets.submit(self)
		return self.total

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def take_back(self) -> None:
		"""Reopen the own sheet; possible until the panel is sealed."""
		sheets.take_back(self)

	@frappe.whitelist(methods=["POST"])
	@leaving_document
	def declare_conflict(self, reason: str) -> None:
		"""Stand back from this project for a conflict of interest; the sheet is withdrawn for good."""
		recusal.declare(self.name, reason)

	@frappe.whitelist(methods=["POST"])
	@leaving_document
	def decline(self, reason: str) -> None:
		"""Refuse to score this project; the sheet is withdrawn for good."""
		recusal.decline(self.name, reason)


def on_doctype_update():
	frappe.db.add_index("Brand Review", ["juror", "status"])
	frappe.db.add_index("Brand Review", ["organiser", "status"])
	frappe.db.add_index("Brand Review", ["status", "due_on"])
	frappe.db.add_index("Brand Review", ["creation"])
