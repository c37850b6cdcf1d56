"""A spreadsheet as plain cells: .xlsx or .csv, refused wherever it may hold something else than it shows.

What is uploaded is not trusted: its size is known before it is unpacked, and nothing in it is calculated.
"""

import csv
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

import openpyxl
from frappe import _
from openpyxl.utils import get_column_letter

from brand_union.services.errors import ScoreProblem, refuse

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
# A workbook of MOST_ROWS full rows unpacks to half of this.
MOST_UNPACKED = 16 * MEGABYTE
MOST_PARTS = 100
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 500

XLSX, CSV = ".xlsx", ".csv"
FORMULA = "="
# Types of cells in openpyxl.
NUMBER, TEXTS = "n", frozenset({"s", "inlineStr"})
# What a document type declaration begins with, in every encoding that an XML parser takes.
DECLARATIONS = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))

# The bit of a part's flags that says that it takes a password (APPNOTE.TXT of the format, 4.4.4).
ENCRYPTED = 0x1
# What zipfile raises for an archive that is damaged, when it is opened or when a part is read.
UNREADABLE = (
	zipfile.BadZipFile,  # no archive at all, a wrong checksum, a table of contents that is not that of the parts
	NotImplementedError,  # an unknown version, compression or encryption
	EOFError,  # the file ends before the part does
	ValueError,  # a part said to begin before the file; as UnicodeDecodeError, a name that is not in its encoding
	zlib.error,  # damaged data, deflated
	OSError,  # damaged data, by bzip2
	lzma.LZMAError,  # damaged data, by LZMA
)


@dataclass(frozen=True)
class Fault:
	"""A cell or row that cannot be read: row and column from 1 (0: the whole sheet, or row), and the sentence."""

	row: int
	column: int
	message: str


@dataclass(frozen=True)
class Cells:
	"""The cells of the one sheet as texts, and what in them cannot be read."""

	rows: list[list[str]]
	faults: tuple[Fault, ...] = ()


def read(file_name: str, content: bytes) -> Cells:
	"""The cells of a file; raises ScoreProblem if it is no such file, too large, or could harm the server."""
	_refuse(
		_("{0} has {1} MB; a table of scores has at most {2} MB.").format(
			file_name, f"{len(content) / MEGABYTE:.1f}", MOST_BYTES // MEGABYTE
		)
		if len(content) > MOST_BYTES
		else None
	)
	name = file_name.lower()
	if name.endswith(XLSX):
		return _read_workbook(content)
	if name.endswith(CSV):
		return _read_csv(content)
	_refuse(_("{0} is no .xlsx or .csv file. Save it as one of the two.").format(file_name))
	raise AssertionError


def _read_workbook(content: bytes) -> Cells:
	_demand_harmless(content)
	try:
		book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
		sheet = book.worksheets[0]
	# A broken file breaks the reader in a hundred ways, and all of them mean the same.
	except Exception:
		_refuse(_("The file cannot be read as an .xlsx workbook. Save it again in your spreadsheet program."))
	if len(book.worksheets) > 1:
		names = ", ".join(each.title for each in book.worksheets[1:])
		_refuse(_("The workbook has more than one sheet. Remove: {0}.").format(names))
	_demand_size(sheet.max_row, sheet.max_column)
	faults = [*_faults_of_sheet(sheet)]
	rows = []
	for row in sheet.iter_rows():
		rows.append([_text(cell) for cell in row])
		faults += [Fault(cell.row, cell.column, fault) for cell in row for fault in [_fault(cell)] if fault]
	return Cells(rows, tuple(faults))


def _demand_harmless(content: bytes) -> None:
	"""Look at the table of contents before anything is unpacked, then at every part for declarations."""
	try:
		archive = zipfile.ZipFile(BytesIO(content))
		parts = archive.infolist()
		_demand_small(parts)
		is_readable = not any(part.flag_bits & ENCRYPTED for part in parts)
		declared = is_readable and any(_declares(archive.read(part)) for part in parts)
	except UNREADABLE:
		is_readable = declared = False
	if not is_readable:
		_refuse(
			_("The file is no .xlsx workbook, or is protected by a password. Save it as an ordinary .xlsx.")
		)
	if declared:
		_refuse(_("The workbook declares document types of its own, so it is not opened."))


