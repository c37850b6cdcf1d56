"""What a column of the database can hold: asked before it refuses in words that nobody understands."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any

from frappe import _
from frappe.utils import cstr, flt, nowdate

from brand_union.services.errors import BrandError, refuse

# Bytes of a TEXT column (MariaDB, "Data Type Storage Requirements").
MOST_BYTES = 65_535
BYTES_OF_A_CHINESE_CHARACTER = 3
# Frappe keeps numbers as decimal(21,9): twelve places before the point.
MOST_NUMBER = 10**12
TEXTS = frozenset({"Small Text", "Text", "Text Editor"})
NUMBERS = frozenset({"Currency", "Float", "Percent"})
DAYS = frozenset({"Date", "Datetime"})
# What the database takes. Frappe makes a day of much more ("5" is one of this month), but only for its own checks.
DAY_TEXT = re.compile(
	r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,6})?)?)?", re.ASCII
)
MOST_SHOWN = 40


def demand_plain(doc) -> None:
	"""Raise BrandError with every field that was sent as a list or a set of values, and every day that is none."""
	refuse(plain_problems(doc), BrandError, _("{0} Not Saved").format(_(doc.doctype)))


def plain_problems(doc) -> Iterator[str]:
	"""The sentences of `demand_plain`. A controller that reads other shapes of a field itself names it in SHAPED."""
	for part in (doc, *doc.get_all_children()):
		shaped = getattr(part, "SHAPED", ())
		for fieldname in (name for name in part.meta.get_valid_columns() if name not in shaped):
			problem = _shape_problem(part.meta.get_field(fieldname), part.get(fieldname))
			if problem:
				yield _told(part, part.meta.get_label(fieldname), problem)


def is_day(value: Any) -> bool:
	"""Whether the database takes the value for a day, with or without a time."""
	if isinstance(value, date):
		return True
	found = DAY_TEXT.fullmatch(value) if isinstance(value, str) else None
	try:
		return bool(found and datetime(*(int(number or 0) for number in found.groups())))
	except ValueError:
		return False


def demand_storable(doc, method: str | None = None) -> None:
	"""Hook on `validate`: raise BrandError with every text that is too long and every number too large.

	Short texts and whole numbers have Frappe's own check.
	"""
	refuse(problems(doc), BrandError, _("{0} Not Saved").format(_(doc.doctype)))


def problems(doc) -> Iterator[str]:
	"""The sentences of `demand_storable`."""
	for part in (doc, *doc.get_all_children()):
		for field in part.meta.fields:
			problem = _problem(field, part.get(field.fieldname))
			if problem:
				yield _told(part, field.label, problem)


def _told(part, label: str | None, problem: str) -> str:
	place = _(label or "", context=part.doctype)
	if not part.get("parentfield"):
		return f"{place}: {problem}"
	return _("Row {0}, {1}: {2}").format(part.idx, place, problem)


def _shape_problem(field, value: Any) -> str | None:
	if isinstance(value, list | tuple | dict) and (field is None or field.fieldtype != "JSON"):
		return _("a list or a set of values cannot be kept here. Enter a single value.")
	if field is not None and field.fieldtype in DAYS and value not in (None, "") and not is_day(value):
		return _("{0} is no date. Write it in the order year, month, day, such as {1}.").format(
			cstr(value)[:MOST_SHOWN], nowdate()
		)
	return None


def _problem(field, value) -> str | None:
	if field.fieldtype in TEXTS:
		excess = len(cstr(value).encode()) - MOST_BYTES
		if excess > 0:
			characters = -(-excess // BYTES_OF_A_CHINESE_CHARACTER)
			return _("the text is too long by {0} characters. Shorten it.").format(characters)
	if field.fieldtype in NUMBERS:
		number = flt(value)
		if not isfinite(number) or abs(number) >= MOST_NUMBER:
			return _("{0} is no number that can be kept here.").format(cstr(value)[:MOST_SHOWN])
	return None
