"""Trying a row before it is saved: what its condition gives for every unit, and what each unit may file in the end.

The rules come as they stand in the form of a programme or cycle. Nothing is written; only the administrator may ask.
"""

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import condition_text
from brand_union.persons import ADMINISTRATOR, person
from brand_union.services import (
	allowance_words,
	allowances,
	arguments,
	condition_facts,
	conditions,
	evaluation,
	limits,
)
from brand_union.services.errors import BrandError, ConditionProblem, NotYourUnit, refuse
from brand_union.services.evaluation import Facts, Names

DOCTYPES = ("Brand Programme", "Brand Cycle")

Row = dict[str, Any]


@frappe.whitelist(methods=["POST"])
def try_row(rules: str | dict, table: str, row: int) -> Row:
	"""What one row of `table` (its place, from 1) gives: see `_tried`, for each unit, or for each project of an award."""
	doc = _document(rules)
	if table not in conditions.TABLES or not 1 <= cint(row) <= len(doc.get(table) or ()):
		frappe.throw(_("Choose the row that shall be tried."), BrandError)
	return _tried(doc, table, doc.get(table)[cint(row) - 1])


@frappe.whitelist(methods=["POST"])
def try_all(rules: str | dict) -> list[Row]:
	"""What every unit may and must file: [{unit, unit_name, unit_type, head_count, tags, cap, duty, summary, error}]."""
	doc = _document(rules)
	units = condition_facts.rows()
	table = allowances.of_rows(doc, units, lenient=True)
	return [
		{
			"unit": unit.name,
			"unit_name": unit.unit_name,
			"unit_type": _(unit.unit_type, context=condition_facts.UNIT),
			"head_count": unit.head_count,
			"tags": ", ".join(unit.tags),
			**_allowance(doc, table, unit.name),
		}
		for unit in units
	]


def _document(rules: str | dict):
	if ADMINISTRATOR not in person().roles:
		frappe.throw(_("Conditions are tried by the administrator only."), NotYourUnit)
	values = arguments.read("rules", rules, dict)
	if values.get("doctype") not in DOCTYPES:
		frappe.throw(_("Rules are those of a programme or a cycle."), BrandError)
	doc = _made(values)
	rows = [row for table in conditions.TABLES for row in doc.get(table) or ()]
	refuse(conditions.unknowable(doc, rows), ConditionProblem, _("Not Tried"))
	return doc


def _made(values: Row):
	for table in frappe.get_meta(values["doctype"]).get_table_fields():
		arguments.read(table.fieldname, values.get(table.fieldname) or [], list, of=dict)
	doc = frappe.get_doc(values)
	refuse((*limits.plain_problems(doc), *limits.problems(doc)), BrandError, _("Not Tried"))
	return doc


def _tried(doc, table: str, row) -> Row:
	"""{"title", "condition", "year", "problem": why it cannot be used at all or "", "of_projects", "rows": [{key, name, facts:
	[{fact, value}], fits (whether the row speaks of the unit otherwise), holds (None: not asked or failed), error, cap,
	duty, summary}]}; the allowance is there for rows about what a unit may file.
	"""
	units = condition_facts.rows()
	found = allowances.of_rows(doc, units, lenient=True)
	text = condition_text.plain(row.condition)
	of_units = {unit.name: unit for unit in units}
	with_allowance = table in (conditions.QUOTAS, conditions.CONSEQUENCES)
	cases = list(_cases(doc, table, row, found.facts))
	return {
		"title": _("{0}, row {1}").format(conditions.label_of(doc, table), row.idx),
		"condition": text,
		"year": allowances.year_of(doc),
		"problem": (evaluation.problem(text, conditions.known(table)) or "") if text else "",
		"of_projects": int(table == conditions.AWARDS),
		"rows": [
			{
				"key": key,
				"name": _name(facts),
				"facts": _asked(text, facts),
				"fits": int(_fits(table, row, of_units.get(key))),
				**_outcome(text, facts),
				**(_allowance(doc, found, key) if with_allowance else {}),
			}
			for key, facts in cases
		],
	}


def _cases(doc, table: str, row, facts: dict[str, Facts]) -> Iterator[tuple[str, Facts | None]]:
	"""Whom the row is tried on; a consequence for each result that it speaks of, and a unit without one as it is."""
	if table != conditions.CONSEQUENCES:
		yield from conditions.cases_of(doc, table, row, facts)
		return
	rule = allowances.consequence_rule(row)
	for unit, known in facts.items():
		met = [one for one in known["earlier"] if rule.speaks_of(one, known["year"])]
		yield from ((unit, {**known, "result": one}) for one in met)
		if not met:
			yield unit, {**known, "result": None}


def _outcome(text: str, facts: Facts) -> Row:
	if "result" in facts and facts["result"] is None:
		return {"holds": None, "error": "", "note": _("no such result")}
	note = _result(facts["result"]) if "result" in facts else ""
	try:
		return {"holds": int(evaluation.truth(text, facts)) if text else 1, "error": "", "note": note}
	except Exception as error:
		return {"holds": None, "error": evaluation.fault(error), "note": note}


def _fits(table: str, row, unit) -> bool:
	"""Whether the row speaks of the unit, but for its condition."""
	if unit is None or table not in (conditions.QUOTAS, conditions.ORGANISERS):
		return True
	return allowances.quota_rule(row).matches(allowances.plain(unit))


def _allowance(doc, table: allowances.Table, unit: str) -> Row:
	if unit in table.problems:
		error = frappe.utils.strip_html(table.problems[unit])
		return {"cap": None, "duty": None, "summary": error, "failed": 1}
	standing = table.standings[unit]
	summary = allowance_words.summary(doc, standing)
	return {"cap": standing.cap, "duty": standing.duty, "summary": summary, "failed": 0}


# Words


def _name(facts: Facts) -> str:
	if "project" in facts:
		return _("{0} ({1})").format(facts["project"].project_title, facts["unit"].unit_name)
	return facts["unit"].unit_name


def _asked(text: str, facts: Facts) -> list[Row]:
	return [
		{"fact": path, "value": _value(path, facts)} for path in condition_text.asked_for(text, set(facts))
	]


def _value(path: str, facts: Facts) -> str:
	root, _dot, name = path.partition(".")
	try:
		value = getattr(facts[root], name) if name else facts[root]
	except AttributeError:
		return "?"
	if isinstance(value, tuple):
		return ", ".join(_result(one) if isinstance(one, Names) else cstr(one) for one in value) or "—"
	return cstr(value) if value not in ("", None) else "—"


def _result(one: Names) -> str:
	words = [cstr(one.year), _(one.outcome, context=allowance_words.ROW) if one.outcome else "—"]
	return " ".join(part for part in (*words, one.grade, one.title) if part)
