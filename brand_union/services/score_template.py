"""The spreadsheet in which the office collects scores of a panel: one row for each sheet that still waits."""

from collections.abc import Iterable
from io import BytesIO

import frappe
from frappe import _
from frappe.utils import cint
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from brand_union.domain import score_table
from brand_union.services import score_entry

CODES, LABELS, RANGES, FIRST_ROW = 1, 2, 3, 4
WIDTHS = (26, 14, 20, 40)
CRITERION_WIDTH = 14
GREY, PALE = "808080", "F2F2F2"
TEXT_FORMAT = "@"


@frappe.whitelist(methods=["GET"])
def download(panel: str) -> None:
	"""Send the template of an open panel as .xlsx; takes the right to write the panel."""
	doc = frappe.get_doc("Review Panel", panel)
	doc.check_permission("write")
	score_entry.demand_enterable(doc)
	frappe.response.update(
		{
			"type": "binary",
			"filename": f"{_('Scores of {0}').format(doc.panel_name)}.xlsx".replace("/", "-"),
			"filecontent": workbook(doc),
		}
	)


def workbook(panel) -> bytes:
	"""The template as a file. The caller has checked the right."""
	waiting = [sheet for sheet in score_entry.given_sheets(panel).values() if sheet.waits]
	criteria = list({row.criterion_code: row for sheet in waiting for row in sheet.rows}.values())
	book = Workbook()
	page = book.active
	page.title = "Scores"
	_write_head(page, criteria)
	for number, sheet in enumerate(waiting, start=FIRST_ROW):
		_write_row(page, number, (sheet.juror, sheet.juror_name, sheet.project, sheet.project_title))
	_guard_columns(page, criteria, FIRST_ROW + len(waiting) - 1)
	page.freeze_panes = page.cell(FIRST_ROW, len(score_table.FIXED) + 1)
	target = BytesIO()
	book.save(target)
	return target.getvalue()


def _write_head(page, criteria: list) -> None:
	labels = (_("Juror"), _("Juror's Name"), _("Project"), _("Project Title"))
	_write_row(page, CODES, (*score_table.FIXED, *(row.criterion_code for row in criteria)))
	_write_row(
		page,
		LABELS,
		(f"{score_table.COMMENT} {labels[0]}", *labels[1:], *(row.criterion for row in criteria)),
	)
	_write_row(
		page,
		RANGES,
		(f"{score_table.COMMENT} {_('Range')}", "", "", _hint(), *(_range(row) for row in criteria)),
	)
	for number, font in (
		(CODES, Font(size=8, color=GREY)),
		(LABELS, Font(bold=True)),
		(RANGES, Font(color=GREY)),
	):
		for cell in page[number]:
			cell.font, cell.fill = font, PatternFill("solid", fgColor=PALE)
			cell.alignment = Alignment(wrap_text=number != CODES, vertical="center")


def _hint() -> str:
	return _("Leave a row empty if its sheet is not to be imported. Leave the first row as it is.")


def _range(row) -> str:
	return f"{row.range} / n/a" if cint(row.allow_na) else row.range


def _write_row(page, number: int, values: Iterable[str]) -> None:
	for column, value in enumerate(values, start=1):
		cell = page.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", value or ""))
		# A title that begins with "=" is a title, no formula.
		cell.data_type, cell.number_format = "s", TEXT_FORMAT


def _guard_columns(page, criteria: list, last_row: int) -> None:
	"""Widths, and the spreadsheet program's own refusal of what is out of range."""
	for column, width in enumerate(WIDTHS, start=1):
		page.column_dimensions[get_column_letter(column)].width = width
	for place, row in enumerate(criteria, start=len(score_table.FIXED) + 1):
		letter = get_column_letter(place)
		page.column_dimensions[letter].width = CRITERION_WIDTH
		if cint(row.allow_na) or last_row < FIRST_ROW:
			continue
		rule = DataValidation("decimal", "between", row.min_score or 0, row.max_score, allow_blank=True)
		rule.error, rule.showErrorMessage = _("Allowed: {0}").format(row.range), True
		rule.add(f"{letter}{FIRST_ROW}:{letter}{last_row}")
		page.add_data_validation(rule)
