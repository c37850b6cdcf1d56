"""Notices to people, in their own language, in the Desk's bell.

Frappe's Notification cannot say "the people of the document's unit" (they are rows of another document), and it
would send a juror one notice per sheet. So the app writes Notification Logs itself: inside the transaction that
caused them, one per person, without e-mail, so that a site without outgoing mail works. A subject names no
juror and no score, and goes only to people who may open what it links to.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import cstr, escape_html, format_date, get_url_to_list

from brand_union.persons import UNIT_POSTS
from brand_union.services import records

LOG, REVIEW = "Notification Log", "Brand Review"

# Effects of steps between stages: (doc, old stage, new stage)


def returned(doc, old: str, new: str) -> None:
	"""Tell the unit that its paper came back; the reason is in the document."""
	_tell_unit(
		doc,
		lambda: _("{0} was returned to your unit. Read the reason, correct it and file it again.").format(
			_title(doc)
		),
	)


def released(doc, old: str, new: str) -> None:
	"""Tell the unit that the result of its project or summary is out."""
	_tell_unit(
		doc, lambda: _("The result of {0} is out: {1}").format(_title(doc), _(new, context=doc.doctype))
	)


def to_rectify(doc, old: str, new: str) -> None:
	"""Tell the unit that its summary has to be corrected, and until when."""
	_tell_unit(
		doc,
		lambda: (
			_("The summary of {0} has to be corrected and filed again until {1}.").format(
				_title(doc), format_date(doc.rectify_until)
			)
			if doc.rectify_until
			else _("The summary of {0} has to be corrected and filed again.").format(_title(doc))
		),
	)


# Units


def adjustment_proposed(doc) -> None:
	"""Tell the unit that the office asks for its consent to an adjustment."""
	title = escape_html(frappe.db.get_value("Brand Project", doc.project, "project_title"))
	tell(
		people_of([doc.unit]).get(doc.unit, []),
		lambda: _("The union's office proposes an adjustment of {0}. Read it and answer it.").format(title),
		doc.doctype,
		doc.name,
	)


# Jurors


def sheets_waiting(round_label: str, sheets: Counter, due_on=None) -> None:
	"""Tell each juror, once, how many new sheets wait: `sheets` is {juror: number of sheets}."""
	for juror, number in sheets.items():
		tell(
			[juror],
			lambda number=number: _sheets_text(round_label, number, due_on),
			REVIEW,
			link=list_link(REVIEW),
		)


def _sheets_text(round_label: str, number: int, due_on) -> str:
	if due_on:
		return _("{0}: {1} score sheet(s) wait for you, due on {2}").format(
			escape_html(round_label), number, format_date(due_on)
		)
	return _("{0}: {1} score sheet(s) wait for you").format(escape_html(round_label), number)


# Telling


def tell(
	users: Iterable[str],
	subject: Callable[[], str],
	doctype: str,
	name: str | None = None,
	link: str | None = None,
	once: bool = False,
) -> int:
	"""Write one notice per user who wants notices; returns how many were written.

	`subject` gives the (escaped) sentence, and is asked in each reader's language. With `once`, the same
	sentence about the same document is not written again.
	"""
	return sum(
		_write(user, language, subject, {"document_type": doctype, "document_name": name, "link": link}, once)
		for user, language in _readers(users)
	)


def people_of(units: Iterable[str]) -> dict[str, list[str]]:
	"""{unit: its officers and chairs in office}."""
	rows = frappe.get_all(
		"Union Unit Member",
		{"parent": ("in", sorted(set(units)) or [""]), "is_active": 1, "post": ("in", sorted(UNIT_POSTS))},
		["parent", "user"],
		order_by="parent, idx",
	)
	people: dict[str, list[str]] = {}
	for row in rows:
		people.setdefault(row.parent, []).append(row.user)
	return people


def listeners(users: Iterable[str]) -> dict[str, str]:
	"""{user: the language to write in} of those who are enabled and have not switched notices off."""
	return {user: language or _language_of_site() for user, language in _readers(users)}


def list_link(doctype: str) -> str:
	"""The path of a DocType's list; without the host, which a background job does not know."""
	return urlsplit(get_url_to_list(doctype)).path


def _tell_unit(doc, subject: Callable[[], str]) -> None:
	people = people_of([doc.unit]).get(doc.unit, [])
	tell([user for user in people if user != frappe.session.user], subject, doc.doctype, doc.name)


def _readers(users: Iterable[str]) -> list[tuple[str, str]]:
	"""(user, language) of those users who are enabled and have not switched notices off."""
	names = sorted(set(users))
	if not names:
		return []
	silent = frappe.get_all(
		"Notification Settings", {"name": ("in", names), "enabled": 0}, pluck="name", order_by=None
	)
	rows = frappe.get_all(
		"User", {"name": ("in", names), "enabled": 1}, ["name", "language"], order_by="name"
	)
	return [(row.name, row.language) for row in rows if row.name not in silent]


def _write(user: str, language: str | None, subject: Callable[[], str], about: dict, once: bool) -> bool:
	with print_language(language or _language_of_site()):
		notice = {"for_user": user, "subject": subject(), **about}
	if once and frappe.db.exists(LOG, {key: value for key, value in notice.items() if value}):
		return False
	# "Alert" is never sent by mail.
	records.write(frappe.get_doc({"doctype": LOG, "type": "Alert", **notice}))
	return True


def _language_of_site() -> str:
	return frappe.db.get_single_value("System Settings", "language") or "en"


def _title(doc) -> str:
	return escape_html(cstr(doc.project_title))
