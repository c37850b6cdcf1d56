"""Jurors who stand back from a project, decline it or leave the panel, and those whom the office takes out.

Rule: DOMAIN 4, "Recusal": no sheet, it is logged, and the juror does not count. The sheet is frozen as it is; what was
marked on it stays for the record and is never counted.
"""

import frappe
from frappe import _

from brand_union.services import assignments, conflicts, guard, issuing, panel_log, records, sheets
from brand_union.services.errors import NotAllowedNow, PanelProblem
from brand_union.services.panels import OPEN

ASSIGNMENT, REVIEW = "Panel Assignment", "Brand Review"


def declare(review: str, reason: str) -> None:
	"""The juror of a sheet declares a conflict of interest: also after handing it in, until the panel is sealed."""
	reason = panel_log.demand_reason(reason)
	panel, record = _own(review)
	take_away(record, conflicts.DECLARED, reason)
	panel_log.write(panel, ("Recused", _note(record, reason)), by_system=True)
	_tell_office(panel)


def decline(review: str, reason: str) -> None:
	"""The juror of a sheet that is not handed in refuses to score the project, and says why."""
	reason = panel_log.demand_reason(reason)
	panel, record = _own(review)
	if frappe.db.get_value(REVIEW, review, "status", for_update=True) == sheets.SUBMITTED:
		frappe.throw(
			_("You have handed in this sheet. Take it back first, or declare a conflict of interest."),
			NotAllowedNow,
		)
	take_away(record, conflicts.DECLINED, reason)
	panel_log.write(panel, ("Declined", _note(record, reason)), by_system=True)
	_tell_office(panel)


def recuse(name: str, juror: str, project: str, reason: str) -> None:
	"""The office keeps a juror out of one project of an open panel: the sheet is withdrawn and never counts."""
	reason = panel_log.demand_reason(reason)
	panel = panel_log.locked(name, OPEN, project)
	record = assignment_of(panel, juror, project)
	if record.status == issuing.RECUSED:
		return
	take_away(record, record.conflict or conflicts.DECLARED, reason)
	panel_log.write(panel, ("Recused", _note(record, reason)))


def let_go(name: str, juror: str, reason: str) -> dict:
	"""A juror leaves an open panel: sheets not handed in are withdrawn, those handed in count; returns {"sheets": n}.

	Nothing more is assigned to the juror.
	"""
	reason = panel_log.demand_reason(reason)
	panel = panel_log.locked(name, OPEN)
	row = next((row for row in panel.jurors if row.juror == juror and not row.has_left), None)
	if not row:
		frappe.throw(_("{0} is not among the jurors of {1}.").format(juror, panel.panel_name), PanelProblem)
	waiting = _waiting(panel.name, juror)
	for assignment in waiting:
		take_away(frappe.get_doc(ASSIGNMENT, assignment, for_update=True), conflicts.DECLINED, reason)
	with guard.as_service(panel):
		row.has_left = 1
	panel_log.write(panel, ("Juror Left", f"{juror}: {reason}"))
	return {"sheets": len(waiting)}


def assignment_of(panel, juror: str, project: str):
	"""The juror's assignment for a project of the panel, locked; raises PanelProblem where there is none."""
	key = {"panel": panel.name, "juror": juror, "project": project}
	name = frappe.db.get_value(ASSIGNMENT, key)
	if not name:
		frappe.throw(_("{0} has no sheet for {1} in this panel.").format(juror, project), PanelProblem)
	return frappe.get_doc(ASSIGNMENT, name, for_update=True)


def take_away(record, conflict: str, reason: str) -> None:
	"""Recuse the juror of a locked assignment, and withdraw the sheet.

	The caller has checked who acts: the juror for the own sheet, or the office for the panel.
	"""
	record.update({"status": issuing.RECUSED, "conflict": conflict, "reason": reason})
	records.write(record)
	sheets.withdraw(frappe.get_doc(REVIEW, record.review, for_update=True))


def _own(review: str) -> tuple:
	"""The panel and the assignment behind the acting user's own sheet, both locked, the panel first as everywhere."""
	names = frappe.db.get_value(ASSIGNMENT, {"review": review}, ["panel", "name"])
	# A juror has no right on either: the sheet is the juror's own, which is asked below.
	panel = frappe.get_doc("Review Panel", names[0], for_update=True)
	record = frappe.get_doc(ASSIGNMENT, names[1], for_update=True)
	if record.juror != frappe.session.user or record.status != issuing.ASSIGNED:
		frappe.throw(_("Only the juror of this sheet can do this, as long as it is open."), NotAllowedNow)
	panel_log.demand_status(panel, OPEN)
	return panel, record


def _waiting(panel: str, juror: str) -> list[str]:
	"""The juror's assignments whose sheets are not handed in; a locking read, so that one just handed in counts."""
	query, assignment, review = assignments.with_sheets()
	rows = (
		query.select(assignment.name)
		.where((assignment.panel == panel) & (assignment.juror == juror))
		.where(assignment.status.isin(issuing.GIVEN) & (review.status != sheets.SUBMITTED))
		.orderby(assignment.name)
		.for_update()
	).run()
	return [row[0] for row in rows]


def _note(record, reason: str) -> str:
	return f"{record.juror}, {record.project}: {reason}"


def _tell_office(panel) -> None:
	panel_log.tell_office(
		panel,
		lambda title: _(
			"{0}: a juror has stood back from a project. See whether it still has enough jurors."
		).format(title),
	)
