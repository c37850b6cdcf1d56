"""The scopes: which documents of each DocType a person reaches, for reading and for writing.

A scope is a list of clauses, and a document is inside when it meets every field of one clause. Because a
clause is plain data ({field: allowed values}), the list hook turns it into SQL and the document hook holds
it against the document: the two cannot disagree. Roles decide what may be done (DocPerm); scopes decide
with which documents. An empty scope is no document at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import frappe

ADMINISTRATOR = "Brand Administrator"
OFFICER = "Brand Officer"
UNIT_ROLES = frozenset({"Brand Unit Officer", "Brand Unit Chair"})
JUROR = "Brand Juror"
AUDITOR = "Brand Auditor"
OBSERVER = "Brand Observer"
SYSTEM_MANAGER = "System Manager"

RELEASED_STAGES = frozenset({"Decided", "Under Way", "Acceptance", "Closed", "Not Approved", "Terminated"})
FILED_STAGES = RELEASED_STAGES | {"Filed", "Checked", "In Review", "Rectify"}
OPEN_SHEETS = frozenset({"Pending", "Submitted"})
COMPARED = frozenset({"Compared", "Entered"})

# Here the administrator has a scope as well: who has seen the first keying of a paper sheet cannot key the second,
# who belongs to a unit does not learn who objected to it, and whoever scores in a panel sees no other juror's sheet.
BINDING_FOR_ALL = frozenset({"Brand Paper Sheet", "Brand Objection", "Brand Review", "Panel Assignment"})

Clause = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Scope:
	"""What a user reaches of one DocType: everything, or the documents that meet one of the clauses.

	Documents with one of the values in `without` ({field: values}) are left out, whatever else holds.
	"""

	clauses: tuple[Clause, ...] = ()
	everything: bool = False
	without: Clause = field(default_factory=dict)

	@property
	def is_unlimited(self) -> bool:
		return self.everything and not any(self.without.values())

	def holds(self, doc) -> bool:
		"""Whether `doc` (a Document or dict, saved or new) lies inside."""
		if any(str(doc.get(field) or "") in values for field, values in self.without.items()):
			return False
		return self.everything or any(
			all(str(doc.get(field) or "") in allowed for field, allowed in clause.items())
			for clause in self.clauses
		)

	def sql(self, doctype: str) -> str:
		"""The same as an SQL condition in parentheses; "1=0" for nothing, "" for everything."""
		left_out = [f"not {_term_sql(doctype, *term)}" for term in self.without.items() if term[1]]
		inside = [] if self.everything else [self._inside(doctype)]
		return f"({' and '.join([*inside, *left_out])})" if inside or left_out else ""

	def _inside(self, doctype: str) -> str:
		parts = [_clause_sql(doctype, clause) for clause in self.clauses if all(clause.values())]
		return f"({' or '.join(parts)})" if parts else "1=0"


EVERYTHING = Scope(everything=True)


@dataclass(frozen=True)
class Person:
	"""A user as the scopes see them: roles, own units, and own units with all that hangs below."""

	user: str
	roles: frozenset[str]
	own_units: frozenset[str]
	units: frozenset[str]
	# Dissolved units whose work the units above go on with: their papers are read, and nothing is added to them.
	inherited: frozenset[str] = frozenset()

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
	units = _units_of(user) if roles & (UNIT_ROLES | {OFFICER}) else (frozenset(), frozenset(), frozenset())
	return Person(user, roles, *units)


def scope_of(doctype: str, user: str | None = None, writing: bool = False) -> Scope:
	"""The scope of `user` for a DocType of ours, for reading or for writing."""
	who = person(user)
	is_bound = doctype in BINDING_FOR_ALL and who.user != "Administrator"
	if not is_bound and (who.user == "Administrator" or ADMINISTRATOR in who.roles):
		return EVERYTHING
	return SCOPES[doctype](who, writing)


def is_of_office(doc, user: str | None = None) -> bool:
	"""Whether `user` works in the office that `doc` (with its `organiser`) belongs to."""
	who = person(user)
	if who.user == "Administrator" or ADMINISTRATOR in who.roles:
		return True
	return Scope(tuple(_of_organiser(who, writing=False))).holds(doc)


# Scopes, one function per kind of document


def _of_organiser(who: Person, writing: bool) -> list[Clause]:
	return [{"organiser": who.own_units}] if OFFICER in who.roles else []


def _work_of_units(who: Person, writing: bool) -> Scope:
	"""Projects and acceptances: the unit's own, the organiser's, and by stage for those who only read."""
	clauses = _of_organiser(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units_for(writing)})
	if not writing and AUDITOR in who.roles:
		clauses.append({"stage": FILED_STAGES})
	if not writing and OBSERVER in who.roles:
		clauses.append({"stage": RELEASED_STAGES})
	return Scope(tuple(clauses))


def _projects(who: Person, writing: bool) -> Scope:
	scope = _work_of_units(who, writing)
	if writing or not who.is_unit or not who.units:
		return scope
	joint = _joint_projects(who.units | who.inherited)
	return Scope((*scope.clauses, {"name": joint, "stage": FILED_STAGES})) if joint else scope


def _adjustments(who: Person, writing: bool) -> Scope:
	clauses = _of_organiser(who, writing)
	if who.is_unit and not writing:
		clauses.append(
			{
				"unit": who.units | who.inherited,
				"status": frozenset({"Proposed", "Consented", "Declined", "Applied"}),
			}
		)
	if AUDITOR in who.roles and not writing:
		clauses.append({"status": frozenset({"Applied"})})
	return Scope(tuple(clauses))


def _snapshots(who: Person, writing: bool) -> Scope:
	open_ones = {"office_only": frozenset({"0", ""})}
	clauses = _of_organiser(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units | who.inherited, **open_ones})
		if taken_over := _papers_taken_over(who.units):
			clauses.append({"reference_name": taken_over, **open_ones})
	if AUDITOR in who.roles:
		clauses.append(open_ones)
	return Scope() if writing else Scope(tuple(clauses))


def _reviews(who: Person, writing: bool) -> Scope:
	"""The juror's own sheets; the office's all, but for open panels in which its reader has a part (see _in_part)."""
	own = [{"juror": frozenset({who.user}), "status": OPEN_SHEETS}] if JUROR in who.roles else []
	if writing:
		return Scope(tuple(own))
	hidden = {row.review for row in _in_part(who) if not row.is_own_sheet}
	clauses = (*_of_organiser(who, writing), *own)
	return Scope(clauses, ADMINISTRATOR in who.roles, {"name": frozenset(hidden - {None})})


def _assignments(who: Person, writing: bool) -> Scope:
	hidden = frozenset(row.name for row in _in_part(who))
	return Scope(tuple(_of_organiser(who, writing)), ADMINISTRATOR in who.roles, {"name": hidden})


def _office_papers(who: Person, writing: bool) -> Scope:
	return Scope(tuple(_of_organiser(who, writing)))


def _paper_sheets(who: Person, writing: bool) -> Scope:
	"""Each person the own keying; once somebody else has keyed the same sheet too, both are the office's."""
	offices = [{}] if ADMINISTRATOR in who.roles else _of_organiser(who, writing)
	parts = ({"keyed_by": frozenset({who.user})}, {"status": COMPARED})
	return Scope(tuple({**office, **part} for office in offices for part in parts))


