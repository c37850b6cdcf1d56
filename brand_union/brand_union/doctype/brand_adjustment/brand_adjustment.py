import frappe
from frappe import _

from brand_union.actions import on_saved_document
from brand_union.document import BrandDocument
from brand_union.services import adjustment, guard, numbering
from brand_union.services.errors import AdjustmentProblem


class BrandAdjustment(BrandDocument):
	"""A change of an approved project, field by field, that the unit has to consent to."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_adjustment_change.brand_adjustment_change import (
			BrandAdjustmentChange,
		)

		answer_note: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Datetime | None
		applied_on: DF.Datetime | None
		changes: DF.Table[BrandAdjustmentChange]
		consultation: DF.SmallText
		organiser: DF.Link | None
		project: DF.Link
		proposed_by: DF.Link | None
		proposed_on: DF.Datetime | None
		reason: DF.SmallText
		status: DF.Literal["Draft", "Proposed", "Consented", "Declined", "Applied", "Dropped"]
		unit: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.following(f"BA-{self.project}-", digits=2)

	def validate(self):
		guard.enforce_read_only(self)
		self.set_project_facts()
		self.validate_still_draft()
		self.validate_stage()
		self.set_old_values()

	def on_trash(self):
		if self.status != "Draft":
			frappe.throw(
				_("{0} was proposed to the unit. Drop it instead of deleting it.").format(self.name),
				AdjustmentProblem,
			)

	def set_project_facts(self):
		self.unit, self.organiser = frappe.db.get_value("Brand Project", self.project, ["unit", "organiser"])

	def validate_still_draft(self):
		before = self.get_doc_before_save()
		if before and before.status != "Draft":
			guard.freeze(
				self, guard.content_fields(self.meta), _("the unit has been asked about exactly this text.")
			)

	def validate_stage(self):
		stage = frappe.db.get_value("Brand Project", self.project, "stage")
		if self.is_new() and stage not in adjustment.ADJUSTABLE_STAGES:
			frappe.throw(
				_("A project is adjusted after the decision; {0} is in the stage {1}.").format(
					self.project, _(stage, context="Brand Project")
				),
				AdjustmentProblem,
			)

	def set_old_values(self):
		if self.status == "Draft":
			adjustment.fill_old_values(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def propose(self) -> None:
		"""Ask the unit for its consent."""
		adjustment.propose(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def consent(self, note: str = "") -> None:
		"""The unit agrees."""
		adjustment.answer(self, consents=True, note=note)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def decline(self, note: str) -> None:
		"""The unit does not agree, and says why."""
		adjustment.answer(self, consents=False, note=note)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def apply_to_project(self) -> None:
		"""Write the new values into the project."""
		adjustment.apply(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def drop(self) -> None:
		"""Give the adjustment up."""
		adjustment.drop(self)


def on_doctype_update():
	frappe.db.add_index("Brand Adjustment", ["creation"])
