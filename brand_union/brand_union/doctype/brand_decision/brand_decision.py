import frappe

from brand_union.actions import on_saved_document
from brand_union.committee_decision import CommitteeDecision
from brand_union.services import decision, numbering, release, releasing


class BrandDecision(CommitteeDecision):
	"""What the committee decided on a panel's projects; released once, then final."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_decision_row.brand_decision_row import BrandDecisionRow

		approved_count: DF.Int
		attendance: DF.SmallText | None
		budget: DF.Currency
		corrects: DF.Link | None
		cycle: DF.Link
		decision_title: DF.Data
		document_number: DF.Data | None
		joint_cycle: DF.Link | None
		meeting: DF.Data | None
		meeting_date: DF.Date | None
		organiser: DF.Link | None
		panel: DF.Link
		purpose: DF.Literal["Selection", "Acceptance"]
		released_by: DF.Link | None
		released_on: DF.Datetime | None
		remaining: DF.Currency
		rows: DF.Table[BrandDecisionRow]
		status: DF.Literal["Draft", "Released"]
		total_amount: DF.Currency
	# end: auto-generated types

	draft_service, release_service = decision, release

	def autoname(self):
		self.name = numbering.of_year("BD", self.cycle, digits=3)

	def validate(self):
		super().validate()
		decision.check_panel(self)
		releasing.check_corrected(self, "panel")
		decision.check_rows(self)
		decision.fill_rows(self)
		decision.set_totals(self)
		decision.set_figures(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def start_all(self) -> dict:
		"""Start the approved projects that no open adjustment holds up."""
		return release.start_all(self.name)


def on_doctype_update():
	frappe.db.add_index("Brand Decision", ["cycle", "purpose", "status"])
	frappe.db.add_index("Brand Decision", ["creation"])
	frappe.db.add_index("Brand Decision Row", ["project"])
