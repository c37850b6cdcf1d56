"""Who sees what: one table of scopes, read by both permission hooks of every DocType.

A scope is a list of clauses, and a document is inside when it meets every field of one clause. Because a
clause is plain data ({field: allowed values}), the list hook turns it into SQL and the document hook holds
it against the document: the two cannot disagree. Roles decide what may be done (DocPerm); scopes decide
with which documents. An empty scope is no document at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import frappe
from frappe import _

from brand_union.services.errors import NotYourUnit

ADMINISTRATOR = "Brand Administrator"
OFFICER = "Brand Officer"
UNIT_ROLES = frozenset({"Brand Unit Officer", "Brand Unit Chair"})
JUROR = "Brand Juror"
AUDITOR = "Brand Auditor"
OBSERVER = "Brand Observer"

RELEASED_STAGES = frozenset({"Decided", "Under Way", "Acceptance", "Closed", "Not Approved", "Terminated"})
FILED_STAGES = RELEASED_STAGES | {"Filed", "Checked", "In Review", "Rectify"}
OPEN_SHEETS = frozenset({"Pending", "Submitted"})
READING = frozenset({"read", "select", "print", "report", "export", "email"})

Clause = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Scope:
	"""What a user reaches of one DocType: everything, or the documents that meet one of the clauses."""

	clauses: tuple[Clause, ...] = ()
	everything: bool = False

	def holds(self, doc) -> bool:
		"""Whether `doc` (a Document or dict, saved or new) lies inside."""
		return self.everything or any(
			all(str(doc.get(field) or "") in allowed for field, allowed in clause.items())
			for clause in self.clauses
		)

	def sql(self, doctype: str) -> str:
		"""The same as an SQL condition in parentheses; "1=0" for nothing, "" for everything."""
		if self.everything:
			return ""
		parts = [_clause_sql(doctype, clause) for clause in self.clauses if all(clause.values())]
		return f"({' or '.join(parts)})" if parts else "(1=0)"


EVERYTHING = Scope(everything=True)


@dataclass(frozen=True)
class Person:
	"""A user as the scopes see them: roles, own units, and own units with all that hangs below."""

	user: str
	roles: frozenset[str]
	own_units: frozenset[str]
	units: frozenset[str]

	@property
	def is_unit(self) -> bool:
		return bool(self.roles & UNIT_ROLES)


def person(user: str | None = None) -> Person:
	"""The facts about `user` (default: the session's) that scopes need; one query."""
	user = user or frappe.session.user
	roles = frozenset(frappe.get_roles(user))
	own, below = _units_of(user) if roles & (UNIT_ROLES | {OFFICER}) else (frozenset(), frozenset())
	return Person(user, roles, own, below)


def scope_of(doctype: str, user: str | None = None, writing: bool = False) -> Scope:
	"""The scope of `user` for a DocType of ours, for reading or for writing."""
	who = person(user)
	if who.user == "Administrator" or ADMINISTRATOR in who.roles:
		return EVERYTHING
	return SCOPES[doctype](who, writing)


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook `permission_query_conditions`: for DocTypes of ours and for their child tables."""
	if doctype in SCOPES:
		return scope_of(doctype, user).sql(doctype)
	return _child_conditions(doctype, user)


def has_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""Hook `has_permission`: explicit True or False, on v15 and v16 alike.

	Creating asks only for a scope at all: which unit or organiser a new document may carry is settled by
	`demand_scope`, which can say so in a sentence.
	"""
	scope = scope_of(doc.doctype, user, writing=(ptype or "read") not in READING)
	if ptype == "create":
		return scope.everything or any(all(clause.values()) for clause in scope.clauses)
	return scope.holds(doc) and _holds_stored(doc, scope)


def _holds_stored(doc, scope: Scope) -> bool:
	"""What is stored counts as well: a browser may send a document with its unit or parent rewritten."""
	if scope.everything or not doc.get("name"):
		return True
	fields = sorted({field for clause in scope.clauses for field in clause})
	stored = frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True)
	return not stored or scope.holds(stored)


