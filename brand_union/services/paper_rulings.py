"""Rulings on paper sheets that two people have keyed differently: the mark that stands, looked up on the paper, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from brand_union.domain import scoring
from brand_union.domain.score_table import typed_mark
from brand_union.services import paper_comparison, records, score_entry, sheets
from brand_union.services.errors import PanelProblem, ReasonMissing, ScoreProblem, refuse
from brand_union.services.paper_sheets import COMPARED, DOCTYPE


def rule(name: str, rulings: Iterable[Mapping[str, Any]]) -> dict:
	"""Settle differences from the paper: each {"juror", "project", "code", "mark", "reason"}; returns {"ruled": n}.

	All or none; raises ScoreProblem with every mark that cannot stand and ReasonMissing.
	"""
	panel = score_entry.locked(name)
	open_ones = _open_differences(panel)
	asked = [(_place(ruling), ruling) for ruling in rulings]
	refuse(_unknown_places(asked, open_ones), PanelProblem, _("Ruling Not Saved"))
	refuse(_reasonless(asked, open_ones), ReasonMissing, _("Ruling Not Saved"))
	docs: dict[str, Any] = {}
	for place, ruling in asked:
		first = open_ones[place]["first_sheet"]
		doc = docs.setdefault(first, frappe.get_doc(DOCTYPE, first, for_update=True))
		_write_ruling(doc, ruling)
	refuse(
		(problem for doc in docs.values() for problem in _bad_rulings(doc)),
		ScoreProblem,
		_("Ruling Not Saved"),
	)
	for doc in docs.values():
		records.write(doc)
	return {"ruled": len(asked)}


def _open_differences(panel) -> dict[tuple[str, str, str], dict]:
	pairs = paper_comparison.keyings(panel.name, (COMPARED,), for_update=True)
	return {
		(row["juror"], row["project"], row["code"]): row
		for pair in pairs.values()
		for row in paper_comparison.differences(pair)
	}


def _place(ruling: Mapping[str, Any]) -> tuple[str, str, str]:
	return cstr(ruling.get("juror")), cstr(ruling.get("project")), cstr(ruling.get("code"))


def _unknown_places(asked: list, open_ones: Mapping[tuple[str, str, str], dict]) -> list[str]:
	return [
		_("{0}: the two keyings do not differ here, so there is nothing to rule.").format(", ".join(place))
		for place, _ruling in asked
		if place not in open_ones
	]


def _reasonless(asked: list, open_ones: Mapping[tuple[str, str, str], dict]) -> list[str]:
	return [
		_("{0}, {1}, {2}: give the reason of the ruling, such as what the paper says.").format(
			*(open_ones[place][field] for field in ("juror_name", "title", "criterion"))
		)
		for place, ruling in asked
		if not cstr(ruling.get("reason")).strip()
	]


def _write_ruling(doc, ruling: Mapping[str, Any]) -> None:
	mark = typed_mark(ruling.get("mark"))
	row = next(row for row in doc.scores if row.criterion_code == ruling["code"])
	row.ruled_na = int(mark is scoring.NA)
	row.ruled_score = None if mark is scoring.NA else mark
	row.ruling_reason = cstr(ruling.get("reason")).strip()
	row.ruled_by, row.ruled_on = frappe.session.user, now_datetime()


def _bad_rulings(doc) -> list[str]:
	"""Rulings are held to what the juror's own sheet allows, and are never empty."""
	ruled = [row for row in doc.scores if row.ruled_on]
	empty = [
		_("{0} – {1}, {2}: give the mark that stands.").format(
			doc.juror_name, doc.project_title, row.criterion
		)
		for row in ruled
		if paper_comparison.ruled_mark(row) is None
	]
	as_marked = [
		frappe._dict(row.as_dict(), score=row.ruled_score, not_applicable=row.ruled_na) for row in ruled
	]
	return empty + [
		_("Sheet of {0} for {1}: {2}").format(doc.juror_name, doc.project_title, problem)
		for problem in sheets.problems_in(as_marked)
	]
