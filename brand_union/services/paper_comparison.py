"""The two keyings of paper sheets side by side: where they differ, and entering what stands (rulings: paper_rulings.py)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import double_entry, scoring
from brand_union.services import figures, paper_sheets, score_entry, sheets
from brand_union.services.errors import NotAllowedNow, PanelProblem, refuse
from brand_union.services.paper_sheets import COMPARED, DOCTYPE, ENTERED, FIRST, SECOND, UNFINISHED

EVENT = "Paper Sheets Entered"
SCORE = "Brand Paper Sheet Score"
ROW_FIELDS = (
	*("parent", "criterion_code", "criterion", "range", "score", "not_applicable"),
	*("ruled_score", "ruled_na", "ruling_reason", "ruled_by", "ruled_on"),
)


def compare(panel) -> dict:
	"""Where the keyings of a panel differ, for its office: only sheets that two people have finished.

	{"differences": [{"juror", "juror_name", "project", "title", "code", "criterion", "range", "first", "second",
	"ruling", "reason"}], "agreed": n sheets alike, "settled": bool, "waiting": n keyed once or still being keyed,
	"open_sheets": [{"juror", "project", "label"}] not entered, "open_keyers": [{"keyed_by", "label"}] of the waiting}.
	"""
	panel.check_permission("read")
	pairs = keyings(panel.name, (COMPARED,))
	found = [row for pair in pairs.values() for row in differences(pair)]
	kept = paper_sheets.kept_of(panel)
	waiting = {(row.juror, row.project) for row in kept if row.status in UNFINISHED}
	differing = {(row["juror"], row["project"]) for row in found}
	return {
		"differences": found,
		"agreed": len(pairs) - len(differing),
		"settled": bool(pairs) and all(row["ruled_on"] for row in found),
		"waiting": len(waiting),
		"open_sheets": _open_sheets(panel, kept),
		"open_keyers": _open_keyers(kept),
	}


def _open_sheets(panel, kept: list) -> list[dict]:
	jurors = {row.juror: row.juror_name or row.juror for row in panel.jurors}
	titles = {row.project: row.project_title for row in panel.projects}
	pairs = {(row.juror, row.project) for row in kept if row.status != ENTERED}
	labels = {pair: (jurors.get(pair[0], pair[0]), titles.get(pair[1], pair[1])) for pair in pairs}
	return [
		{"juror": juror, "project": project, "label": " – ".join(labels[juror, project])}
		for juror, project in sorted(pairs, key=labels.get)
	]


def _open_keyers(kept: list) -> list[dict]:
	counts = Counter(row.keyed_by for row in kept if row.status in UNFINISHED)
	names = figures.titles("User", set(counts), "full_name")
	return [
		{"keyed_by": user, "label": _("{0}, {1} sheets").format(names.get(user, user), count)}
		for user, count in sorted(counts.items())
	]


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
		"ruling": shown(ruled_mark(row)) if row.ruled_on else "",
		"reason": row.ruling_reason or "",
		"ruled_by": row.ruled_by,
		"ruled_on": row.ruled_on,
	}


def shown(mark: scoring.Mark) -> str:
	"""A mark as people read and type it."""
	return "n/a" if mark is scoring.NA else cstr(mark)


def ruled_mark(row) -> scoring.Mark:
	"""What was ruled on a row that has a ruling."""
	return scoring.NA if cint(row.ruled_na) else row.ruled_score


def _settled(pairs: Mapping[tuple[str, str], dict]) -> dict:
	first = {key: sheets.marks_of(pair[FIRST].rows) for key, pair in pairs.items()}
	second = {key: sheets.marks_of(pair[SECOND].rows) for key, pair in pairs.items()}
	rulings = {
		(key, row.criterion_code): ruled_mark(row)
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
	left = {(row.juror, row.project): row for row in kept if row.status in UNFINISHED}
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
			).format(f"{pair[FIRST].juror_name} – {pair[FIRST].project_title}")
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


def _rows_of(names: list[str]) -> dict[str, list]:
	if not names:
		return {}
	found: dict[str, list] = {}
	for row in frappe.get_all(
		SCORE,
		filters={"parent": ("in", names), "parenttype": DOCTYPE},
		fields=list(ROW_FIELDS),
		order_by="parent, idx",
	):
		found.setdefault(row.parent, []).append(row)
	return found