def demand_scope(doc, method: str | None = None) -> None:
	"""Hook `before_save`: nobody saves a document outside the own scope, whatever the fields were set to."""
	if doc.flags.ignore_permissions or scope_of(doc.doctype, writing=True).holds(doc) or _lacks_unit(doc):
		return
	unit = doc.get("unit_name") or doc.get("unit") or doc.get("organiser") or ""
	frappe.throw(
		_(
			"You may not save {0} for {1}: you are not among its officers. Choose your own unit, or ask the union's office to add you under People of This Unit."
		).format(_(doc.doctype), frappe.bold(unit)),
		NotYourUnit,
	)


def _lacks_unit(doc) -> bool:
	"""Frappe is about to name the empty mandatory field, which says more."""
	field = doc.meta.get_field("unit")
	return bool(field and field.reqd and not doc.unit)


# Scopes, one function per kind of document


def _of_organiser(who: Person, writing: bool) -> list[Clause]:
	return [{"organiser": who.own_units}] if OFFICER in who.roles else []


def _work_of_units(who: Person, writing: bool) -> Scope:
	"""Projects and acceptances: the unit's own, the organiser's, and by stage for those who only read."""
	clauses = _of_organiser(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units})
	if not writing and AUDITOR in who.roles:
		clauses.append({"stage": FILED_STAGES})
	if not writing and OBSERVER in who.roles:
		clauses.append({"stage": RELEASED_STAGES})
	return Scope(tuple(clauses))


def _projects(who: Person, writing: bool) -> Scope:
	scope = _work_of_units(who, writing)
	if writing or not who.is_unit or not who.units:
		return scope
	joint = _joint_projects(who.units)
	return Scope((*scope.clauses, {"name": joint, "stage": FILED_STAGES})) if joint else scope


def _adjustments(who: Person, writing: bool) -> Scope:
	clauses = _of_organiser(who, writing)
	if who.is_unit and not writing:
		clauses.append(
			{"unit": who.units, "status": frozenset({"Proposed", "Consented", "Declined", "Applied"})}
		)
	if AUDITOR in who.roles and not writing:
		clauses.append({"status": frozenset({"Applied"})})
	return Scope(tuple(clauses))


def _snapshots(who: Person, writing: bool) -> Scope:
	open_ones = {"office_only": frozenset({"0", ""})}
	clauses = _of_organiser(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units, **open_ones})
	if AUDITOR in who.roles:
		clauses.append(open_ones)
	return Scope() if writing else Scope(tuple(clauses))


def _reviews(who: Person, writing: bool) -> Scope:
	clauses = [] if writing else _of_organiser(who, writing)
	if JUROR in who.roles:
		clauses.append({"juror": frozenset({who.user}), "status": OPEN_SHEETS})
	return Scope(tuple(clauses))


def _office_papers(who: Person, writing: bool) -> Scope:
	return Scope(tuple(_of_organiser(who, writing)))


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


def _units(who: Person, writing: bool) -> Scope:
	"""An officer keeps the own units and what hangs below: the member table of a unit gives out its rights."""
	if writing:
		below = ({"name": who.units}, {"parent_union_unit": who.units})
		return Scope(below) if OFFICER in who.roles else Scope()
	if who.roles & {OFFICER, AUDITOR, OBSERVER}:
		return EVERYTHING
	return Scope(({"name": who.units},)) if who.is_unit else Scope()


SCOPES: dict[str, Callable[[Person, bool], Scope]] = {
	"Union Unit": _units,
	"Brand Programme": _rules,
	"Brand Cycle": _rules,
	"Brand Project": _projects,
	"Brand Acceptance": _work_of_units,
	"Brand Adjustment": _adjustments,
	"Brand Snapshot": _snapshots,
	"Review Panel": _office_papers,
	"Panel Assignment": _office_papers,
	"Brand Review": _reviews,
	"Brand Decision": _decisions,
}

# Documents that are never renamed, submitted or cancelled.
OURS = (*SCOPES, "Brand Category", "Score Sheet", "Brand Union Settings")

