"""Conditions of rows that depend on facts: of quotas, consequences, further organisers and awards.

One place evaluates them (services/evaluation.py). A condition is typed by the administrator only, and tried on all units
of the site when it is saved, so that a misspelt name is refused with its row and not found on the day of filing.

What a condition may ask: `unit`, `last_year`, `earlier`, `year` (services/condition_facts.py); in a consequence also `result`, the
earlier result that it is about; in an award also `project`, every field of the project and its `score` in acceptance.
"""

from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt

from brand_union.domain.consequences import Result
from brand_union.persons import ADMINISTRATOR, person
from brand_union.services import allowances, condition_facts, earlier_years, evaluation, look_up_rights
from brand_union.services.evaluation import Facts, Names, holds

__all__ = [
	"TABLES",
	"facts_of_projects",
	"facts_of_units",
	"holds",
	"known",
	"label_of",
	"problems",
	"unknowable",
]

QUOTAS, CONSEQUENCES = allowances.QUOTAS, allowances.CONSEQUENCES
ORGANISERS, AWARDS = "co_organisers", "awards"
TABLES = (QUOTAS, CONSEQUENCES, ORGANISERS, AWARDS)
MOST_PROJECTS = 500

# What each kind of row has a condition evaluated for: (whom it is tried on, facts).
Case = tuple[str, Facts]


def facts_of_units(rules, units: Iterable[str] | None = None) -> dict[str, Facts]:
	"""{unit: the facts that conditions of this programme or cycle see}, for these units or for all that are active.

	The number of queries does not depend on how many units there are.
	"""
	return allowances.facts(rules, condition_facts.rows(units))


def facts_of_projects(rules, projects: Iterable[str]) -> dict[str, Facts]:
	"""{project: its facts beside those of its unit}; a constant number of queries."""
	rows = frappe.get_all(
		earlier_years.PROJECT,
		filters={"name": ("in", sorted(set(projects)) or [""])},
		fields=["name", *(df.fieldname for df in _project_fields())],
		order_by="name asc",
	)
	units = facts_of_units(rules, {row.unit for row in rows})
	decided = earlier_years.decided([row.name for row in rows])
	return {row.name: {**units[row.unit], "project": _project(row, decided.get(row.name))} for row in rows}


def known(table: str) -> dict[str, tuple[str, ...]]:
	"""The names that a condition of this table may use, with what may be asked of each."""
	names = condition_facts.known()
	if table == CONSEQUENCES:
		return {**names, "result": condition_facts.RESULT}
	if table == AWARDS:
		return {**names, "project": ("name", *(df.fieldname for df in _project_fields()), "score")}
	return names


def label_of(rules, table: str) -> str:
	"""What a table is called on the form."""
	return _(rules.meta.get_label(table), context=rules.doctype)


# On saving


def problems(rules) -> Iterator[str]:
	"""Every condition that cannot be worked out for every unit of the site, and every one typed without the right to."""
	written = [
		(table, row) for table in TABLES for row in rules.get(table) or () if cstr(row.condition).strip()
	]
	readable = []
	for table, row in written:
		if fault := evaluation.problem(row.condition, known(table)):
			yield _("{0}, row {1}: the condition {2} cannot be used: {3}.").format(
				label_of(rules, table), row.idx, cstr(row.condition).strip(), fault
			)
		else:
			readable.append((table, row))
	yield from _foreign(rules, written)
	beyond = list(unknowable(rules, [row for _table, row in _typed(rules, readable)]))
	yield from beyond
	if readable and not beyond:
		yield from _failing(rules, readable)


def unknowable(rules, rows: Iterable) -> Iterator[str]:
	"""Those of the rows whose conditions look up what the acting user may not know, each as a sentence."""
	for row in rows:
		if fault := look_up_rights.problem(cstr(row.condition)):
			yield _("{0}, row {1}: the condition {2} cannot be used: {3}.").format(
				label_of(rules, row.parentfield), row.idx, cstr(row.condition).strip(), fault
			)


def cases_of(rules, table: str, row, facts: dict[str, Facts]) -> Iterator[Case]:
	"""Whom a row's condition is tried on: every unit with `facts`, or the projects that the rules are about."""
	if table == AWARDS:
		yield from facts_of_projects(rules, _projects(rules)).items()
	elif table == CONSEQUENCES:
		for unit, known_facts in facts.items():
			yield unit, {**known_facts, "result": _sample(row, known_facts)}
	else:
		yield from facts.items()


def _failing(rules, readable: list[tuple]) -> Iterator[str]:
	facts = facts_of_units(rules)
	for table, row in readable:
		for _whom, case in cases_of(rules, table, row, facts):
			try:
				evaluation.truth(row.condition, case)
			except Exception as error:
				yield evaluation.failure(row.condition, case, label_of(rules, table), row.idx, error)
				break


def _foreign(rules, written: list[tuple]) -> Iterator[str]:
	"""Conditions that somebody else than the administrator has typed or changed."""
	if ADMINISTRATOR in person().roles:
		return
	for table, row in _typed(rules, written):
		yield _("{0}, row {1}: conditions are entered by the administrator only. Ask them to.").format(
			label_of(rules, table), row.idx
		)


def _typed(rules, written: list[tuple]) -> list[tuple]:
	"""Those of the rows whose condition was not there before, nor comes from the programme."""
	if not written:
		return []
	sources = [rules.get_doc_before_save()]
	if rules.get("programme"):
		sources.append(frappe.get_cached_doc("Brand Programme", rules.programme))
	given = {
		cstr(row.condition) for doc in sources if doc for table in TABLES for row in doc.get(table) or ()
	}
	return [(table, row) for table, row in written if row.condition not in given]


def _sample(row, facts: Facts) -> Names:
	"""The unit's own latest result of the kind that the row speaks of, else one made up with what the row says."""
	own = [one for one in facts["earlier"] if one.outcome == row.outcome]
	return (
		own[-1]
		if own
		else condition_facts.result(Result(facts["year"] - 1, cstr(row.outcome), cstr(row.grade)))
	)


def _projects(rules) -> list[str]:
	field = "cycle" if rules.doctype == earlier_years.CYCLE else "programme"
	if field == "cycle":
		names = [rules.name or ""]
	else:
		names = frappe.get_all(
			earlier_years.CYCLE, {"programme": rules.name or ""}, pluck="name", order_by=None
		)
	return frappe.get_all(
		earlier_years.PROJECT,
		{"cycle": ("in", names or [""])},
		pluck="name",
		order_by="creation desc",
		limit=MOST_PROJECTS,
	)


def _project_fields() -> list:
	return [
		df
		for df in frappe.get_meta(earlier_years.PROJECT).fields
		if df.fieldtype not in no_value_fields and df.fieldtype not in table_fields
	]


def _project(row, decision) -> Names:
	values = {
		df.fieldname: condition_facts.value(df.fieldtype, row[df.fieldname]) for df in _project_fields()
	}
	score = flt(decision.score) if decision else 0.0
	return Names("project", {"name": row.name, **values, "year": cint(row.year), "score": score})
