import frappe
from frappe import _

from brand_union.document import BrandDocument
from brand_union.services import guard, phase_rights, rule_changes, rules_check


class BrandCycle(BrandDocument):
	"""One year of a programme, with its own frozen copy of the rules."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_programme_award.brand_programme_award import (
			BrandProgrammeAward,
		)
		from brand_union.brand_union.doctype.brand_programme_check.brand_programme_check import (
			BrandProgrammeCheck,
		)
		from brand_union.brand_union.doctype.brand_programme_consequence.brand_programme_consequence import (
			BrandProgrammeConsequence,
		)
		from brand_union.brand_union.doctype.brand_programme_endorsement.brand_programme_endorsement import (
			BrandProgrammeEndorsement,
		)
		from brand_union.brand_union.doctype.brand_programme_organiser.brand_programme_organiser import (
			BrandProgrammeOrganiser,
		)
		from brand_union.brand_union.doctype.brand_programme_quota.brand_programme_quota import (
			BrandProgrammeQuota,
		)
		from brand_union.brand_union.doctype.brand_programme_section.brand_programme_section import (
			BrandProgrammeSection,
		)
		from brand_union.brand_union.doctype.brand_programme_tie_break.brand_programme_tie_break import (
			BrandProgrammeTieBreak,
		)
		from brand_union.brand_union.doctype.brand_programme_tier.brand_programme_tier import (
			BrandProgrammeTier,
		)
		from brand_union.brand_union.doctype.brand_programme_window.brand_programme_window import (
			BrandProgrammeWindow,
		)

		acceptance_mode: DF.Literal["Online", "Meeting", "Defence"]
		acceptance_sheet: DF.Link | None
		awards: DF.Table[BrandProgrammeAward]
		budget: DF.Currency
		change_reason: DF.SmallText | None
		checks: DF.Table[BrandProgrammeCheck]
		co_organisers: DF.Table[BrandProgrammeOrganiser]
		consequences: DF.Table[BrandProgrammeConsequence]
		cycle_name: DF.Data
		endorsements: DF.Table[BrandProgrammeEndorsement]
		hide_jurors: DF.Check
		hide_unit: DF.Check
		joint_cap: DF.Int
		joint_quota: DF.Literal["Lead Unit", "Every Unit", "Nobody"]
		method: DF.Literal["Mean", "Trimmed Mean", "Median", "Standardised Mean", "Rank Points", "Votes"]
		min_valid_sheets: DF.Int
		notice_days: DF.Int
		organiser: DF.Link | None
		others_scores: DF.Literal["Never", "After Own Is Submitted", "After Sealing"]
		precision_digits: DF.Int
		programme: DF.Link
		quotas: DF.Table[BrandProgrammeQuota]
		rectify_days: DF.Int
		reviews_per_project: DF.Int
		sections: DF.Table[BrandProgrammeSection]
		selection_mode: DF.Literal["Online", "Meeting", "Defence"]
		selection_sheet: DF.Link | None
		status: DF.Literal["Preparing", "Running", "Finished"]
		tie_breaks: DF.Table[BrandProgrammeTieBreak]
		tiers: DF.Table[BrandProgrammeTier]
		trim_count: DF.Int
		trim_from: DF.Int
		votes_needed: DF.Percent
		windows: DF.Table[BrandProgrammeWindow]
		year: DF.Int
	# end: auto-generated types

	def onload(self):
		# The form shows where to give a reason also while the status is being set back.
		self.set_onload("has_run", rule_changes.has_run(self))

	def validate(self):
		guard.enforce_read_only(self)
		self.set_organiser()
		phase_rights.fill_usual(self)
		rules_check.check(self)
		rule_changes.demand_reason(self)

	def on_update(self):
		rule_changes.record(self)
		frappe.clear_document_cache("Brand Cycle", self.name)

	def on_trash(self):
		if frappe.db.exists("Brand Project", {"cycle": self.name}):
			frappe.throw(
				_("{0} has projects and cannot be deleted. Set it to Finished instead.").format(
					self.cycle_name
				)
			)

	def set_organiser(self):
		if self.is_new():
			self.organiser = frappe.get_cached_value("Brand Programme", self.programme, "organiser")