def _decisions(who: Person, writing: bool) -> Scope:
	clauses = _of_organiser(who, writing)
	if not writing and who.roles & {AUDITOR, OBSERVER}:
		clauses.append({"status": frozenset({"Released"})})
	return Scope(tuple(clauses))


def _rules(who: Person, writing: bool) -> Scope:
	"""Programmes and cycles are read by all who take part; an officer has those of the own organiser."""
	if not writing and who.roles & (UNIT_ROLES | {AUDITOR, OBSERVER}):
		return EVERYTHING
	return Scope(tuple(_of_organiser(who, writing)))


def _categories(who: Person, writing: bool) -> Scope:
	"""Read by all who take part; where a school lets officers write, each does so for the own programmes."""
	if not writing:
		return EVERYTHING
	return Scope(({"programme": _programmes(who.own_units)},)) if OFFICER in who.roles else Scope()


def _score_sheets(who: Person, writing: bool) -> Scope:
	"""Read by all who take part. A sheet belongs to no organiser, so only the administrator writes it."""
	return Scope() if writing else EVERYTHING


def _notices(who: Person, writing: bool) -> Scope:
	clauses = _of_organiser(who, writing)
	if not writing and who.roles & {AUDITOR, OBSERVER}:
		clauses.append({"status": frozenset({"Posted", "Concluded"})})
	return Scope(tuple(clauses))


