"""Which slots of which units are held: one column for the leading unit, one for each joint unit."""

from collections import Counter

import frappe
from frappe.utils import cint

from brand_union.domain import quota
from brand_union.services import cycles

PROJECT, JOINT_UNIT = "Brand Project", "Brand Project Joint Unit"
EVERY_UNIT, NOBODY = "Every Unit", "Nobody"


def keys_of(cycle: str, unit: str, most: int, joint: bool = False) -> list[str]:
	"""The keys of the slots 1..most of a unit in a cycle, in order."""
	return [quota.slot_key(cycle, unit, number, joint) for number in range(1, most + 1)]


def taken(doc, rules, keys: list[str]) -> set[str]:
	"""Those of the slots that other applications hold, as it is now where filings wait for each other."""
	project, row = frappe.qb.DocType(PROJECT), frappe.qb.DocType(JOINT_UNIT)
	asked, every = keys or [""], rules.joint_quota == EVERY_UNIT
	queries = [
		frappe.qb.from_(project)
		.select(project.quota_slot)
		.where(project.quota_slot.isin(asked) & (project.name != (doc.name or "")))
	]
	if every:
		queries.append(
			frappe.qb.from_(row)
			.select(row.quota_slot)
			.where(row.quota_slot.isin(asked) & (row.parent != (doc.name or "")))
		)
	return {key for query in queries for (key,) in (query.for_update() if every else query).run()}


def holders(doc, keys: list[str]) -> list[str]:
	"""The titles of the applications that hold these slots."""
	project, row = frappe.qb.DocType(PROJECT), frappe.qb.DocType(JOINT_UNIT)
	joint = frappe.qb.from_(row).select(row.parent).where(row.quota_slot.isin(keys or [""]))
	return (
		frappe.qb.from_(project)
		.select(project.project_title)
		.where(project.quota_slot.isin(keys or [""]) | project.name.isin(joint))
		.where(project.name != (doc.name or ""))
		.orderby(project.filed_on)
	).run(pluck=True)


def given_another_rank(doc, key: str, lock: bool = False) -> str | None:
	"""The returned application of the same unit that holds this slot of a rank, but bears another rank by now.

	It has to be filed again anyway, so that any rank of its unit serves it. With `lock` as it is now, and kept so.
	"""
	return frappe.db.get_value(
		PROJECT,
		{
			"quota_slot": key,
			"stage": "Draft",
			"unit": doc.unit,
			"filed_unit": ("is", "not set"),
			"unit_rank": ("!=", cint(doc.unit_rank)),
			"name": ("!=", doc.name or ""),
		},
		"name",
		for_update=lock,
	)


def is_returned(key: str) -> bool:
	"""Whether the application that holds a slot is with its unit to be corrected."""
	return bool(frappe.db.exists(PROJECT, {"quota_slot": key, "stage": "Draft"}))


def held_by(cycle: str, unit: str, cap: int) -> int:
	"""How many slots of its quota a unit holds in a cycle, as lead or as a joint unit."""
	keys = keys_of(cycle, unit, cap)
	return sum(
		frappe.db.count(doctype, {"quota_slot": ("in", keys)}) for doctype in (PROJECT, JOINT_UNIT) if keys
	)


def held_in(cycle: str) -> Counter:
	"""{unit: how many slots of its quota it holds in a cycle}, joint applications that are counted apart left out."""
	project, row = frappe.qb.DocType(PROJECT), frappe.qb.DocType(JOINT_UNIT)
	joint = frappe.qb.from_(row).join(project).on(project.name == row.parent).where(project.cycle == cycle)
	parts = (
		joint.select(row.parent, row.unit, row.quota_slot).where(row.parenttype == PROJECT).run(as_dict=True)
	)
	counted = Counter(part.unit for part in parts if part.quota_slot)
	apart = {part.parent for part in parts} if cycles.rules_of(cycle).joint_quota == NOBODY else set()
	rows = frappe.get_all(
		PROJECT,
		filters={"cycle": cycle, "quota_slot": ("is", "set")},
		fields=["name", "unit", "filed_unit"],
		order_by=None,
	)
	counted.update(one.filed_unit or one.unit for one in rows if one.name not in apart)
	return counted


def wait_for_others(cycle: str) -> None:
	"""Until the end of this transaction nobody else files in the cycle."""
	frappe.db.get_value("Brand Cycle", cycle, "name", for_update=True)
