"""The table of holidays and make-up workdays, and the national calendar behind it.

The national calendar comes with the package `chinesecalendar`, which knows the years that the State Council has
decreed. A year of it counts by itself until somebody fills it into the table; from then on the table alone says
which days of that year are worked, so that every day can be changed or taken out.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from brand_union.domain import workdays
from brand_union.services import guard
from brand_union.services.errors import BrandError

WORKDAY = "Brand Workday"


def period(posted_on: date, number: int) -> workdays.Period:
	"""The window of so many working days for a notice posted on that day."""
	# Holidays stretch a window; a year more than the working days alone is always enough.
	years = range(posted_on.year, posted_on.year + number // 100 + 3)
	return workdays.period(posted_on, number, table_of(years))


def table_of(years: Iterable[int]) -> dict[date, str]:
	"""{day: Holiday or Make-up Workday} for these years: the national calendar where it is not filled in, then the table."""
	return {day: kind for day, (kind, _title) in _days_of(years).items()}


def free_days(days: Iterable[date]) -> dict[date, tuple[str, str]]:
	"""{day: (HOLIDAY or WEEKEND, its occasion or "")} for those of the days on which one does not work."""
	asked = set(days)
	known = _days_of(day.year for day in asked)
	table = {day: kind for day, (kind, _title) in known.items()}
	found = {day: workdays.why_free(day, table) for day in asked}
	return {day: (why, known[day][1] if day in known else "") for day, why in found.items() if why}


def warnings(first: date, last: date) -> list[str]:
	"""A sentence for each year between two days whose holidays nobody has told us."""
	rows = _rows()
	filled = {row.date.year for row in rows if row.from_calendar}
	unknown = [year for year in range(first.year, last.year + 1) if year not in filled | _years_known()]
	return [_unknown_text(year, sum(row.date.year == year for row in rows)) for year in unknown]


@frappe.whitelist(methods=["GET", "POST"])
def known_years() -> list[int]:
	"""The first and the last year of the national calendar, for whoever may fill the table."""
	frappe.has_permission(WORKDAY, "create", throw=True)
	years = _years_known()
	return [min(years), max(years)] if years else []


@frappe.whitelist(methods=["POST"])
def fill(first_year: int, last_year: int) -> dict:
	"""Enter the national holidays of these years (both included); days that are in the table stay as they are.

	Returns {"added", "kept": numbers of days, "unknown": years the calendar lacks, "sentences"}.
	"""
	frappe.has_permission(WORKDAY, "create", throw=True)
	_demand_years(first_year, last_year)
	known = _years_known()
	asked = set(range(first_year, last_year + 1))
	there = set(frappe.get_all(WORKDAY, pluck="date", order_by=None))
	days = _national(asked & known)
	new = {day: what for day, what in days.items() if day not in there}
	for day, (kind, title) in sorted(new.items()):
		_enter(day, kind, title)
	found = {"added": len(new), "kept": len(days) - len(new), "unknown": sorted(asked - known)}
	return {**found, "sentences": _sentences(found)}


def _enter(day: date, kind: str, title: str) -> None:
	doc = frappe.get_doc(
		{
			"doctype": WORKDAY,
			"date": day,
			"kind": kind,
			"title": title,
			"source": _source(),
			"from_calendar": 1,
		}
	)
	with guard.as_service(doc):
		doc.insert()


def _demand_years(first: int, last: int) -> None:
	if not 1900 <= first <= last <= first + 100:
		frappe.throw(
			_("{0} to {1} is no range of years. Enter the earlier year first, with four digits.").format(
				first, last
			),
			BrandError,
		)


def _sentences(found: dict) -> list[str]:
	told = [
		_("{0} day(s) entered; {1} were in the table already and stay as they are.").format(
			found["added"], found["kept"]
		)
	]
	if found["unknown"]:
		told.append(
			_(
				"The national calendar here does not know {0}. Enter the days of these years by hand, or ask for a newer version of the package {1}."
			).format(", ".join(str(year) for year in found["unknown"]), "chinesecalendar")
		)
	return told


def _unknown_text(year: int, entered: int) -> str:
	return _(
		"The national calendar here does not know the holidays of {0}. Counted are Monday to Friday, and {1} day(s) that the office has entered."
	).format(year, entered)


def _days_of(years: Iterable[int]) -> dict[date, tuple[str, str]]:
	"""{day: (kind, occasion)}"""
	years, rows = set(years), _rows()
	filled = {row.date.year for row in rows if row.from_calendar}
	own = {row.date: (row.kind, cstr(row.title)) for row in rows if row.date.year in years}
	return _national(years - filled) | own


def _rows() -> list[dict]:
	rows = frappe.get_all(WORKDAY, fields=["date", "kind", "title", "from_calendar"], order_by=None)
	return [frappe._dict(row, date=getdate(row.date), from_calendar=cint(row.from_calendar)) for row in rows]


# The package


def _national(years: set[int]) -> dict[date, tuple[str, str]]:
	"""{day: (kind, occasion)} of the national calendar for those of the years that it knows."""
	calendar = _package()
	if not calendar:
		return {}
	found = {day: (workdays.HOLIDAY, name) for day, name in calendar.holidays.items()}
	found |= {day: (workdays.MAKE_UP_WORKDAY, name) for day, name in calendar.workdays.items()}
	return {
		day: (kind, calendar.Holiday(name).chinese)
		for day, (kind, name) in found.items()
		if day.year in years
	}


def _years_known() -> set[int]:
	calendar = _package()
	return {day.year for day in calendar.holidays} if calendar else set()


def _source() -> str:
	return f"chinesecalendar {_package().__version__}"


def _package():
	"""The package, or None: without it the table has to be kept by hand."""
	try:
		import chinese_calendar
	except ImportError:
		return None
	return chinese_calendar
