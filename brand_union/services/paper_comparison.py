"""The two keyings of paper sheets side by side: where they differ, what is ruled, and entering what stands."""

from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from brand_union.domain import double_entry, scoring
from brand_union.domain.score_table import typed_mark
from brand_union.services import guard, paper_sheets, score_entry, sheets
from brand_union.services.errors import NotAllowedNow, PanelProblem, ReasonMissing, ScoreProblem, refuse
from brand_union.services.paper_sheets import COMPARED, DOCTYPE, ENTERED, FIRST, KEYED, KEYING, SECOND

EVENT = "Paper Sheets Entered"
SCORE = "Brand Paper Sheet Score"
ROW_FIELDS = (
	*("parent", "criterion_code", "criterion", "range", "score", "not_applicable"),
	*("ruled_score", "ruled_na", "ruling_reason", "ruled_by", "ruled_on"),
)


def compare(panel) -> dict:
	"""Where the keyings of a panel differ, for its office: only sheets that two people have finished.

	{"differences": [{"juror", "juror_name", "project", "title", "code", "criterion", "range", "first", "second",
	"ruling", "reason"}], "agreed": n sheets alike, "settled": bool, "waiting": n keyed once or still being keyed}.
	"""
	panel.check_permission("read")
	pairs = keyings(panel.name, (COMPARED,))
	found = [row for pair in pairs.values() for row in differences(pair)]
	kept = paper_sheets.kept_of(panel)
	waiting = {(row.juror, row.project) for row in kept if row.status in (KEYING, KEYED)}
	differing = {(row["juror"], row["project"]) for row in found}
	return {
		"differences": found,
		"agreed": len(pairs) - len(differing),
		"settled": bool(pairs) and all(row["ruled_on"] for row in found),
		"waiting": len(waiting),
	}


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
		with guard.as_service(doc):
			# The right to write the panel was checked; keyings are written by the system alone.
			doc.save(ignore_permissions=True)
	return {"ruled": len(asked)}


def enter(name: str) -> dict:
	"""Hand in every paper sheet that two people have keyed, as the jurors' own; returns {"entered": n}.

	All or none: raises PanelProblem with what is not settled, and NotAllowedNow with sheets that a juror has handed
	in meanwhile. Logged in the panel with the names of all who keyed.
	"""
	panel = score_entry.locked(name)
	_demand_all_compared(panel)
	pairs = keyings(panel.name, (COMPARED,), for_update=True)
	_demand_unmarked(panel, pairs)
	standing = _settled(pairs)
	keyers = [_names(pairs, keying) for keying in (FIRST, SECOND)]
	note = _("{0} sheets, keyed by {1} and again by {2}").format(len(standing), *keyers)
	score_entry.write_all(panel, standing, EVENT, note)
	for pair in pairs.values():
		for keying in pair.values():
			paper_sheets.set_status(frappe.get_doc(DOCTYPE, keying.name, for_update=True), ENTERED)
	return {"entered": len(standing)}


def keyings(panel: str, statuses: tuple[str, ...], for_update: bool = False) -> dict[tuple[str, str], dict]:
	"""{(juror, project): {FIRST: keying, SECOND: keying}} with the `rows` of each; two queries.

	The caller has checked that the user may read the panel; asked for are only keyings that the office may see.
	"""
	sheet = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(sheet)
		.select(
			*(sheet.name, sheet.juror, sheet.juror_name, sheet.project, sheet.project_title),
			*(sheet.keying, sheet.keyed_by, sheet.status),
		)
		.where((sheet.panel == panel) & sheet.status.isin(statuses))
		.orderby(sheet.juror_name, sheet.project_title, sheet.juror, sheet.project)
	)
	found = (query.for_update() if for_update else query).run(as_dict=True)
	rows = _rows_of([keying.name for keying in found])
	pairs: dict[tuple[str, str], dict] = {}
	for keying in found:
		keying.rows = rows.get(keying.name, [])
		pairs.setdefault((keying.juror, keying.project), {})[keying.keying] = keying
	return pairs


def differences(pair: Mapping[str, Any]) -> list[dict]:
	"""The places at which the two keyings of one sheet differ, with what was ruled on them."""
	first, second = pair[FIRST], pair[SECOND]
	key = (first.juror, first.project)
	found = double_entry.compare(
		{key: sheets.marks_of(first.rows)}, {key: sheets.marks_of(second.rows)}
	).differences
	rows = {row.criterion_code: row for row in first.rows}
	return [_difference(first, rows[one.field], one) for one in found]


