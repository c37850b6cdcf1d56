"""The facts of a unit that conditions ask about.

`unit`: every field of a unit's record that holds a value, fields added under Customize Form too, and its `tags` and
`parent_name`. `last_year`: what came of the year before (outcome, grade, score, title; of several projects the best,
"" and 0 without any). `earlier`: all results of earlier years, first year first, each with its `year`. `year`: the cycle's.
"""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt, getdate

from brand_union.domain.consequences import Result, best
from brand_union.services.evaluation import Facts, Names
from brand_union.services.heirs import DISSOLVED

UNIT = "Union Unit"
GROUP = "Group"
# Where a unit stands in the tree says nothing about it.
INNER = frozenset({"lft", "rgt", "old_parent"})
ADDED = ("tags", "parent_name")
RESULT = ("year", "outcome", "grade", "score", "project", "title", "continued")
LOOKING_BACK = frozenset({"last_year", "earlier"})


def known() -> dict[str, tuple[str, ...]]:
	"""The names of a unit's facts, with what may be asked of each."""
	return {"unit": ("name", *fields(), *ADDED), "last_year": RESULT, "earlier": (), "year": ()}


def fields() -> list[str]:
	"""The fields of a unit that hold a value."""
	return [df.fieldname for df in _fields()]


def rows(names: Iterable[str] | None = None) -> list:
	"""Units with all their facts, in the order of the tree: these, or all that are not dissolved and no mere group.

	Three queries for any number of units. Nothing of it is shown: a rule sees the same units whoever asks.
	"""
	filters: dict[str, Any] = {"status": ("!=", DISSOLVED), "unit_type": ("!=", GROUP)}
	if names is not None:
		filters = {"name": ("in", sorted(set(names)) or [""])}
	found = frappe.get_all(UNIT, filters=filters, fields=["name", *fields()], order_by="lft asc, name asc")
	return completed(found)


def completed(found: list) -> list:
	"""Rows of units with their tags and the name of the unit above; what a row lacks is empty."""
	names, above = (
		tags_of(row.name for row in found),
		_names_of(row.get("parent_union_unit") for row in found),
	)
	for row in found:
		row.tags = tuple(names.get(row.name, ()))
		row.parent_name = above.get(row.get("parent_union_unit"), "")
	return found


def tags_of(units: Iterable[str]) -> dict[str, list[str]]:
	"""{unit: its tags}; one query."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		"Union Unit Tag",
		filters={"parent": ("in", sorted(set(units)) or [""]), "parenttype": UNIT},
		fields=["parent", "tag"],
		order_by="parent asc, idx asc",
	):
		found.setdefault(row.parent, []).append(row.tag)
	return found


def of(row, results: list[Result], year: int) -> Facts:
	"""The facts of a unit (a row of `rows`) with its results of earlier years."""
	earlier = [one for one in results if one.year < year]
	last = best(one for one in earlier if one.year == year - 1)
	values = {df.fieldname: value(df.fieldtype, row.get(df.fieldname)) for df in _fields()}
	unit = Names("unit", {"name": row.name, **values, **{name: row[name] for name in ADDED}})
	return {
		"unit": unit,
		"last_year": result(last or Result(year - 1, "")),
		"earlier": tuple(result(one) for one in earlier),
		"year": year,
	}


def result(one: Result) -> Names:
	"""A result of an earlier year as conditions see it; without a score it counts as 0."""
	values = {name: getattr(one, name) for name in RESULT}
	return Names("result", {**values, "score": one.score or 0.0, "continued": one.continued})


def value(fieldtype: str, given: Any) -> Any:
	"""A field's value as conditions compare it: numbers are numbers, and a text that is missing is empty."""
	if fieldtype in ("Int", "Check"):
		return cint(given)
	if fieldtype in ("Float", "Currency", "Percent", "Rating"):
		return flt(given)
	if fieldtype == "Date":
		return getdate(given) if given else None
	return given if fieldtype in ("Datetime", "Time") else cstr(given)


def _fields() -> list:
	return [
		df
		for df in frappe.get_meta(UNIT).fields
		if df.fieldtype not in no_value_fields
		and df.fieldtype not in table_fields
		and df.fieldname not in INNER
	]


def _names_of(units: Iterable[str | None]) -> dict[str, str]:
	rows = frappe.get_all(
		UNIT,
		filters={"name": ("in", sorted({name for name in units if name}) or [""])},
		fields=["name", "unit_name"],
		order_by=None,
	)
	return {row.name: row.unit_name for row in rows}
