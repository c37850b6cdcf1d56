"""The table behind a decision: what every juror gave, every figure that follows from it, and what was decided.

While the decision is a draft the table is worked out from the sheets; once it is released it is read from what
was frozen then, so that it says for ever what was decided on.
"""

from collections.abc import Iterable
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import cint, flt

from brand_union import persons, scopes
from brand_union.domain import agreement, panel_methods, snapshot
from brand_union.domain.panel_table import COEFFICIENT_PLACES, JurorLine
from brand_union.domain.rounding import round_half_up
from brand_union.services import decision_rows, part_scores, snapshots, table_words
from brand_union.services.errors import DecisionProblem
from brand_union.services.results import Found, Result, Sheet

RELEASED = "Released"
DECIDED = ("project", "project_title", "unit_name", "score", "outcome", "tier", "grade", "reason")


@frappe.whitelist(methods=["GET"])
def of_decision(decision: str) -> dict:
	"""The table of a Brand Decision as its form shows it; see `of` for who may look."""
	return shown(of(frappe.get_doc("Brand Decision", decision)))


def of(doc) -> dict:
	"""The table for whoever may see what each juror gave, as `content` makes it.

	Raises PermissionError, and DecisionProblem while there are no rows.
	"""
	demand_reader(doc)
	frozen = (
		snapshots.latest(doc.doctype, doc.name, snapshots.SCORE_TABLE) if doc.status == RELEASED else None
	)
	return frozen or _of_draft(doc)


def demand_reader(doc) -> None:
	"""The office the decision belongs to; once it is released, the auditors as well."""
	doc.check_permission("read")
	is_auditor = persons.AUDITOR in frappe.get_roles() and doc.status == RELEASED
	if not is_auditor and not scopes.is_of_office(doc):
		frappe.throw(
			_(
				"What each juror gave is for the union's office, and for the auditors once the decision is released."
			),
			frappe.PermissionError,
		)


def content(doc, panel, found: Found) -> dict:
	"""The table as plain values, the projects in the order of the decision's rows.

	{panel, rules and agreement: …, "criteria": [{code, criterion, max_score}], "jurors": [figures of each],
	 "rows": [{decision and figures: …, "scores" and "ranks": {method: …}, "sheets": [one for each juror]}]};
	figures are texts with all their places, which a frozen number would lose; None where they cannot be computed.
	"""
	names = _names(row.juror for row in panel.jurors)
	by_project = {result.project: result for result in found.results}
	criteria = frappe.get_cached_doc("Score Sheet", panel.score_sheet).criteria
	others = part_scores.of_panel(panel)
	return {
		"decision_title": doc.decision_title,
		**_rules(panel, found),
		**_agreement(found),
		"criteria": [
			{"code": row.criterion_code, "criterion": row.criterion, "max_score": row.max_score}
			for row in criteria
		],
		"jurors": [_juror(line, names) for line in found.table.jurors],
		"rows": [
			{**_row(row, by_project[row.project], found, names), "parts": others.get(row.project, {})}
			for row in doc.rows
		],
	}


def _of_draft(doc) -> dict:
	panel = frappe.get_doc("Review Panel", doc.panel)
	found = decision_rows.found(doc, panel)
	if {row.project for row in doc.rows} != {result.project for result in found.results}:
		frappe.throw(
			_("The rows are not those of the panel. Draw them up first."),
			DecisionProblem,
		)
	return content(doc, panel, found)


def _rules(panel, found: Found) -> dict:
	line, rules = found.rules.line, found.rules
	return {
		"panel": panel.name,
		"panel_name": panel.panel_name,
		"score_sheet": panel.score_sheet,
		"method": panel.method,
		"trim_from": panel.trim_from,
		"trim_count": panel.trim_count,
		"votes_needed": flt(panel.votes_needed),
		"min_valid_sheets": cint(panel.min_valid_sheets),
		"parts": [{"part": part.name, "weight": str(part.weight)} for part in rules.parts],
		"rescale_parts": rules.rescale_parts,
		"methods": _methods(found),
		"line_places": line.places if line else None,
		"line_threshold": line.threshold if line else None,
		"seed": rules.seed,
		"samples": rules.samples,
	}


