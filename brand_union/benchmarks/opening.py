"""What opening a cycle costs in a large university: looking at it first, copying all rules, and saving."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter_ns

from brand_union.benchmarks.queries import copy_row
from brand_union.tests import factories

UNITS, ROWS = 400, 30
YEARS = range(2031, 2037)
GOAL = 2.0


def figures() -> Iterator[tuple[str, float, float]]:
	"""(name, median seconds, goal) for the preview and for the opening, each of several years."""
	_units(UNITS)
	programme = _programme()
	looking, opening = ([], [])
	for year in YEARS:
		looking.append(_seconds(lambda year=year: programme.preview_cycle(year)))
		opening.append(_seconds(lambda year=year: programme.open_cycle(year)))
	yield f"seconds for the preview of a cycle with {UNITS} units and {ROWS} rule rows", median(looking), GOAL
	yield f"seconds for opening a cycle with {UNITS} units and {ROWS} rule rows", median(opening), GOAL


def _units(number: int) -> None:
	first = factories.make_unit()
	for place in range(number - 1):
		copy_row(first, unit_code=f"{first.unit_code}-{place}", unit_name=f"{first.unit_name} {place}")


def _programme():
	"""Quotas by bands of members, check list and tiers: ROWS rows with what every programme of the tests has."""
	programme = factories.make_programme(
		quotas=[
			{
				"min_head_count": 100 * band,
				"max_head_count": 100 * band + 99,
				"cap": band + 1,
				"clause": "II.1",
			}
			for band in range(8)
		],
		checks=[{"item": f"Item {place}", "description": "As asked for"} for place in range(8)],
	)
	written = ("windows", "quotas", "sections", "checks", "tiers")
	programme.update(
		{
			"tie_breaks": [{"rule": "Earlier Filing"}],
			"endorsements": [
				{"form": "Application", "endorsement": f"Opinion {place}"}
				for place in range(ROWS - 1 - sum(len(programme.get(table)) for table in written))
			],
		}
	)
	return programme.save()


def _seconds(step) -> float:
	begin = perf_counter_ns()
	step()
	return (perf_counter_ns() - begin) / 1e9
