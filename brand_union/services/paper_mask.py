"""The mask in which one person keys in paper sheets: every sheet of the panel, and what this person has typed."""

from collections.abc import Iterable

import frappe
from frappe.utils import cint

from brand_union.services import paper_sheets, score_entry
from brand_union.services.score_entry import GivenSheet


def mask(panel) -> dict:
	"""What the acting user sees of a panel to key in, in the order of jurors and projects.

	{"criteria": [{"code", "label", "range", "min", "max", "step", "allow_na"}], "sheets": [{"juror", "juror_name", "project", "title",
	"number", "state", "marks": {code: text}, "paper_sheet", "scan"}]}; marks are the user's own only.
	"""
	paper_sheets.demand_keyer(panel)
	given, kept = score_entry.given_sheets(panel), paper_sheets.kept_of(panel)
	mine = {(row.juror, row.project): row for row in kept if row.keyed_by == frappe.session.user}
	typed = _typed([row.name for row in mine.values()])
	return {
		"criteria": _criteria(given.values()),
		"sheets": [
			_shown(sheet, paper_sheets.state_of(sheet, kept), mine.get(pair), typed)
			for pair, sheet in given.items()
		],
	}


def _shown(sheet: GivenSheet, state: str, mine, typed: dict) -> dict:
	return {
		"juror": sheet.juror,
		"juror_name": sheet.juror_name,
		"project": sheet.project,
		"title": sheet.project_title,
		"number": sheet.running_no,
		"state": state,
		"marks": typed.get(mine.name, {}) if mine else {},
		"paper_sheet": mine.name if mine else None,
		"scan": mine.scan if mine else None,
	}


def _typed(names: list[str]) -> dict[str, dict[str, str]]:
	if not names:
		return {}
	rows = frappe.get_all(
		"Brand Paper Sheet Score",
		filters={"parent": ("in", names), "parenttype": paper_sheets.DOCTYPE},
		fields=["parent", "criterion_code", "score", "not_applicable"],
		order_by="parent, idx",
	)
	found: dict[str, dict[str, str]] = {}
	for row in rows:
		mark = "n/a" if cint(row.not_applicable) else row.score or ""
		found.setdefault(row.parent, {})[row.criterion_code] = mark
	return found


def _criteria(given: Iterable[GivenSheet]) -> list[dict]:
	"""Each criterion once, in the order of the sheets; a panel has one score sheet, so all sheets have the same."""
	found = {row.criterion_code: row for sheet in given for row in sheet.rows}
	return [
		{
			"code": code,
			"label": row.criterion,
			"range": row.range,
			"min": row.min_score,
			"max": row.max_score,
			"step": row.step,
			"allow_na": cint(row.allow_na),
		}
		for code, row in found.items()
	]
