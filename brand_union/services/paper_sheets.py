"""Keying in paper score sheets: two people of the office, each without seeing what the other one has typed.

A sheet has two keyings. Who keys it first has the first one, somebody else the second. A finished keying is not
changed any more, and only when both are finished does the office see them (scopes.py) and compare them
(paper_comparison.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from brand_union.domain import scoring
from brand_union.domain.score_table import typed_mark
from brand_union.services import records, score_entry, sheets
from brand_union.services.errors import NotAllowedNow, PanelProblem, ReasonMissing, ScoreProblem, refuse
from brand_union.services.score_entry import GivenSheet, Pair

DOCTYPE = "Brand Paper Sheet"
FIRST, SECOND = "First Keying", "Second Keying"
KEYING, KEYED, COMPARED, ENTERED = "Being Keyed", "Keyed", "Compared", "Entered"
UNFINISHED = (KEYING, KEYED)
SUPERUSER = "Administrator"

# How a sheet looks to the person who keys; it tells nothing about what others have typed.
TO_KEY, MINE, DONE, ONLINE, FULL, IN = "to key", "mine", "done", "online", "full", "entered"


def save(name: str, juror: str, typed: Mapping[str, Mapping[str, Any]]) -> dict:
	"""Keep what the acting user has typed for a juror: `typed` as {project: {criterion code: text}}.

	A text is a number, empty, or a word for n/a. A sheet on which nothing is typed is not kept. Returns {"saved": n}.
	Raises ScoreProblem with every mark that cannot stand; then nothing is kept.
	"""
	panel = _locked(name)
	given, kept = score_entry.given_sheets(panel), kept_of(panel, for_update=True)
	asked = {project: _asked(panel, given, (juror, project)) for project in typed}
	_demand_keyable(asked.values(), kept)
	rows = {project: _rows(asked[project], marks) for project, marks in typed.items()}
	refuse(
		(
			_("Sheet of {0} for {1}: {2}").format(
				asked[project].juror_name, asked[project].project_title, problem
			)
			for project, made in rows.items()
			for problem in sheets.problems_in(made)
		),
		ScoreProblem,
		_("Keying Not Saved"),
	)
	for project, made in rows.items():
		_keep(panel, asked[project], kept, made)
	return {"saved": len(rows)}


def finish(name: str) -> dict:
	"""End the acting user's keying of every sheet typed so far; returns {"finished": n, "compared": n, "waiting": n}.

	`compared`: sheets that somebody else has finished too; `waiting`: all that are finished once.
	"""
	panel = _locked(name)
	kept = kept_of(panel, for_update=True)
	mine = [row for row in kept if row.keyed_by == frappe.session.user and row.status == KEYING]
	docs = [frappe.get_doc(DOCTYPE, row.name, for_update=True) for row in mine]
	refuse((problem for doc in docs for problem in _gaps(doc)), ScoreProblem, _("Keying Not Finished"))
	partners = {(row.juror, row.project): row for row in kept if row.status == KEYED}
	compared = sum(_close(doc, partners.get((doc.juror, doc.project))) for doc in docs)
	finished = Counter(row.status for row in kept_of(panel, for_update=True))
	return {"finished": len(docs), "compared": compared, "waiting": finished[KEYED]}


def discard_of(name: str, keyed_by: str, reason: str) -> dict:
	"""Throw away what one person has keyed and nobody else has finished too, for somebody who cannot go on.

	Logged with the reason; returns {"discarded": n}.
	"""
	panel = _locked_for_discarding(name, reason)
	kept = kept_of(panel, for_update=True)
	rows = [row for row in kept if row.keyed_by == keyed_by and row.status in UNFINISHED]
	return _discard(panel, rows, keyed_by, reason)


def discard_sheet(name: str, juror: str, project: str, reason: str) -> dict:
	"""Throw away both keyings of a paper sheet that does not count; logged with the reason."""
	panel = _locked_for_discarding(name, reason)
	kept = kept_of(panel, for_update=True)
	rows = [row for row in kept if (row.juror, row.project) == (juror, project) and row.status != ENTERED]
	return _discard(panel, rows, f"{juror}, {project}", reason)


def demand_settled(panel) -> None:
	"""Nobody seals a panel over paper sheets that were keyed in and are not entered."""
	left = [row for row in kept_of(panel, for_update=True) if row.status != ENTERED]
	if left:
		frappe.throw(
			_(
				"{0} paper sheets were keyed in and are not entered yet. Compare the keyings and enter them, or discard them with a reason."
			).format(len({(row.juror, row.project) for row in left})),
			PanelProblem,
		)


def kept_of(panel, for_update: bool = False) -> list:
	"""The keyings of a panel without their marks; locked, they are those of this moment."""
	sheet = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(sheet)
		.select(
			sheet.name, sheet.juror, sheet.project, sheet.keying, sheet.keyed_by, sheet.status, sheet.scan
		)
		.where(sheet.panel == panel.name)
	)
	return (query.for_update() if for_update else query).run(as_dict=True)


def _locked(name: str):
	panel = score_entry.locked(name)
	demand_keyer(panel)
	return panel


def demand_keyer(panel) -> None:
	"""Raise unless the acting user may key in paper sheets of this panel now, under a name of the own."""
	panel.check_permission("write")
	score_entry.demand_enterable(panel)
	if frappe.session.user == SUPERUSER:
		frappe.throw(
			_(
				"The account {0} sees every keying and names no person, so it cannot key. Log in with an account of your own."
			).format(SUPERUSER),
			NotAllowedNow,
		)


def _locked_for_discarding(name: str, reason: str):
	if not (reason or "").strip():
		frappe.throw(_("Give the reason: it is kept in the panel's log."), ReasonMissing)
	return _locked(name)


def _discard(panel, rows: list, whose: str, reason: str) -> dict:
	if not rows:
		frappe.throw(_("{0}: there is no keying that could be discarded.").format(whose), PanelProblem)
	for row in rows:
		_delete(row.name)
	score_entry.log(panel, "Keying Discarded", _("{0}, {1} keyings: {2}").format(whose, len(rows), reason))
	return {"discarded": len(rows)}


def _asked(panel, given: Mapping[Pair, GivenSheet], pair: Pair) -> GivenSheet:
	if pair not in given:
		frappe.throw(
			_("{0} has no sheet for {1} in {2}. Reload the page.").format(*pair, panel.panel_name),
			PanelProblem,
		)
	return given[pair]


def _demand_keyable(asked: Iterable[GivenSheet], kept: list) -> None:
	reasons = {
		ONLINE: _("{0}: the juror has handed in this sheet online. It is not overwritten."),
		IN: _("{0}: this paper sheet was entered already."),
		DONE: _("{0}: you have finished this sheet. Differences are settled by comparing the two keyings."),
		FULL: _("{0}: two other people have keyed this sheet."),
	}
	states = [(sheet, state_of(sheet, kept)) for sheet in asked]
	refuse(
		(reasons[state].format(sheet.place) for sheet, state in states if state in reasons),
		NotAllowedNow,
		_("Keying Not Saved"),
	)


def state_of(sheet: GivenSheet, kept: list) -> str:
	"""How a sheet looks to the acting user (one of the states above), `kept` being what kept_of returns."""
	own = [row for row in kept if (row.juror, row.project) == (sheet.juror, sheet.project)]
	if any(row.status == ENTERED for row in own):
		return IN
	if not sheet.waits:
		return ONLINE
	mine = next((row for row in own if row.keyed_by == frappe.session.user), None)
	if mine:
		return MINE if mine.status == KEYING else DONE
	return FULL if len(own) > 1 else TO_KEY


def _rows(sheet: GivenSheet, typed: Mapping[str, Any]) -> list:
	unknown = sorted(set(typed) - {row.criterion_code for row in sheet.rows})
	if unknown:
		frappe.throw(
			_("{0}: the sheet has no criterion {1}. Reload the page.").format(
				sheet.place, ", ".join(unknown)
			),
			ScoreProblem,
		)
	return [_row(row, typed_mark(typed.get(row.criterion_code))) for row in sheet.rows]


def _row(row, mark: scoring.Mark):
	fixed = {field: row.get(field) for field in score_entry.CRITERION_FIELDS if field != "parent"}
	is_na = mark is scoring.NA
	return frappe._dict(fixed, score="" if is_na or mark is None else mark, not_applicable=int(is_na))


def _keep(panel, sheet: GivenSheet, kept: list, rows: list) -> None:
	own = [row for row in kept if (row.juror, row.project) == (sheet.juror, sheet.project)]
	mine = next((row for row in own if row.keyed_by == frappe.session.user), None)
	if not any(mark is not None for mark in sheets.marks_of(rows).values()):
		return _delete(mine.name) if mine else None
	doc = frappe.get_doc(DOCTYPE, mine.name, for_update=True) if mine else _new(panel, sheet, own)
	doc.set("scores", rows)
	# A version would tell System Managers what was typed, and one of them may key the same sheet.
	records.write(doc, ignore_version=True)


def _new(panel, sheet: GivenSheet, others: list):
	return frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"panel": panel.name,
			"organiser": panel.organiser,
			"joint_cycle": panel.joint_cycle,
			"juror": sheet.juror,
			"juror_name": sheet.juror_name,
			"project": sheet.project,
			"project_title": sheet.project_title,
			"keying": SECOND if any(row.keying == FIRST for row in others) else FIRST,
			"keyed_by": frappe.session.user,
			"status": KEYING,
		}
	)


def _gaps(doc) -> list[str]:
	place = f"{doc.juror_name} – {doc.project_title}"
	marks = sheets.marks_of(doc.scores)
	missing = [row.criterion for row in doc.scores if marks[row.criterion_code] is None]
	if missing:
		return [
			_(
				"{0}: no mark for {1}. Key it in. If the paper has none, ask the juror; empty the sheet to leave it out."
			).format(place, ", ".join(missing))
		]
	if all(mark is scoring.NA for mark in marks.values()):
		return [_("{0}: every criterion is marked n/a, so the sheet has no total. Empty it.").format(place)]
	return []


def _close(doc, partner) -> bool:
	"""End one keying; if the other one is finished as well, both are compared from now on."""
	status = COMPARED if partner else KEYED
	set_status(doc, status)
	if partner:
		set_status(frappe.get_doc(DOCTYPE, partner.name, for_update=True), COMPARED)
	return bool(partner)


def set_status(doc, status: str) -> None:
	"""Take a keying on to its next status."""
	doc.status = status
	doc.finished_on = doc.finished_on or now_datetime()
	records.write(doc)


def _delete(name: str) -> None:
	# A copy of a deleted keying could be read by who keys the same sheet next.
	records.delete(frappe.get_doc(DOCTYPE, name, for_update=True), permanently=True)