def _demand_small(parts: list[zipfile.ZipInfo]) -> None:
	if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
		_refuse(
			_("The workbook unpacks to more than {0} MB, so it is not opened.").format(
				MOST_UNPACKED // MEGABYTE
			)
		)


def _declares(part: bytes) -> bool:
	return any(mark in part for mark in DECLARATIONS)


def _faults_of_sheet(sheet) -> Iterator[Fault]:
	if sheet.sheet_state != "visible":
		yield Fault(0, 0, _("The sheet is hidden. Show it."))
	for merged in sheet.merged_cells.ranges:
		yield Fault(
			merged.min_row, merged.min_col, _("The cells {0} are merged. Unmerge them.").format(merged.coord)
		)
	for number, row in sorted(sheet.row_dimensions.items()):
		if (row.hidden or row.height == 0) and number <= sheet.max_row:
			yield Fault(number, 0, _("The row is hidden or filtered out. Show it, or delete it."))
	for column in sheet.column_dimensions.values():
		if column.hidden or column.width == 0:
			yield Fault(
				0, column.min, _("The column {0} is hidden. Show it.").format(get_column_letter(column.min))
			)


def _text(cell) -> str:
	value = cell.value
	if cell.data_type == NUMBER and isinstance(value, float) and value.is_integer():
		return str(int(value))
	return "" if value is None else str(value)


def _fault(cell) -> str | None:
	"""Why a cell does not say what it shows."""
	if cell.value is None:
		return None
	if cell.data_type in TEXTS:
		return _fault_of_text(str(cell.value))
	if cell.data_type == "f":
		return _("holds a formula. Put its value in its place.")
	if cell.data_type != NUMBER:
		return _("holds {0}, which is neither a number nor a text. Type it again as a number.").format(
			cell.value
		)
	if "%" in (cell.number_format or ""):
		return _("shows a percentage and holds {0}. Format it as a number.").format(cell.value)
	return None


def _fault_of_text(text: str) -> str | None:
	if len(text) > MOST_CHARACTERS:
		return _("has {0} characters; at most {1} are read.").format(len(text), MOST_CHARACTERS)
	return None


def _read_csv(content: bytes) -> Cells:
	text = _decoded(content)
	first = text.split("\n", 1)[0]
	delimiter = max(",;\t", key=first.count)
	try:
		rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
	except csv.Error as error:
		_refuse(
			_("The file cannot be read as .csv: {0}. Save it again in your spreadsheet program.").format(
				error
			)
		)
	_demand_size(len(rows), max((len(row) for row in rows), default=0))
	cells = [(r, c, cell) for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1)]
	faults = [Fault(r, c, fault) for r, c, cell in cells for fault in [_fault_of_cell(cell)] if fault]
	return Cells(rows, tuple(faults))


def _fault_of_cell(text: str) -> str | None:
	if text.lstrip().startswith(FORMULA):
		return _("holds a formula. Put its value in its place.")
	return _fault_of_text(text)


def _decoded(content: bytes) -> str:
	"""UTF-8 as the template's programs save it, or GB18030 as a Chinese Excel does."""
	for coding in ("utf-8-sig", "gb18030"):
		try:
			text = content.decode(coding)
		except UnicodeDecodeError:
			continue
		if "\0" not in text:
			return text
	_refuse(_("The encoding of the file is not known. Save it as .xlsx, or as .csv in UTF-8."))
	raise AssertionError


def _demand_size(rows: int, columns: int) -> None:
	if rows > MOST_ROWS or columns > MOST_COLUMNS:
		_refuse(
			_(
				"The sheet reaches to row {0} and column {1}; at most {2} rows and {3} columns are read. Delete the empty ones."
			).format(rows, columns, MOST_ROWS, MOST_COLUMNS)
		)


def _refuse(message: str | None) -> None:
	refuse([message] if message else [], ScoreProblem, _("File Not Read"))
