"""The rows of a decision: what a panel found on each project, put beside what the committee types in."""

from collections.abc import Iterator, Mapping

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import panel_flags, panel_methods
from brand_union.domain.panel_rules import Line
from brand_union.domain.rounding import plain
from brand_union.services import cycles, results
from brand_union.services.panels import ACCEPTANCE, SEALED
from brand_union.services.results import Found, Result

APPROVED = "Approved"
EDITED = ("outcome", "tier", "amount", "reason", "due_on")


def draw_up(doc, panel, typed: Mapping[str, object]) -> None:
	"""Set the rows, best first; what was typed in for a project (rows by project) is kept."""
	loaded = results.load(panel)
	first = results.table_of(loaded)
	places = {row.project: row for row in panel.projects}
	doc.set("rows", [_row(doc, places[one.project], one, typed.get(one.project)) for one in first.results])
	_put_figures(doc, results.table_of(loaded, line_of(doc, panel)))


def refresh(doc, before) -> None:
	"""Work the figures out anew where an outcome has moved the line that they hang on."""
	if not doc.rows or not before or not before.rows:
		return
	panel = frappe.get_doc("Review Panel", doc.panel)
	line = line_of(doc, panel)
	if panel.status == SEALED and line != line_of(before, panel) and _is_of(doc, panel):
		_put_figures(doc, found(doc, panel))


def found(doc, panel) -> Found:
	"""What the panel found, with the cut where this decision makes it."""
	return results.of_panel_with(panel, line_of(doc, panel))


def line_of(doc, panel) -> Line | None:
	"""Where the cut is. None: nothing says where.

	Acceptance: the threshold of the lowest grade that passes. Selection: as many places as were approved,
	once every row has its outcome; before that as many as the funding tiers have, if each says how many.
	"""
	if doc.purpose == ACCEPTANCE:
		passing = [band.threshold for band in results.bands_of(panel.score_sheet) if band.passes]
		return Line(threshold=min(passing)) if passing else None
	decided = [row for row in doc.rows if row.outcome]
	if decided and len(decided) == len(doc.rows):
		return _first(sum(row.outcome == APPROVED for row in decided))
	counts = [cint(tier.max_count) for tier in cycles.rules_of(doc.cycle).tiers]
	return _first(sum(counts)) if counts and all(counts) else None


def score_text(result: Result) -> str:
	"""The combined score as it is kept; "" where there is none."""
	return _text(result.score)


def flags(result: Result, found: Found) -> Iterator[str]:
	"""What to look at before deciding on a project, as sentences."""
	line, rules = result.line, found.rules
	sentences = {
		panel_flags.TOO_FEW_SHEETS: lambda: _("Only {0} valid sheets; {1} are needed.").format(
			line.valid, rules.min_valid
		),
		panel_flags.SHEETS_MISSING: lambda: _("{0} sheets are missing.").format(line.missing),
		panel_flags.PART_MISSING: lambda: _("Without a score: {0}.").format(
			", ".join(_(part, context="Review Panel Part") for part in line.parts_missing)
		),
		panel_flags.VOTES_LACKING: lambda: votes_text(result, found),
		panel_flags.SHARED_RANK: lambda: _("Shares its rank."),
		panel_flags.HIGHER_GRADE_FULL: lambda: _("A higher grade is full."),
		panel_flags.CUT_NOT_FIRM: lambda: _("Close to the line: above it in {0}% of the samples.").format(
			line.firmness
		),
		panel_flags.METHOD_DECIDES: lambda: _("The method decides on which side of the line it is."),
	}
	return (sentences[kind]() for kind in line.flags)


def votes_text(result: Result, found: Found) -> str:
	"""How far the ballots are from the share that is needed."""
	return _("{0} of {1} ballots are in favour; {2}% are needed.").format(
		result.line.ballots.in_favour, result.line.ballots.ballots, plain(found.rules.votes_needed)
	)


def _row(doc, place, result: Result, old) -> dict:
	kept = {field: old.get(field) for field in EDITED} if old else {}
	grade = result.grade if doc.purpose == ACCEPTANCE else None
	return {
		"project": result.project,
		"acceptance": place.acceptance,
		"project_title": place.project_title,
		"unit_name": place.unit_name,
		"score": score_text(result),
		"rank": result.rank or 0,
		"grade": old.grade if old and old.reason and old.grade else grade,
		"valid_sheets": result.valid,
		"recused": result.recused,
		"missing": result.missing,
		"spread": _text(result.spread),
		**kept,
	}


def _put_figures(doc, found: Found) -> None:
	by_project = {result.project: result for result in found.results}
	for row in doc.rows:
		result = by_project[row.project]
		standard = result.line.methods.get(panel_methods.STANDARDISED_MEAN)
		row.update(
			{
				"standardised": _text(standard.score) if standard else "",
				"firmness": _text(result.line.firmness),
				"ranks_text": _ranks(result),
				"flags_text": " ".join(flags(result, found)),
			}
		)


def _ranks(result: Result) -> str:
	ranked = {method: row.rank for method, row in result.line.methods.items() if row.rank}
	return "; ".join(f"{_(method, context='Review Panel')} {rank}" for method, rank in ranked.items())


def _is_of(doc, panel) -> bool:
	"""Whether the rows are still those of the panel; if not, the check before a release says so."""
	return {row.project for row in doc.rows} == {row.project for row in panel.projects}


def _first(places: int) -> Line | None:
	return Line(places=places) if places else None


def _text(value) -> str:
	return "" if value is None else cstr(value)
