import frappe
from frappe import _
from frappe.utils import flt

from brand_union.document import BrandDocument
from brand_union.services import guard


class ScoreSheet(BrandDocument):
	"""Criteria with their ranges, and the grade bands that a total falls into."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.score_sheet_criterion.score_sheet_criterion import (
			ScoreSheetCriterion,
		)
		from brand_union.brand_union.doctype.score_sheet_grade.score_sheet_grade import ScoreSheetGrade

		criteria: DF.Table[ScoreSheetCriterion]
		grades: DF.Table[ScoreSheetGrade]
		guidance: DF.Text | None
		is_active: DF.Check
		purpose: DF.Literal["Selection", "Acceptance"]
		sheet_name: DF.Data
		total_max: DF.Float
	# end: auto-generated types

	def validate(self):
		guard.enforce_read_only(self)
		self.validate_not_in_use()
		self.validate_criteria()
		self.validate_grades()
		self.total_max = sum(flt(row.max_score) for row in self.criteria)

	def validate_not_in_use(self):
		"""Sheets already issued keep their criteria, so those of a late juror and the grades must be the same."""
		panel = self.name and frappe.db.get_value(
			"Review Panel", {"score_sheet": self.name, "status": ("!=", "Draft")}, "panel_name"
		)
		if panel:
			guard.freeze(
				self,
				("purpose", "criteria", "grades"),
				_("the panel {0} was opened with this score sheet. Duplicate it and change the copy.").format(
					panel
				),
			)

	def validate_criteria(self):
		seen = set()
		for row in self.criteria:
			if row.criterion_code in seen:
				frappe.throw(
					_("Criteria, row {0}: the code {1} is used twice.").format(row.idx, row.criterion_code)
				)
			seen.add(row.criterion_code)
			if flt(row.max_score) <= flt(row.min_score):
				frappe.throw(
					_("Criteria, row {0}: the maximum {1} must be above the minimum {2}.").format(
						row.idx, flt(row.max_score), flt(row.min_score)
					)
				)
			if flt(row.step) < 0:
				frappe.throw(_("Criteria, row {0}: the step cannot be negative.").format(row.idx))

	def validate_grades(self):
		thresholds = [flt(row.threshold) for row in self.grades]
		if thresholds != sorted(thresholds, reverse=True) or len(set(thresholds)) != len(thresholds):
			frappe.throw(_("Grade Bands: list the bands from the highest threshold down, each once."))
