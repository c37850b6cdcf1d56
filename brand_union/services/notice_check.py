"""What a notice must meet: when it is saved, before it is posted, and before it is concluded."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, cstr, format_date, getdate

from brand_union.services import cycles, objections, workdays
from brand_union.services.decision import RELEASED
from brand_union.services.errors import NoticeProblem

NOTICE = "Brand Notice"
DRAFT, POSTED, CONCLUDED, WITHDRAWN = "Draft", "Posted", "Concluded", "Withdrawn"
PUBLIC = (POSTED, CONCLUDED)
PUBLIC_NOTICE, ANNOUNCEMENT = "Public Notice", "Announcement"
# More is a slip of the keys.
MOST_DAYS = 60


def cycle_of(decision: str | None) -> str:
	"""The cycle of a decision. Raises MandatoryError for none."""
	if not decision:
		frappe.throw(_("Choose the decision first: a notice makes one public."), frappe.MandatoryError)
	return frappe.db.get_value("Brand Decision", decision, "cycle")


def check_decision(doc) -> None:
	"""Only a released decision is made public; its facts are the notice's."""
	decision = frappe.db.get_value(
		"Brand Decision",
		doc.decision,
		["cycle", "purpose", "organiser", "joint_cycle", "status"],
		as_dict=True,
	)
	if decision.pop("status") != RELEASED:
		frappe.throw(
			_("{0} is not released yet, so nothing of it is made public.").format(doc.decision), NoticeProblem
		)
	doc.update(decision)


def check_corrected(doc) -> None:
	"""A notice corrects one that was posted, of the same cycle and purpose."""
	if not doc.corrects:
		return
	same = ("cycle", "purpose", "organiser", "joint_cycle")
	found = frappe.db.get_value(NOTICE, doc.corrects, [*same, "status"], as_dict=True)
	if any(cstr(found[field]) != cstr(doc.get(field)) for field in same) or found.status == DRAFT:
		frappe.throw(
			_(
				"{0} is no posted notice of the same cycle, purpose and office, so it cannot be corrected by this one."
			).format(doc.corrects),
			NoticeProblem,
		)


def set_working_days(doc) -> None:
	"""An announcement has no window; a window has a sensible length."""
	if doc.kind == ANNOUNCEMENT:
		doc.working_days = 0
	if cint(doc.working_days) > MOST_DAYS:
		frappe.throw(
			_("A window of {0} working days is too long; enter at most {1}.").format(
				doc.working_days, MOST_DAYS
			),
			NoticeProblem,
		)


def demand_draft(doc) -> None:
	"""What was public once is not deleted."""
	if doc.status != DRAFT:
		frappe.throw(
			_("{0} was posted, so it is kept. Withdraw it, or correct it by a new notice.").format(
				doc.notice_title
			),
			NoticeProblem,
		)


def demand_status(doc, wanted: str) -> None:
	"""The step asked for begins in that status."""
	if doc.status != wanted:
		frappe.throw(
			_("{0} is {1}; this step is for one that is {2}.").format(
				doc.name, frappe.bold(_(doc.status, context=NOTICE)), frappe.bold(_(wanted, context=NOTICE))
			),
			NoticeProblem,
		)


def problems(doc) -> Iterator[str]:
	"""All that stands against posting it."""
	if not doc.rows:
		yield _("The list is empty. Save the notice, so that it is drawn up from the decision.")
	later = frappe.db.get_value("Brand Decision", {"corrects": doc.decision, "status": RELEASED}, "name")
	if later:
		yield _("{0} corrects this decision. Post the notice of that one.").format(later)
	if doc.kind == PUBLIC_NOTICE:
		yield from _window_problems(doc)
	if doc.status == DRAFT:
		yield from _twins(doc)


def _window_problems(doc) -> Iterator[str]:
	asked = max(1, cint(cycles.rules_of(doc.cycle).notice_days))
	if cint(doc.working_days) < asked:
		yield _("The window has {0} working day(s), and {1} asks for at least {2}.").format(
			cint(doc.working_days), cycles.rules_of(doc.cycle).cycle_name, asked
		)
	if not cstr(doc.contact).strip():
		yield _("Contact for Objections is empty. Say who takes objections, and how to reach them.")


def _twins(doc) -> Iterator[str]:
	same = {"decision": doc.decision, "kind": doc.kind, "status": ("in", PUBLIC)}
	for name in frappe.get_all(NOTICE, same, pluck="name", order_by="name"):
		if name != doc.corrects:
			yield _(
				"{0} has made this decision public already. Make this notice its correction, or withdraw it."
			).format(name)


def warnings(doc) -> Iterator[str]:
	"""What does not hinder posting, but should be known before."""
	asked = cint(cycles.rules_of(doc.cycle).notice_days)
	if doc.kind == ANNOUNCEMENT and asked:
		yield _(
			"An announcement opens no window, and {0} asks for a public notice of {1} working days."
		).format(cycles.rules_of(doc.cycle).cycle_name, asked)
	if doc.closes_on:
		yield from workdays.warnings(cycles.today(), getdate(doc.closes_on))
	if not doc.document_number:
		yield _("The notice has no document number.")
	if doc.corrects and frappe.db.get_value(NOTICE, doc.corrects, "status") == POSTED:
		yield _("{0} is withdrawn when this one is posted.").format(doc.corrects)


def open_ends(doc, conclusion: str) -> Iterator[str]:
	"""All that stands against concluding it."""
	if doc.kind == ANNOUNCEMENT:
		yield _("An announcement has no window, so there is nothing to conclude.")
		return
	if getdate(doc.closes_on) >= cycles.today():
		yield _("The window is open until {0}, the end of the day.").format(format_date(doc.closes_on))
	waiting = objections.number_open(doc.name)
	if waiting:
		yield _("{0} objection(s) have no answer yet. Examine and conclude them first.").format(waiting)
	if not conclusion:
		yield _("Say how the window ended; the sentence is made public.")
