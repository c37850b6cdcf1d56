"""Pages of a spreadsheet that is read, printed and filed: a head in words, a table below it, nothing that computes.

Texts stay texts. A title that begins with an equals sign would be run as a formula by whoever opens the file, and
one with a plus, a minus or an at sign by whoever saves it as text first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from frappe.utils import cstr
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from brand_union.domain.rounding import to_decimal

TEXT, NUMBER, PLAIN, MONEY, COUNT = "text", "number", "plain", "money", "count"
FORMATS = {TEXT: "@", NUMBER: "0.00", PLAIN: "General", MONEY: "#,##0.00", COUNT: "0"}
# What a spreadsheet program takes for the beginning of a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r")
# What Excel holds in one cell.
MOST_CHARACTERS = 32_767

# Every Chinese Windows has these two; elsewhere the program takes its own.
FACE, HEAD_FACE = "宋体", "黑体"
PALE = "F2F2F2"
LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
A4 = 9
LABEL_WIDTH, LINE_HEIGHT = 24, 16


@dataclass(frozen=True)
class Column:
	"""A column: its heading, its width in characters, and what it holds (a key of FORMATS); what is
	no number, like a mark of n/a, stands in a column of numbers as a text."""

	label: str
	width: int = 10
	kind: str = NUMBER


class Book:
	"""A workbook with one table on each page."""

	def __init__(self) -> None:
		self._book = Workbook()
		self._book.remove(self._book.active)

	def add(
		self,
		title: str,
		head: Iterable[Sequence[str]],
		columns: Sequence[Column],
		rows: Iterable[Sequence],
		keep_columns: int = 2,
	):
		"""Add a page: `head` as [label, text] above the table. The heading and the first columns stay in sight
		and are repeated on every sheet of paper."""
		page = self._book.create_sheet(title)
		first = _write_head(page, title, head, [column.width for column in columns])
		for place, column in enumerate(columns, start=1):
			_write_heading(page.cell(first, place), column)
			page.column_dimensions[get_column_letter(place)].width = column.width
		for number, values in enumerate(rows, start=first + 1):
			for place, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
				_write(page.cell(number, place), column.kind, value)
		page.freeze_panes = page.cell(first + 1, keep_columns + 1)
		_set_print(page, first)
		return page

	def content(self) -> bytes:
		"""The file."""
		target = BytesIO()
		self._book.save(target)
		return target.getvalue()


def _write_head(page, title: str, head: Iterable[Sequence[str]], widths: Sequence[int]) -> int:
	"""Labels over the first columns, texts over all the others. Returns the row of the table's heading."""
	_write_text(page.cell(1, 1), title)
	page.cell(1, 1).font = Font(name=HEAD_FACE, size=16, bold=True)
	labels = next(n for n in range(1, len(widths)) if sum(widths[:n]) >= LABEL_WIDTH or n == len(widths) - 1)
	room = sum(widths[labels:])
	number = 1
	for number, (label, text) in enumerate(head, start=2):
		_write_over(page, number, 1, labels, label, HEAD_FACE)
		_write_over(page, number, labels + 1, len(widths), text, FACE)
		page.row_dimensions[number].height = LINE_HEIGHT * max(1, ceil(_extent(text) / room))
	return number + 2


def _write_over(page, row: int, first: int, last: int, text: str, face: str) -> None:
	cell = page.cell(row, first)
	_write_text(cell, text)
	cell.font, cell.alignment = Font(name=face, size=11), Alignment(vertical="top", wrap_text=True)
	if last > first:
		page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _extent(text: str) -> int:
	"""The width of a text in columns' characters: a Chinese one is as wide as two of them."""
	return sum(2 if east_asian_width(character) in "WF" else 1 for character in cstr(text))


def _write_heading(cell, column: Column) -> None:
	_write_text(cell, column.label)
	cell.font, cell.fill, cell.border = Font(name=HEAD_FACE, size=11), PatternFill("solid", fgColor=PALE), BOX
	cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(cell, kind: str, value) -> None:
	if isinstance(value, date):
		cell.value, cell.number_format = value, "yyyy-mm-dd"
	elif kind == TEXT or (number := _number(value)) is None:
		_write_text(cell, value)
	else:
		cell.value, cell.number_format = number, FORMATS[kind]
	cell.font, cell.border = Font(name=FACE, size=11), BOX
	cell.alignment = Alignment(vertical="top", wrap_text=kind == TEXT)


def _number(value) -> float | None:
	try:
		return float(to_decimal(value))
	except ValueError:
		return None


def _write_text(cell, value) -> None:
	text = ILLEGAL_CHARACTERS_RE.sub("", cstr(value))
	if not text:
		return
	cell.value = text[:MOST_CHARACTERS]
	cell.data_type, cell.number_format = "s", FORMATS[TEXT]
	cell.quotePrefix = text.startswith(RISKY)


def _set_print(page, heading: int) -> None:
	page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
	page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
	page.sheet_properties.pageSetUpPr.fitToPage = True
	page.print_title_rows = f"{heading}:{heading}"
	page.print_options.horizontalCentered = True
	page.oddFooter.center.text = "— &P / &N —"
