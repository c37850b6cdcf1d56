"""All that stands against a change of units: each sentence names the row, the value, the rule and the way out."""

from collections import Counter
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr, format_date, getdate

from brand_union.domain import unit_change as pure
from brand_union.scopes import scope_of
from brand_union.services import cycles
from brand_union.services.errors import UnitProblem, refuse
from brand_union.services.unit_change import (
	PROJECT,
	UNIT,
	code_of,
	open_projects,
	plain,
	unit_facts,
)


def demand_units(doc) -> None:
	"""Step of `validate`: the tables of units are those that a change of this kind has."""
	if doc.kind and doc.units_before:
		refuse(unit_problems(doc, _facts(doc)), UnitProblem, _("Change of Units Not Saved"))


def problems(doc, for_update: bool = False) -> list[str]:
	"""Everything that stands against carrying it out now; with `for_update` nobody changes these facts meanwhile."""
	facts = _facts(doc, for_update)
	return [
		*_day_problems(doc),
		*unit_problems(doc, facts),
		*_mover_problems(doc, facts),
		*_newcomers(doc, for_update),
	]


def unit_problems(doc, facts: dict[str, dict]) -> Iterator[str]:
	"""What is wrong with the units before and after."""
	change = plain(doc)
	yield from _before_problems(doc, change, facts)
	yield from _after_problems(doc, change, facts)
	names = {name: row.unit_name for name, row in facts.items()}
	for problem in pure.shape_problems(change, names):
		yield _shape_text(problem, doc)


def _facts(doc, for_update: bool = False) -> dict[str, dict]:
	rows = [*(row.unit for row in doc.units_before), *(row.unit for row in doc.units_after)]
	return unit_facts([*rows, *(row.parent_unit for row in doc.units_after)], for_update)


def _day_problems(doc) -> Iterator[str]:
	if getdate(doc.effective_on) > cycles.today():
		yield _("Effective On is {0}, a day to come. Carry the change out on that day or later.").format(
			format_date(doc.effective_on)
		)


# Units before


def _before_problems(doc, change: pure.Change, facts: dict[str, dict]) -> Iterator[str]:
	writable = scope_of(UNIT, writing=True)
	programmes = _programmes(change.ends)
	for row in doc.units_before:
		fact = facts.get(row.unit)
		if fact:
			place = _("Units Before, row {0}").format(row.idx)
			yield from _standing_problems(place, fact, writable)
			yield from _organiser_problems(place, fact, programmes.get(row.unit))
	yield from _repeated(_("Units Before, row {0}"), [(row.idx, row.unit) for row in doc.units_before])


def _standing_problems(place: str, fact, writable) -> Iterator[str]:
	if fact.status != "Active":
		yield _("{0}: {1} is dissolved and cannot be changed any more. Remove the row.").format(
			place, fact.unit_name
		)
	if not writable.holds(fact):
		yield _(
			"{0}: {1} does not hang below your office, so you cannot change it. Ask its own office or the administrator."
		).format(place, fact.unit_name)


def _organiser_problems(place: str, fact, programme: str | None) -> Iterator[str]:
	if programme:
		yield _(
			"{0}: {1} organises the programme {2}, so it cannot end. Give the programme another organiser first."
		).format(place, fact.unit_name, programme)


def _programmes(units) -> dict[str, str]:
	rows = frappe.get_all(
		"Brand Programme",
		filters={"organiser": ("in", list(units) or [""])},
		fields=["organiser", "programme_name"],
		order_by="creation asc",
	)
	shared = frappe.get_all(
		"Brand Programme Organiser",
		filters={"organiser": ("in", list(units) or [""]), "parenttype": "Brand Programme"},
		fields=["organiser", "parent"],
		order_by="creation asc",
	)
	return {
		**{
			row.organiser: frappe.get_cached_value("Brand Programme", row.parent, "programme_name")
			for row in shared
		},
		**{row.organiser: row.programme_name for row in rows},
	}


# Units after


def _after_problems(doc, change: pure.Change, facts: dict[str, dict]) -> Iterator[str]:
	writable = scope_of(UNIT, writing=True)
	codes = [row.unit_code for row in doc.units_after if not row.unit and row.unit_code]
	taken = unit_facts(codes)
	for row in doc.units_after:
		place = _("Units After, row {0}").format(row.idx)
		if row.unit and row.unit in facts:
			yield from _standing_problems(place, facts[row.unit], writable)
		elif not row.unit:
			yield from _new_problems(place, row, taken.get(row.unit_code))
			yield from _parent_problems(place, row, change, facts)
	yield from _repeated(_("Units After, row {0}"), [(row.idx, code_of(row)) for row in doc.units_after])


