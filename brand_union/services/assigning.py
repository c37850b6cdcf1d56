"""Who scores what when not everybody scores everything: the exact optimum of domain.assignment, for a panel.

Everybody's load is as even as conflicts and caps allow, and who knows a project's category is preferred.
"""

from collections import Counter
from collections.abc import Collection, Iterable

import frappe
from frappe import _
from frappe.utils import cint

from brand_union.domain import assignment
from brand_union.domain.review_task import Juror, Project, SolverMissing
from brand_union.domain.shortage import CAPS, CONFLICTS, Shortage
from brand_union.services.errors import PanelProblem

Pair = tuple[str, str]


def balanced(panel, barred: Collection[Pair], kept: Collection[Pair] = ()) -> assignment.Assignment:
	"""The best assignment of the panel's jurors; `barred` and `kept` are pairs (project, juror).

	What is kept stays and counts. Raises PanelProblem where the solver is not installed.
	"""
	try:
		return assignment.assign(
			_projects(panel),
			_jurors(panel, kept),
			conflicts=_turned(barred),
			kept=_turned(kept),
			seed=panel.name,
		)
	except SolverMissing:
		frappe.throw(
			_(
				"The solver that assigns jurors (the Python package highspy) is not installed on this server. Ask its administrator, or set {0} to 0, so that every juror scores every project."
			).format(_("Reviews per Project", context="Review Panel")),
			PanelProblem,
		)


def shortages(panel, best: assignment.Assignment) -> list[str]:
	"""A sentence for each project that lacks reviews, with the reason; empty when every need is met."""
	rows = {row.project: row for row in panel.projects}
	return [_shortage(rows[short.project], short) for short in best.shortages]


def _shortage(row, short: Shortage) -> str:
	reasons = [
		_("{0} of {1} jurors have a conflict of interest").format(len(short.in_conflict), short.panel)
		if CONFLICTS in short.reasons or short.in_conflict
		else _("the panel has {0} jurors").format(short.panel)
	]
	if CAPS in short.reasons:
		reasons.append(_("{0} have reached their limit of projects").format(len(short.full)))
	return _("Row {0}: {1} gets {2} of {3} reviews: {4}. Add jurors, or raise a limit.").format(
		row.idx, row.project_title, short.given, short.needed, ", ".join(reasons)
	)


def _projects(panel) -> list[Project]:
	categories = dict(
		frappe.get_all(
			"Brand Project",
			filters={"name": ("in", [row.project for row in panel.projects])},
			fields=["name", "category"],
			as_list=True,
			order_by=None,
		)
	)
	needed = cint(panel.reviews_per_project)
	return [Project(row.project, needed, _tags([categories.get(row.project)])) for row in panel.projects]


def _jurors(panel, kept: Collection[Pair]) -> list[Juror]:
	known = {row.juror: [] for row in panel.jurors}
	for row in panel.competences:
		known.setdefault(row.juror, []).append(row.category)
	given = Counter(juror for _project, juror in kept)
	return [
		Juror(row.juror, _cap(row, given), _tags(known[row.juror]))
		for row in panel.jurors
		if not row.has_left or given[row.juror]
	]


def _cap(row, given: Counter) -> int | None:
	"""Who has left gets nothing more; in the form 0 means that there is no limit."""
	return given[row.juror] if row.has_left else cint(row.cap) or None


def _tags(values: Iterable[str | None]) -> frozenset[str]:
	return frozenset(value for value in values if value)


def _turned(pairs: Iterable[Pair]) -> list[Pair]:
	return [(juror, project) for project, juror in pairs]
