"""Which jurors of open panels come into conflict with a project when units change."""

from collections.abc import Iterable
from dataclasses import replace

import frappe

from brand_union.domain.unit_change import Change, places
from brand_union.services import assignments, conflicts, issuing
from brand_union.services.conflict_facts import Facts, Unit, gather
from brand_union.services.panels import OPEN
from brand_union.services.unit_change import UNIT, code_of


def new_ones(doc, change: Change) -> list[dict]:
	"""[{"panel", "project", "juror", "reason"}] for every sheet that is given out in an open panel."""
	rows = _assignments()
	pairs = [(row.project, row.juror) for row in rows]
	if not pairs:
		return []
	now = gather({juror for _project, juror in pairs}, {project for project, _juror in pairs})
	found, known = conflicts.among(pairs, _afterwards(doc, change, now)), conflicts.among(pairs, now)
	return [
		{
			"panel": row.panel_name,
			"project": row.project_title,
			"juror": now.names.get(row.juror) or row.juror,
			"reason": found[row.project, row.juror].reason,
		}
		for row in rows
		if (row.project, row.juror) in found and (row.project, row.juror) not in known
	]


def _assignments() -> list:
	query, row, panel = assignments.with_panels()
	project = frappe.qb.DocType("Brand Project")
	return (
		query.join(project)
		.on(project.name == row.project)
		.select(panel.panel_name, row.project, project.project_title, row.juror)
		.where((panel.status == OPEN) & row.status.isin(list(issuing.GIVEN)))
		.orderby(panel.name, row.project, row.juror)
	).run(as_dict=True)


def _afterwards(doc, change: Change, now: Facts) -> Facts:
	return replace(
		now,
		memberships={juror: _with_heirs(own, change) for juror, own in now.memberships.items()},
		interests={project: _handed_over(doc, project, now) for project in now.interests},
		units=_units(doc, change, now),
	)


def _with_heirs(own: Iterable[str], change: Change) -> list[str]:
	"""Who belonged to the old unit is a former colleague of its successor's people."""
	later = [heir for unit in own for heir in change.heirs_of(unit)]
	return list(dict.fromkeys([*own, *later]))


def _handed_over(doc, project: str, now: Facts):
	interest = now.interests[project]
	for row in doc.projects:
		if row.project == project and row.goes_to:
			others = [unit for unit in interest.units if unit not in (row.from_unit, row.goes_to)]
			return replace(interest, units=[row.goes_to, *others])
	return interest


def _units(doc, change: Change, now: Facts) -> dict[str, Unit]:
	"""The tree as it is then."""
	rows = frappe.get_all(UNIT, fields=["name", "unit_name", "parent_union_unit"], order_by="lft asc")
	parents = {row.name: row.parent_union_unit for row in rows}
	titles = {row.name: row.unit_name for row in rows}
	above = parents.get(change.before[0])
	for row in doc.units_after:
		titles[code_of(row)] = row.unit_name or titles.get(row.unit, "")
		if not row.unit:
			parents[row.unit_code] = row.parent_unit or above
	for row in doc.below:
		if row.goes_to != row.from_unit:
			parents[row.unit] = row.goes_to or parents.get(row.from_unit)
	placed = places(parents)
	wanted = {*now.units, *change.codes_after}
	return {name: Unit(name, titles.get(name, ""), *placed[name]) for name in wanted if name in placed}
