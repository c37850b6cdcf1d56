"""The organisers of a cycle: to which of them a unit files, what each does alone, and what they do together.

A programme has one main organiser, and may name further ones with the units that file there (`co_organisers`). Each
office then has an inbox of its own. What the offices do together carries the cycle in `joint_cycle`, which opens it
to the officers of all of them (scopes.py).
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import lifecycle
from brand_union.persons import person
from brand_union.services import conditions, cycles
from brand_union.services.errors import OrganiserProblem

UNIT = "Union Unit"


def of(rules) -> list[str]:
	"""The organisers of a programme or cycle, the main one first, the others in the order of its table."""
	return list(dict.fromkeys([rules.organiser, *(row.organiser for row in rules.co_organisers)]))


def choices(rules, unit: str | None) -> list[str]:
	"""The organisers that a unit may file to, that of the first row that fits it in front.

	A main organiser without a row of its own takes everybody's applications. Where nothing fits, all go to it.
	"""
	if not rules.co_organisers:
		return [rules.organiser]
	facts = _facts(rules, unit)
	found = [row.organiser for row in rules.co_organisers if _fits(rules, row, facts)]
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
	return frappe.db.get_value("Brand Project", panel.projects[0].project, "organiser") or own


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
	for subject in subjects:
		summary = subject.doctype != "Brand Project"
		_share(subject.doctype, subject.name, panel.joint_cycle)
		if summary:
			_share("Brand Project", subject.project, panel.joint_cycle)
		subject.joint_cycle = panel.joint_cycle


def _share(doctype: str, name: str, cycle: str) -> None:
	frappe.db.set_value(doctype, name, "joint_cycle", cycle, update_modified=False)


def _facts(rules, unit: str | None) -> dict:
	"""What the rows ask about a unit: its type, its tags, and what their conditions see."""
	tags = frappe.get_all(
		"Union Unit Tag", {"parent": unit or "", "parenttype": UNIT}, pluck="tag", order_by=None
	)
	has_conditions = any(cstr(row.condition).strip() for row in rules.co_organisers)
	return {
		"unit_type": frappe.get_cached_value(UNIT, unit, "unit_type") if unit else None,
		"tags": set(tags),
		"names": conditions.facts_of_units(rules, [unit]).get(unit) if has_conditions and unit else None,
	}


def _fits(rules, row, facts: dict) -> bool:
	if row.unit_type and row.unit_type != facts["unit_type"]:
		return False
	if row.tag and row.tag not in facts["tags"]:
		return False
	if not cstr(row.condition).strip():
		return True
	label = conditions.label_of(rules, conditions.ORGANISERS)
	return facts["names"] is not None and conditions.holds(row.condition, facts["names"], label, row.idx)
