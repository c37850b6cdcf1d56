"""What the rules on conflicts of interest look at, read in bulk: the number of queries is always the same."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import frappe

from brand_union.services import cycles, heirs

RECORD = "Brand Conflict"
# What an assignment says of a juror who stood back from a project, or whom the office took from it.
DECLARED = "Declared"
TEAM_MEMBER = "Team Member"


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

	cycle: str = ""
	organiser: str = ""
	units: list[str] = field(default_factory=list)
	people: set[str] = field(default_factory=set)
	addresses: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Facts:
	"""Jurors and projects as the rules see them; every table is keyed by user, project or unit."""

	names: dict[str, str]
	memberships: dict[str, list[str]]
	interests: dict[str, Interests]
	units: dict[str, Unit]
	records: dict[str, list[dict]]
	declared: dict[tuple[str, str], str]
	namesakes: set[tuple[str, str, str]]


def gather(jurors: Collection[str], projects: Collection[str]) -> Facts:
	"""All that the rules need about these users and projects; nine queries at most."""
	users, names = sorted(set(jurors)), sorted(set(projects))
	memberships, interests, records = _memberships(users), _interests(names), _records(users)
	_follow_heirs(memberships, records)
	units = {unit for own in memberships.values() for unit in own}
	units |= {unit for interest in interests.values() for unit in interest.units}
	units |= {row.unit for rows in records.values() for row in rows if row.unit}
	return Facts(
		names=_full_names(users),
		memberships=memberships,
		interests=interests,
		units=_units(units),
		records=records,
		**_said_before(users, names),
	)


def _follow_heirs(memberships: dict[str, list[str]], records: dict[str, list[dict]]) -> None:
	"""Who is in conflict with a unit that was merged or split is so with the units that go on with its work."""
	own = {unit for units in memberships.values() for unit in units}
	later = heirs.of_units(own | {row.unit for rows in records.values() for row in rows if row.unit})
	for units in memberships.values():
		units += [heir for unit in units for heir in later.get(unit, ()) if heir not in units]
	for rows in records.values():
		rows += [frappe._dict(row, unit=heir) for row in rows if row.unit for heir in later.get(row.unit, ())]


def same_person(name: str | None) -> str:
	"""A person's name without the differences that spaces, case and full-width letters make."""
	return "".join(unicodedata.normalize("NFKC", name or "").casefold().split())


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
		fields=["name", "cycle", "organiser", "unit", "leader_name", "leader_email", "contact_name"],
		order_by=None,
	):
		interest = found[row.name]
		interest.cycle, interest.organiser = row.cycle, row.organiser
		interest.units.append(row.unit)
		interest.people |= {same_person(row.leader_name), same_person(row.contact_name)} - {""}
		interest.addresses |= {(row.leader_email or "").casefold()} - {""}
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
		filters={"name": ("in", sorted(names) or [""])},
		fields=["name", "unit_name", "lft", "rgt"],
		order_by=None,
	)
	return {row.name: Unit(row.name, row.unit_name, row.lft, row.rgt) for row in rows}


def _records(jurors: Sequence[str]) -> dict[str, list[dict]]:
	"""What the office has entered about these users and what holds today."""
	today, found = cycles.today(), defaultdict(list)
	for row in frappe.get_all(
		RECORD,
		filters={"juror": ("in", jurors)},
		fields=[
			*("name", "juror", "kind", "reason", "organiser", "cycle", "project", "unit"),
			*("valid_from", "valid_until"),
		],
		order_by="creation asc",
	):
		if (row.valid_from or today) <= today <= (row.valid_until or today):
			found[row.juror].append(row)
	return found


def _said_before(jurors: Sequence[str], projects: Sequence[str]) -> dict:
	"""What was said about the pairs in whatever panel.

	`declared` {(project, juror): reason}: who stood back. `namesakes` (project, juror, name): of whom the office has
	ruled that somebody else bears the same name.
	"""
	rows = frappe.get_all(
		"Panel Assignment",
		filters={
			"project": ("in", projects),
			"juror": ("in", jurors),
			"conflict": ("in", (DECLARED, TEAM_MEMBER)),
		},
		fields=["project", "juror", "conflict", "status", "reason", "ruling", "basis"],
		order_by="creation asc",
	)
	stood_back = [row for row in rows if row.conflict == DECLARED and row.status == "Recused"]
	return {
		"declared": {(row.project, row.juror): row.reason or "" for row in stood_back},
		"namesakes": {(row.project, row.juror, row.basis) for row in rows if row.ruling},
	}