def _methods(found: Found) -> list[str]:
	"""The panel's own method first, then the others that say something."""
	known = found.results[0].line.methods if found.results else {}
	others = [method for method in panel_methods.METHODS if method in known and method != found.rules.method]
	return [found.rules.method, *others]


def _agreement(found: Found) -> dict:
	table = found.table
	return {
		"w": _coefficient(table.w),
		"alpha": _coefficient(table.alpha),
		"ordinal_alpha": _coefficient(table.ordinal_alpha),
		"w_reason": table.w.reason,
		"alpha_reason": table.alpha.reason,
	}


def _coefficient(found: agreement.Agreement) -> str | None:
	return None if found.value is None else str(round_half_up(found.value, COEFFICIENT_PLACES))


def _juror(line: JurorLine, names: dict) -> dict:
	return {
		"juror": line.key,
		"juror_name": names.get(line.key) or line.key,
		"valid": line.valid,
		"mean": _text(line.mean),
		"spread": _text(line.spread),
		"leniency": _text(line.leniency),
		"no_z": line.no_z,
	}


def _row(row, result: Result, found: Found, names: dict) -> dict:
	line = result.line
	standard = line.methods.get(panel_methods.STANDARDISED_MEAN)
	return {
		**{field: row.get(field) for field in DECIDED},
		"rank": result.rank,
		"spread": _text(result.spread),
		"amount": flt(row.amount, 2),
		"due_on": row.due_on,
		"valid": line.valid,
		"missing": line.missing,
		"recused": line.recused,
		"z": _text(line.z),
		"standardised": _text(standard.score if standard else None),
		"firmness": _text(line.firmness),
		"in_favour": line.ballots.in_favour,
		"against": line.ballots.against,
		"abstained": line.ballots.abstained,
		"scores": {method: _text(place.score) for method, place in line.methods.items()},
		"ranks": {method: place.rank for method, place in line.methods.items()},
		"flags": list(decision_rows.flags(result, found)),
		"sheets": [_sheet(sheet, result.project, found, names) for sheet in result.sheets],
	}


def _sheet(sheet: Sheet, project: str, found: Found, names: dict) -> dict:
	return {
		"juror": sheet.juror,
		"juror_name": names.get(sheet.juror) or sheet.juror,
		"status": sheet.status,
		"total": None if sheet.total is None else decision_rows.plain(sheet.total),
		"vote": sheet.vote,
		"z": _text(found.table.z_of(sheet.juror, project)),
		"points": _text(found.table.points_of(sheet.juror, project)),
		"marks": sheet.marks,
		"reason": sheet.reason,
		"comment": sheet.comment,
	}


def _text(value: Decimal | None) -> str | None:
	return None if value is None else str(value)


def _names(users: Iterable[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"User",
		filters={"name": ("in", list(users) or [""])},
		fields=["name", "full_name"],
		as_list=True,
		order_by=None,
	)
	return dict(rows)


def shown(table: dict) -> dict:
	"""The table for a browser: numbers as texts, and with what it says of itself."""
	jurors = [{**juror, "no_z": table_words.no_z(juror["no_z"])} for juror in table.get("jurors", ())]
	return _texts({**table, "jurors": jurors, "about": table_words.about(table)})


def _texts(value):
	if isinstance(value, dict):
		return {key: _texts(part) for key, part in value.items()}
	if isinstance(value, list):
		return [_texts(part) for part in value]
	return decision_rows.plain(value) if isinstance(value, Decimal) else value


def digest_of(table: dict) -> str:
	"""The hash that says whether two tables are the same; that of a released one is kept with it."""
	return snapshot.digest(table)
