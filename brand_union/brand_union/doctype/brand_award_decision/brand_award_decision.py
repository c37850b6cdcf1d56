import frappe
from frappe import _
from frappe.model.document import Document

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.services import award_decision, award_release, guard, numbering
from brand_union.services.errors import AwardProblem


class BrandAwardDecision(Document):
	"""Which closed projects of a cycle get which award title (表彰决定); released once, then final.

	Beside Brand Decision, and not a purpose of it: that one is bound to a review panel, its order and its score
	table, while titles are given over all panels of a year, in the order of what the acceptances ended with.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_award_decision_row.brand_award_decision_row import (
			BrandAwardDecisionRow,
		)

		attendance: DF.SmallText | None
		awarded_count: DF.Int
		awarded_on: DF.Date | None
		basis: DF.SmallText | None
		corrects: DF.Link | None
		cycle: DF.Link
		decision_title: DF.Data
		document_number: DF.Data | None
		joint_cycle: DF.Link | None
		meeting: DF.Data | None
		meeting_date: DF.Date | None
		organiser: DF.Link | None
		released_by: DF.Link | None
		released_on: DF.Datetime | None
		rows: DF.Table[BrandAwardDecisionRow]
		status: DF.Literal["Draft", "Released"]
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("AD", self.cycle, digits=3)

	def validate(self):
		self.validate_not_released()
		guard.enforce_read_only(self, fixed_tables=("rows",))
		award_decision.check_corrected(self)
		award_decision.check_rows(self)
		award_decision.set_figures(self)

	def on_trash(self):
		award_decision.demand_draft(self)

	def validate_not_released(self):
		before = self.get_doc_before_save()
		if before:
			award_decision.demand_draft(before)
		elif self.rows and not self.flags.by_service:
			frappe.throw(
				_("The rows are drawn up from the closed projects, not entered. Save without them."),
				AwardProblem,
			)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def draft_rows(self) -> None:
		"""Draw up the rows from the closed projects; what was chosen is kept."""
		award_decision.draft_rows(self.name)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview(self) -> dict:
		"""How many get which title of how many places, and what stands against releasing it."""
		return award_release.preview(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def release(self) -> dict:
		"""Release the decision: all awards are made, or none. A second call changes nothing."""
		return award_release.release(self.name)


def on_doctype_update():
	frappe.db.add_index("Brand Award Decision", ["cycle", "status"])
	frappe.db.add_index("Brand Award Decision", ["creation"])
