"""The public form for objections: one request brings the text and the files, or a sentence that says what is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from brand_union.services import evidence, objection_check, public_page, records, throttle
from brand_union.services.errors import ObjectionProblem, refuse
from brand_union.services.objections import OBJECTION

# A whole campus may stand behind one address, and a jam must not last. The second limit holds if addresses are made up.
HOUR = 60 * 60
MOST_FROM_ONE_ADDRESS = 20
MOST_TO_ONE_NOTICE = 120
BRACKETS = str.maketrans("<>", "＜＞")


# Frappe would turn every bracket and every "&" of a guest into markup for one; see _as_text.
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
def submit(
	notice: str = "",
	row: str = "",
	objector_name: str = "",
	objector_unit: str = "",
	phone: str = "",
	email: str = "",
	reason: str = "",
	website: str = "",
	sending: str = "",
) -> dict:
	"""Receive an objection to an open notice, with files under the name `evidence`; returns {"receipt"}.

	`row` is the number in the list of the notice, empty for the notice as a whole. `website` is a field that people
	do not see. What comes twice with the same `sending`, a random word of the form, is kept once. Raises
	ObjectionProblem with everything that is missing; nothing is kept then. Raises RateLimitExceededError.
	"""
	throttle.demand("objections from", cstr(frappe.local.request_ip), MOST_FROM_ONE_ADDRESS, HOUR)
	found = public_page.find_public(notice)
	if found:
		throttle.demand("objections to", found.name, MOST_TO_ONE_NOTICE, HOUR)
	files = _files()
	texts = {
		"objector_name": objector_name,
		"objector_unit": objector_unit,
		"phone": phone,
		"email": email,
		"reason": reason,
	}
	doc = frappe.new_doc(OBJECTION)
	doc.update({field: _as_text(text) for field, text in texts.items()})
	refuse(_problems(doc, found, row, website, files), ObjectionProblem, _("Objection Not Accepted"))
	doc.update({"notice": found.name, "project": _project(found, row), "received_on": now_datetime()})
	doc.flags.from_public_form = True
	doc.flags.sending_key = _key(sending, [found.name, row, *texts.values()], files)
	return {"receipt": _known(doc.flags.sending_key) or _keep(doc, files)}


def _keep(doc, files: list[evidence.Upload]) -> str:
	try:
		with _as_nobody():
			records.write(doc)
			evidence.attach(doc, files)
	except frappe.UniqueValidationError:
		# The same came at the same moment: a button pressed twice. The other one is the one that is kept.
		frappe.db.rollback()
		frappe.clear_last_message()
		return _known(doc.flags.sending_key)
	return doc.receipt


@contextmanager
def _as_nobody() -> Iterator[None]:
	"""Whoever is logged in does not own the objection and its files: an owner may follow and change what is made."""
	user = frappe.session.user
	frappe.session.user = "Guest"
	try:
		yield
	finally:
		frappe.session.user = user


def _known(sending_key: str | None) -> str | None:
	"""The receipt of the objection that came with this key."""
	return frappe.db.get_value(OBJECTION, {"sending_key": sending_key}, "receipt") if sending_key else None


def _key(sending: str, texts: list[str], files: list[evidence.Upload]) -> str | None:
	"""One for each content: what was corrected and sent again is another objection. None without a random word."""
	if not sending:
		return None
	parts = [sending, *texts, *(file.name for file in files)]
	contents = (file.content for file in files)
	return sha256(b"\0".join([*(cstr(part).encode() for part in parts), *contents])).hexdigest()


def _as_text(text: str) -> str:
	"""Nobody knows who writes here, and the Desk shows some values as markup: so none can be made of them."""
	return cstr(text).strip().translate(BRACKETS)


def _files() -> list[evidence.Upload]:
	if not frappe.request:
		return []
	return evidence.read(frappe.request.files.getlist("evidence"))


def _problems(doc, notice, row: str, website: str, files: list[evidence.Upload]) -> Iterator[str]:
	if not notice:
		yield _("There is no such notice. Open it again from the list of notices.")
		return
	doc.update({"notice": notice.name, "received_on": now_datetime()})
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