def _objections(who: Person, writing: bool) -> Scope:
	"""The office alone; of its people nobody who also belongs to the unit concerned, or to one above it."""
	if ADMINISTRATOR in who.roles:
		reached: Clause = {}
	elif OFFICER in who.roles:
		reached = {"organiser": who.own_units}
	else:
		return Scope()
	elsewhere = _belongs_to(who.user) - _organisers()
	free = {"unit": _units_outside(elsewhere)} if elsewhere else {}
	return Scope(({**reached, **free},)) if reached or free else EVERYTHING


def _workdays(who: Person, writing: bool) -> Scope:
	"""The calendar belongs to no organiser: every office keeps the one table."""
	return EVERYTHING if OFFICER in who.roles and who.own_units else Scope()


def _settings(who: Person, writing: bool) -> Scope:
	return EVERYTHING if SYSTEM_MANAGER in who.roles else Scope()


def _units(who: Person, writing: bool) -> Scope:
	"""An officer keeps the own units and what hangs below: the member table of a unit gives out its rights."""
	if writing:
		below = ({"name": who.units}, {"parent_union_unit": who.units})
		return Scope(below) if OFFICER in who.roles else Scope()
	if who.roles & {OFFICER, AUDITOR, OBSERVER}:
		return EVERYTHING
	return Scope(({"name": who.units | who.inherited},)) if who.is_unit else Scope()


SCOPES: dict[str, Callable[[Person, bool], Scope]] = {
	"Union Unit": _units,
	"Union Unit Change": _office_papers,
	"Brand Programme": _rules,
	"Brand Category": _categories,
	"Score Sheet": _score_sheets,
	"Brand Cycle": _rules,
	"Brand Permit": _office_papers,
	"Brand Conflict": _office_papers,
	"Brand Project": _projects,
	"Brand Acceptance": _work_of_units,
	"Brand Adjustment": _adjustments,
	"Brand Snapshot": _snapshots,
	"Review Panel": _office_papers,
	"Panel Assignment": _assignments,
	"Brand Review": _reviews,
	"Brand Paper Sheet": _paper_sheets,
	"Brand Decision": _decisions,
	"Brand Letter": _office_papers,
	"Brand Notice": _notices,
	"Brand Objection": _objections,
	"Brand Workday": _workdays,
	"Brand Union Settings": _settings,
}


# Facts


def _units_of(user: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
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
		.select(own.name, below.name, ended.name)
		.where((member.user == user) & (member.is_active == 1) & (member.post != "Member"))
	).run()
	# A unit that is still below is there by itself.
	columns = [frozenset(row[place] for row in rows if row[place]) for place in range(3)]
	return columns[0], columns[1], columns[2] - columns[1]


def _belongs_to(user: str) -> frozenset[str]:
	"""Units in which the user has any post, in office or not, and those that went on with their work.

	Who left last month still knows everybody there.
	"""
	member, heir = frappe.qb.DocType("Union Unit Member"), frappe.qb.DocType("Union Unit Successor")
	rows = (
		frappe.qb.from_(member)
		.left_join(heir)
		.on((heir.parent == member.parent) & (heir.parenttype == "Union Unit"))
		.select(member.parent, heir.successor)
		.where(member.user == user)
	).run()
	return frozenset(unit for row in rows for unit in row if unit)


def _in_part(who: Person) -> list[dict]:
	"""What an officer does not see of open panels: {"name", "review", "is_own_sheet"} of assignments.

	All of a panel in which the officer is a juror, and those for projects of units that the officer belongs to, or
	of units above or below them. Once a panel is sealed, nobody can use what is read in it.
	"""
	if not who.roles & {ADMINISTRATOR, OFFICER}:
		return []
	panels = _panels_of_juror(who.user) if JUROR in who.roles else frozenset()
	elsewhere = _belongs_to(who.user) - _organisers()
	projects = _projects_in_line_with(elsewhere) if elsewhere else frozenset()
	if not panels and not projects:
		return []
	given, panel = frappe.qb.DocType("Panel Assignment"), frappe.qb.DocType("Review Panel")
	rows = (
		frappe.qb.from_(given)
		.join(panel)
		.on(panel.name == given.panel)
		.select(given.name, given.review, given.juror, given.status)
		.where(panel.status == "Open")
		.where(panel.name.isin(sorted(panels) or [""]) | given.project.isin(sorted(projects) or [""]))
	).run(as_dict=True)
	for row in rows:
		row.is_own_sheet = row.juror == who.user and row.status == "Assigned"
	return rows


