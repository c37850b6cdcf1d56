"""What it costs to hold an application against all rules: 400 units, 30 rows, three earlier years."""

from collections.abc import Iterator
from time import perf_counter_ns

import frappe

from brand_union.benchmarks.queries import copy_row
from brand_union.domain.consequences import CONTINUABLE
from brand_union.services import allowances, cycles, stage
from brand_union.tests import factories
from brand_union.tests.queries import QueryCount

UNITS, ROWS, YEARS = 400, 30, 3
FEW_UNITS, FEW_ROWS = 10, 3
FILED = 3
QUERY_GOAL, SECONDS_GOAL, ALL_SECONDS_GOAL = 1.0, 0.2, 2.0


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, value, goal): queries of filing in a large programme / in a small one, then seconds."""
	small = _filing(*_programme(FEW_UNITS, FEW_ROWS))
	cycle, unit = _programme(UNITS, ROWS)
	large = _filing(cycle, unit)
	yield "queries of filing with 400 units and 30 rows / with 10 units and 3 rows", large / small, QUERY_GOAL
	rules = cycles.rules_of(cycle.name)
	one = _seconds(lambda: allowances.of_unit(unit, rules))
	yield "seconds for what one of 400 units may file under 30 rows after three years", one, SECONDS_GOAL
	every = _seconds(lambda: allowances.of_units(rules))
	yield "seconds for what all of 400 units may file", every, ALL_SECONDS_GOAL


def _filing(cycle, unit: str) -> int:
	"""Queries of the last filing: those before it warm the caches."""
	asked = QueryCount()
	for _turn in range(FILED):
		project = factories.make_project(cycle, frappe.get_doc("Union Unit", unit))
		with asked:
			stage.move(project, "Filed")
	return asked.count


def _programme(units: int, rows: int):
	"""(a running cycle, one of its units): every unit has filed one project in each of the earlier years."""
	year = frappe.utils.getdate().year
	programme = factories.make_programme(quotas=_quotas(rows), consequences=_consequences(rows))
	first = factories.make_unit()
	names = [first.name, *(copy_row(first, unit_code=f"B{rows}-{n}") for n in range(units - 1))]
	for back in range(YEARS, 0, -1):
		earlier = factories.make_cycle(on=f"{year - back}-06-15", programme=programme)
		_fill(earlier, first, names)
	return factories.make_cycle(programme=programme), first.name


def _fill(cycle, first, names: list[str]) -> None:
	project = factories.make_project(cycle, first)
	for number, name in enumerate(names):
		grade = ("Excellent", "Good", "")[number % 3]
		ended = {"stage": "Closed" if grade else "Not Approved", "grade": grade}
		copy_row(project, unit=name, quota_slot=None, **ended)
	frappe.db.delete("Brand Project", {"name": project.name})


def _quotas(rows: int) -> list[dict]:
	"""Two thirds of the rows; the last one fits everybody."""
	texts = [
		f"unit.head_count > {1000 + row} and last_year.grade == 'Excellent'"
		for row in range(rows * 2 // 3 - 1)
	]
	return [*({"cap": 1, "condition": text} for text in texts), {"cap": 2 * FILED, "duty": 1}]


def _consequences(rows: int) -> list[dict]:
	outcomes = [*sorted(CONTINUABLE), "Not Approved", "Not Filed"]
	return [
		{
			"outcome": outcomes[row % len(outcomes)],
			"effect": "More Applications",
			"change": 1,
			"years": YEARS,
			"condition": f"unit.head_count > {row} and result.year < year",
		}
		for row in range(rows - rows * 2 // 3)
	]


def _seconds(act) -> float:
	act()
	begin = perf_counter_ns()
	act()
	return (perf_counter_ns() - begin) / 1e9
