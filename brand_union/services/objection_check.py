"""What makes an objection one that is accepted: to an open notice, in time, by somebody with a name.

Source: objections in writing with real name, unit, phone, reason and evidence; late or anonymous ones are not
accepted (DOMAIN 4).
"""

import re
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr, format_date, get_datetime, getdate, now_datetime

from brand_union.services.errors import ObjectionProblem, refuse

OBJECTION = "Brand Objection"
# Who sends an objection, in the order of the form.
PERSON = ("objector_name", "objector_unit", "phone")
LEAST_OF_A_NAME, LEAST_OF_A_NUMBER = 2, 7
MOST_OF_A_REASON = 5000
SHORT, MOST_OF_A_LINE = ("objector_name", "objector_unit", "phone", "email"), 140


def cycle_of(notice: str | None) -> str:
	"""The cycle of a notice. Raises MandatoryError for none."""
	if not notice:
		frappe.throw(_("Choose the notice that the objection is to."), frappe.MandatoryError)
	return frappe.db.get_value("Brand Notice", notice, "cycle")


def set_facts(doc) -> None:
	"""Step of `validate`: whose notice it is, and which unit is concerned."""
	if not doc.is_new():
		return
	notice = _notice(doc.notice)
	doc.update({field: notice[field] for field in ("cycle", "organiser", "joint_cycle")})
	if doc.project:
		unit = frappe.db.get_value("Brand Project", doc.project, "unit")
		row = _row_of(doc.notice, doc.project)
		doc.update({"unit": unit, "project_title": row.project_title, "unit_name": row.unit_name})


def check_new(doc) -> None:
	"""Step of `validate`: all that keeps a new objection from being accepted, in one message."""
	if doc.is_new():
		refuse(problems(doc), ObjectionProblem, _("Objection Not Accepted"))


def problems(doc) -> Iterator[str]:
	"""The sentences, in the order of the form."""
	yield from window_problems(_notice(doc.notice), get_datetime(doc.received_on))
	yield from _person_problems(doc)
	if not cstr(doc.reason).strip():
		yield _("Say what you object to, and why.")
	yield from _length_problems(doc)


def window_problems(notice, received_on) -> Iterator[str]:
	"""Whether the notice takes an objection that came in at that time."""
	if not is_public_notice(notice):
		yield _("This notice takes no objections.")
		return
	if received_on > now_datetime():
		yield _("Received On is a time to come.")
	if getdate(received_on) > getdate(notice.closes_on):
		yield _(
			"Objections to this notice were accepted until {0}. This one came later, so it cannot be accepted."
		).format(format_date(notice.closes_on))
	elif received_on < get_datetime(notice.posted_on):
		yield _("The notice was posted on {0}, after this objection.").format(format_date(notice.posted_on))


def is_public_notice(notice) -> bool:
	"""Whether it is public and has, or had, a window for objections."""
	return notice.kind == "Public Notice" and notice.status in ("Posted", "Concluded")


def _person_problems(doc) -> Iterator[str]:
	missing = [
		_(doc.meta.get_label(field), context=OBJECTION)
		for field in PERSON
		if not cstr(doc.get(field)).strip()
	]
	if missing:
		yield _(
			"Anonymous objections are not accepted. Enter {0}; only the office of the union sees who you are."
		).format(", ".join(missing))
	elif len(re.findall(r"[^\W\d_]", cstr(doc.objector_name))) < LEAST_OF_A_NAME:
		yield _("{0} is no real name. Anonymous objections are not accepted.").format(doc.objector_name)
	elif len(re.findall(r"\d", cstr(doc.phone))) < LEAST_OF_A_NUMBER:
		yield _("{0} is no telephone number. The office has to be able to call you.").format(doc.phone)


def _length_problems(doc) -> Iterator[str]:
	limits = {**dict.fromkeys(SHORT, MOST_OF_A_LINE), "reason": MOST_OF_A_REASON}
	for field, limit in limits.items():
		size = len(cstr(doc.get(field)))
		if size > limit:
			yield _("{0} has {1} characters; at most {2} fit. Put the rest into a file.").format(
				_(doc.meta.get_label(field), context=OBJECTION), size, limit
			)


def _notice(name: str):
	fields = ["name", "notice_title", "kind", "status", "cycle", "organiser", "joint_cycle"]
	fields += ["posted_on", "closes_on"]
	return frappe.db.get_value("Brand Notice", name, fields, as_dict=True)


def _row_of(notice: str, project: str):
	row = frappe.db.get_value(
		"Brand Notice Row",
		{"parent": notice, "parenttype": "Brand Notice", "project": project},
		["project_title", "unit_name"],
		as_dict=True,
	)
	if not row:
		frappe.throw(
			_("This project is not in the list of the notice. Choose one that is."), ObjectionProblem
		)
	return row
