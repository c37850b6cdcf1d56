"""What keeps a decided project from going on: its notice, or an objection. No sentence tells who objected."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, format_date, getdate

from brand_union.services import cycles, endorsements, objections
from brand_union.services.decision import POSITIVE
from brand_union.services.errors import HeldUp
from brand_union.services.notice_check import NOTICE, PUBLIC, PUBLIC_NOTICE
from brand_union.services.panels import SELECTION


def of_start(cycle: str, projects: Iterable[str]) -> dict[str, str]:
	"""{project: why it cannot start yet} for those projects of a cycle that cannot."""
	names = list(projects)
	windows, objected = _windows(names), objections.held_up(names)
	days, unsigned = cint(cycles.rules_of(cycle).notice_days), endorsements.before_start(cycle, names)
	found = {name: _why(name, windows.get(name, []), name in objected, days) for name in names}
	return {name: why for name in names if (why := found[name] or unsigned.get(name))}


def demand_free_to_start(doc, old: str, new: str) -> None:
	"""Decided → Under Way: the public notice is over, where the cycle asks for one, and no objection stands."""
	sentence = of_start(doc.cycle, [doc.name]).get(doc.name)
	if sentence:
		frappe.throw(_("{0} cannot start: {1}").format(doc.project_title, sentence), HeldUp)


def demand_no_objection(doc, old: str, new: str) -> None:
	"""Later steps forward: no objection stands."""
	if objections.held_up([doc.name]):
		frappe.throw(_("{0} cannot go on: {1}").format(doc.project_title, objection_text()), HeldUp)


def objection_text() -> str:
	"""Why an objection holds a project up."""
	return _("an objection to it has no answer, or was upheld and the decision not corrected yet.")


def _why(project: str, windows: list[dict], objected: bool, days: int) -> str | None:
	if objected:
		return objection_text()
	still_open = [window for window in windows if getdate(window.closes_on) >= cycles.today()]
	if still_open:
		last = max(still_open, key=lambda window: window.closes_on)
		return _("objections are accepted until {0}, says the notice {1}.").format(
			format_date(last.closes_on), last.notice_title
		)
	if days and not windows:
		return _(
			"the cycle asks for a public notice of {0} working days, and none with this project was posted."
		).format(days)
	return None


def _windows(projects: list[str]) -> dict[str, list[dict]]:
	"""{project: the public notices that list it as approved, with the end of their window}."""
	notice, row = frappe.qb.DocType(NOTICE), frappe.qb.DocType("Brand Notice Row")
	rows = (
		frappe.qb.from_(row)
		.join(notice)
		.on((notice.name == row.parent) & (row.parenttype == NOTICE))
		.select(row.project, notice.notice_title, notice.closes_on)
		.where(row.project.isin(projects or [""]) & row.outcome.isin(list(POSITIVE)))
		.where((notice.kind == PUBLIC_NOTICE) & notice.status.isin(PUBLIC) & (notice.purpose == SELECTION))
	).run(as_dict=True)
	found: dict[str, list[dict]] = {}
	for window in rows:
		found.setdefault(window.project, []).append(window)
	return found
