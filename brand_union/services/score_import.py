"""Scores from a spreadsheet: read against the panel, shown with every mistake, then handed in all at once or not at all."""

from hashlib import sha256
from pathlib import Path

import frappe
from frappe import _
from openpyxl.utils import get_column_letter

from brand_union.domain import score_table, scoring
from brand_union.services import score_entry, score_file, sheets
from brand_union.services.errors import PanelProblem, ScoreProblem, refuse
from brand_union.services.score_table_problems import sentence

EVENT = "Scores Imported"
MOST_SHOWN = 200


def preview(panel, file: str) -> dict:
	"""What importing a file (name of a File attached to the panel) would do, without doing it.

	{"file_name", "digest", "sheets": n handed in, "begun": n of them that the juror has begun online,
	"empty_rows": n, "problems": [{"place", "message"}], "more": n not shown}. Nothing is imported with a problem.
	"""
	panel.check_permission("write")
	score_entry.demand_enterable(panel)
	return _read(panel, file, for_update=False)[0]


def apply(name: str, file: str, digest: str) -> dict:
	"""Hand in every sheet of the previewed file (`digest`: as its preview said); returns {"imported": n}.

	Raises ScoreProblem with all problems, and then nothing is imported. Logged with the file's SHA-256.
	"""
	panel = score_entry.locked(name)
	found, marks = _read(panel, file, for_update=True)
	if found["digest"] != digest:
		frappe.throw(_("The file has changed since you looked at it. Look at it again."), PanelProblem)
	refuse(
		(f"{problem['place']} – {problem['message']}" for problem in found["problems"]),
		ScoreProblem,
		_("Nothing Imported"),
	)
	if not marks:
		frappe.throw(_("No row of the file has scores, so there is nothing to import."), ScoreProblem)
	note = _("{0}, SHA-256 {1}, {2} sheets").format(found["file_name"], digest, len(marks))
	return {"imported": score_entry.write_all(panel, marks, EVENT, note)}


def _read(panel, file: str, for_update: bool) -> tuple[dict, dict]:
	"""The preview and, if there is no problem, the marks by sheet."""
	doc = _attached(panel, file)
	content = _bytes(doc)
	cells = score_file.read(doc.file_name, content)
	given = score_entry.given_sheets(panel, for_update)
	table = score_table.read(cells.rows, _as_sheets(given))
	faults = [(fault.row, fault.column, fault.message) for fault in cells.faults]
	broken = {(row, column) for row, column, _message in faults}
	faults += [
		(problem.row, problem.column or 0, sentence(problem))
		for problem in table.problems
		if (problem.row, problem.column or 0) not in broken
	]
	problems = [{"place": _place(row, column), "message": text} for row, column, text in sorted(faults)]
	begun = [pair for pair in table.marks if pair in given and given[pair].is_begun]
	found = {
		"file_name": doc.file_name,
		"digest": _digest(content),
		"sheets": len(table.marks),
		"begun": len(begun),
		"empty_rows": len(table.empty_rows),
		"problems": problems[:MOST_SHOWN],
		"more": max(len(problems) - MOST_SHOWN, 0),
	}
	return found, {} if problems else dict(table.marks)


def _as_sheets(given: dict) -> dict[tuple[str, str], score_table.Sheet]:
	return {pair: score_table.Sheet(_criteria(sheet), is_open=sheet.waits) for pair, sheet in given.items()}


def _criteria(sheet) -> dict[str, scoring.Criterion]:
	return {row.criterion_code: sheets.criterion_of(row) for row in sheet.rows}


def _attached(panel, file: str):
	found = frappe.db.get_value(
		"File",
		{
			"name": file,
			"attached_to_doctype": "Review Panel",
			"attached_to_name": panel.name,
			"is_private": 1,
			"is_folder": 0,
		},
	)
	if not found:
		frappe.throw(
			_("The file is not attached to {0}. Upload it there, as a private file.").format(
				panel.panel_name
			),
			PanelProblem,
		)
	return frappe.get_doc("File", found)


def _bytes(doc) -> bytes:
	path = Path(doc.get_full_path())
	return path.read_bytes() if path.is_file() else b""


def _digest(content: bytes) -> str:
	return sha256(content).hexdigest()


def _place(row: int, column: int) -> str:
	if row and column:
		return f"{get_column_letter(column)}{row}"
	if row:
		return _("Row {0}").format(row)
	return _("Column {0}").format(get_column_letter(column)) if column else _("Sheet")
