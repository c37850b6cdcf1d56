import frappe

from brand_union.actions import on_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, numbering, recommendations


class BrandAward(BrandDocument):
	"""A title that a project was awarded, with its certificate's number and what came of it further up.

	Made and revoked by award decisions; the office enters its recommendations and their results.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_award_recommendation.brand_award_recommendation import (
			BrandAwardRecommendation,
		)

		award_title: DF.Data
		awarded_on: DF.Date
		certificate_number: DF.Data | None
		check_code: DF.Data | None
		cycle: DF.Link
		decision: DF.Link
		document_number: DF.Data | None
		joint_cycle: DF.Link | None
		level: DF.Data | None
		organiser: DF.Link | None
		programme: DF.Link
		project: DF.Link
		project_title: DF.Data
		recommendation: DF.Literal[
			"Not Planned", "To Be Recommended", "Recommended", "Awarded", "Not Awarded"
		]
		recommendations: DF.Table[BrandAwardRecommendation]
		revoke_reason: DF.SmallText | None
		revoked_by: DF.Link | None
		revoked_on: DF.Date | None
		status: DF.Literal["Valid", "Revoked"]
		to_recommend: DF.Check
		unit: DF.Link
		unit_name: DF.Data
		year: DF.Int
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BA", self.cycle, digits=4)

	def validate(self):
		guard.enforce_read_only(self)
		recommendations.freeze_revoked(self)
		recommendations.check_rows(self)
		recommendations.set_state(self)
		recommendations.say_warnings(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def recommend(
		self,
		level: str,
		recommended_to: str,
		honour: str = "",
		recommended_on: str = "",
		document_number: str = "",
	) -> dict:
		"""Enter a recommendation upward (default: of today); returns its row's name and warnings."""
		return recommendations.recommend(
			self,
			{
				"level": level,
				"recommended_to": recommended_to,
				"honour": honour,
				"recommended_on": recommended_on,
				"document_number": document_number,
			},
		)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def record_result(
		self,
		result: str,
		row: str = "",
		level: str = "",
		honour: str = "",
		result_on: str = "",
		document_number: str = "",
		document: str = "",
	) -> dict:
		"""Enter the result of the recommendation `row`, or of an honour from outside; returns as `recommend`."""
		return recommendations.record_result(
			self,
			row,
			{
				"result": result,
				"level": level,
				"honour": honour,
				"result_on": result_on,
				"document_number": document_number,
				"document": document,
			},
		)


def on_doctype_update():
	frappe.db.add_unique("Brand Award", ["cycle", "certificate_number"])
	frappe.db.add_index("Brand Award", ["unit", "status"])
	frappe.db.add_index("Brand Award", ["cycle", "status"])
	frappe.db.add_index("Brand Award", ["recommendation", "status"])
	frappe.db.add_index("Brand Award", ["creation"])
