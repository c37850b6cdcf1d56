"""Everything that units wrote in a cycle as a spreadsheet: one row per document, one column per section."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cstr, format_datetime, now_datetime

from brand_union.services import cycles, section_answers, section_files, sections, spreadsheet
from brand_union.services.paper_reader import label_of, text_of
from brand_union.services.spreadsheet import MONEY, PLAIN, TEXT, Column

NUMBERS = {"Currency": MONEY, "Int": PLAIN, "Float": PLAIN, "Percent": PLAIN}
HEAD = ("name", "project_title", "unit_name", "category", "stage")
# Already in the first columns.
SHOWN = frozenset({"project_title", "unit", "unit_name", "category"})


@frappe.whitelist(methods=["GET"])
def download(doctype: str, cycle: str) -> None:
	"""Send the applications ("Brand Project") or summaries ("Brand Acceptance") of a cycle as .xlsx.

	Of those that the user may read, with the right to export them. Raises PermissionError.
	"""
	content = workbook(doctype, cycle)
	name = cycles.rules_of(cycle).cycle_name
	frappe.response.update(
		{"type": "binary", "filename": f"{_title(doctype)} {name}.xlsx", "filecontent": content}
	)


def workbook(doctype: str, cycle: str) -> bytes:
	"""The file. Asks for the right to export, and lists what the user may read."""
	if doctype not in sections.FORM_OF:
		raise frappe.PermissionError
	frappe.has_permission(doctype, "export", throw=True)
	names = frappe.get_list(doctype, {"cycle": cycle}, pluck="name", order_by="name asc", limit_page_length=0)
	docs = _documents(doctype, names)
	fields = list(_fields(doctype, cycle, docs))
	book = spreadsheet.Book()
	file_names = section_files.names_of_many(doctype, names)
	rows = (_row(doc, fields, file_names) for doc in docs)
	book.add(_title(doctype)[:31], _head(cycle, len(docs)), _columns(doctype, fields), rows)
	return book.content()


def _documents(doctype: str, names: list[str]) -> list:
	"""The documents with their tables, in a number of queries that does not depend on how many they are."""
	meta = frappe.get_meta(doctype)
	found = {
		row.name: {**row, "doctype": doctype}
		for row in frappe.get_all(doctype, {"name": ("in", names)}, ["*"], order_by="name asc")
	}
	for df in meta.get_table_fields():
		filters = {"parenttype": doctype, "parent": ("in", names), "parentfield": df.fieldname}
		for row in frappe.get_all(df.options, filters, ["*"], order_by="idx asc"):
			found[row.parent].setdefault(df.fieldname, []).append({**row, "doctype": df.options})
	return [frappe.get_doc(values) for values in found.values()]


def _title(doctype: str) -> str:
	if doctype == "Brand Project":
		return _("Applications with All Sections")
	return _("Summaries with All Sections")


def _head(cycle: str, count: int) -> list[list[str]]:
	return [
		[_("Cycle"), cycles.rules_of(cycle).cycle_name],
		[_("Documents"), cstr(count)],
		[_("As of"), format_datetime(now_datetime())],
	]


def _fields(doctype: str, cycle: str, docs: list) -> Iterator[tuple[str, str, object]]:
	"""(key, heading, field of the form or None) of each column: the cycle's rows, then what only was filed."""
	meta = frappe.get_meta(doctype)
	rows = {row.field_name: row for row in sections.rows_of(cycle, sections.FORM_OF[doctype])}
	for key, row in rows.items():
		df = None if sections.is_own(row) else meta.get_field(key)
		if df and key not in SHOWN and not df.permlevel:
			yield key, _(row.label, context=doctype) if row.label else label_of(df), df
		elif not df and sections.is_own(row):
			yield key, sections.title_of(row), None
	for key, title in {row.section: row.title for doc in docs for row in doc.answers}.items():
		if key not in rows:
			yield key, title or key, None


def _columns(doctype: str, fields: list) -> list[Column]:
	meta = frappe.get_meta(doctype)
	labels = [_("Number", context="Brand Project"), *(label_of(meta.get_field(name)) for name in HEAD[1:])]
	widths = (16, 30, 24, 16, 12)
	head = [Column(label, width, TEXT) for label, width in zip(labels, widths, strict=True)]
	return [*head, *(_column(title, df) for _key, title, df in fields)]


def _column(title: str, df) -> Column:
	kind = NUMBERS.get(df.fieldtype, TEXT) if df else TEXT
	return Column(title, 14 if kind != TEXT else 36, kind)


def _row(doc, fields: list, file_names: dict[str, str]) -> list:
	category = (
		frappe.get_cached_value("Brand Category", doc.category, "category_name") if doc.category else ""
	)
	return [
		*(doc.name, doc.project_title, doc.unit_name, category, _(doc.stage, context=doc.doctype)),
		*(_cell(doc, key, df, file_names) for key, _title, df in fields),
	]


def _cell(doc, key: str, df, names: dict[str, str]):
	if not df:
		row = section_answers.answer_of(doc, key)
		return section_answers.as_text(doc, row, names) if row else ""
	if df.fieldtype in table_fields:
		return "\n".join(_line(row) for row in doc.get(key))
	return doc.get(key) if df.fieldtype in NUMBERS else text_of(df, doc.get(key))


def _line(row) -> str:
	texts = (text_of(df, row.get(df.fieldname)) for df in row.meta.fields if df.in_list_view)
	return " · ".join(text for text in texts if text)
