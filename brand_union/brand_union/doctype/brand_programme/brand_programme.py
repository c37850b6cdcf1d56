import frappe

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import cycle_opening, cycle_preview, guard, phase_rights, rules_check


class BrandProgramme(BrandDocument):
	"""A union's standing scheme: the source of the rules that every cycle copies."""

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
		from brand_union.brand_union.doctype.brand_programme_clause.brand_programme_clause import (
			BrandProgrammeClause,
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
		base_year: DF.Int
		checks: DF.Table[BrandProgrammeCheck]
		clauses: DF.Table[BrandProgrammeClause]
		co_organisers: DF.Table[BrandProgrammeOrganiser]
		consequences: DF.Table[BrandProgrammeConsequence]
		description: DF.Text | None
		document_number: DF.Data | None
		endorsements: DF.Table[BrandProgrammeEndorsement]
		hide_jurors: DF.Check
		hide_unit: DF.Check
		joint_cap: DF.Int
		joint_quota: DF.Literal["Lead Unit", "Every Unit", "Nobody"]
		method: DF.Literal["Mean", "Trimmed Mean", "Median", "Standardised Mean", "Rank Points", "Votes"]
		min_valid_sheets: DF.Int
		notice_days: DF.Int
		organiser: DF.Link
		others_scores: DF.Literal["Never", "After Own Is Submitted", "After Sealing"]
		precision_digits: DF.Int
		programme_code: DF.Data
		programme_name: DF.Data
		quotas: DF.Table[BrandProgrammeQuota]
		rectify_days: DF.Int
		reviews_per_project: DF.Int
		sections: DF.Table[BrandProgrammeSection]
		selection_mode: DF.Literal["Online", "Meeting", "Defence"]
		selection_sheet: DF.Link | None
		status: DF.Literal["Active", "Retired"]
		tie_breaks: DF.Table[BrandProgrammeTieBreak]
		tiers: DF.Table[BrandProgrammeTier]
		trim_count: DF.Int
		trim_from: DF.Int
		votes_needed: DF.Percent
		windows: DF.Table[BrandProgrammeWindow]
	# end: auto-generated types

	def validate(self):
		guard.enforce_read_only(self)
		phase_rights.fill_usual(self)
		rules_check.check(self)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview_cycle(self, year: int) -> dict:
		"""What opening the cycle of `year` would copy, with its dates; see services/cycle_preview.py."""
		return cycle_preview.preview(self, int(year))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def open_cycle(self, year: int, cycle_name: str | None = None, budget: float = 0) -> str:
		"""Open the cycle of `year` with these rules; returns its name."""
		return cycle_opening.open_cycle(self.name, int(year), cycle_name, budget).name
