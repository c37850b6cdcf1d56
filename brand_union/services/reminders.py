"""The daily look at what falls due: one notice per person and document, as many days before as the settings say."""

from collections import defaultdict
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, escape_html, format_date, getdate

from brand_union.domain import phases
from brand_union.services import cycles, notices, publication, sheets

PROJECT = "Brand Project"

# What a window with a right is waiting for; one that lets everybody file does not call those back twice who may edit.
WAITING = {
	phases.FILE: {"stage": "Draft"},
	phases.EDIT: {"stage": "Draft", "filed_on": ("is", "set")},
	phases.FILE_SUMMARY: {"stage": "Under Way"},
}


def send_due() -> None:
	"""Scheduler, daily: tell people what they have to file or score within the reminder days."""
	day = getdate(
		add_days(cycles.today(), cint(frappe.db.get_single_value("Brand Union Settings", "reminder_days")))
	)
	remind_of_windows(day)
	remind_of_corrections(day)
	remind_of_sheets(day)
	publication.remind_of_windows(cycles.today())


def remind_of_windows(day: date) -> None:
	"""Units whose draft or summary a window is waiting for that closes on `day`."""
	for window in _closing_on(day):
		for right in _calls(window):
			_tell_units(
				PROJECT,
				_papers(PROJECT, {"cycle": window.parent, **WAITING[right]}),
				lambda row, window=window: _due_text(
					cycles.window_name(window.phase, window.title), day, row.project_title
				),
			)


def remind_of_corrections(day: date) -> None:
	"""Units whose summary has to be corrected, or was put off, until `day`."""
	rows = _papers("Brand Acceptance", {"stage": "Rectify", "rectify_until": day})
	_tell_units("Brand Acceptance", rows, lambda row: _due_text(_("Rectification"), day, row.project_title))


def remind_of_sheets(day: date) -> None:
	"""Jurors with sheets that are due on `day` and not handed in; one notice per round."""
	rows = frappe.get_all(
		"Brand Review",
		{"due_on": day, "status": sheets.PENDING, "sealed": 0},
		["juror", "round_label"],
		order_by="juror, round_label",
	)
	open_sheets: dict[tuple[str, str], int] = defaultdict(int)
	for row in rows:
		open_sheets[row.juror, row.round_label] += 1
	for (juror, label), number in open_sheets.items():
		notices.tell(
			[juror],
			lambda label=label, number=number: _sheets_text(label, number, day),
			"Brand Review",
			link=notices.list_link("Brand Review"),
			once=True,
		)


def _calls(window) -> list[str]:
	return [
		right for right in WAITING if window[right] and not (right == phases.EDIT and window[phases.FILE])
	]


def _closing_on(day: date) -> list[dict]:
	"""The windows of running cycles that close on `day`."""
	window, cycle = frappe.qb.DocType(cycles.WINDOW), frappe.qb.DocType("Brand Cycle")
	return (
		frappe.qb.from_(window)
		.join(cycle)
		.on((cycle.name == window.parent) & (window.parenttype == "Brand Cycle"))
		.select(window.parent, window.phase, window.title, *(window[right] for right in phases.RIGHTS))
		.where((window.closes_on == day) & (cycle.status == "Running"))
	).run(as_dict=True)


def _papers(doctype: str, filters: dict) -> list[dict]:
	return frappe.get_all(doctype, filters, ["name", "project_title", "unit"], order_by="name")


def _tell_units(doctype: str, rows: list[dict], text) -> None:
	"""Running the job again on the same day adds nothing."""
	people = notices.people_of(row.unit for row in rows)
	for row in rows:
		notices.tell(people.get(row.unit, []), lambda row=row: text(row), doctype, row.name, once=True)


def _due_text(what: str, day: date, title: str) -> str:
	return _("{0} is due on {1}: {2}").format(what, format_date(day), escape_html(title))


def _sheets_text(label: str, number: int, day: date) -> str:
	return _("{0}: {1} score sheet(s) not handed in yet, due on {2}").format(
		escape_html(label), number, format_date(day)
	)
