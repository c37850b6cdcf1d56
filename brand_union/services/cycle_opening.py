"""Opening a cycle: the programme's rules are copied, and every date moves to the new year."""

import frappe
from frappe import _
from frappe.model import table_fields

from brand_union.domain import calendar
from brand_union.services import cycles, guard
from brand_union.services.errors import BrandError
from brand_union.services.rule_fields import CYCLE, PROGRAMME, plain_row, rule_fields

# So that dates can be shifted there, and a slip of the keys is told from a year.
FIRST_YEAR, LAST_YEAR = 1900, 9000


def open_cycle(programme: str, year: int, cycle_name: str | None = None, budget: float = 0):
	"""Make the cycle of `year` from a programme: copies every rule and shifts the dates by whole years.

	Returns the new Brand Cycle (status Preparing). Later changes to the programme do not touch it. Raises BrandError
	for what is no year, and DuplicateEntryError where the programme has a cycle of that year.
	"""
	source = frappe.get_doc(PROGRAMME, programme)
	source.check_permission("read")
	if not is_year(year):
		frappe.throw(no_year(year), BrandError)
	if problem := cycle_of_year(source, year):
		frappe.throw(problem, frappe.DuplicateEntryError)
	cycle = frappe.new_doc(CYCLE)
	cycle.update(
		{
			"programme": programme,
			"year": year,
			"cycle_name": cycle_name or usual_name(source, year),
			"budget": budget,
		}
	)
	copy_rules(source, cycle)
	shift_windows(cycle, year - source.base_year)
	with guard.as_service(cycle):
		return cycle.insert()


def usual_name(programme, year: int) -> str:
	"""What a cycle is called unless somebody says otherwise."""
	return f"{programme.programme_name} {year}"


def is_year(year: int) -> bool:
	"""Whether dates can be shifted to that year."""
	return FIRST_YEAR <= year <= LAST_YEAR


def no_year(year: int) -> str:
	"""The sentence for a number that is no year."""
	return _("{0} is no year for a cycle. Enter it with four digits.").format(year)


def cycle_of_year(programme, year: int) -> str | None:
	"""The sentence that names the cycle which the programme has for that year; None where there is none."""
	# The name may be told: who opens a cycle of the programme reads the others of it.
	there = frappe.db.get_value(CYCLE, {"programme": programme.name, "year": year}, "cycle_name")
	if not there:
		return None
	return _("{0} has a cycle of {1} already: {2}. Change that one, or choose another year.").format(
		programme.programme_name, year, there
	)


def copy_rules(source, target) -> None:
	"""Copy every rule, tables row by row."""
	for df in rule_fields():
		value = source.get(df.fieldname)
		is_table = df.fieldtype in table_fields
		target.set(df.fieldname, [plain_row(row) for row in value] if is_table else value)


def shift_windows(cycle, years: int) -> None:
	"""Move both ends of every window by whole years."""
	for row in cycle.windows:
		moved = calendar.shift_window(cycles.window_of(row), years)
		row.opens_on, row.closes_on = moved.opens_on, moved.closes_on
