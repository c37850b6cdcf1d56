"""The daily look at what falls due: one notice per person and document, on the day the cycle's office chose."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, format_date

from brand_union.services import cycles

# Which stage of which document a phase is waiting for.
WAITING = (
	("Application", "Brand Project", ("Draft",)),
	("Acceptance", "Brand Project", ("Under Way",)),
)


def send_due() -> None:
	"""Scheduler, daily: tell the people of a unit what they have to file within the reminder days."""
	day = add_days(cycles.today(), cint(frappe.db.get_single_value("Brand Union Settings", "reminder_days")))
	for cycle, phase in _closing_on(day):
		for doctype, stages in ((d, s) for p, d, s in WAITING if p == phase):
			_remind(doctype, cycle, stages, phase, day)


def _closing_on(day) -> list[tuple[str, str]]:
	"""Running cycles and phases whose window closes on `day`."""
	window, cycle = frappe.qb.DocType("Brand Programme Window"), frappe.qb.DocType("Brand Cycle")
	return (
		frappe.qb.from_(window)
		.join(cycle)
		.on((cycle.name == window.parent) & (window.parenttype == "Brand Cycle"))
		.select(cycle.name, window.phase)
		.where((window.closes_on == day) & (cycle.status == "Running"))
	).run()


def _remind(doctype: str, cycle: str, stages: tuple[str, ...], phase: str, day) -> None:
	projects = frappe.get_all(
		doctype,
		{"cycle": cycle, "stage": ("in", stages)},
		["name", "project_title", "unit"],
		order_by="name",
	)
	people = _people_of({row.unit for row in projects})
	subject = _("{0} is due on {1}: {2}")
	for row in projects:
		for user in people.get(row.unit, []):
			_notify(user, doctype, row.name, subject.format(_(phase), format_date(day), row.project_title))


def _people_of(units: set[str]) -> dict[str, list[str]]:
	rows = frappe.get_all(
		"Union Unit Member",
		{"parent": ("in", list(units)), "is_active": 1, "post": ("!=", "Member")},
		["parent", "user"],
		order_by="idx",
	)
	people: dict[str, list[str]] = {}
	for row in rows:
		people.setdefault(row.parent, []).append(row.user)
	return people


def _notify(user: str, doctype: str, name: str, subject: str) -> None:
	"""One notice, once: running the job again on the same day adds nothing."""
	notice = {"for_user": user, "document_type": doctype, "document_name": name, "subject": subject}
	if not frappe.db.exists("Notification Log", notice):
		frappe.get_doc({"doctype": "Notification Log", "type": "Alert", **notice}).insert(
			ignore_permissions=True
		)