def _new_problems(place: str, row, namesake) -> Iterator[str]:
	if not row.unit_code or not row.unit_name:
		yield _(
			"{0}: choose an existing unit, or enter the code and the name of the one that is founded."
		).format(place)
	if namesake:
		yield _(
			"{0}: the code {1} is that of {2}. Choose it under Existing Unit, or enter another code."
		).format(place, row.unit_code, namesake.unit_name)


def _parent_problems(place: str, row, change: pure.Change, facts: dict[str, dict]) -> Iterator[str]:
	parent = facts.get(row.parent_unit)
	if not parent:
		return
	if parent.status != "Active" or parent.name in change.ends:
		yield _("{0}: the parent unit {1} is dissolved or ends with this change. Choose another one.").format(
			place, parent.unit_name
		)
	elif not parent.is_group:
		yield _("{0}: {1} has no units below it yet. Tick Has Units Below there first.").format(
			place, parent.unit_name
		)


def _repeated(place: str, rows: list[tuple[int, str]]) -> Iterator[str]:
	counts = Counter(code for _idx, code in rows if code)
	seen: set[str] = set()
	for idx, code in rows:
		if counts[code] > 1 and code in seen:
			yield _("{0}: {1} is listed twice. Remove one of the rows.").format(place.format(idx), code)
		seen.add(code)


def _shape_text(problem: str, doc) -> str:
	kind = _(doc.kind, context=doc.doctype)
	texts = {
		pure.ONE_BEFORE: _("{0} concerns one unit, and Units Before has {1}. Enter one change for each."),
		pure.SOME_BEFORE: _("{0} needs at least one unit in Units Before."),
		pure.SAME_AFTER: _(
			"{0} needs one row in Units After, with the same unit and the name that it has from then on."
		),
		pure.ONE_AFTER: _(
			"{0} leads to one unit, and Units After has {2}. Enter the unit that there is then."
		),
		pure.TWO_MEET: _(
			"{0} brings at least two units together, and only one is named. Add the other one to Units Before."
		),
		pure.TWO_AFTER: _(
			"{0} leads to at least two units, and Units After has {2}. If the old unit goes on, list it there too."
		),
		pure.NOTHING_NEW: _(
			"{0} founds no unit. Choose existing units in Units After, or use another kind of change."
		),
		pure.NOT_ITSELF: _("{0} ends the unit, so it cannot be listed in Units After as well."),
	}
	return texts[problem].format(kind, len(doc.units_before), len(doc.units_after))


# Projects, people, units below


def _mover_problems(doc, facts: dict[str, dict]) -> Iterator[str]:
	change = plain(doc)
	offered = ", ".join(change.codes_after)
	for row in doc.projects:
		if not row.goes_to:
			yield _homeless_text(row, facts, offered)
	for table in ("projects", "people", "below"):
		label = _(doc.meta.get_label(table), context=doc.doctype)
		for row in doc.get(table):
			if row.goes_to and row.goes_to not in change.codes_after:
				yield _("{0}, row {1}: {2} is not among the units after. Choose one of: {3}.").format(
					label, row.idx, row.goes_to, offered or "—"
				)


def _homeless_text(row, facts: dict[str, dict], offered: str) -> str:
	values = (
		row.idx,
		cstr(row.project_title),
		facts[row.from_unit].unit_name if row.from_unit in facts else row.from_unit,
		_(row.stage, context=PROJECT),
	)
	if offered:
		return _(
			"Open Projects, row {0}: {1} of {2} is in the stage {3}, and nobody takes it over. Choose under Goes To one of: {4}."
		).format(*values, offered)
	return _(
		"Open Projects, row {0}: {1} of {2} is in the stage {3}, and nobody takes it over. Add the unit that does to Units After, or bring the project to its end first."
	).format(*values)


def _newcomers(doc, for_update: bool) -> Iterator[str]:
	"""What was begun since the form was saved; nobody has said where it goes."""
	known = {(row.project, row.from_unit) for row in doc.projects}
	for row in open_projects(plain(doc).losing, for_update):
		if (row.project, row.from_unit) not in known:
			yield _(
				"{0} was begun after this change was last saved. Save the change again, and look where the project goes."
			).format(row.project_title)
