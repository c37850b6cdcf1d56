"""What opening a cycle would copy and where its dates would fall, worked out without writing anything."""

from datetime import date

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cint, cstr

from brand_union.domain import calendar, phases
from brand_union.domain.workdays import HOLIDAY
from brand_union.services import cycle_opening, cycles, workdays
from brand_union.services.rule_fields import fields_of_row, rule_fields

SHEET, CATEGORY = "Score Sheet", "Brand Category"
WINDOWS = "windows"
NUMBERS = ("Int", "Float", "Currency", "Percent")
# As many parts of a row as one recognises it by.
PARTS = 4


def preview(programme, year: int) -> dict:
	"""The cycle of `year` as opening it would make it; labels and sentences in the reader's language.

	{"cycle_name", "windows": [{"window", "opens": [rights], "clause", "old": [day, day], "new": [day, day],
	"flags": [sentence or "", twice]}], "tables": [{"table", "rows", "names"}], "settings": [{"field", "value"}],
	"score_sheets": [{"purpose", "sheet", "criteria"}], "categories": [names],
	"problems": [sentences: it cannot be opened], "warnings": [sentences]}
	"""
	programme.check_permission("read")
	problems = _problems(programme, year)
	old = cycles.windows_of(programme)
	new = [calendar.shift_window(window, year - programme.base_year) for window in old if not problems]
	sheets = _score_sheets(programme)
	categories = frappe.get_all(
		CATEGORY, {"programme": programme.name, "is_active": 1}, pluck="category_name", order_by="position"
	)
	return {
		"cycle_name": cycle_opening.usual_name(programme, year),
		"windows": _windows(programme, old, new),
		"tables": _tables(programme),
		"settings": _settings(programme),
		"score_sheets": [{key: sheet[key] for key in ("purpose", "sheet", "criteria")} for sheet in sheets],
		"categories": categories,
		"problems": problems,
		"warnings": [] if problems else _warnings(programme, year, new, sheets, categories),
	}


# Dates


def _windows(programme, old: list[calendar.Window], new: list[calendar.Window]) -> list[dict]:
	free = workdays.free_days(_days(new))
	return [
		{
			"window": cycles.window_name(moved.phase, moved.title),
			"opens": [_(row.meta.get_label(right)) for right in phases.RIGHTS if right in moved.rights],
			"clause": cstr(row.clause),
			"old": [window.opens_on, window.closes_on],
			"new": [moved.opens_on, moved.closes_on],
			"flags": [_flag(free.get(day)) for day in (moved.opens_on, moved.closes_on)],
		}
		for row, window, moved in zip(programme.windows, old, new, strict=False)
	]


def _days(windows: list[calendar.Window]) -> list[date]:
	return [day for window in windows for day in (window.opens_on, window.closes_on)]


def _flag(free: tuple[str, str] | None) -> str:
	if not free:
		return ""
	why, occasion = free
	if why != HOLIDAY:
		return _("Weekend")
	return _("Holiday: {0}").format(occasion) if occasion else _("Holiday")


# Rules


def _tables(programme) -> list[dict]:
	"""Every table with rows, but for the windows, which are shown by themselves."""
	tables = [df for df in rule_fields() if df.fieldtype in table_fields and df.fieldname != WINDOWS]
	return [
		{
			"table": _(df.label, context=df.parent),
			"rows": len(rows),
			"names": [_row_name(row) for row in rows],
		}
		for df in tables
		if (rows := programme.get(df.fieldname))
	]


def _row_name(row) -> str:
	"""What one recognises a row by: the first filled columns of its table, and a title in the place of a key."""
	unsaid = {"field_name"} if row.get("label") else ()
	filled = [
		_part(df, row.get(df.fieldname))
		for df in fields_of_row(row.doctype)
		if df.in_list_view
		and df.fieldtype != "Check"
		and row.get(df.fieldname)
		and df.fieldname not in unsaid
	]
	return " · ".join(filled[:PARTS])


def _part(df, value) -> str:
	return (
		f"{_(df.label, context=df.parent)} {_shown(df, value)}"
		if df.fieldtype in NUMBERS
		else _shown(df, value)
	)


def _settings(programme) -> list[dict]:
	return [
		{"field": _(df.label, context=df.parent), "value": _shown(df, programme.get(df.fieldname))}
		for df in rule_fields()
		if df.fieldtype not in table_fields and programme.get(df.fieldname) not in (None, "")
	]


def _shown(df, value) -> str:
	if df.fieldtype == "Check":
		return _("Yes") if cint(value) else _("No")
	if df.fieldtype == "Select":
		return _(cstr(value), context=df.parent)
	return cstr(int(value)) if isinstance(value, float) and value.is_integer() else cstr(value)


def _score_sheets(programme) -> list[dict]:
	named = {
		_("Selection"): programme.selection_sheet,
		_("Acceptance"): programme.acceptance_sheet,
	}
	sheets = {name: frappe.get_cached_doc(SHEET, name) for name in named.values() if name}
	return [
		{
			"purpose": purpose,
			"sheet": name,
			"criteria": len(sheets[name].criteria),
			"is_active": sheets[name].is_active,
		}
		for purpose, name in named.items()
		if name
	]


# What stands against it


def _problems(programme, year: int) -> list[str]:
	if not cycle_opening.is_year(year):
		return [cycle_opening.no_year(year)]
	there = cycle_opening.cycle_of_year(programme, year)
	return [there] if there else []


def _warnings(
	programme, year: int, windows: list[calendar.Window], sheets: list[dict], categories: list[str]
) -> list[str]:
	found = []
	if programme.status != "Active":
		found.append(_("The programme is {0}.").format(_(programme.status, context=programme.doctype)))
	found += _date_warnings(windows, year)
	found += [
		_("The score sheet {0} is not active any more.").format(sheet["sheet"])
		for sheet in sheets
		if not sheet["is_active"]
	]
	if not categories:
		found.append(_("The programme has no active category, so no application can name one."))
	return found


def _date_warnings(windows: list[calendar.Window], year: int) -> list[str]:
	days = _days(windows)
	found = workdays.warnings(min(days), max(days)) if days else []
	if windows and all(window.opens_on.year != year for window in windows):
		found.append(
			_(
				"No window opens in {0}. See whether the dates of the programme are those of its Year of the Dates Below."
			).format(year)
		)
	to_file = [window for window in windows if window.rights & phases.TO_FILE]
	if not to_file:
		found.append(_("No window lets units file. Give one the right {0}.").format(_("May File")))
	elif max(window.closes_on for window in to_file) < cycles.today():
		found.append(_("The last day for filing is over already. Correct the dates in the cycle."))
	return found
