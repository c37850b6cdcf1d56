import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from brand_union.services import guard


class ScoreSheet(Document):
	"""Criteria with their ranges, and the grade bands that a total falls into."""

	def validate(self):
		guard.enforce_read_only(self)
		self.validate_criteria()
		self.validate_grades()
		self.total_max = sum(flt(row.max_score) for row in self.criteria)

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