# A share or an assignment of these would open them to people whom the scopes keep out.
SECRET = frozenset(SCOPES) - {"Union Unit", "Brand Programme"}

# Child tables answer `get_list` by themselves, so each asks for its parents' scope (FRAPPE.md, part 2).
CHILDREN: dict[str, tuple[str, ...]] = {
	"Union Unit Member": ("Union Unit",),
	"Union Unit Former Name": ("Union Unit",),
	"Brand Cycle Permit": ("Brand Cycle",),
	"Brand Project Joint Unit": ("Brand Project",),
	"Brand Project Member": ("Brand Project",),
	"Brand Project Schedule": ("Brand Project",),
	"Brand Project Budget": ("Brand Project",),
	"Brand Project Endorsement": ("Brand Project", "Brand Acceptance"),
	"Brand Project Check": ("Brand Project",),
	"Brand Acceptance Goal": ("Brand Acceptance",),
	"Brand Acceptance Press": ("Brand Acceptance",),
	"Brand Acceptance Account": ("Brand Acceptance",),
	"Brand Acceptance Attachment": ("Brand Acceptance",),
	"Brand Adjustment Change": ("Brand Adjustment",),
	"Review Panel Juror": ("Review Panel",),
	"Review Panel Project": ("Review Panel",),
	"Review Panel Event": ("Review Panel",),
	"Review Panel Part": ("Review Panel",),
	"Review Panel Competence": ("Review Panel",),
	"Brand Review Score": ("Brand Review",),
	"Brand Decision Row": ("Brand Decision",),
}

# Tables on a higher permission level: the parent's scope alone would show them to all its readers.
OFFICE_TABLES = frozenset({"Brand Cycle Permit", "Brand Project Check"})


def _child_conditions(doctype: str, user: str | None) -> str:
	who = person(user)
	if who.user == "Administrator" or ADMINISTRATOR in who.roles:
		return ""
	if doctype in OFFICE_TABLES and OFFICER not in who.roles:
		return "(1=0)"
	parts = [_rows_of(doctype, parent, scope_of(parent, user)) for parent in CHILDREN[doctype]]
	return f"({' or '.join(parts)})"


def _rows_of(doctype: str, parent: str, scope: Scope) -> str:
	condition = scope.sql(parent) or "1=1"
	return (
		f"(`tab{doctype}`.parenttype = {frappe.db.escape(parent)} and `tab{doctype}`.parent in "
		f"(select `tab{parent}`.name from `tab{parent}` where {condition}))"
	)


# Facts


def _units_of(user: str) -> tuple[frozenset[str], frozenset[str]]:
	member = frappe.qb.DocType("Union Unit Member")
	own, below = frappe.qb.DocType("Union Unit").as_("own"), frappe.qb.DocType("Union Unit").as_("below")
	rows = (
		frappe.qb.from_(member)
		.join(own)
		.on(own.name == member.parent)
		.join(below)
		.on((below.lft >= own.lft) & (below.rgt <= own.rgt))
		.select(own.name, below.name)
		.where((member.user == user) & (member.is_active == 1) & (member.post != "Member"))
	).run()
	return frozenset(row[0] for row in rows), frozenset(row[1] for row in rows)


def _joint_projects(units: Iterable[str]) -> frozenset[str]:
	"""Projects in which one of the units takes part without being the applicant."""
	names = frappe.get_all(
		"Brand Project Joint Unit",
		filters={"unit": ("in", list(units)), "parenttype": "Brand Project"},
		pluck="parent",
		order_by=None,
	)
	return frozenset(names)


def _clause_sql(doctype: str, clause: Clause) -> str:
	return f"({' and '.join(_term_sql(doctype, *term) for term in clause.items())})"


def _term_sql(doctype: str, field: str, allowed: frozenset[str]) -> str:
	# ifnull() would keep the database from using the field's index, so only where empty is allowed.
	column = f"`tab{doctype}`.`{field}`"
	column = f"ifnull({column}, '')" if "" in allowed else column
	return f"{column} in ({', '.join(frappe.db.escape(value) for value in sorted(allowed))})"
