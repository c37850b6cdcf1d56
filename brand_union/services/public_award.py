"""What everybody may read who checks a certificate: its number, title, unit, project and date, and nothing else.

Its address holds a random code and not the number, so nobody reads through all awards by counting. One that was
revoked is answered like one that there never was.
"""

import frappe
from frappe import _
from frappe.utils import cstr, get_url

from brand_union.services import paper_reader, public_page, throttle
from brand_union.services.awards import AWARD, VALID
from brand_union.services.paper_reader import label_of

PATH = "/brand-awards"
SHOWN = ("certificate_number", "award_title", "unit_name", "project_title", "awarded_on")
# A whole ceremony may stand behind one address.
MOST_FROM_ONE_ADDRESS, SECONDS = 60, 10 * 60


def page(code: str) -> dict:
	"""What the page is drawn from, with its `http_status_code`: 200, 404 without such an award, 429 after too many."""
	try:
		throttle.demand("award checks from", cstr(frappe.local.request_ip), MOST_FROM_ONE_ADDRESS, SECONDS)
	except frappe.RateLimitExceededError as error:
		frappe.clear_last_message()
		return _frame(429, _("Try Again Later"), note=cstr(error))
	found = content(code)
	if not found:
		return _frame(
			404,
			_("There is no such certificate"),
			note=_("No certificate in force has this code. Check the address, or ask the union's office."),
		)
	return _frame(200, _("Check of a Certificate"), lines=found)


def content(code: str) -> list[dict] | None:
	"""What is shown of the award with this code, as [{"label", "text"}]; None if it is not in force."""
	row = frappe.db.get_value(
		AWARD, {"check_code": cstr(code), "status": VALID}, ["check_code", *SHOWN], as_dict=True
	)
	# The database takes other spellings of a code for the same.
	if not row or row.check_code != code:
		return None
	meta = frappe.get_meta(AWARD)
	texts = {field: cstr(row[field]) for field in SHOWN} | {"awarded_on": paper_reader.day(row.awarded_on)}
	return [{"label": label_of(meta.get_field(field)), "text": texts[field]} for field in SHOWN]


def link_to(code: str) -> str:
	"""The whole address of the page that checks a certificate."""
	return get_url(f"{PATH}/{code}")


def _frame(status: int, title: str, note: str = "", lines: list[dict] | None = None) -> dict:
	return {
		"http_status_code": status,
		"title": title,
		"lang": frappe.local.lang,
		"list_link": public_page.LIST,
		"note": note,
		"lines": lines or [],
	}
