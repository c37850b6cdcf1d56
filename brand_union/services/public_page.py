"""What everybody may read of the notices: exactly this, and nothing of the documents behind them.

The pages run for people who are not logged in, so no permission is asked here; instead only a notice that was posted
is looked at, and every value that goes out is named below.
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr, fmt_money, getdate

from brand_union.services import cycles, organisers, paper_reader
from brand_union.services.notice_check import CONCLUDED, NOTICE, POSTED, PUBLIC, PUBLIC_NOTICE
from brand_union.services.notice_list import OPTIONAL

TEMPLATE = "www/brand-notice.html"
LIST = "/brand-notices"
LISTED = 50
MOST_PAGES = 10_000


def listed(page: int = 1) -> dict:
	"""A page of the public notices, newest first: {"notices": [...], "page", "more": whether older ones follow}."""
	page = min(max(1, page), MOST_PAGES)
	rows = frappe.get_all(
		NOTICE,
		filters={"status": ("in", PUBLIC)},
		fields=[
			"name",
			"notice_title",
			"kind",
			"status",
			"organiser",
			"joint_cycle",
			"posted_on",
			"closes_on",
		],
		order_by="posted_on desc, name desc",
		start=(page - 1) * LISTED,
		limit_page_length=LISTED + 1,
	)
	return {
		"notices": [_entry(row) for row in rows[:LISTED]],
		"page": page,
		"more": len(rows) > LISTED,
	}


def content(name: str) -> dict | None:
	"""What the page of a public notice shows; None for one that is not public, or that there never was."""
	notice = find_public(name)
	return content_of(notice) if notice else None


def find_public(name: str):
	"""The notice as a document, if everybody may read it."""
	found = frappe.db.get_value(NOTICE, {"name": cstr(name), "status": ("in", PUBLIC)})
	# The database takes other spellings of a name for the same.
	return frappe.get_doc(NOTICE, found) if found and found == name else None


def content_of(notice) -> dict:
	"""The same of a document that the caller has a right to, also of a draft for its preview."""
	return {
		"title": notice.notice_title,
		"issuers": organisers.issuers_of(notice),
		"document_number": cstr(notice.document_number),
		"paragraphs": _paragraphs(notice.intro),
		"columns": columns_of(notice),
		"rows": [_cells(notice, row) for row in notice.rows],
		"posted_on": paper_reader.day(notice.posted_on) if notice.posted_on else "",
		"window": _window(notice),
		"contact": _paragraphs(notice.contact) if notice.kind == PUBLIC_NOTICE else [],
		"state": state_of(notice),
		"is_open": is_open(notice),
		"conclusion": _paragraphs(notice.conclusion),
		"corrected_by": _link(NOTICE, {"corrects": notice.name}) if notice.posted_on else None,
		"corrects": _link(NOTICE, {"name": notice.corrects}) if notice.corrects else None,
		"link": link_to(notice.name),
		"objection_link": f"{link_to(notice.name)}/objection",
	}


def render(notice) -> str:
	"""The whole page, as HTML; also of a notice that is not public yet."""
	return frappe.render_template(TEMPLATE, frame_of(content_of(notice)))


def frame_of(notice: dict | None) -> dict:
	"""What the page of a notice is drawn from; None stands for one that is not public."""
	return {
		"title": notice["title"] if notice else _("There is no such notice"),
		"lang": frappe.local.lang,
		"list_link": LIST,
		"notice": notice,
	}


def is_open(notice) -> bool:
	"""Whether objections to it are accepted today."""
	return (
		notice.kind == PUBLIC_NOTICE
		and notice.status in PUBLIC
		and bool(notice.closes_on)
		and getdate(notice.closes_on) >= cycles.today()
	)


def state_of(notice) -> str:
	"""How its window stands, in a sentence; "" where there is none."""
	if notice.kind != PUBLIC_NOTICE or notice.status not in PUBLIC:
		return ""
	last = paper_reader.day(notice.closes_on)
	if is_open(notice):
		return _("Objections are accepted until {0}, the end of the day.").format(last)
	if notice.status == CONCLUDED:
		return _("The window for objections ended on {0}, and the notice is concluded.").format(last)
	return _("The window for objections ended on {0}.").format(last)


def columns_of(notice) -> list[str]:
	"""The heads of the list's columns."""
	heads = {
		"category": _("Category"),
		"tier": _("Funding Tier"),
		"amount": _("Amount (CNY)"),
		"grade": _("Grade"),
	}
	shown = [heads[field] for field in _shown(notice)]
	outcome = [_("Result")] if notice.all_outcomes else []
	return [_("No."), _("Project Title"), _("Unit"), *shown, *outcome]


def _shown(notice) -> list[str]:
	"""The columns that are switched on and tell something: a programme may have no categories."""
	return [
		field
		for field, switch in OPTIONAL.items()
		if notice.get(switch) and any(row.get(field) for row in notice.rows)
	]


def link_to(name: str) -> str:
	"""The path of a notice's page."""
	return f"{LIST}/{name}"


def _cells(notice, row) -> list[str]:
	values = {field: cstr(row.get(field)) for field in OPTIONAL} | {"amount": fmt_money(row.amount, 2)}
	shown = [values[field] for field in _shown(notice)]
	outcome = [_(row.outcome, context="Brand Decision Row")] if notice.all_outcomes else []
	return [str(row.idx), cstr(row.project_title), cstr(row.unit_name), *shown, *outcome]


def _window(notice) -> dict | None:
	if notice.kind != PUBLIC_NOTICE or not notice.closes_on:
		return None
	return {
		"opens_on": paper_reader.day(notice.opens_on),
		"closes_on": paper_reader.day(notice.closes_on),
		"days": cint(notice.working_days),
	}


def _entry(row) -> dict:
	return {
		"title": row.notice_title,
		"link": link_to(row.name),
		"kind": _(row.kind, context=NOTICE),
		"issuers": organisers.issuers_of(row),
		"posted_on": paper_reader.day(row.posted_on),
		"state": state_of(row) if row.status == POSTED or is_open(row) else "",
		"is_open": is_open(row),
	}


def _paragraphs(text: str | None) -> list[str]:
	return [part.strip() for part in cstr(text).split("\n") if part.strip()]


def _link(doctype: str, filters: dict) -> dict | None:
	found = frappe.db.get_value(
		doctype,
		{**filters, "status": ("in", PUBLIC)},
		["name", "notice_title"],
		as_dict=True,
		order_by="posted_on desc",
	)
	return {"title": found.notice_title, "link": link_to(found.name)} if found else None
