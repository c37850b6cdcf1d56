"""Conflicts of interest that come up while a panel is open: units move, people change, the office learns something.

Whoever is in conflict loses sight of the sheet at once, and it cannot be handed in. The panel cannot be sealed until
the office has settled each case: by taking the juror out, or, where nothing but a name agrees with one of the project's
people, by a written ruling that it is somebody else. What turns out to be a slip in the records is given back as soon
as they are corrected.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe import _

from brand_union.services import assignments, conflicts, guard, issuing, panel_log, records, recusal, sheets
from brand_union.services.conflicts import Conflict
from brand_union.services.errors import ConflictProblem, refuse
from brand_union.services.panels import OPEN

ASSIGNMENT, REVIEW = "Panel Assignment", "Brand Review"
FOUND, SETTLED = "Conflict Found", "Conflict Settled"
# What a project says about whose it is.
INTERESTS = ("unit", "joint_units", "leader_name", "leader_email", "contact_name", "team")


def daily() -> None:
	"""Scheduler: an entry of the office may begin to hold today, or have ended."""
	look()


def after_unit(unit) -> None:
	"""A unit was saved: look again if it has moved, or if other people belong to it, or others go on with its work."""
	before = unit.get_doc_before_save()
	if not before or _ties(before) != _ties(unit):
		look()


def after_project(project) -> None:
	"""A project was saved: look again if other units or people take part in it."""
	before = project.get_doc_before_save()
	if before and guard.changed_fields(project, before, INTERESTS):
		given = {"project": project.name, "status": ("in", issuing.GIVEN)}
		look(frappe.get_all(ASSIGNMENT, given, pluck="panel", distinct=True, order_by=None))


def after_person(user, method: str | None = None) -> None:
	"""Hook on User: look again if a person has another name."""
	if user.get_doc_before_save() and user.has_value_changed("full_name"):
		look()


def look(panels: Iterable[str] | None = None) -> int:
	"""Hold every assignment of the open panels (or of these) against today's units, people and records.

	Returns how many have changed. The number of queries does not depend on how many are looked at.
	"""
	rows = _given(panels)
	found = conflicts.of_pairs([(row.project, row.juror) for row in rows])
	changed = defaultdict(list)
	for row in rows:
		conflict = found.get((row.project, row.juror))
		if _is_news(row, conflict):
			changed[row.panel].append((row.name, conflict))
	return sum(_note_in_panel(panel, changed[panel]) for panel in sorted(changed))


def open_questions(panel) -> list[dict]:
	"""The cases of a panel that wait for the office: {"juror", "project", "conflict", "reason", "may_stay"}.

	Also those that nobody has noted yet: what is asked are the facts of this moment.
	"""
	rows = _given([panel.name])
	found = conflicts.of_pairs([(row.project, row.juror) for row in rows])
	return [
		{
			"juror": row.juror,
			"project": row.project,
			"conflict": found[row.project, row.juror].kind,
			"reason": found[row.project, row.juror].reason,
			"may_stay": found[row.project, row.juror].by_name,
		}
		for row in rows
		if (row.project, row.juror) in found
	]


def check(name: str) -> list[dict]:
	"""Look at one open panel for the office, note what is found, and return its open questions, with names."""
	panel = panel_log.locked(name, OPEN)
	look([name])
	jurors = {row.juror: row.juror_name or row.juror for row in panel.jurors}
	titles = {row.project: row.project_title for row in panel.projects}
	return [
		{**case, "juror_name": jurors[case["juror"]], "project_title": titles[case["project"]]}
		for case in open_questions(panel)
	]


def demand_settled(panel) -> None:
	"""Raise ConflictProblem while a sheet of the panel is in question."""
	titles = {row.project: row.project_title for row in panel.projects}
	refuse(
		(
			_("{0}, {1}: {2}. Take the juror out, or settle it under Conflicts.").format(
				case["juror"], titles[case["project"]], case["reason"]
			)
			for case in open_questions(panel)
		),
		ConflictProblem,
		_("Conflicts of Interest"),
	)


def let_stay(name: str, juror: str, project: str, reason: str) -> None:
	"""Rule that a juror who bears the name of one of the project's people is somebody else; kept in the log."""
	reason = panel_log.demand_reason(reason)
	panel = panel_log.locked(name, OPEN, project)
	record = recusal.assignment_of(panel, juror, project)
	conflict = conflicts.of_pairs([(project, juror)]).get((project, juror))
	if not conflict or record.status not in issuing.GIVEN:
		frappe.throw(
			_("There is no open question about {0} and {1}.").format(juror, project), ConflictProblem
		)
	if not conflict.by_name:
		frappe.throw(
			_(
				"{0}: this follows from the records, so no ruling sets it aside. Correct the records if they are wrong, or take the juror out."
			).format(conflict.reason),
			ConflictProblem,
		)
	_put(record, issuing.ASSIGNED, conflict, ruling=reason)
	panel_log.write(panel, (SETTLED, f"{juror}, {project}: {reason}"))


