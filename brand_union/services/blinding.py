"""Whose project it is, as words that may stand in what a juror reads: collected, and taken out.

From the records alone: a unit's names, and those of the people who apply. A text can give itself away in other
words; so the office is told what was masked, and reads before it opens the panel.
"""

from collections.abc import Iterable, Sequence

import frappe

from brand_union.domain import masking
from brand_union.domain.masking import MASK, mask

__all__ = ["MASK", "mask", "names_of"]

PROJECT, UNIT = "Brand Project", "Union Unit"
ADDRESSES = ("leader_phone", "leader_email", "contact_phone")


def names_of(project) -> list[str]:
	"""Every name of a Brand Project's units and people, without repetition."""
	units = [project.unit, *(row.unit for row in project.joint_units)]
	return list(dict.fromkeys(name for name in [*_units(units), *_people(project, units)] if name))


def mask_entries(entries: Iterable[dict], names: Sequence[str]) -> tuple[list[dict], dict[str, int]]:
	"""The entries of a packet (see packets.build) without the names, and how often each was in them."""
	found: dict[str, int] = {}

	def plain(text: str) -> str:
		masked = mask(text, names)
		for name, count in masked.found.items():
			found[name] = found.get(name, 0) + count
		return masked.text

	masked_entries = []
	for entry in entries:
		texts = {"value": plain(entry["value"])} if "value" in entry else {}
		rows = [{label: plain(text) for label, text in row.items()} for row in entry.get("rows", [])]
		masked_entries.append({**entry, **texts, **({"rows": rows} if rows else {})})
	return masked_entries, found


def _units(names: Sequence[str]) -> list[str]:
	rows = frappe.get_all(
		UNIT,
		filters={"name": ("in", names)},
		fields=["name", "unit_code", "unit_name", "short_names", "lft", "rgt"],
		order_by="lft asc",
	)
	former = frappe.get_all(
		"Union Unit Former Name",
		filters={"parent": ("in", names)},
		fields=["parent", "former_name"],
		order_by="idx asc",
	)
	found = []
	for row in rows:
		above = _above(row)
		called = [row.unit_name, *(old.former_name for old in former if old.parent == row.name)]
		found += [variant for name in called for variant in masking.variants(name, above)]
		found += [row.unit_code, *_lines(row.short_names)]
	return found


def _above(unit) -> list[str]:
	return frappe.get_all(
		UNIT, filters={"lft": ("<", unit.lft), "rgt": (">", unit.rgt)}, pluck="unit_name", order_by="lft asc"
	)


def _people(project, units: Sequence[str]) -> list[str]:
	members = frappe.get_all(
		"Union Unit Member",
		filters={"parent": ("in", units), "parenttype": UNIT},
		pluck="user",
		order_by="idx asc",
	)
	full_names = frappe.get_all(
		"User", filters={"name": ("in", members)}, pluck="full_name", order_by="name asc"
	)
	return [
		project.leader_name,
		project.contact_name,
		*(row.member_name for row in project.team),
		*(row.signer for row in project.endorsements),
		*(project.get(field) for field in ADDRESSES),
		*members,
		*full_names,
	]


def _lines(text: str | None) -> list[str]:
	for separator in ("，", ",", "、", ";", "；"):
		text = (text or "").replace(separator, "\n")
	return [line.strip() for line in text.splitlines() if line.strip()]
