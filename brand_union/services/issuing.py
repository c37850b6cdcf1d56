"""Who scores what, and the sheets that follow from it: assignments and reviews are made here only."""

import random
from collections import Counter
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cint

from brand_union.domain import panel_methods
from brand_union.services import (
	assigning,
	conflicts,
	defence,
	material,
	notices,
	packet_files,
	records,
	sheets,
)
from brand_union.services.panels import SELECTION, SUBJECT

ASSIGNED, IN_QUESTION, RECUSED = "Assigned", "In Question", "Recused"
# The juror has the project, though a conflict that was found later may still take it away.
GIVEN = (ASSIGNED, IN_QUESTION)


@dataclass(frozen=True)
class Plan:
	"""Who scores what: `pairs` as (project, juror), `barred` the pairs kept apart, with the reason.

	`unmet` says in sentences which projects lack reviews, where a panel asks for a number of them.
	"""

	pairs: tuple[tuple[str, str], ...]
	barred: dict[tuple[str, str], conflicts.Conflict]
	unmet: tuple[str, ...] = ()

	def jurors_of(self) -> Counter:
		"""How many jurors each project has."""
		return Counter(project for project, _juror in self.pairs)

	def loads(self) -> Counter:
		"""How many projects each juror has."""
		return Counter(juror for _project, juror in self.pairs)


def plan(panel, jurors: list[str] | None = None) -> Plan:
	"""Everyone scores everything, or each project gets the panel's number of reviews; no conflict in either."""
	who = jurors if jurors is not None else [row.juror for row in panel.jurors]
	what = [row.project for row in panel.projects]
	barred = conflicts.find(who, what)
	if cint(panel.reviews_per_project) and panel.projects and panel.jurors:
		return _balanced(panel, barred)
	pairs = tuple((project, juror) for project in what for juror in who if (project, juror) not in barred)
	return Plan(pairs, barred)


def plan_missing(panel) -> Plan:
	"""What an open panel lacks after a recusal or with a new juror: only new pairs, every sheet given stays."""
	given = frappe.get_all(
		"Panel Assignment",
		filters={"panel": panel.name},
		fields=["project", "juror", "status"],
		order_by="creation",
	)
	kept = {(row.project, row.juror) for row in given if row.status in GIVEN}
	noted = {(row.project, row.juror) for row in given} - kept
	here = [row.juror for row in panel.jurors if not row.has_left]
	found = conflicts.find(here, [row.project for row in panel.projects])
	barred = {pair: conflict for pair, conflict in found.items() if pair not in kept}
	best = assigning.balanced(panel, {*barred, *noted}, kept)
	pairs = tuple(pair for pair in _pairs(best) if pair not in kept)
	new = {pair: conflict for pair, conflict in barred.items() if pair not in noted}
	return Plan(pairs, new, tuple(assigning.shortages(panel, best)))


def _balanced(panel, barred: dict) -> Plan:
	best = assigning.balanced(panel, barred)
	return Plan(tuple(_pairs(best)), barred, tuple(assigning.shortages(panel, best)))


def _pairs(best) -> list[tuple[str, str]]:
	return [(project, juror) for juror, project in best.pairs]


def hindrances(panel, planned: Plan) -> list[str]:
	"""Why the panel cannot be opened with this plan, row by row; an empty list means that it can."""
	if not panel.projects or not panel.jurors:
		return [_("A panel needs at least one project and one juror.")]
	if planned.unmet:
		return list(planned.unmet)
	counts, needed = planned.jurors_of(), max(cint(panel.min_valid_sheets), 1)
	return [
		_("Row {0}: {1} has {2} jurors free of conflict and needs {3}. Add jurors.").format(
			row.idx, row.project_title, counts[row.project], needed
		)
		for row in panel.projects
		if counts[row.project] < needed
	]


def subjects_of(panel, lock: bool = False) -> dict[str, object]:
	"""What the panel reviews, as {project: Brand Project or Brand Acceptance}; rows without one are left out.

	Locked in the order of their names: of two panels that are opened with the same projects one waits for the other,
	and never each for the other.
	"""
	doctype, field, _before, _during = SUBJECT[panel.purpose]
	rows = sorted((row for row in panel.projects if row.get(field)), key=lambda row: row.get(field))
	return {row.project: frappe.get_doc(doctype, row.get(field), for_update=lock) for row in rows}


def issue(panel, planned: Plan, subjects: dict) -> None:
	"""Record the recusals of the plan, and give each pair a sheet with the frozen packet."""
	for (project, juror), conflict in planned.barred.items():
		_assign(panel, subjects[project], juror, RECUSED, conflict=conflict.kind, reason=conflict.reason)
	given = material.of_panel(panel, subjects)
	score_sheet = frappe.get_cached_doc("Score Sheet", panel.score_sheet)
	pairs = list(planned.pairs)
	# Sheets are made in random order, so that their times and codes tell nothing about the list.
	random.SystemRandom().shuffle(pairs)
	for project, juror in pairs:
		review = _issue_sheet(panel, score_sheet, given[project], juror)
		_assign(panel, subjects[project], juror, ASSIGNED, review=review)
	defence.number_sheets(panel)
	waiting = Counter(juror for _project, juror in planned.pairs)
	notices.sheets_waiting(panel.panel_name, waiting, panel.closes_on)


def _issue_sheet(panel, score_sheet, given: material.Material, juror: str) -> str:
	review = frappe.get_doc(
		{
			"doctype": "Brand Review",
			"packet_title": given.title,
			"round_label": panel.panel_name,
			"review_code": frappe.generate_hash(length=8).upper(),
			"due_on": panel.closes_on,
			"packet": given.packet,
			"juror": juror,
			"others_scores": panel.others_scores,
			"hide_unit": panel.hide_unit,
			"guidance": score_sheet.guidance,
			"by_ballot": int(panel.method == panel_methods.VOTES),
			"organiser": panel.organiser,
			"joint_cycle": panel.joint_cycle,
			"scores": sheets.rows_for(score_sheet),
		}
	)
	name = records.write(review).name
	packet_files.attach(name, given.files)
	return name


def _assign(panel, subject, juror: str, status: str, **values) -> str:
	is_project = subject.doctype == SUBJECT[SELECTION][0]
	project = subject.name if is_project else subject.project
	given = frappe.get_doc(
		{
			"doctype": "Panel Assignment",
			"panel": panel.name,
			"project": project,
			"acceptance": None if is_project else subject.name,
			"juror": juror,
			"status": status,
			"organiser": panel.organiser,
			"joint_cycle": panel.joint_cycle,
			**values,
		}
	)
	return records.write(given).name
