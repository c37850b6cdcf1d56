"""Who can be given which award title in a cycle: its closed projects, the places of each title, what is held already.

A title counts its places over all released award decisions of the cycle. What a decision corrects is its own: it may
keep, change or revoke those awards; what another decision awarded is out of its reach.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.utils import cint, cstr, flt

from brand_union.domain import awards as pure
from brand_union.domain.rounding import to_decimal
from brand_union.services import conditions, coverage, cycles

AWARD, DECISION = "Brand Award", "Brand Award Decision"
VALID, REVOKED = "Valid", "Revoked"
DRAFT, RELEASED = "Draft", "Released"
ACCEPTED, APPROVED, UNITS = "Accepted Projects", "Approved Projects", "Units"
CLOSED = "Closed"
APPROVED_STAGES = ("Decided", "Under Way", "Acceptance", CLOSED)


@dataclass(frozen=True)
class Room:
	"""The places of a title (None: any number), of how many its share is, and how many other decisions have given."""

	title: pure.Title
	places: int | None
	base: int
	taken: int

	@property
	def left(self) -> int | None:
		return None if self.places is None else max(0, self.places - self.taken)


@dataclass(frozen=True)
class Standing:
	"""How things stand for a decision: `projects` and `held` awards by project, proposals best first."""

	rules: object
	projects: dict[str, dict]
	held: dict[str, dict]
	rooms: dict[str, Room]
	proposals: dict[str, pure.Proposal]
	candidates: dict[str, pure.Candidate]


def standing(doc, lock: bool = False) -> Standing:
	"""Everything that a draft is drawn up from and held against; with `lock` as it is now, and kept so.

	The number of queries depends neither on the number of projects nor on that of titles.
	"""
	rules = cycles.rules_of(doc.cycle)
	own = chain(doc)
	awards = _valid_awards(doc.cycle, lock)
	held = {row.project: row for row in awards if row.decision in own}
	elsewhere = [row for row in awards if row.decision not in own]
	taken_up = {row.project for row in elsewhere}
	closed = [row for row in _closed(doc.cycle, lock) if row.name not in taken_up]
	gone = _projects(held.keys() - {row.name for row in closed})
	candidates = _candidates(rules, closed)
	rooms = _rooms(rules, Counter(row.award_title for row in elsewhere))
	proposals = pure.propose(
		candidates, [room.title for room in rooms.values()], {name: room.left for name, room in rooms.items()}
	)
	return Standing(
		rules=rules,
		projects={row.name: row for row in [*closed, *gone]},
		held=held,
		rooms=rooms,
		proposals={row.key: row for row in proposals},
		candidates={one.key: one for one in candidates},
	)


def chain(doc) -> set[str]:
	"""The decision that this one corrects, the one which that corrects, and so on."""
	if not doc.corrects:
		return set()
	rows = frappe.get_all(DECISION, {"cycle": doc.cycle}, ["name", "corrects"], order_by=None)
	corrects = {row.name: row.corrects for row in rows}
	found, name = set(), doc.corrects
	while name and name not in found:
		found.add(name)
		name = corrects.get(name)
	return found


def titles_of(rules) -> list[pure.Title]:
	"""The award titles of a programme or cycle as plain values, in order."""
	return [
		pure.Title(
			name=row.award_title,
			max_count=cint(row.max_count),
			max_share=to_decimal(flt(row.max_share)),
			share_of=row.share_of or ACCEPTED,
			rounding=row.rounding or pure.HALF_UP,
			grade=cstr(row.grade),
			min_score=to_decimal(flt(row.min_score)),
			condition=cstr(row.condition).strip(),
		)
		for row in rules.awards
	]


def rule_of(rules, title: str):
	"""The row of a title, None where the cycle has no such title."""
	return next((row for row in rules.awards if row.award_title == title), None)


def score_text(candidate: pure.Candidate | None) -> str:
	"""A score as it is kept in a row; "" for none."""
	return cstr(candidate.score) if candidate and candidate.score is not None else ""


def _rooms(rules, taken: Counter) -> dict[str, Room]:
	titles = titles_of(rules)
	bases = _bases(rules.name, {title.share_of for title in titles if title.max_share})
	return {
		title.name: Room(
			title=title,
			places=pure.places(title, bases.get(title.share_of, 0)),
			base=bases.get(title.share_of, 0),
			taken=taken[title.name],
		)
		for title in titles
	}


def _bases(cycle: str, asked: Iterable[str]) -> dict[str, int]:
	"""What the shares are taken of, as far as any title asks for it."""
	counted = {
		ACCEPTED: lambda: frappe.db.count("Brand Project", {"cycle": cycle, "stage": CLOSED}),
		APPROVED: lambda: frappe.db.count(
			"Brand Project", {"cycle": cycle, "stage": ("in", APPROVED_STAGES)}
		),
		UNITS: lambda: len(coverage.of_cycle(cycle)),
	}
	return {base: counted[base]() for base in asked}


def _candidates(rules, closed: list[dict]) -> list[pure.Candidate]:
	met = _conditions_met(rules, [row.name for row in closed])
	return [
		pure.Candidate(
			key=row.name,
			score=to_decimal(row.score) if row.score else None,
			grade=cstr(row.grade),
			conditions_met=met.get(row.name, frozenset()),
		)
		for row in closed
	]


def _conditions_met(rules, projects: list[str]) -> dict[str, frozenset[str]]:
	"""{project: those conditions of the titles that hold for it}."""
	asked = [row for row in rules.awards if cstr(row.condition).strip()]
	if not asked:
		return {}
	label = conditions.label_of(rules, conditions.AWARDS)
	return {
		project: frozenset(
			cstr(row.condition).strip()
			for row in asked
			if conditions.holds(row.condition, facts, label, row.idx)
		)
		for project, facts in conditions.facts_of_projects(rules, projects).items()
	}


def _closed(cycle: str, lock: bool) -> list[dict]:
	project, summary = frappe.qb.DocType("Brand Project"), frappe.qb.DocType("Brand Acceptance")
	query = (
		frappe.qb.from_(project)
		.left_join(summary)
		.on(summary.project == project.name)
		.select(project.name, project.project_title, project.unit, project.organiser)
		.select(project.grade, summary.score)
		.where((project.cycle == cycle) & (project.stage == CLOSED))
	)
	return _with_unit_names((query.for_update() if lock else query).run(as_dict=True))


def _projects(names: Iterable[str]) -> list[dict]:
	"""Projects that are closed no more, though they still hold an award."""
	rows = frappe.get_all(
		"Brand Project",
		{"name": ("in", sorted(names) or [""])},
		["name", "project_title", "unit", "organiser", "grade"],
		order_by="name",
	)
	return _with_unit_names(rows)


def _with_unit_names(rows: list[dict]) -> list[dict]:
	"""Each row with what its unit is called today; the project may have been filed under another name."""
	units = {row.unit for row in rows}
	names = dict(
		frappe.get_all(
			"Union Unit",
			{"name": ("in", sorted(units) or [""])},
			["name", "unit_name"],
			as_list=True,
			order_by=None,
		)
	)
	for row in rows:
		row.unit_name = names.get(row.unit)
	return rows


def _valid_awards(cycle: str, lock: bool) -> list[dict]:
	award = frappe.qb.DocType(AWARD)
	query = (
		frappe.qb.from_(award)
		.select(award.name, award.project, award.award_title, award.decision)
		.where((award.cycle == cycle) & (award.status == VALID))
	)
	return (query.for_update() if lock else query).run(as_dict=True)
