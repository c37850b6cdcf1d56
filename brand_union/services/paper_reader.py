"""A document as its reader may see it on paper: labels and texts of fields."""

from collections.abc import Mapping
from decimal import Decimal

import frappe
from babel.core import UnknownLocaleError
from babel.dates import format_date
from frappe import _
from frappe.utils import cstr, flt, getdate

from brand_union.domain import money

# How many empty rows a table has that is to be filled in by hand.
EMPTY_ROWS = 4


class Reader:
	"""A document as its reader may see it: labels and texts of fields, a closed level left empty."""

	def __init__(self, doc):
		self.doc = doc
		self.levels = frozenset(doc.get_permlevel_access("read"))

	def value(self, name: str):
		"""The value of a field, None if the reader may not see it."""
		df = self.doc.meta.get_field(name)
		return self.doc.get(name) if df and (df.permlevel or 0) in self.levels else None

	def text(self, name: str) -> str:
		"""The value as printed; nothing and zero are an empty box."""
		value = self.value(name)
		return text_of(self.doc.meta.get_field(name), value) if value else ""

	def texts(self, *names: str) -> dict[str, str]:
		return {name: self.text(name) for name in names}

	def label(self, name: str) -> str:
		"""The translated label of a field."""
		return label_of(self.doc.meta.get_field(name))

	def labels(self) -> dict[str, str]:
		"""The translated labels of all fields that have one."""
		return {df.fieldname: label_of(df) for df in self.doc.meta.fields if df.label}

	def rows(self, name: str) -> list:
		return list(self.value(name) or [])

	def table(self, name: str, *columns: str) -> dict:
		"""A child table: {"label", "columns": [label], "rows": [[text]]}, at least some empty rows."""
		meta = frappe.get_meta(self.doc.meta.get_field(name).options)
		shown = [meta.get_field(column) for column in columns]
		shown = [df for df in shown if (df.permlevel or 0) in self.levels]
		rows = [[text_of(df, row.get(df.fieldname)) for df in shown] for row in self.rows(name)]
		return {
			"label": self.label(name),
			"columns": [label_of(df) for df in shown],
			"rows": rows or [[""] * len(shown)] * EMPTY_ROWS,
		}


def day(value) -> str:
	"""A date as written on paper; "" for none."""
	if not value:
		return ""
	language = (frappe.local.lang or "en").replace("-", "_")
	try:
		return format_date(getdate(value), "long", language)
	except (UnknownLocaleError, ValueError):
		return getdate(value).isoformat()


def column_labels(doctype: str, *names: str) -> Mapping[str, str]:
	meta = frappe.get_meta(doctype)
	return {name: label_of(meta.get_field(name)) for name in names}


def label_of(df) -> str:
	return _(df.label, context=df.parent)


def text_of(df, value) -> str:
	if value is None or value == "":
		return ""
	if df.fieldtype == "Currency":
		return yuan_text(value)
	if df.fieldtype in ("Float", "Percent", "Int"):
		return number_text(Decimal(cstr(flt(value))))
	if df.fieldtype in ("Date", "Datetime"):
		return day(value)
	if df.fieldtype == "Select":
		return _(value, context=df.parent)
	return cstr(value).strip()


def paragraphs(value) -> list[str]:
	return [line.strip() for line in cstr(value).splitlines() if line.strip()]


def period(start, end) -> str:
	return _("from {0} to {1}").format(day(start), day(end)) if start and end else day(start or end)


def yuan_text(value) -> str:
	return f"{money.yuan(value):,}"


def number_text(value: Decimal) -> str:
	text = format(value, "f")
	return text.rstrip("0").rstrip(".") if "." in text else text
