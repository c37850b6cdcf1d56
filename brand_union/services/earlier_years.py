"""What units filed in the earlier years of a programme, and what came of it: all units in a constant number of queries.

A result belongs to the unit that carries the project out. What was done by a unit that is dissolved since counts for
each of the units that go on with its work (services/heirs.py): for the one that it was merged into, and for all that
it was split into. A unit that gave a part of itself away and goes on keeps its own past; the new one begins afresh.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe.utils import flt

from brand_union import scopes
from brand_union.domain import consequences
from brand_union.domain.consequences import Result
from brand_union.services import cycles, heirs

PROJECT, CYCLE, UNIT = "Brand Project", "Brand Cycle", "Union Unit"
NEVER_RUN = "Preparing"
EVERY_UNIT = "Every Unit"
# Where a stage alone says what came of a project; until then a released decision may.
OUTCOME_OF_STAGE = {
	"Closed": consequences.PASSED,
	"Terminated": consequences.TERMINATED,
	"Not Approved": consequences.NOT_APPROVED,
}


@dataclass(frozen=True)
class Past:
	"""The earlier years: their `rules` (cycles, first year first), by unit the `results` of its projects, and how many
	applications it filed in a cycle (`filed`). `forerunners` are dissolved units whose past is a unit's own as well."""

	rules: tuple = ()
	results: dict[str, list[Result]] = field(default_factory=lambda: defaultdict(list))
	filed: Counter = field(default_factory=Counter)
	forerunners: dict[str, list[str]] = field(default_factory=dict)

	def family(self, unit: str) -> list[str]:
		"""The unit and its forerunners."""
		return [unit, *self.forerunners.get(unit, ())]

	def results_of(self, unit: str) -> list[Result]:
		"""What came of the projects of the unit and its forerunners, in the order of the years."""
		found = [result for one in self.family(unit) for result in self.results.get(one, ())]
		return sorted(found, key=lambda result: (result.year, result.project))


def before(programme: str, year: int, units: Iterable[str] | None = None) -> Past:
	"""The years of a programme before `year`; for these units only, or for all."""
	rules = _cycles_before(programme, year)
	if not rules:
		return Past()
	forerunners = _forerunners(units)
	asked = None
	if units is not None:
		# Of no unit at all nothing is found, and an empty list is no SQL.
		asked = sorted({*units, *(old for found in forerunners.values() for old in found)}) or [""]
	past = Past(rules, forerunners=forerunners)
	_enter_projects(past, _projects([row.name for row in rules], asked))
	_enter_joint(past, asked)
	return past


def _cycles_before(programme: str, year: int) -> tuple:
	names = frappe.get_all(
		CYCLE,
		filters={"programme": programme, "year": ("<", year), "status": ("!=", NEVER_RUN)},
		pluck="name",
		order_by="year asc",
	)
	return tuple(cycles.rules_of(name) for name in names)


def _forerunners(units: Iterable[str] | None) -> dict[str, list[str]]:
	"""{unit: the dissolved units whose work it goes on with}."""
	row, old = frappe.qb.DocType(heirs.TABLE), frappe.qb.DocType(UNIT)
	query = (
		frappe.qb.from_(row)
		.join(old)
		.on((old.name == row.parent) & (row.parenttype == UNIT))
		.select(row.successor, old.name)
		.distinct()
		.where(old.status == heirs.DISSOLVED)
		.orderby(old.name)
	)
	if units is not None:
		query = query.where(row.successor.isin(sorted(set(units)) or [""]))
	found: dict[str, list[str]] = {}
	for heir, name in query.run():
		found.setdefault(heir, []).append(name)
	return found


def _projects(names: list[str], units: list[str] | None) -> list[dict]:
	project = frappe.qb.DocType(PROJECT)
	fields = ("name", "project_title", "unit", "filed_unit", "cycle", "year", "stage", "grade")
	query = (
		frappe.qb.from_(project)
		.select(*(project[name] for name in (*fields, "continues_project")))
		.where(project.cycle.isin(names) & project.stage.isin(sorted(scopes.FILED_STAGES)))
		.orderby(project.name)
	)
	if units is not None:
		query = query.where(project.unit.isin(units) | project.filed_unit.isin(units))
	return query.run(as_dict=True)


def _enter_projects(past: Past, rows: list[dict]) -> None:
	released = decided([row.name for row in rows])
	continued = {row.continues_project for row in rows if row.continues_project}
	for row in rows:
		past.filed[row.cycle, row.filed_unit or row.unit] += 1
		past.results[row.unit].append(_result(row, released.get(row.name), row.name in continued))


def _result(row, decision, continued: bool) -> Result:
	outcome = OUTCOME_OF_STAGE.get(row.stage) or (decision.outcome if decision else "")
	score = flt(decision.score) if decision and decision.score else None
	grade = row.grade or (decision.grade if decision else "")
	return Result(row.year, outcome or "", grade or "", score, row.name, row.project_title, continued)


def decided(projects: list[str]) -> dict[str, dict]:
	"""{project: the row of the last released decision on its acceptance}."""
	row, decision = frappe.qb.DocType("Brand Decision Row"), frappe.qb.DocType("Brand Decision")
	found = (
		frappe.qb.from_(row)
		.join(decision)
		.on((decision.name == row.parent) & (row.parenttype == "Brand Decision"))
		.select(row.project, row.outcome, row.grade, row.score)
		.where(row.project.isin(projects or [""]))
		.where((decision.purpose == "Acceptance") & (decision.status == "Released"))
		.orderby(decision.released_on)
		.orderby(decision.name)
	).run(as_dict=True)
	return {line.project: line for line in found}


def _enter_joint(past: Past, units: list[str] | None) -> None:
	"""Where joint applications count for every unit that takes part, each of them has filed."""
	names = [row.name for row in past.rules if row.joint_quota == EVERY_UNIT]
	row, project = frappe.qb.DocType("Brand Project Joint Unit"), frappe.qb.DocType(PROJECT)
	query = (
		frappe.qb.from_(row)
		.join(project)
		.on((project.name == row.parent) & (row.parenttype == PROJECT))
		.select(project.cycle, row.unit)
		.where(project.cycle.isin(names or [""]) & project.stage.isin(sorted(scopes.FILED_STAGES)))
	)
	if units is not None:
		query = query.where(row.unit.isin(units))
	past.filed.update(query.run())
