"""Conflicts of interest between jurors and projects (回避), found in bulk from units and people.

Rule: DOMAIN 4, "Recusal": the same unit, a unit above or below it, a member of the project's team. Any post
counts, in office or not: who left a unit last month is still not free of it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

SAME_UNIT = "Same Unit"
ABOVE_OR_BELOW = "Unit Above or Below"
TEAM_MEMBER = "Team Member"
DECLARED = "Declared"


@dataclass(frozen=True)
class Conflict:
	"""Why a juror may not judge a project: `kind` is one of the constants above, `reason` a sentence."""

	kind: str
	reason: str


@dataclass(frozen=True)
class Unit:
	"""A unit's place in the tree."""

	name: str
	title: str
	lft: int
	rgt: int

	def holds(self, other: "Unit") -> bool:
		"""Whether `other` hangs below this unit."""
		return self.lft < other.lft and other.rgt < self.rgt


@dataclass
class Interests:
	"""Whom a project belongs to: its units (applicant first), the names and the addresses of its people."""

	units: list[str] = field(default_factory=list)
	people: set[str] = field(default_factory=set)
	addresses: set[str] = field(default_factory=set)


def find(jurors: Sequence[str], projects: Sequence[str]) -> dict[tuple[str, str], Conflict]:
	"""The conflicts of these users with these projects as {(project, juror): Conflict}; seven queries at most."""
	if not jurors or not projects:
		return {}
	names = _full_names(jurors)
	memberships = _memberships(jurors)
	interests = _interests(projects)
	units = _units(
		{*(unit for own in memberships.values() for unit in own)}
		| {unit for interest in interests.values() for unit in interest.units}
	)
	found = {}
	for project in projects:
		for juror in jurors:
			conflict = _conflict(juror, names.get(juror, ""), memberships[juror], interests[project], units)
			if conflict:
				found[project, juror] = conflict
	return found


def same_person(name: str) -> str:
	"""A person's name without the differences that spaces, case and full-width letters make."""
	return "".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def _conflict(
	juror: str, full_name: str, own: Iterable[str], interest: Interests, units: Mapping[str, Unit]
) -> Conflict | None:
	if juror.casefold() in interest.addresses or (full_name and same_person(full_name) in interest.people):
		return Conflict(TEAM_MEMBER, _("{0} belongs to the project's people").format(full_name or juror))
	return _unit_conflict(own, interest, units)


def _unit_conflict(own: Iterable[str], interest: Interests, units: Mapping[str, Unit]) -> Conflict | None:
	pairs = [(units[mine], units[theirs]) for mine in own for theirs in interest.units]
	for mine, theirs in pairs:
		if mine.name == theirs.name:
			return Conflict(SAME_UNIT, _("Belongs to {0}").format(mine.title))
	for mine, theirs in pairs:
		if mine.holds(theirs) or theirs.holds(mine):
			return Conflict(
				ABOVE_OR_BELOW,
				_("Belongs to {0}, which is in one line with {1}").format(mine.title, theirs.title),
			)
	return None


def _full_names(jurors: Sequence[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"User", filters={"name": ("in", jurors)}, fields=["name", "full_name"], order_by=None
	)
	return {row.name: row.full_name for row in rows}


def _memberships(jurors: Sequence[str]) -> dict[str, list[str]]:
	found: dict[str, list[str]] = defaultdict(list)
	for row in frappe.get_all(
		"Union Unit Member",
		filters={"user": ("in", jurors), "parenttype": "Union Unit"},
		fields=["user", "parent"],
		order_by="parent asc",
	):
		found[row.user].append(row.parent)
	return found


def _interests(projects: Sequence[str]) -> dict[str, Interests]:
	found: dict[str, Interests] = {project: Interests() for project in projects}
	for row in frappe.get_all(
		"Brand Project",
		filters={"name": ("in", projects)},
		fields=["name", "unit", "leader_name", "leader_email", "contact_name"],
		order_by=None,
	):
		found[row.name].units.append(row.unit)
		found[row.name].people |= {same_person(row.leader_name), same_person(row.contact_name)} - {""}
		found[row.name].addresses |= {(row.leader_email or "").casefold()} - {""}
	for parent, unit in _rows_of("Brand Project Joint Unit", "unit", projects):
		found[parent].units.append(unit)
	for parent, name in _rows_of("Brand Project Member", "member_name", projects):
		found[parent].people |= {same_person(name)} - {""}
	return found


def _rows_of(table: str, column: str, projects: Sequence[str]) -> list[tuple[str, str]]:
	rows = frappe.get_all(
		table,
		filters={"parent": ("in", projects), "parenttype": "Brand Project"},
		fields=["parent", column],
		order_by="idx asc",
	)
	return [(row.parent, row[column]) for row in rows if row[column]]


def _units(names: Iterable[str]) -> dict[str, Unit]:
	rows = frappe.get_all(
		"Union Unit",
		filters={"name": ("in", list(names))},
		fields=["name", "unit_name", "lft", "rgt"],
		order_by=None,
	)
	return {row.name: Unit(row.name, row.unit_name, row.lft, row.rgt) for row in rows}