def _difference(first, row, one: double_entry.Difference) -> dict:
	return {
		"juror": first.juror,
		"juror_name": first.juror_name,
		"project": first.project,
		"title": first.project_title,
		"first_sheet": first.name,
		"code": one.field,
		"criterion": row.criterion,
		"range": row.range,
		"first": shown(one.first),
		"second": shown(one.second),
		"ruling": shown(_ruled_mark(row)) if row.ruled_on else "",
		"reason": row.ruling_reason or "",
		"ruled_by": row.ruled_by,
		"ruled_on": row.ruled_on,
	}


def shown(mark: scoring.Mark) -> str:
	"""A mark as people read and type it."""
	return "n/a" if mark is scoring.NA else cstr(mark)


def _ruled_mark(row) -> scoring.Mark:
	return scoring.NA if cint(row.ruled_na) else row.ruled_score


def _settled(pairs: Mapping[tuple[str, str], dict]) -> dict:
	first = {key: sheets.marks_of(pair[FIRST].rows) for key, pair in pairs.items()}
	second = {key: sheets.marks_of(pair[SECOND].rows) for key, pair in pairs.items()}
	rulings = {
		(key, row.criterion_code): _ruled_mark(row)
		for key, pair in pairs.items()
		for row in pair[FIRST].rows
		if row.ruled_on
	}
	try:
		return double_entry.settle(first, second, rulings)
	except double_entry.Unsettled as error:
		refuse(_unsettled(pairs, error.differences), PanelProblem, _("Not Entered Yet"))
		raise


def _unsettled(pairs: Mapping[tuple[str, str], dict], found: Iterable[double_entry.Difference]) -> list[str]:
	sentences = []
	for one in found:
		first = pairs[one.sheet][FIRST]
		label = next(row.criterion for row in first.rows if row.criterion_code == one.field)
		sentences.append(
			_("{0}, {1}, {2}: {3} was keyed first and {4} again. Look at the paper and rule on it.").format(
				first.juror_name, first.project_title, label, shown(one.first), shown(one.second)
			)
		)
	return sentences


def _demand_all_compared(panel) -> None:
	kept = paper_sheets.kept_of(panel, for_update=True)
	left = {(row.juror, row.project): row for row in kept if row.status in (KEYING, KEYED)}
	if left:
		frappe.throw(
			_(
				"{0} sheets are keyed only once or not finished. Have them keyed again and finished, or discard them with a reason."
			).format(len(left)),
			PanelProblem,
			title=_("Not Entered Yet"),
		)
	if not any(row.status == COMPARED for row in kept):
		frappe.throw(_("No paper sheet has been keyed that is not entered yet."), PanelProblem)


def _demand_unmarked(panel, pairs: Mapping[tuple[str, str], dict]) -> None:
	given = score_entry.given_sheets(panel, for_update=True)
	refuse(
		(
			_(
				"{0}: the juror has handed in this sheet online or was recused. It is not overwritten; discard the two keyings."
			).format(_("{0}, {1}").format(pair[FIRST].juror_name, pair[FIRST].project_title))
			for key, pair in pairs.items()
			if key not in given or not given[key].waits
		),
		NotAllowedNow,
		_("Not Entered Yet"),
	)


def _names(pairs: Mapping[tuple[str, str], dict], keying: str) -> str:
	users = {pair[keying].keyed_by for pair in pairs.values()}
	names = frappe.get_all("User", {"name": ("in", list(users))}, pluck="full_name", order_by="full_name")
	return ", ".join(names)


def _open_differences(panel) -> dict[tuple[str, str, str], dict]:
	pairs = keyings(panel.name, (COMPARED,), for_update=True)
	return {
		(row["juror"], row["project"], row["code"]): row
		for pair in pairs.values()
		for row in differences(pair)
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
	place = _("{0}, {1}").format(doc.juror_name, doc.project_title)
	ruled = [row for row in doc.scores if row.ruled_on]
	empty = [
		_("{0}, {1}: give the mark that stands.").format(place, row.criterion)
		for row in ruled
		if _ruled_mark(row) is None
	]
	as_marked = [
		frappe._dict(row.as_dict(), score=row.ruled_score, not_applicable=row.ruled_na) for row in ruled
	]
	return empty + [f"{place}: {problem}" for problem in sheets.problems_in(as_marked)]


def _rows_of(names: list[str]) -> dict[str, list]:
	found: dict[str, list] = {}
	for row in frappe.get_all(
		SCORE,
		filters={"parent": ("in", names or [""]), "parenttype": DOCTYPE},
		fields=list(ROW_FIELDS),
		order_by="parent, idx",
	):
		found.setdefault(row.parent, []).append(row)
	return found
