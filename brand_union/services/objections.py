"""Handling objections: receive, examine, conclude; and which projects they hold up meanwhile."""

import secrets
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import cstr, escape_html, get_datetime, now_datetime

from brand_union.scopes import scope_of
from brand_union.services import guard, notices, organisers
from brand_union.services.errors import ObjectionProblem

OBJECTION = "Brand Objection"
RECEIVED, EXAMINING = "Received", "Under Examination"
UPHELD, REJECTED, WITHDRAWN = "Upheld", "Rejected", "Withdrawn"
OPEN = (RECEIVED, EXAMINING)
# Without letters and digits that one reads for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def begin(doc) -> None:
	"""Step of `validate`: a new objection gets its receipt and the first line of its log."""
	if doc.is_new():
		doc.receipt = _receipt()
		doc.sending_key = doc.flags.sending_key
		doc.channel = "Public Form" if doc.flags.from_public_form else "In Writing"
		_log(doc, "Received", "")


def examine(doc, note: str = "") -> None:
	"""Received → Under Examination, by the office."""
	doc.check_permission("write")
	if doc.status != RECEIVED:
		_refuse_step(doc)
	_log(doc, "Examination Begun", note)
	_put(doc, status=EXAMINING, examined_by=frappe.session.user)


def write_down(doc, note: str) -> None:
	"""Add a note to the log of an open objection."""
	doc.check_permission("write")
	if doc.status not in OPEN:
		_refuse_step(doc)
	_demand_text(note)
	_log(doc, "Note", note)
	_put(doc)


def conclude(doc, status: str, conclusion: str) -> None:
	"""Received or Under Examination → Upheld, Rejected or Withdrawn, with the reason why."""
	doc.check_permission("write")
	if doc.status not in OPEN:
		_refuse_step(doc)
	_demand_text(conclusion)
	_log(doc, status, conclusion)
	_put(
		doc,
		status=status,
		conclusion=cstr(conclusion).strip(),
		concluded_on=now_datetime(),
		examined_by=doc.examined_by or frappe.session.user,
	)


def tell_office(doc) -> None:
	"""Tell those people of the office who may read it; the sentence names nobody."""
	people = notices.people_of(organisers.offices_of(doc)).values()
	readers = [user for office in people for user in office if scope_of(OBJECTION, user).holds(doc)]
	title = escape_html(frappe.db.get_value("Brand Notice", doc.notice, "notice_title"))
	notices.tell(readers, lambda: _("An objection has come in: {0}").format(title), OBJECTION, doc.name)


def number_open(notice: str) -> int:
	"""How many objections to a notice have no answer yet."""
	return frappe.db.count(OBJECTION, {"notice": notice, "status": ("in", OPEN)})


def held_up(projects: Iterable[str]) -> set[str]:
	"""Those of the projects that may not go on: an objection is open, or upheld and no correction released since."""
	names = list(projects)
	found = _standing(names)
	corrected = _corrected([project for project, status, _on in found if status == UPHELD])
	return {
		project
		for project, status, on in found
		if status in OPEN or project not in corrected or corrected[project] < get_datetime(on)
	}


def _standing(projects: list[str]) -> list[tuple]:
	"""(project, status, concluded on) of objections to these projects, or to a whole notice that lists them."""
	objection, row = frappe.qb.DocType(OBJECTION), frappe.qb.DocType("Brand Notice Row")
	return (
		frappe.qb.from_(objection)
		.join(row)
		.on((row.parent == objection.notice) & (row.parenttype == "Brand Notice"))
		.select(row.project, objection.status, objection.concluded_on)
		.where(row.project.isin(projects or [""]) & objection.status.isin([*OPEN, UPHELD]))
		.where((objection.project == row.project) | objection.project.isnull() | (objection.project == ""))
	).run()


def _corrected(projects: list[str]) -> dict:
	"""{project: when the last correction of a decision on it was released}."""
	row, decision = frappe.qb.DocType("Brand Decision Row"), frappe.qb.DocType("Brand Decision")
	rows = (
		frappe.qb.from_(row)
		.join(decision)
		.on(decision.name == row.parent)
		.select(row.project, Max(decision.released_on))
		.where((row.parenttype == "Brand Decision") & row.project.isin(projects or [""]))
		.where((decision.status == "Released") & decision.corrects.isnotnull() & (decision.corrects != ""))
		.groupby(row.project)
	).run()
	return {project: get_datetime(on) for project, on in rows}


def _receipt() -> str:
	"""Random, so that nobody learns from it how many objections there are."""
	return "-".join("".join(secrets.choice(ALPHABET) for _place in range(4)) for _group in range(3))


def _log(doc, event: str, note: str) -> None:
	doc.append(
		"events",
		{
			"event": event,
			"happened_on": now_datetime(),
			"by_user": frappe.session.user,
			"note": cstr(note).strip(),
		},
	)


def _demand_text(text: str) -> None:
	if not cstr(text).strip():
		frappe.throw(_("Write down what was found, and why."), ObjectionProblem)


def _refuse_step(doc) -> None:
	frappe.throw(
		_("{0} is {1}, so this step is not open any more.").format(
			doc.name, frappe.bold(_(doc.status, context=OBJECTION))
		),
		ObjectionProblem,
	)


def _put(doc, **values) -> None:
	with guard.as_service(doc):
		doc.update(values)
		doc.save()
