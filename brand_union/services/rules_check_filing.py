"""Whether the rows that say who may file can work: quotas, joint applications, consequences, conditions."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import consequences
from brand_union.services import conditions, held_slots, results, slots

CHANGES = (consequences.MORE, consequences.FEWER)


def problems(rules) -> list[str]:
	"""Sentences about every such row that cannot work."""
	return [*_quotas(rules), *_joint(rules), *_consequences(rules), *conditions.problems(rules)]


def _quotas(rules) -> Iterator[str]:
	for row in rules.quotas:
		if cint(row.max_head_count) and cint(row.min_head_count) > cint(row.max_head_count):
			yield _("Quotas and Duties, row {0}: from {1} members, but to {2}.").format(
				row.idx, row.min_head_count, row.max_head_count
			)
		if cint(row.duty) > cint(row.cap):
			yield _("Quotas and Duties, row {0}: at least {1}, but at most {2}.").format(
				row.idx, row.duty, row.cap
			)
		if cint(row.cap) > slots.MOST_SLOTS:
			yield _(
				"Quotas and Duties, row {0}: {1} applications of one unit are too many, {2} at most."
			).format(row.idx, row.cap, slots.MOST_SLOTS)


def _joint(rules) -> Iterator[str]:
	most = cint(rules.joint_cap)
	label = _(rules.meta.get_label("joint_cap"), context=rules.doctype)
	if most < 0 or most > slots.MOST_SLOTS:
		yield _("{0}: {1} is not a number from 0 to {2}.").format(label, most, slots.MOST_SLOTS)
	if most and rules.joint_quota != held_slots.NOBODY:
		yield _("{0}: {1} has no effect, because joint applications count for the quota. Enter 0.").format(
			label, most
		)


def _consequences(rules) -> Iterator[str]:
	grades = _grades(rules)
	for row in rules.consequences:
		if fault := _effect_fault(row) or _grade_fault(row, grades):
			yield _("Consequences, row {0}: {1}").format(row.idx, fault)
		if cint(row.years) < 0:
			yield _("Consequences, row {0}: {1} years are too few. Enter at least 1.").format(
				row.idx, row.years
			)


def _effect_fault(row) -> str | None:
	if row.effect in CHANGES and not 1 <= cint(row.change) <= slots.MOST_SLOTS:
		return _("say how many applications more or fewer, not {0}.").format(cint(row.change))
	if row.effect not in CHANGES and cint(row.change):
		return _("{0} changes no number; enter 0 and not {1}.").format(
			_(row.effect, context=row.doctype), row.change
		)
	if row.effect == consequences.CONTINUED and row.outcome not in consequences.CONTINUABLE:
		return _("after {0} there is nothing to be continued.").format(_(row.outcome, context=row.doctype))
	return None


def _grade_fault(row, grades: list[str]) -> str | None:
	grade = cstr(row.grade).strip()
	if grade and row.outcome == consequences.NOT_FILED:
		return _("who filed nothing has no grade; leave {0} out.").format(grade)
	if grade and grades and grade not in grades:
		return _("the acceptance sheet has no grade {0}. Choose one of: {1}.").format(
			grade, ", ".join(grades)
		)
	return None


def _grades(rules) -> list[str]:
	sheet = rules.acceptance_sheet
	if not sheet or not rules.consequences or not frappe.db.exists("Score Sheet", sheet):
		return []
	return [band.grade for band in results.bands_of(sheet)]
