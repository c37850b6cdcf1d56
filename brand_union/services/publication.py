"""Making a result public: a notice with a window for objections (公示), or an announcement (公布).

A window of five working days is the safe default of other schools, and the seeds say 公布 only (DOMAIN 4): so the
cycle says how many days it asks for, and 0 leaves the step out.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from brand_union.services import (
	audit,
	cycles,
	guard,
	notice_check,
	notice_list,
	notices,
	organisers,
	public_page,
	records,
	snapshots,
	workdays,
)
from brand_union.services.decision import POSITIVE
from brand_union.services.errors import NoticeProblem, refuse
from brand_union.services.notice_check import (
	ANNOUNCEMENT,
	CONCLUDED,
	DRAFT,
	NOTICE,
	POSTED,
	PUBLIC,
	PUBLIC_NOTICE,
	WITHDRAWN,
)
from brand_union.services.panels import SELECTION


def notices_draft(decision) -> None:
	"""Prepare the notice of a decision that is being released; for one without any success there is nothing to tell."""
	if not any(row.outcome in POSITIVE for row in decision.rows):
		return
	days = cint(cycles.rules_of(decision.cycle).notice_days)
	kind = PUBLIC_NOTICE if days else ANNOUNCEMENT
	draft = frappe.get_doc(
		{
			"doctype": NOTICE,
			"decision": decision.name,
			"kind": kind,
			"working_days": days,
			"corrects": _public_one_of(decision.corrects),
			"document_number": decision.document_number,
			**_words(decision, kind),
			**notice_list.default_columns(decision),
		}
	)
	# A school may let others write notices than those who release.
	records.write(draft)


def _words(decision, kind: str) -> dict[str, str]:
	"""Title and introduction to begin with."""
	name = cycles.rules_of(decision.cycle).cycle_name
	selection, public = decision.purpose == SELECTION, kind == PUBLIC_NOTICE
	if public:
		title = (
			_("Public Notice of the Selection: {0}")
			if selection
			else _("Public Notice of the Acceptance: {0}")
		)
		intro = _(
			"After review and deliberation, the following projects of {0} are made public for objections."
		)
	else:
		title = _("Results of the Selection: {0}") if selection else _("Results of the Acceptance: {0}")
		intro = _("After review and deliberation, the following results of {0} are announced.")
	return {"notice_title": title.format(name)[:140], "intro": intro.format(name)}


def _public_one_of(decision: str | None) -> str | None:
	if not decision:
		return None
	public = {"decision": decision, "status": ("in", PUBLIC)}
	return frappe.db.get_value(NOTICE, public, "name", order_by="posted_on desc")


# Steps of a notice


def preview(doc) -> dict:
	"""The page as it would be today: {"html", "problems", "warnings", "closes_on"}; nothing is written."""
	doc.check_permission("read")
	_set_window(doc, cycles.today())
	return {
		"html": public_page.render(doc),
		"problems": list(notice_check.problems(doc)),
		"warnings": list(notice_check.warnings(doc)),
		"closes_on": cstr(doc.closes_on),
	}


def post(doc) -> None:
	"""Draft → Posted: from now on everybody reads it, and it changes no more. A second call does nothing."""
	doc.check_permission("write")
	if doc.status == POSTED:
		return
	notice_check.demand_status(doc, DRAFT)
	refuse(notice_check.problems(doc), NoticeProblem, _("Notice Not Posted"))
	_set_window(doc, cycles.today())
	_put(doc, status=POSTED, posted_on=now_datetime(), posted_by=frappe.session.user)
	cover = snapshots.take(doc, snapshots.AS_POSTED, _as_posted(doc), office_only=True)
	audit.close_trail(doc, cover, "status")
	audit.move_files(doc, cover)
	_replace_corrected(doc)


def conclude(doc, conclusion: str) -> None:
	"""Posted → Concluded, once the window is over and every objection has its answer."""
	doc.check_permission("write")
	notice_check.demand_status(doc, POSTED)
	refuse(notice_check.open_ends(doc, cstr(conclusion).strip()), NoticeProblem, _("Notice Not Concluded"))
	_end(doc, CONCLUDED, conclusion=cstr(conclusion).strip())


def withdraw(doc, reason: str) -> None:
	"""Posted or Concluded → Withdrawn: the public page shows it no more."""
	doc.check_permission("write")
	if doc.status != CONCLUDED:
		notice_check.demand_status(doc, POSTED)
	if not cstr(reason).strip():
		frappe.throw(_("Say why the notice is withdrawn."), NoticeProblem)
	_end(doc, WITHDRAWN, withdrawal=cstr(reason).strip())


def remind_of_windows(today: date) -> None:
	"""Tell the office, once, of each posted notice whose window is over, so that it concludes it."""
	over = frappe.get_all(
		NOTICE,
		{"status": POSTED, "kind": PUBLIC_NOTICE, "closes_on": ("<", today)},
		["name", "notice_title", "organiser", "joint_cycle"],
		order_by="name",
	)
	people = notices.people_of(office for row in over for office in organisers.offices_of(row))
	for row in over:
		notices.tell(
			{user for office in organisers.offices_of(row) for user in people.get(office, [])},
			lambda row=row: _over_text(row.notice_title),
			NOTICE,
			row.name,
			once=True,
		)


def _over_text(title: str) -> str:
	return _(
		"The window for objections is over: {0}. Answer what has come in, then conclude the notice."
	).format(frappe.utils.escape_html(title))


def _set_window(doc, posted_on: date) -> None:
	if doc.kind == ANNOUNCEMENT or not cint(doc.working_days):
		return
	period = workdays.period(posted_on, cint(doc.working_days))
	doc.opens_on, doc.closes_on = period.opens_on, period.closes_on


def _as_posted(doc) -> dict:
	"""What people wrote, the list that was drawn up from the decision, and the window."""
	window = {field: cstr(doc.get(field)) for field in ("posted_on", "opens_on", "closes_on")}
	return {**snapshots.content_of(doc), **window, "rows": notice_list.content(doc)}


def _replace_corrected(doc) -> None:
	if not doc.corrects:
		return
	old = frappe.get_doc(NOTICE, doc.corrects, for_update=True)
	if old.status == POSTED:
		withdraw(old, _("Corrected by {0}").format(doc.name))


def _end(doc, status: str, **words: str) -> None:
	_put(doc, status=status, ended_on=now_datetime(), ended_by=frappe.session.user, **words)


def _put(doc, **values) -> None:
	with guard.as_service(doc):
		doc.update(values)
		doc.save()
