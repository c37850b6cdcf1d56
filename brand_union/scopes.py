"""The scopes: which documents of each DocType a person reaches, for reading and for writing.

Roles decide what may be done (DocPerm); scopes decide with which documents. This is the table of them, with a
function for each kind of document. What a scope is stands in clauses.py, who is asked about in persons.py, and what
has to be looked up for it in scope_facts.py.
"""

from collections.abc import Callable
from functools import partial

from brand_union import scope_facts
from brand_union.clauses import EVERYTHING, Clause, Scope
from brand_union.persons import (
	ADMINISTRATOR,
	AUDITOR,
	ENDORSER,
	JUROR,
	OBSERVER,
	OFFICER,
	SYSTEM_MANAGER,
	UNIT_ROLES,
	Person,
	person,
)

RELEASED_STAGES = frozenset({"Decided", "Under Way", "Acceptance", "Closed", "Not Approved", "Terminated"})
FILED_STAGES = RELEASED_STAGES | {"Filed", "Checked", "In Review", "Rectify"}
OPEN_SHEETS = frozenset({"Pending", "Submitted"})
COMPARED = frozenset({"Compared", "Entered"})

# Here the administrator has a scope as well: who has seen the first keying of a paper sheet cannot key the second,
# who belongs to a unit does not learn who objected to it, and whoever scores in a panel sees no other juror's sheet.
BINDING_FOR_ALL = frozenset({"Brand Paper Sheet", "Brand Objection", "Brand Review", "Panel Assignment"})


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
	return Scope(tuple(_of_offices(who, writing=False))).holds(doc)


# Scopes, one function per kind of document


def _of_organiser(who: Person, writing: bool) -> list[Clause]:
	return [{"organiser": who.own_units}] if OFFICER in who.roles else []


def _of_offices(who: Person, writing: bool) -> list[Clause]:
	"""What was filed to the own office, and what the organisers of a cycle do together."""
	joint = scope_facts.shared_cycles(who.own_units) if OFFICER in who.roles else frozenset()
	return [*_of_organiser(who, writing), *([{"joint_cycle": joint}] if joint else [])]


def _work_of_units(who: Person, writing: bool) -> Scope:
	"""Projects and acceptances: the unit's own, the organiser's, and by stage for those who only read."""
	clauses = _of_offices(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units_for(writing)})
	if not writing and who.signs_for:
		clauses.append({"unit": who.signs_for})
	if not writing and AUDITOR in who.roles:
		clauses.append({"stage": FILED_STAGES})
	if not writing and OBSERVER in who.roles:
		clauses.append({"stage": RELEASED_STAGES})
	return Scope(tuple(clauses))


def _projects(who: Person, writing: bool) -> Scope:
	scope = _work_of_units(who, writing)
	if writing or not who.is_unit or not who.units:
		return scope
	joint = scope_facts.joint_projects(who.units | who.inherited)
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
	clauses = _of_offices(who, writing)
	if who.is_unit:
		clauses.append({"unit": who.units | who.inherited, **open_ones})
		if taken_over := scope_facts.papers_taken_over(who.units):
			clauses.append({"reference_name": taken_over, **open_ones})
	if AUDITOR in who.roles:
		clauses.append(open_ones)
	return Scope() if writing else Scope(tuple(clauses))


def _reviews(who: Person, writing: bool) -> Scope:
	"""The juror's own sheets; the office's all, but for open panels that its reader has a part in (`in_part`)."""
	own = [{"juror": frozenset({who.user}), "status": OPEN_SHEETS}] if JUROR in who.roles else []
	if writing:
		return Scope(tuple(own))
	hidden = {row.review for row in scope_facts.in_part(who) if not row.is_own_sheet}
	clauses = (*_of_offices(who, writing), *own)
	return Scope(clauses, ADMINISTRATOR in who.roles, {"name": frozenset(hidden - {None})})


def _assignments(who: Person, writing: bool) -> Scope:
	hidden = frozenset(row.name for row in scope_facts.in_part(who))
	return Scope(tuple(_of_offices(who, writing)), ADMINISTRATOR in who.roles, {"name": hidden})


def _office_papers(who: Person, writing: bool) -> Scope:
	return Scope(tuple(_of_organiser(who, writing)))


def _joint_papers(who: Person, writing: bool) -> Scope:
	"""Papers of an office that may also be those of all organisers of a cycle."""
	return Scope(tuple(_of_offices(who, writing)))


def _logs_of_cycles(who: Person, writing: bool) -> Scope:
	"""What is kept of an office's rules and reminders, read by the auditors too; nobody writes it by hand."""
	if writing:
		return Scope()
	if AUDITOR in who.roles:
		return EVERYTHING
	shared = scope_facts.shared_cycles(who.own_units) if OFFICER in who.roles else frozenset()
	return Scope((*_of_organiser(who, writing), *([{"cycle": shared}] if shared else [])))


