"""What counts beside the jury's score: the unit's own, its peers' and the public's, on the scale of the score sheet.

Rules: DOMAIN 4 (expert part and public part; self-score, peer score and panel score with weights). The office enters
these scores; each change of one is in the panel's log.
"""

from collections.abc import Iterator, Mapping

import frappe
from frappe import _
from frappe.utils import cstr, flt

from brand_union.domain.parts import JURY, Part
from brand_union.domain.rounding import plain, to_decimal
from brand_union.services import officers, panel_log
from brand_union.services.errors import PanelProblem, PanelSealed, refuse
from brand_union.services.panels import DRAFT

PART = "Review Panel Part"
EVENT = "Part Scores Entered"


def parts_of(panel) -> tuple[Part, ...]:
	"""The parts of a panel and their weights; empty where the jury's score alone counts."""
	return tuple(Part(row.part, flt(row.weight)) for row in panel.parts)


def of_panel(panel) -> dict[str, dict[str, str]]:
	"""{project: {part: score}} of all that was entered."""
	found: dict[str, dict[str, str]] = {}
	for row in panel.part_scores:
		found.setdefault(row.project, {})[row.part] = row.score
	return found


def check_parts(panel) -> None:
	"""Step of `validate`: each part once, the jury among them, each with a weight that counts."""
	refuse(_part_problems(panel), PanelProblem, _("Panel Not Saved"))


def enter(name: str, scores: Mapping) -> dict:
	"""Enter scores of other parts, {project: {part: score}}; an empty one is taken back. Returns {"changed": n}.

	All or none. Raises PanelProblem with every wrong value, and PanelSealed once a decision was released.
	"""
	panel = frappe.get_doc(panel_log.PANEL, name, for_update=True)
	_demand_enterable(panel)
	given = {
		(cstr(project), cstr(part)): cstr(score).strip()
		for project, row in scores.items()
		for part, score in row.items()
	}
	refuse(_score_problems(panel, given), PanelProblem, _("Scores Not Saved"))
	before = {(row.project, row.part): row.score for row in panel.part_scores}
	after = {**before, **{key: plain(score) if score else "" for key, score in given.items()}}
	changed = [key for key in after if cstr(before.get(key)) != after[key]]
	if changed:
		_write(panel, before, after, changed)
	return {"changed": len(changed)}


def _write(panel, before: Mapping, after: Mapping, changed: list[tuple[str, str]]) -> None:
	titles = {row.project: row.project_title for row in panel.projects}
	panel.set(
		"part_scores",
		[
			{"project": project, "part": part, "score": score}
			for (project, part), score in sorted(after.items())
			if score
		],
	)
	told = (
		_("{0}, {1}: {2} → {3}").format(
			titles[project],
			_(part, context=PART),
			before.get((project, part)) or "–",
			after[(project, part)] or "–",
		)
		for project, part in sorted(changed)
	)
	panel_log.write(panel, (EVENT, "\n".join(told)))


def _demand_enterable(panel) -> None:
	panel.check_permission("write")
	officers.demand_free(panel)
	if panel.status == DRAFT or not panel.parts:
		frappe.throw(
			_(
				"{0} has no other parts to enter. Enter the weights while the panel is a draft, then open it."
			).format(panel.panel_name),
			PanelProblem,
		)
	released = frappe.db.get_value(
		"Brand Decision", {"panel": panel.name, "status": "Released"}, for_update=True
	)
	if released:
		frappe.throw(
			_("The decision {0} on this panel was released, so its scores are final.").format(released),
			PanelSealed,
		)


def _part_problems(panel) -> Iterator[str]:
	names = [row.part for row in panel.parts]
	for row in panel.parts:
		if names.index(row.part) != row.idx - 1:
			yield _("Weighted Parts, row {0}: {1} is there twice.").format(row.idx, _(row.part, context=PART))
		if flt(row.weight) <= 0:
			yield _("Weighted Parts, row {0}: enter a weight above 0.").format(row.idx)
	if names and JURY not in names:
		yield _("Weighted Parts: the jury's part is missing. Add it with its weight.")


def _score_problems(panel, given: Mapping[tuple[str, str], str]) -> Iterator[str]:
	titles = {row.project: row.project_title for row in panel.projects}
	open_parts = {row.part for row in panel.parts} - {JURY}
	most = sum(flt(row.max_score) for row in frappe.get_cached_doc("Score Sheet", panel.score_sheet).criteria)
	for (project, part), score in given.items():
		if project not in titles:
			yield _("{0} is no project of this panel.").format(project)
		elif part not in open_parts:
			yield _("{0}: {1} is no part whose scores are entered in this panel.").format(
				titles[project], _(part, context=PART)
			)
		elif score and not _fits(score, most):
			yield _("{0}, {1}: {2} is no score from 0 to {3}.").format(
				titles[project], _(part, context=PART), score, plain(most)
			)


def _fits(score: str, most: float) -> bool:
	try:
		return 0 <= to_decimal(score) <= to_decimal(most)
	except ValueError:
		return False
