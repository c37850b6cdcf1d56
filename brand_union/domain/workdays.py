"""Working days: Monday to Friday, changed by a table of holidays and of weekend days that are worked instead.

There are no time zones here: the caller gives the date that it is at the site.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAY = "Holiday"
MAKE_UP_WORKDAY = "Make-up Workday"
WEEKEND = "Weekend"

SATURDAY = 5

# What a day is, against its day of the week: {day: HOLIDAY or MAKE_UP_WORKDAY}.
Table = Mapping[date, str]


@dataclass(frozen=True)
class Period:
	"""The first and the last working day of a notice, both included."""

	opens_on: date
	closes_on: date


def is_workday(day: date, table: Table) -> bool:
	"""Whether one works on that day: the table's word counts before the day of the week."""
	if day in table:
		return table[day] == MAKE_UP_WORKDAY
	return day.weekday() < SATURDAY


def why_free(day: date, table: Table) -> str | None:
	"""HOLIDAY or WEEKEND for a day on which one does not work, None for a working day."""
	if is_workday(day, table):
		return None
	return HOLIDAY if day in table else WEEKEND


def add_workdays(day: date, number: int, table: Table) -> date:
	"""The working day with that number after `day`, which is itself never counted. ValueError below 1."""
	if number < 1:
		raise ValueError(f"cannot count {number} working days")
	for _counted in range(number):
		day = _next(day, table)
	return day


def period(posted_on: date, number: int, table: Table) -> Period:
	"""The so many working days of a notice; counting starts the day after posting (DOMAIN 4). ValueError below 1."""
	return Period(add_workdays(posted_on, 1, table), add_workdays(posted_on, number, table))


def _next(day: date, table: Table) -> date:
	day += timedelta(days=1)
	while not is_workday(day, table):
		day += timedelta(days=1)
	return day
