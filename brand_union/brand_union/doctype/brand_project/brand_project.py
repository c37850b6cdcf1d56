import frappe
from frappe import _
from frappe.utils import getdate

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.filed_form import FiledForm
from brand_union.services import (
	cycles,
	edges,
	endorsements,
	filing,
	guard,
	numbering,
	organisers,
	projects,
	recheck,
	sections,
	slots,
	units,
)


class BrandProject(FiledForm):
	"""The application of a unit in a cycle and then the project that came of it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_project_answer.brand_project_answer import (
			BrandProjectAnswer,
		)
		from brand_union.brand_union.doctype.brand_project_budget.brand_project_budget import (
			BrandProjectBudget,
		)
		from brand_union.brand_union.doctype.brand_project_check.brand_project_check import BrandProjectCheck
		from brand_union.brand_union.doctype.brand_project_endorsement.brand_project_endorsement import (
			BrandProjectEndorsement,
		)
		from brand_union.brand_union.doctype.brand_project_file.brand_project_file import BrandProjectFile
		from brand_union.brand_union.doctype.brand_project_joint_unit.brand_project_joint_unit import (
			BrandProjectJointUnit,
		)
		from brand_union.brand_union.doctype.brand_project_member.brand_project_member import (
			BrandProjectMember,
		)
		from brand_union.brand_union.doctype.brand_project_schedule.brand_project_schedule import (
			BrandProjectSchedule,
		)

		amount_requested: DF.Currency
		answers: DF.Table[BrandProjectAnswer]
		approved_amount: DF.Currency
		awaited_signature: DF.Data | None
		budget: DF.Table[BrandProjectBudget]
		category: DF.Link | None
		checks: DF.Table[BrandProjectCheck]
		closed_on: DF.Date | None
		contact_name: DF.Data | None
		contact_phone: DF.Data | None
		content: DF.Text | None
		continues_project: DF.Link | None
		cycle: DF.Link
		decided_on: DF.Date | None
		decision: DF.Link | None
		endorsements: DF.Table[BrandProjectEndorsement]
		ends_on: DF.Date | None
		expected_participants: DF.Int
		expected_results: DF.Text | None
		filed_by: DF.Link | None
		filed_on: DF.Datetime | None
		filed_unit: DF.Link | None
		files: DF.Table[BrandProjectFile]
		foundation: DF.Text | None
		grade: DF.Data | None
		joint_cycle: DF.Link | None
		joint_units: DF.Table[BrandProjectJointUnit]
		kind: DF.Literal["New", "Continuation"]
		leader_email: DF.Data | None
		leader_name: DF.Data | None
		leader_phone: DF.Data | None
		leader_post: DF.Data | None
		member_count: DF.Int
		objectives: DF.Text | None
		organiser: DF.Link | None
		plan: DF.Text | None
		project_title: DF.Data
		publicity: DF.Text | None
		quota_slot: DF.Data | None
		rectify_until: DF.Date | None
		return_reason: DF.SmallText | None
		schedule: DF.Table[BrandProjectSchedule]
		stage: DF.Literal[
			"Draft",
			"Filed",
			"Checked",
			"In Review",
			"Decided",
			"Under Way",
			"Acceptance",
			"Closed",
			"Not Approved",
			"Withdrawn",
			"Terminated",
		]
		starts_on: DF.Date | None
		team: DF.Table[BrandProjectMember]
		tier: DF.Data | None
		unit: DF.Link
		unit_name: DF.Data | None
		unit_rank: DF.Int
		workflow_state: DF.Link | None
		year: DF.Int
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("BP", self.cycle, digits=4)

	def before_insert(self):
		units.demand_active(self.unit)
		endorsements.prefill(self)

	def validate(self):
		guard.enforce_read_only(self)
		self.validate_category()
		self.validate_period()
		self.validate_continuation()
		self.set_frozen_facts()
		organisers.settle(self)
		self.set_row_facts()
		slots.forget_changed_units(self)
		sections.settle(self)
		filing.stamp_checks(self)
		self.validate_frozen_application()
		endorsements.claim_scans(self)
		endorsements.hold_signed(self)
		edges.enter(self)
		endorsements.note_awaited(self)

	def on_update(self):
		edges.settle(self)
		recheck.after_project(self)

	def on_trash(self):
		projects.demand_never_filed(self)

	def db_update(self):
		slots.write(self, super().db_update)

	def db_insert(self, *args, **kwargs):
		slots.empty_is_null(self)
		super().db_insert(*args, **kwargs)

	def validate_category(self):
		programme = cycles.rules_of(self.cycle).programme
		if (
			self.category
			and frappe.get_cached_value("Brand Category", self.category, "programme") != programme
		):
			frappe.throw(
				_("The category {0} does not belong to the programme of this cycle.").format(self.category)
			)

	def validate_period(self):
		if self.starts_on and self.ends_on and getdate(self.ends_on) < getdate(self.starts_on):
			frappe.throw(
				_("The project ends on {0}, before it starts on {1}. Correct one of the two dates.").format(
					frappe.format(self.ends_on, "Date"), frappe.format(self.starts_on, "Date")
				)
			)

	def validate_continuation(self):
		if self.kind != "Continuation":
			self.continues_project = None
		elif self.continues_project == self.name:
			frappe.throw(_("A project cannot continue itself."))
		projects.demand_own_forerunner(self)

	def set_frozen_facts(self):
		rules = cycles.rules_of(self.cycle)
		self.year = rules.year
		if not self.unit_name or self.stage == "Draft":
			self.unit_name = frappe.get_cached_value("Union Unit", self.unit, "unit_name")

	def set_row_facts(self):
		frozen = projects.is_frozen(self)
		for row in self.joint_units:
			if not frozen or not row.unit_name:
				row.unit_name = frappe.get_cached_value("Union Unit", row.unit, "unit_name")

	def validate_frozen_application(self):
		before = self.get_doc_before_save()
		if before and projects.is_frozen(before):
			guard.freeze(self, projects.application_fields(self.meta), projects.why_frozen(before))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def end_with_reason(self, to_stage: str, reason: str, action: str = "") -> None:
		"""Refuse the application or terminate the project, with a reason that the unit reads."""
		projects.end_with_reason(self, to_stage, reason, action)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def record_checks(self, results: list) -> None:
		"""Write the results of the formal check: [{item, result, reason}]."""
		filing.record_checks(self, results)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def what_is_next(self) -> dict:
		"""What the user who looks at the form has to do now: {"text", "colour", "signature"}."""
		return projects.what_is_next(self)


def on_doctype_update():
	frappe.db.add_index("Brand Project", ["cycle", "unit", "stage"])
	frappe.db.add_index("Brand Project", ["organiser", "stage"])
	frappe.db.add_index("Brand Project", ["creation"])
