"""The facts that scopes rest on, each with a query of its own: whose work a unit's is, and who has a part in what."""

from collections.abc import Iterable

import frappe

from brand_union.persons import ADMINISTRATOR, JUROR, OFFICER, Person

ORGANISER = "Brand Programme Organiser"


def belongs_to(user: str) -> frozenset[str]:
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


def in_part(who: Person) -> list[dict]:
	"""What an officer does not see of open panels: {"name", "review", "is_own_sheet"} of assignments.

	All of a panel in which the officer is a juror, and those for projects of units that the officer belongs to, or
	of units above or below them. Once a panel is sealed, nobody can use what is read in it.
	"""
	if not who.roles & {ADMINISTRATOR, OFFICER}:
		return []
	panels = _panels_of_juror(who.user) if JUROR in who.roles else frozenset()
	elsewhere = belongs_to(who.user) - organisers()
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
	return frozenset(alone) | joint_projects(line)


def joint_projects(units: Iterable[str]) -> frozenset[str]:
	"""Projects in which one of the units takes part without being the applicant."""
	names = frappe.get_all(
		"Brand Project Joint Unit",
		filters={"unit": ("in", list(units)), "parenttype": "Brand Project"},
		pluck="parent",
		order_by=None,
	)
	return frozenset(names)


def papers_taken_over(units: Iterable[str]) -> frozenset[str]:
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


def programmes(organisers: Iterable[str]) -> frozenset[str]:
	"""Programmes that these organisers run, alone or with others."""
	own = sorted(organisers)
	names = frappe.get_all(
		"Brand Programme", filters={"organiser": ("in", own or [""])}, pluck="name", order_by=None
	)
	return frozenset(names) | shared_rules("Brand Programme", own)


def shared_rules(doctype: str, organisers: Iterable[str]) -> frozenset[str]:
	"""Programmes (or cycles, as `doctype` says) in whose table of further organisers one of these stands."""
	names = frappe.get_all(
		ORGANISER,
		filters={"organiser": ("in", sorted(organisers) or [""]), "parenttype": doctype},
		pluck="parent",
		distinct=True,
		order_by=None,
	)
	return frozenset(names)


def shared_cycles(organisers: Iterable[str]) -> frozenset[str]:
	"""Cycles with several organisers, of which one is among these."""
	own = sorted(organisers)
	cycle, row = frappe.qb.DocType("Brand Cycle"), frappe.qb.DocType(ORGANISER)
	rows = (
		frappe.qb.from_(row)
		.join(cycle)
		.on((cycle.name == row.parent) & (row.parenttype == "Brand Cycle"))
		.select(cycle.name)
		.distinct()
		.where(cycle.organiser.isin(own or [""]) | row.organiser.isin(own or [""]))
	).run()
	return frozenset(name for (name,) in rows)


def organisers() -> frozenset[str]:
	"""Units that run a programme, alone or with others: who works there is of the office, not of a unit."""
	main = frappe.get_all("Brand Programme", pluck="organiser", distinct=True, order_by=None)
	others = frappe.get_all(ORGANISER, pluck="organiser", distinct=True, order_by=None)
	return frozenset([*main, *others])


def units_outside(units: Iterable[str]) -> frozenset[str]:
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
