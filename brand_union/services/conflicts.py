"""Conflicts of interest between jurors and projects (回避), found in bulk from units, people and the office's records.

Rule: DOMAIN 4, "Recusal": the same unit, a unit above or below it, a member of the project's team, a declared
interest. Any post in a unit counts, in office or not: who left a unit last month is still not free of it. Whoever
works in the office is held to the same rules as every other juror.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from frappe import _

from brand_union.services.conflict_facts import (
	DECLARED,
	TEAM_MEMBER,
	Facts,
	Interests,
	gather,
	same_person,
)

SAME_UNIT = "Same Unit"
ABOVE_OR_BELOW = "Unit Above or Below"
RECORDED = "Recorded"
# No conflict, but a juror who will not score the project; the reason is the juror's own.
DECLINED = "Declined"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Conflict:
	"""Why a juror may not judge a project: `kind` is one of the constants above, `reason` a sentence.

	`basis` names what it rests on, the same in every language: two findings on one basis are the same conflict.
	"""

	kind: str
	reason: str
	basis: str = ""
	# Nothing but a name agrees, which two people may share.
	by_name: bool = False


def find(jurors: Sequence[str], projects: Sequence[str]) -> dict[Pair, Conflict]:
	"""The conflicts of these users with these projects as {(project, juror): Conflict}; nine queries at most."""
	return of_pairs([(project, juror) for project in projects for juror in jurors])


def of_pairs(pairs: Collection[Pair], besides: Iterable[str] = ()) -> dict[Pair, Conflict]:
	"""Those of the pairs (project, juror) that are in conflict, and why.

	`besides` are units in which a membership does not count.
	"""
	if not pairs:
		return {}
	facts = gather({juror for _project, juror in pairs}, {project for project, _juror in pairs})
	return among(pairs, facts, besides)


def among(pairs: Collection[Pair], facts: Facts, besides: Iterable[str] = ()) -> dict[Pair, Conflict]:
	"""The same with facts that are at hand, be they those of today or of what is being planned."""
	left_out = frozenset(besides)
	found = ((pair, _conflict(*pair, facts, left_out)) for pair in pairs)
	return {pair: conflict for pair, conflict in found if conflict}


def _conflict(project: str, juror: str, facts: Facts, besides: frozenset[str]) -> Conflict | None:
	interest = facts.interests[project]
	own = [unit for unit in facts.memberships.get(juror, ()) if unit not in besides]
	return (
		_team_conflict(project, juror, interest, facts)
		or _unit_conflict(own, interest, facts)
		or _recorded_conflict(project, juror, interest, facts)
		or _declared_conflict(project, juror, facts)
	)


def _team_conflict(project: str, juror: str, interest: Interests, facts: Facts) -> Conflict | None:
	full_name = facts.names.get(juror, "")
	name = same_person(full_name)
	reason = _("{0} belongs to the project's people").format(full_name or juror)
	if juror.casefold() in interest.addresses:
		return Conflict(TEAM_MEMBER, reason, juror)
	if name in interest.people and (project, juror, name) not in facts.namesakes:
		return Conflict(TEAM_MEMBER, reason, name, by_name=True)
	return None


def _unit_conflict(own: Iterable[str], interest: Interests, facts: Facts) -> Conflict | None:
	pairs = [(facts.units[mine], facts.units[theirs]) for mine in own for theirs in interest.units]
	for mine, theirs in pairs:
		if mine.name == theirs.name:
			return Conflict(SAME_UNIT, _("Belongs to {0}").format(mine.title), mine.name)
	for mine, theirs in pairs:
		if mine.holds(theirs) or theirs.holds(mine):
			reason = _("Belongs to {0}, which is in one line with {1}").format(mine.title, theirs.title)
			return Conflict(ABOVE_OR_BELOW, reason, f"{mine.name}\n{theirs.name}")
	return None


def _recorded_conflict(project: str, juror: str, interest: Interests, facts: Facts) -> Conflict | None:
	for record in facts.records.get(juror, ()):
		if _covers(record, project, interest, facts):
			kind = _(record.kind, context="Brand Conflict")
			return Conflict(RECORDED, f"{kind} – {record.reason}", record.name)
	return None


def _covers(record, project: str, interest: Interests, facts: Facts) -> bool:
	if record.organiser != interest.organiser or (record.cycle and record.cycle != interest.cycle):
		return False
	if record.project:
		return record.project == project
	barred = facts.units[record.unit]
	theirs = (facts.units[unit] for unit in interest.units)
	return any(barred.name == unit.name or barred.holds(unit) for unit in theirs)


def _declared_conflict(project: str, juror: str, facts: Facts) -> Conflict | None:
	reason = facts.declared.get((project, juror))
	if reason is None:
		return None
	return Conflict(DECLARED, _("Declared before: {0}").format(reason))