def _paper_sheets(who: Person, writing: bool) -> Scope:
	"""Each person the own keying; once somebody else has keyed the same sheet too, both are the office's."""
	offices = [{}] if ADMINISTRATOR in who.roles else _of_offices(who, writing)
	parts = ({"keyed_by": frozenset({who.user})}, {"status": COMPARED})
	return Scope(tuple({**office, **part} for office in offices for part in parts))


def _decisions(who: Person, writing: bool) -> Scope:
	clauses = _of_offices(who, writing)
	if not writing and who.roles & {AUDITOR, OBSERVER}:
		clauses.append({"status": frozenset({"Released"})})
	return Scope(tuple(clauses))


def _awards(who: Person, writing: bool) -> Scope:
	"""There are released ones only: each unit reads its own, and whoever looks on reads all."""
	if not writing and who.roles & {AUDITOR, OBSERVER}:
		return EVERYTHING
	clauses = _of_offices(who, writing)
	if who.is_unit and not writing:
		clauses.append({"unit": who.units | who.inherited})
	return Scope(tuple(clauses))


def _rules(doctype: str, who: Person, writing: bool) -> Scope:
	"""Programmes and cycles are read by all who take part; an officer has those that the own office organises."""
	if not writing and who.roles & (UNIT_ROLES | {ENDORSER, AUDITOR, OBSERVER}):
		return EVERYTHING
	clauses = _of_organiser(who, writing)
	shared = scope_facts.shared_rules(doctype, who.own_units) if clauses else frozenset()
	return Scope((*clauses, *([{"name": shared}] if shared else [])))


def _categories(who: Person, writing: bool) -> Scope:
	"""Read by all who take part; where a school lets officers write, each does so for the own programmes."""
	if not writing:
		return EVERYTHING
	return Scope(({"programme": scope_facts.programmes(who.own_units)},)) if OFFICER in who.roles else Scope()


def _score_sheets(who: Person, writing: bool) -> Scope:
	"""Read by all who take part. A sheet belongs to no organiser, so only the administrator writes it."""
	return Scope() if writing else EVERYTHING


def _notices(who: Person, writing: bool) -> Scope:
	clauses = _of_offices(who, writing)
	if not writing and who.roles & {AUDITOR, OBSERVER}:
		clauses.append({"status": frozenset({"Posted", "Concluded"})})
	return Scope(tuple(clauses))


def _objections(who: Person, writing: bool) -> Scope:
	"""The office alone; of its people nobody who also belongs to the unit concerned, or to one above it."""
	offices = [{}] if ADMINISTRATOR in who.roles else _of_offices(who, writing)
	if not offices:
		return Scope()
	elsewhere = scope_facts.belongs_to(who.user) - scope_facts.organisers()
	free = {"unit": scope_facts.units_outside(elsewhere)} if elsewhere else {}
	clauses = tuple({**office, **free} for office in offices)
	return Scope(clauses) if all(clauses) else EVERYTHING


def _workdays(who: Person, writing: bool) -> Scope:
	"""The calendar belongs to no organiser: every office keeps the one table."""
	return EVERYTHING if OFFICER in who.roles and who.own_units else Scope()


def _tags(who: Person, writing: bool) -> Scope:
	"""Read by all who take part; they belong to no organiser, so every office keeps the one list."""
	return _workdays(who, writing) if writing else EVERYTHING


def _settings(who: Person, writing: bool) -> Scope:
	return EVERYTHING if SYSTEM_MANAGER in who.roles else Scope()


def _units(who: Person, writing: bool) -> Scope:
	"""An officer keeps the own units and what hangs below: the member table of a unit gives out its rights."""
	if writing:
		below = ({"name": who.units}, {"parent_union_unit": who.units})
		return Scope(below) if OFFICER in who.roles else Scope()
	if who.roles & {OFFICER, AUDITOR, OBSERVER}:
		return EVERYTHING
	own = who.signs_for | (who.units | who.inherited if who.is_unit else frozenset())
	return Scope(({"name": own},))


SCOPES: dict[str, Callable[[Person, bool], Scope]] = {
	"Union Unit": _units,
	"Union Tag": _tags,
	"Union Unit Change": _office_papers,
	"Brand Programme": partial(_rules, "Brand Programme"),
	"Brand Category": _categories,
	"Score Sheet": _score_sheets,
	"Brand Cycle": partial(_rules, "Brand Cycle"),
	"Brand Permit": _office_papers,
	"Brand Rule Change": _logs_of_cycles,
	"Brand Reminder": _logs_of_cycles,
	"Brand Conflict": _office_papers,
	"Brand Project": _projects,
	"Brand Acceptance": _work_of_units,
	"Brand Adjustment": _adjustments,
	"Brand Snapshot": _snapshots,
	"Review Panel": _joint_papers,
	"Panel Assignment": _assignments,
	"Brand Review": _reviews,
	"Brand Paper Sheet": _paper_sheets,
	"Brand Decision": _decisions,
	"Brand Award Decision": _decisions,
	"Brand Award": _awards,
	"Brand Letter": _joint_papers,
	"Brand Notice": _notices,
	"Brand Objection": _objections,
	"Brand Workday": _workdays,
	"Brand Union Settings": _settings,
}
