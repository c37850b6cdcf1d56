"""The organisers of a cycle: to which of them a unit files, what each does alone, and what they do together.

A programme has one main organiser, and may name further ones with the units that file there (`co_organisers`). Each
office then has an inbox of its own. What the offices do together carries the cycle in `joint_cycle`, which opens it
to the officers of all of them (scopes.py).
"""

from collections import defaultdict
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import lifecycle, quota
from brand_union.persons import person
from brand_union.services import allowances, condition_facts, conditions, cycles
from brand_union.services.errors import OrganiserProblem

UNIT, PROJECT = "Union Unit", "Brand Project"


def of(rules) -> list[str]:
	"""The organisers of a programme or cycle, the main one first, the others in the order of its table."""
	return list(dict.fromkeys([rules.organiser, *(row.organiser for row in rules.co_organisers)]))


def choices(rules, unit: str | None) -> list[str]:
	"""The organisers that a unit may file to, that of the first row that fits it in front.

	A main organiser without a row of its own takes everybody's applications. Where nothing fits, all go to it.
	"""
	if not rules.co_organisers:
		return [rules.organiser]
	found = [row.organiser for row in _fitting(rules, unit)]
	if rules.organiser not in {row.organiser for row in rules.co_organisers}:
		found.append(rules.organiser)
	return list(dict.fromkeys(found)) or [rules.organiser]


def settle(doc) -> None:
	"""Step of `validate`: to whom the application goes; chosen among those that fit until it is filed."""
	before = doc.get_doc_before_save()
	if before and lifecycle.is_content_frozen(doc.doctype, before.stage):
		return
	open_to = choices(cycles.rules_of(doc.cycle), doc.unit)
	is_as_before = bool(before) and before.organiser == doc.organiser
	if doc.organiser in open_to:
		return
	if doc.organiser and not is_as_before:
		frappe.throw(
			_("{0} takes no application of this unit in {1}. File to: {2}.").format(
				frappe.bold(", ".join(names_of([doc.organiser])) or doc.organiser),
				cycles.rules_of(doc.cycle).cycle_name,
				", ".join(names_of(open_to)),
			),
			OrganiserProblem,
		)
	doc.organiser = open_to[0]


def own_of(rules) -> str:
	"""The organiser of a programme or cycle that the acting user works for; the main one for everybody else."""
	own = person().own_units
	return next((organiser for organiser in of(rules) if organiser in own), rules.organiser)


def settle_panel(panel) -> None:
	"""Step of `validate`: whose panel a draft is, and whether the organisers of the cycle hold it together."""
	rules = cycles.rules_of(panel.cycle)
	known = of(rules)
	panel.organiser = panel.organiser or _holder_of(panel, rules)
	if panel.organiser not in known:
		frappe.throw(
			_("{0} does not organise {1}. Choose one of: {2}.").format(
				frappe.bold(", ".join(names_of([panel.organiser])) or panel.organiser),
				rules.cycle_name,
				", ".join(names_of(known)),
			),
			OrganiserProblem,
		)
	if cint(panel.is_joint) and len(known) == 1:
		frappe.throw(
			_("{0} has one organiser only, so there is nobody to hold a joint panel with.").format(
				rules.cycle_name
			),
			OrganiserProblem,
		)
	panel.joint_cycle = panel.cycle if cint(panel.is_joint) else None


def _holder_of(panel, rules) -> str:
	"""The writer's own office; for the administrator the one that the first project was filed to."""
	own = own_of(rules)
	if own in person().own_units or not panel.projects:
		return own
	return frappe.db.get_value(PROJECT, panel.projects[0].project, "organiser") or own


def offices_of(doc) -> list[str]:
	"""The organisers whose paper it is: all of its cycle for a joint one, in the programme's order, else its own."""
	if doc.get("joint_cycle"):
		return of(cycles.rules_of(doc.joint_cycle))
	return [doc.organiser] if doc.get("organiser") else []


def issuers_of(doc) -> list[str]:
	"""The names of those who issue a paper."""
	return names_of(offices_of(doc))


def names_of(organisers: list[str]) -> list[str]:
	"""What the organisers are called today."""
	names = (frappe.get_cached_value(UNIT, organiser, "unit_name") for organiser in organisers)
	return [cstr(name) for name in names if name]


def share(panel, subjects) -> None:
	"""Open what a joint panel reviews to all its offices; `subjects` are projects or summaries, already locked.

	Whoever put a project into the panel had it in the own inbox (panels.check_projects).
	"""
	if not panel.joint_cycle:
		return
	shared: dict[str, set[str]] = defaultdict(set)
	for subject in subjects:
		shared[subject.doctype].add(subject.name)
		shared[PROJECT].add(subject.name if subject.doctype == PROJECT else subject.project)
		subject.joint_cycle = panel.joint_cycle
	for doctype, names in shared.items():
		opened = {"name": ("in", sorted(names))}
		frappe.db.set_value(doctype, opened, "joint_cycle", panel.joint_cycle, update_modified=False)


def _fitting(rules, unit: str | None) -> Iterator:
	"""The rows of further organisers that speak of a unit, in order; a condition speaks of no unit that is not there."""
	units = condition_facts.rows([unit]) if unit else []
	asked = allowances.plain(units[0]) if units else quota.UnitFacts("")
	rows = [row for row in rules.co_organisers if allowances.quota_rule(row).matches(asked)]
	has_conditions = any(cstr(row.condition).strip() for row in rows)
	facts = allowances.facts(rules, units).get(unit) if has_conditions else None
	label = conditions.label_of(rules, conditions.ORGANISERS)
	for row in rows:
		if not cstr(row.condition).strip() or (
			facts is not None and conditions.holds(row.condition, facts, label, row.idx)
		):
			yield row
