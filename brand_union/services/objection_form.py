"""The public form for objections: one request brings the text and the files, or a sentence that says what is missing."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint, cstr

from brand_union.services import evidence, objection_check, public_page
from brand_union.services.errors import ObjectionProblem, refuse
from brand_union.services.objections import OBJECTION

# A whole campus may stand behind one address, and a jam must not last. The second limit holds if addresses are made up.
HOUR = 60 * 60
MOST_FROM_ONE_ADDRESS = 20
MOST_TO_ONE_NOTICE = 120


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=MOST_FROM_ONE_ADDRESS, seconds=HOUR)
@rate_limit(key="notice", limit=MOST_TO_ONE_NOTICE, seconds=HOUR, ip_based=False)
def submit(
	notice: str = "",
	row: str = "",
	objector_name: str = "",
	objector_unit: str = "",
	phone: str = "",
	email: str = "",
	reason: str = "",
	website: str = "",
) -> dict:
	"""Receive an objection to an open notice, with files under the name `evidence`; returns {"receipt"}.

	`row` is the number in the list of the notice, empty for the notice as a whole. `website` is a field that people
	do not see. Raises ObjectionProblem with everything that is missing; nothing is kept then.
	"""
	found = public_page.find_public(notice)
	files = _files()
	texts = {
		"objector_name": objector_name,
		"objector_unit": objector_unit,
		"phone": phone,
		"email": email,
		"reason": reason,
	}
	doc = frappe.new_doc(OBJECTION)
	doc.update({field: cstr(text).strip() for field, text in texts.items()})
	refuse(_problems(doc, found, row, website, files), ObjectionProblem, _("Objection Not Accepted"))
	doc.update(
		{"notice": found.name, "project": _project(found, row), "received_on": frappe.utils.now_datetime()}
	)
	doc.flags.from_public_form = True
	# Nobody who objects has a right on objections; all that is asked of one was checked above.
	doc.insert(ignore_permissions=True)
	evidence.attach(doc, files)
	return {"receipt": doc.receipt}


def _files() -> list[evidence.Upload]:
	if not frappe.request:
		return []
	return evidence.read(frappe.request.files.getlist("evidence"))


def _problems(doc, notice, row: str, website: str, files: list[evidence.Upload]) -> Iterator[str]:
	if not notice:
		yield _("There is no such notice. Open it again from the list of notices.")
		return
	doc.update({"notice": notice.name, "received_on": frappe.utils.now_datetime()})
	if website:
		yield _("A field that has to stay empty was filled in. Leave it empty and send again.")
	if row and not _row(notice, row):
		yield _("This project is not in the list of the notice. Choose one that is.")
	yield from objection_check.problems(doc)
	if doc.email and not frappe.utils.validate_email_address(doc.email):
		yield _("{0} is no e-mail address. Correct it, or leave it empty.").format(doc.email)
	yield from evidence.problems(files)


def _row(notice, row: str):
	return next((one for one in notice.rows if cstr(one.idx) == cstr(cint(row))), None)


def _project(notice, row: str) -> str | None:
	return _row(notice, row).project if row else None
