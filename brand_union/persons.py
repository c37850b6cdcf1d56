"""Whom the scopes see: a user's roles, own units, and units whose work goes on in them."""

from dataclasses import dataclass

import frappe

ADMINISTRATOR = "Brand Administrator"
OFFICER = "Brand Officer"
UNIT_ROLES = frozenset({"Brand Unit Officer", "Brand Unit Chair"})
ENDORSER = "Brand Endorser"
JUROR = "Brand Juror"
AUDITOR = "Brand Auditor"
OBSERVER = "Brand Observer"
SYSTEM_MANAGER = "System Manager"

# Who holds one of these posts does the unit's work. Who signs for it reads its papers and signs them, nothing else.
UNIT_POSTS = frozenset({"Chair", "Officer"})
SIGNING_POSTS = frozenset({"Party Secretary"})


@dataclass(frozen=True)
class Person:
	"""A user as the scopes see them: roles, own units, and own units with all that hangs below."""

	user: str
	roles: frozenset[str]
	own_units: frozenset[str]
	units: frozenset[str]
	# Dissolved units whose work the units above go on with: their papers are read, and nothing is added to them.
	inherited: frozenset[str] = frozenset()
	# Units whose papers one signs without doing their work.
	signs_for: frozenset[str] = frozenset()

	def units_for(self, writing: bool) -> frozenset[str]:
		"""The units whose work one reads, or does."""
		return self.units if writing else self.units | self.inherited

	@property
	def is_unit(self) -> bool:
		return bool(self.roles & UNIT_ROLES)


def person(user: str | None = None) -> Person:
	"""The facts about `user` (default: the session's) that scopes need; one query."""
	user = user or frappe.session.user
	roles = frozenset(frappe.get_roles(user))
	units = _units_of(user) if roles & (UNIT_ROLES | {OFFICER, ENDORSER}) else (frozenset(),) * 4
	return Person(user, roles, *units)


def _units_of(user: str) -> tuple[frozenset[str], ...]:
	"""Own units, these with all below, the dissolved ones that they go on with, and units that one signs for."""
	member, heir = frappe.qb.DocType("Union Unit Member"), frappe.qb.DocType("Union Unit Successor")
	own, below = frappe.qb.DocType("Union Unit").as_("own"), frappe.qb.DocType("Union Unit").as_("below")
	ended = frappe.qb.DocType("Union Unit").as_("ended")
	rows = (
		frappe.qb.from_(member)
		.join(own)
		.on(own.name == member.parent)
		.join(below)
		.on((below.lft >= own.lft) & (below.rgt <= own.rgt))
		.left_join(heir)
		.on((heir.successor == below.name) & (heir.parenttype == "Union Unit"))
		.left_join(ended)
		.on((ended.name == heir.parent) & (ended.status == "Dissolved"))
		.select(own.name, below.name, ended.name, member.post)
		.where((member.user == user) & (member.is_active == 1))
		.where(member.post.isin(sorted(UNIT_POSTS | SIGNING_POSTS)))
	).run()
	working = [row for row in rows if row[3] in UNIT_POSTS]
	# A unit that is still below is there by itself.
	columns = [frozenset(row[place] for row in working if row[place]) for place in range(3)]
	signing = frozenset(row[0] for row in rows if row[3] in SIGNING_POSTS)
	return columns[0], columns[1], columns[2] - columns[1], signing
