"""Which units go on with the work of a unit that was merged, split or closed, as its table of successors says.

The table holds later heirs too: where A went into B and B into C, A names both.
"""

from collections.abc import Iterable

import frappe

TABLE, UNIT = "Union Unit Successor", "Union Unit"
DISSOLVED = "Dissolved"


def of_units(units: Iterable[str]) -> dict[str, list[str]]:
	"""{unit: the units that go on with its work or a part of it}, for those that have any."""
	rows = frappe.get_all(
		TABLE,
		filters={"parent": ("in", sorted(set(units)) or [""]), "parenttype": UNIT},
		fields=["parent", "successor"],
		order_by="since asc, idx asc",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.parent, []).append(row.successor)
	return found


def left_to(unit: str) -> list[str]:
	"""The dissolved units whose work this unit goes on with."""
	row, old = frappe.qb.DocType(TABLE), frappe.qb.DocType(UNIT)
	query = frappe.qb.from_(row).join(old).on((old.name == row.parent) & (row.parenttype == UNIT))
	found = query.select(old.name).distinct().where((row.successor == unit) & (old.status == DISSOLVED))
	return sorted(name for (name,) in found.run())


def names_of(units: Iterable[str]) -> dict[str, str]:
	"""{unit: the present names of its heirs that are still there, else of all}, as one text."""
	heirs = of_units(units)
	rows = frappe.get_all(
		UNIT,
		filters={"name": ("in", sorted({heir for found in heirs.values() for heir in found}) or [""])},
		fields=["name", "unit_name", "status"],
		order_by=None,
	)
	facts = {row.name: row for row in rows}
	return {unit: _listed([facts[heir] for heir in found if heir in facts]) for unit, found in heirs.items()}


def _listed(rows: list) -> str:
	there = [row for row in rows if row.status != DISSOLVED]
	return ", ".join(dict.fromkeys(row.unit_name for row in there or rows))
