import frappe

from brand_union.committee_decision import CommitteeDecision
from brand_union.services import award_decision, award_release, numbering, releasing


class BrandAwardDecision(CommitteeDecision):
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

	draft_service, release_service = award_decision, award_release

	def autoname(self):
		self.name = numbering.of_year("AD", self.cycle, digits=3)

	def validate(self):
		super().validate()
		releasing.check_corrected(self, "cycle")
		award_decision.check_rows(self)
		award_decision.set_figures(self)


def on_doctype_update():
	frappe.db.add_index("Brand Award Decision", ["cycle", "status"])
	frappe.db.add_index("Brand Award Decision", ["creation"])