def _given(panels: Iterable[str] | None) -> list[dict]:
	"""The assignments of open panels that count, or did until a conflict was found."""
	query, assignment, panel = assignments.with_panels()
	query = (
		query.select(assignment.name, assignment.panel, assignment.project, assignment.juror)
		.select(assignment.status)
		.where((panel.status == OPEN) & assignment.status.isin(issuing.GIVEN))
		.orderby(assignment.name)
	)
	if panels is not None:
		query = query.where(panel.name.isin(list(panels) or [""]))
	return query.run(as_dict=True)


def _is_news(row, conflict: Conflict | None) -> bool:
	if not conflict:
		return row.status == issuing.IN_QUESTION
	return row.status == issuing.ASSIGNED


def _note_in_panel(name: str, changes: list[tuple[str, Conflict | None]]) -> int:
	# Whoever changed a unit or a person may have no right on the panel; what follows from it is noted all the same.
	panel = frappe.get_doc("Review Panel", name, for_update=True)
	entries = []
	for assignment, conflict in changes:
		record = frappe.get_doc(ASSIGNMENT, assignment, for_update=True)
		# It may have been withdrawn while this waited for the lock.
		if panel.status == OPEN and record.status in issuing.GIVEN:
			entries.append(_note(record, conflict))
	if entries:
		panel_log.write(panel, *entries, by_system=True)
	if any(event == FOUND for event, _text in entries):
		_tell_office(panel)
	return len(entries)


def _note(record, conflict: Conflict | None) -> tuple[str, str]:
	_put(record, issuing.IN_QUESTION if conflict else issuing.ASSIGNED, conflict)
	reason = conflict.reason if conflict else _("no longer, after a correction of the records")
	return FOUND if conflict else SETTLED, f"{record.juror}, {record.project}: {reason}"


def _put(record, status: str, conflict: Conflict | None, ruling: str | None = None) -> None:
	record.update(
		{
			"status": status,
			"conflict": conflict.kind if conflict else "",
			"reason": conflict.reason if conflict else None,
			"basis": conflict.basis if conflict else None,
			"ruling": ruling,
		}
	)
	# This follows from what the records say, whoever looks or acts.
	records.write(record)
	review = frappe.get_doc(REVIEW, record.review, for_update=True)
	if status == issuing.IN_QUESTION:
		sheets.hold(review)
	else:
		sheets.give_back(review)


def _ties(unit) -> tuple:
	heirs = frozenset(row.successor for row in unit.get("successors") or ())
	return unit.parent_union_unit, frozenset(row.user for row in unit.members), heirs


def _tell_office(panel) -> None:
	panel_log.tell_office(
		panel,
		lambda title: _(
			"{0}: a conflict of interest was found. The panel is sealed only after it is settled."
		).format(title),
	)
