"""Sending letters: by the office, one by one or many at once, and each only once."""

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import cstr, now_datetime, validate_email_address

from brand_union.services import arguments, guard
from brand_union.services.errors import LetterProblem

LETTER = "Brand Letter"
DRAFT, SENT = "Draft", "Sent"


def freeze_sent(letter) -> None:
	"""A letter that went out stays as it was."""
	if letter.status == SENT:
		guard.freeze(letter, ("recipients", "subject", "message"), _("the letter was sent as it is."))


def set_recipients(letter) -> None:
	"""One address in each line; raises LetterProblem with every line that is none."""
	lines = [
		line.strip() for line in cstr(letter.recipients).replace(",", "\n").replace(";", "\n").splitlines()
	]
	given = list(dict.fromkeys(line for line in lines if line))
	wrong = [line for line in given if not validate_email_address(line)]
	if wrong:
		frappe.throw(
			_("Recipients: {0} is no e-mail address. Write one address in each line.").format(
				frappe.utils.escape_html(", ".join(wrong))
			),
			LetterProblem,
		)
	letter.recipients = "\n".join(given)


def demand_draft(letter) -> None:
	"""Only a draft is deleted."""
	if letter.status == SENT:
		frappe.throw(_("{0} was sent, so it is kept.").format(letter.name), LetterProblem)


def send(letter) -> None:
	"""Draft → Sent: the mail waits in Frappe's queue. A second call sends nothing.

	Raises LetterProblem without a recipient, or where the site has no account to send from.
	"""
	letter.check_permission("write")
	if letter.status == SENT:
		return
	_demand_sendable(letter)
	frappe.sendmail(
		recipients=letter.recipients.splitlines(),
		subject=letter.subject,
		message=letter.message,
		reference_doctype=LETTER,
		reference_name=letter.name,
		add_unsubscribe_link=0,
	)
	with guard.as_service(letter):
		letter.update({"status": SENT, "sent_on": now_datetime(), "sent_by": frappe.session.user})
		letter.save()


@frappe.whitelist(methods=["POST"])
def send_letters(names: list[str] | str) -> dict:
	"""Send the letters of a list: {"sent": n, "problems": [sentence]}; one that cannot be sent keeps back no other."""
	sent, problems = 0, []
	for name in sorted(set(arguments.read("names", names, list, of=str))):
		letter = frappe.get_doc(LETTER, name, for_update=True)
		letter.check_permission("write")
		if letter.status == SENT:
			continue
		try:
			send(letter)
			sent += 1
		except LetterProblem as problem:
			frappe.clear_last_message()
			problems.append(f"{letter.unit_name}: {problem}")
	return {"sent": sent, "problems": problems}


def _demand_sendable(letter) -> None:
	if not cstr(letter.recipients).strip():
		frappe.throw(
			_(
				"The letter has no recipient. Enter an address, or name the people of {0} in its record."
			).format(letter.unit_name),
			LetterProblem,
		)
	if not EmailAccount.find_default_outgoing():
		frappe.throw(
			_(
				"The site has no e-mail account to send from. Set up an outgoing one, or print the letter; it stays a draft."
			),
			LetterProblem,
		)