def _panels_of_juror(user: str) -> frozenset[str]:
	names = frappe.get_all(
		"Review Panel Juror", {"juror": user}, pluck="parent", distinct=True, order_by=None
	)
	return frozenset(names)


def _projects_in_line_with(units: Iterable[str]) -> frozenset[str]:
	"""Projects under review of these units, of units above or below them, alone or jointly."""
	unit, own = frappe.qb.DocType("Union Unit"), frappe.qb.DocType("Union Unit").as_("own")
	rows = (
		frappe.qb.from_(unit)
		.join(own)
		.on(((unit.lft >= own.lft) & (unit.rgt <= own.rgt)) | ((own.lft >= unit.lft) & (own.rgt <= unit.rgt)))
		.select(unit.name)
		.where(own.name.isin(sorted(units)))
	).run()
	line = sorted({row[0] for row in rows})
	alone = frappe.get_all("Brand Project", {"unit": ("in", line)}, pluck="name", order_by=None)
	return frozenset(alone) | _joint_projects(line)


def _joint_projects(units: Iterable[str]) -> frozenset[str]:
	"""Projects in which one of the units takes part without being the applicant."""
	names = frappe.get_all(
		"Brand Project Joint Unit",
		filters={"unit": ("in", list(units)), "parenttype": "Brand Project"},
		pluck="parent",
		order_by=None,
	)
	return frozenset(names)


def _papers_taken_over(units: Iterable[str]) -> frozenset[str]:
	"""Projects that another unit filed, and their summaries: their frozen versions bear the name of that unit."""
	project, summary = frappe.qb.DocType("Brand Project"), frappe.qb.DocType("Brand Acceptance")
	rows = (
		frappe.qb.from_(project)
		.left_join(summary)
		.on(summary.project == project.name)
		.select(project.name, summary.name)
		.where(project.unit.isin(list(units) or [""]) & project.filed_unit.isnotnull())
	).run()
	return frozenset(name for row in rows for name in row if name)


def _programmes(organisers: Iterable[str]) -> frozenset[str]:
	names = frappe.get_all(
		"Brand Programme", filters={"organiser": ("in", list(organisers))}, pluck="name", order_by=None
	)
	return frozenset(names)


def _organisers() -> frozenset[str]:
	"""Units that have a programme of their own: who works there is of the office, not of a unit."""
	return frozenset(frappe.get_all("Brand Programme", pluck="organiser", distinct=True, order_by=None))


def _units_outside(units: Iterable[str]) -> frozenset[str]:
	"""All units but these and what hangs below them; "" stands for no unit in particular."""
	unit, above = frappe.qb.DocType("Union Unit"), frappe.qb.DocType("Union Unit").as_("above")
	below = (
		frappe.qb.from_(unit)
		.join(above)
		.on((unit.lft >= above.lft) & (unit.rgt <= above.rgt))
		.select(unit.name)
		.where(above.name.isin(list(units)))
	)
	rows = frappe.qb.from_(unit).select(unit.name).where(unit.name.notin(below)).run()
	return frozenset({"", *(row[0] for row in rows)})


def _clause_sql(doctype: str, clause: Clause) -> str:
	return f"({' and '.join(_term_sql(doctype, *term) for term in clause.items())})"


def _term_sql(doctype: str, field: str, allowed: frozenset[str]) -> str:
	# ifnull() would keep the database from using the field's index, so only where empty is allowed.
	column = f"`tab{doctype}`.`{field}`"
	column = f"ifnull({column}, '')" if "" in allowed else column
	return f"{column} in ({', '.join(frappe.db.escape(value) for value in sorted(allowed))})"
