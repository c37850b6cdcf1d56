"""What each unit may and must file in a cycle: by the rows of quotas, and by what earlier years entail.

Every year is worked out after the years before it, with the rules of that year and the units as they are today, in a
number of queries that depends neither on how many units nor on how many rows there are.

"Not Filed" is the result of a year in which a unit owed an application and filed none, once the applications of that
year are over. Units that were merged or split are held to it together: it counts where one of unit and forerunners
owed an application and none of them filed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from brand_union.domain import consequences, phases, quota
from brand_union.domain.consequences import Consequence, Result, Standing
from brand_union.services import condition_facts, cycles, earlier_years, evaluation, units
from brand_union.services.errors import ConditionProblem

QUOTAS, CONSEQUENCES = "quotas", "consequences"


@dataclass(frozen=True)
class Table:
	"""Units under some rules: `facts` for conditions and `standings`, both by unit; `problems` are sentences."""

	facts: dict[str, evaluation.Facts]
	standings: dict[str, Standing]
	problems: dict[str, str]


@dataclass(frozen=True)
class PlainRules:
	"""The rows of a programme or cycle (`doc`) as plain values, worked out once for all units."""

	doc: Any
	quotas: list[quota.QuotaRule]
	consequences: list[Consequence]


def of_unit(unit: str, rules) -> Standing:
	"""What one unit may and must file under the rules of a cycle or programme."""
	return of_units(rules, [unit]).standings[unit]


def of_units(rules, names: Iterable[str] | None = None) -> Table:
	"""The same for these units, or for all that are not dissolved and no mere group. Raises ConditionProblem."""
	return of_rows(rules, condition_facts.rows(names))


def of_rows(
	rules, rows: list, forerunners: Mapping[str, list[str]] | None = None, lenient: bool = False
) -> Table:
	"""The same for units given as rows of condition_facts, with `forerunners` beside those of the records.

	If `lenient`, a condition that cannot be worked out is kept as a problem of its unit, which then has no standing.
	"""
	year, results = year_of(rules), _results_of(rules, rows, forerunners)
	plain_rules = plain_rules_of(rules)
	table = Table({}, {}, {})
	for row in rows:
		seen = table.facts[row.name] = condition_facts.of(row, results[row.name], year)
		try:
			table.standings[row.name] = standing(plain_rules, row, seen, results[row.name])
		except ConditionProblem as problem:
			if not lenient:
				raise
			frappe.clear_last_message()
			table.problems[row.name] = str(problem)
	return table


def facts(rules, rows: list) -> dict[str, evaluation.Facts]:
	"""{unit: what conditions see of it}; no condition of `rules` itself is asked."""
	year, results = year_of(rules), _results_of(rules, rows)
	return {row.name: condition_facts.of(row, results[row.name], year) for row in rows}


def standing(rules: PlainRules, row, facts: evaluation.Facts, results: list[Result]) -> Standing:
	"""What a unit may and must file, from its row, its facts and its results of earlier years."""
	allowance = quota.cap_and_duty(
		plain(row), rules.quotas, lambda number: _holds(rules.doc, QUOTAS, number, facts)
	)
	applied = consequences.entailed(
		rules.consequences,
		results,
		facts["year"],
		lambda number, result: _holds(
			rules.doc, CONSEQUENCES, number, {**facts, "result": condition_facts.result(result)}
		),
	)
	return consequences.settled(allowance, applied, bool(cint(row.exempt_from_duty)))


def plain_rules_of(rules) -> PlainRules:
	"""The rows of quotas and consequences as plain values, in order."""
	return PlainRules(
		rules,
		[quota_rule(row) for row in rules.quotas],
		[consequence_rule(row) for row in rules.consequences],
	)


def quota_rule(row) -> quota.QuotaRule:
	"""One row of quotas (or of organisers, which name no numbers) as a plain value."""
	return quota.QuotaRule(
		cap=cint(row.get("cap")),
		duty=cint(row.get("duty")),
		kind=cstr(row.unit_type),
		min_heads=cint(row.get("min_head_count")),
		max_heads=cint(row.get("max_head_count")),
		tag=cstr(row.tag),
		ranked=bool(cint(row.get("ranked"))),
	)


def consequence_rule(row) -> Consequence:
	"""One row of consequences as a plain value."""
	return Consequence(
		cstr(row.outcome), cstr(row.effect), cstr(row.grade).strip(), cint(row.change), cint(row.years) or 1
	)


def plain(row) -> quota.UnitFacts:
	"""A unit (a row of condition_facts) as rows of quotas ask for it."""
	return quota.UnitFacts(row.name, cstr(row.unit_type), cint(row.head_count), frozenset(row.tags))


def looks_back(rules) -> bool:
	"""Whether anything in the rules depends on earlier years."""
	conditions = (
		row.condition
		for table in (QUOTAS, CONSEQUENCES, "co_organisers", "awards")
		for row in rules.get(table) or ()
	)
	return bool(rules.consequences) or any(
		condition_facts.LOOKING_BACK & evaluation.names_in(condition) for condition in conditions if condition
	)


def year_of(rules) -> int:
	"""The year of a cycle; of a programme, that of the next cycle to be opened."""
	if rules.doctype == earlier_years.CYCLE:
		return cint(rules.year)
	opened = frappe.get_all(
		earlier_years.CYCLE, {"programme": rules.name or ""}, pluck="year", order_by="year desc", limit=1
	)
	return max([cint(rules.base_year), *(year + 1 for year in opened)])


def programme_of(rules) -> str:
	"""The programme whose earlier years count."""
	return cstr(rules.programme if rules.doctype == earlier_years.CYCLE else rules.name)


def last_day(rules):
	"""The last day on which the windows of a cycle let units file; None if none does."""
	ends = [window.closes_on for window in cycles.windows_of(rules) if window.rights & phases.TO_FILE]
	return max(ends, default=None)


def _results_of(
	rules, rows: list, forerunners: Mapping[str, list[str]] | None = None
) -> dict[str, list[Result]]:
	"""{unit: its results of earlier years}; nothing is looked up where nothing in the rules depends on them."""
	names = [row.name for row in rows]
	if not looks_back(rules):
		return {name: [] for name in names}
	further = forerunners or {}
	asked = {*names, *(old for found in further.values() for old in found)}
	past = earlier_years.before(programme_of(rules), year_of(rules), asked)
	for heir, old in further.items():
		past.forerunners[heir] = [*past.forerunners.get(heir, ()), *old]
	known = {row.name: row for row in [*_missing(past, rows), *rows]}
	return _results(past, known, names)


def _holds(rules, table: str, number: int, facts: evaluation.Facts) -> bool:
	row = rules.get(table)[number]
	if not row.condition:
		return True
	try:
		return evaluation.truth(row.condition, facts)
	except Exception as error:
		label = _(rules.meta.get_label(table), context=rules.doctype)
		evaluation.refuse(row.condition, facts, label, row.idx or number + 1, error)


# Years in which a unit owed an application and filed none


def _missing(past: earlier_years.Past, rows: list) -> list:
	"""The forerunners of these units, whose duty of a year is asked for as well."""
	here = {row.name for row in rows}
	wanted = {old for name in here for old in past.forerunners.get(name, ())} - here
	return condition_facts.rows(sorted(wanted)) if wanted else []


def _results(past: earlier_years.Past, known: dict, names: list[str]) -> dict[str, list[Result]]:
	"""{unit: its results, first year first}, years without the application that was due among them."""
	found = {name: past.results_of(name) for name in {*names, *known}}
	for rules in past.rules:
		end = last_day(rules)
		if not end or end >= cycles.today():
			continue
		idle = [name for name in found if not any(past.filed[rules.name, one] for one in past.family(name))]
		asked = {one for name in idle for one in past.family(name)}
		there = [known[one] for one in asked & known.keys() if units.existed_on(known[one], getdate(end))]
		plain_rules = plain_rules_of(rules)
		owing = {row.name for row in there if _owed(plain_rules, row, found[row.name])}
		for name in idle:
			if owing.intersection(past.family(name)):
				found[name].append(Result(cint(rules.year), consequences.NOT_FILED))
	return {name: sorted(results, key=lambda one: (one.year, one.project)) for name, results in found.items()}


def _owed(rules: PlainRules, row, results: list[Result]) -> bool:
	year = cint(rules.doc.year)
	earlier = [result for result in results if result.year < year]
	return standing(rules, row, condition_facts.of(row, earlier, year), earlier).duty > 0
