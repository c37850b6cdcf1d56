"""Whether the award titles of a programme or cycle can be given; every problem is named with its row."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr, flt

from brand_union.domain import certificate
from brand_union.services import results


def problems(rules) -> list[str]:
	"""Sentences about the rows of `awards` that cannot work."""
	return [*_twice(rules), *_limits(rules), *_grades(rules), *_patterns(rules)]


def _twice(rules) -> Iterator[str]:
	seen = set()
	for row in rules.awards:
		if row.award_title in seen:
			yield _("Award Titles, row {0}: {1} is listed twice.").format(row.idx, row.award_title)
		seen.add(row.award_title)


def _limits(rules) -> Iterator[str]:
	for row in rules.awards:
		if not 0 <= flt(row.max_share) <= 100:
			yield _("Award Titles, row {0}: {1}% is no share. Enter 0 (no limit) to 100.").format(
				row.idx, flt(row.max_share)
			)
		for field in ("max_count", "min_score"):
			if flt(row.get(field)) < 0:
				yield _("Award Titles, row {0}: {1} is negative.").format(
					row.idx, _(row.meta.get_label(field), context=row.doctype)
				)


def _grades(rules) -> Iterator[str]:
	"""A grade that no acceptance can end with would leave its title without a holder for ever."""
	named = [row for row in rules.awards if cstr(row.grade)]
	if not named:
		return
	if not rules.acceptance_sheet:
		yield _(
			"Award Titles, row {0}: the grade {1} comes from an acceptance sheet, and none is chosen."
		).format(named[0].idx, named[0].grade)
		return
	if not frappe.db.exists("Score Sheet", rules.acceptance_sheet):
		return  # the check of links says so
	grades = [band.grade for band in results.bands_of(rules.acceptance_sheet)]
	for row in named:
		if row.grade not in grades:
			yield _(
				"Award Titles, row {0}: the acceptance sheet has no grade {1}. Choose one of: {2}."
			).format(row.idx, row.grade, ", ".join(grades) or _("none"))


def _patterns(rules) -> Iterator[str]:
	for row in rules.awards:
		pattern = cstr(row.certificate_pattern).strip()
		wrong = certificate.problem(pattern) if pattern else None
		if wrong == certificate.NUMBER:
			yield _(
				"Award Titles, row {0}: the pattern {1} has no {2}, so all certificates would have one number."
			).format(row.idx, pattern, "{number}")
		elif wrong:
			yield _(
				"Award Titles, row {0}: {1} in the pattern {2} is no field. Use {3}, {4}, or {5} for at least three digits."
			).format(row.idx, wrong, pattern, "{year}", "{number}", "{number:3}")
