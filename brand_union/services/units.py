"""Units and their people: user permissions, allowances, history of names."""

import frappe
from frappe import _
from frappe.utils import cint, nowdate

from brand_union.domain import quota
from brand_union.scopes import ADMINISTRATOR, OFFICER, UNIT_ROLES
from brand_union.services.errors import BrandError

UNIT_POSTS = ("Chair", "Officer")


def facts_of(unit, rules) -> quota.UnitFacts:
	"""A unit as the quota rules see it; conditions of the rows are evaluated here.

	`unit` is a dict or row with name, unit_name, unit_type, head_count, party_organisation.
	"""
	return quota.UnitFacts(
		key=unit.name,
		kind=unit.unit_type,
		head_count=cint(unit.head_count),
		conditions_met=frozenset(
			row.condition for row in rules.quotas if row.condition and _holds(row, unit)
		),
	)


def quota_rules(rules) -> list[quota.QuotaRule]:
	"""The rows of a programme or cycle as plain values, in order."""
	return [
		quota.QuotaRule(
			cap=cint(row.cap),
			duty=cint(row.duty),
			kind=row.unit_type or "",
			min_heads=cint(row.min_head_count),
			max_heads=cint(row.max_head_count),
			condition=row.condition or "",
		)
		for row in rules.quotas
	]


def allowance_of(unit: str, rules) -> quota.Allowance:
	"""How many applications the unit may and must file under `rules`."""
	row = frappe.db.get_value("Union Unit", unit, list(FACT_FIELDS), as_dict=True)
	return quota.cap_and_duty(facts_of(row, rules), quota_rules(rules))


FACT_FIELDS = ("name", "unit_name", "unit_type", "head_count", "party_organisation", "parent_union_unit")


def sync_user_permissions(unit) -> None:
	"""Keep one User Permission per officer and chair in office, as the member table says."""
	wanted = {
		row.user
		for row in unit.members
		if row.is_active and row.post in UNIT_POSTS and _is_unit_user(row.user)
	}
	held = frappe.get_all(
		"User Permission",
		{"allow": "Union Unit", "for_value": unit.name},
		["name", "user"],
		order_by=None,
	)
	for row in held:
		if row.user not in wanted:
			frappe.delete_doc("User Permission", row.name, ignore_permissions=True)
	for user in sorted(wanted - {row.user for row in held}):
		# The office edits the member table and has no right on User Permission itself.
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Union Unit", "for_value": unit.name}
		).insert(ignore_permissions=True)


def remember_name(unit) -> None:
	"""A renamed unit keeps its former name, so that old papers can be read."""
	before = unit.get_doc_before_save()
	if before and before.unit_name != unit.unit_name:
		unit.append("former_names", {"former_name": before.unit_name, "used_until": nowdate()})


def demand_active(unit: str) -> None:
	"""Raise BrandError for a dissolved unit."""
	row = frappe.db.get_value("Union Unit", unit, ["unit_name", "status"], as_dict=True)
	if row and row.status != "Active":
		frappe.throw(
			_("{0} is dissolved and files nothing any more. Choose the unit that it was merged into.").format(
				row.unit_name
			),
			BrandError,
		)


def _is_unit_user(user: str) -> bool:
	"""A User Permission narrows everything that a user sees, so the office's own people get none."""
	roles = set(frappe.get_roles(user))
	return bool(roles & UNIT_ROLES) and not roles & {ADMINISTRATOR, OFFICER}


def _holds(row, unit) -> bool:
	try:
		return bool(frappe.safe_eval(row.condition, None, {"unit": unit}))
	except Exception as error:
		frappe.throw(
			_("Quotas and Duties, row {0}: the condition {1} cannot be worked out for {2}: {3}").format(
				row.idx, frappe.bold(row.condition), unit.unit_name, error
			),
			BrandError,
		)
