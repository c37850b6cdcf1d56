"""What a unit may and must still file, told to whoever writes its application."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.services import allowance_words, allowances, cycles, held_slots

PROJECT, CYCLE, UNIT = "Brand Project", "Brand Cycle", "Union Unit"


@frappe.whitelist(methods=["GET", "POST"])
def of_new(cycle: str, unit: str) -> str:
	"""The sentence that a new application opens with; for whoever may read the unit and begin an application."""
	frappe.has_permission(PROJECT, "create", throw=True)
	frappe.has_permission(CYCLE, "read", cstr(cycle), throw=True)
	frappe.has_permission(UNIT, "read", cstr(unit), throw=True)
	return sentence(cstr(cycle), cstr(unit))


def sentence(cycle: str, unit: str) -> str:
	"""How much the unit may and must file in the cycle, by which rows, and how many slots it holds already."""
	rules = cycles.rules_of(cycle)
	standing = allowances.of_unit(unit, rules)
	words = allowance_words.summary(rules, standing)
	if not standing.cap:
		return words
	held = _("Filed so far: {0}.").format(held_slots.held_by(cycle, unit, standing.cap))
	return " ".join(part for part in (words, held, _joint(rules)) if part)


def _joint(rules) -> str:
	if rules.joint_quota == held_slots.EVERY_UNIT:
		return _("A joint application counts for every unit that takes part.")
	if rules.joint_quota != held_slots.NOBODY:
		return ""
	if cint(rules.joint_cap):
		return _("Joint applications are counted apart, at most {0}.").format(cint(rules.joint_cap))
	return _("Joint applications do not count.")
