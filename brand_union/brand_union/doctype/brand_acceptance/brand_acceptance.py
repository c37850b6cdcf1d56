import frappe
from frappe import _
from frappe.utils import getdate

from brand_union.actions import reading_saved_document
from brand_union.domain import lifecycle
from brand_union.filed_form import FiledForm
from brand_union.services import (
	acceptance,
	edges,
	endorsements,
	guard,
	numbering,
	sections,
)


class BrandAcceptance(FiledForm):
	"""The summary of a project and its way through acceptance."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_acceptance_account.brand_acceptance_account import (
			BrandAcceptanceAccount,
		)
		from brand_union.brand_union.doctype.brand_acceptance_attachment.brand_acceptance_attachment import (
			BrandAcceptanceAttachment,
		)
		from brand_union.brand_union.doctype.brand_acceptance_goal.brand_acceptance_goal import (
			BrandAcceptanceGoal,
		)
		from brand_union.brand_union.doctype.brand_acceptance_press.brand_acceptance_press import (
			BrandAcceptancePress,
		)
		from brand_union.brand_union.doctype.brand_project_answer.brand_project_answer import (
			BrandProjectAnswer,
		)
		from brand_union.brand_union.doctype.brand_project_endorsement.brand_project_endorsement import (
			BrandProjectEndorsement,
		)
		from brand_union.brand_union.doctype.brand_project_file.brand_project_file import BrandProjectFile

		accounts: DF.Table[BrandAcceptanceAccount]
		activities: DF.Text | None
		activity_count: DF.Int
		actual_end: DF.Date | None
		actual_start: DF.Date | None
		answers: DF.Table[BrandProjectAnswer]
		apply_continuation: DF.Check
		approved_amount: DF.Currency
		attachments: DF.Table[BrandAcceptanceAttachment]
		awaited_signature: DF.Data | None
		balance: DF.Currency
		category: DF.Link | None
		closed_on: DF.Date | None
		coverage_rate: DF.Percent
		cycle: DF.Link | None
		decision: DF.Link | None
		endorsements: DF.Table[BrandProjectEndorsement]
		features: DF.Text | None
		filed_by: DF.Link | None
		filed_on: DF.Datetime | None
		files: DF.Table[BrandProjectFile]
		goals: DF.Table[BrandAcceptanceGoal]
		grade: DF.Data | None
		honours: DF.Text | None
		joint_cycle: DF.Link | None
		leader_name: DF.Data | None
		main_results: DF.Text | None
		organiser: DF.Link | None
		participations: DF.Int
		press: DF.Table[BrandAcceptancePress]
		project: DF.Link
		project_title: DF.Data | None
		rectify_until: DF.Date | None
		return_reason: DF.SmallText | None
		round: DF.Int
		satisfaction: DF.Percent
		score: DF.Data | None
		self_grade: DF.Data | None
		self_score: DF.Float
		shortcomings: DF.Text | None
		stage: DF.Literal["Draft", "Filed", "In Review", "Rectify", "Closed", "Terminated"]
		unit: DF.Link | None
		unit_name: DF.Data | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BS", self.cycle, digits=4)

	def before_insert(self):
		acceptance.demand_started(self)
		endorsements.prefill(self)

	def validate(self):
		guard.enforce_read_only(self)
		self.validate_period()
		self.validate_percentages()
		acceptance.reckon(self)
		sections.settle(self)
		self.validate_frozen_summary()
		endorsements.claim_scans(self)
		endorsements.hold_signed(self)
		edges.enter(self)
		endorsements.note_awaited(self)

	def on_update(self):
		edges.settle(self)

	def on_trash(self):
		acceptance.demand_never_filed(self)

	def validate_period(self):
		if self.actual_start and self.actual_end and getdate(self.actual_end) < getdate(self.actual_start):
			frappe.throw(
				_("The project ended on {0}, before it started on {1}. Correct one of the two dates.").format(
					frappe.format(self.actual_end, "Date"), frappe.format(self.actual_start, "Date")
				)
			)

	def validate_percentages(self):
		for field in ("coverage_rate", "satisfaction"):
			if not 0 <= (self.get(field) or 0) <= 100:
				frappe.throw(
					_("{0} is {1}; a share lies between 0 and 100 percent.").format(
						_(self.meta.get_label(field)), frappe.bold(self.get(field))
					)
				)

	def validate_frozen_summary(self):
		before = self.get_doc_before_save()
		if before and lifecycle.is_content_frozen(self.doctype, before.stage):
			guard.freeze(self, guard.content_fields(self.meta), acceptance.why_frozen(before))

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def what_is_next(self) -> dict:
		"""What the user who looks at the form has to do now: {"text", "colour", "signature"}."""
		return acceptance.what_is_next(self)


def on_doctype_update():
	frappe.db.add_index("Brand Acceptance", ["cycle", "stage"])
	frappe.db.add_index("Brand Acceptance", ["organiser", "stage"])
	frappe.db.add_index("Brand Acceptance", ["creation"])
