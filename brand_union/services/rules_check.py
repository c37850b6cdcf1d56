"""Whether the rules of a programme or a cycle can work: every problem is named with its table and row."""

import frappe
from frappe import _
from frappe.utils import cint, flt, format_date

from brand_union.domain import calendar
from brand_union.services import (
	cycles,
	rules_check_awards,
	rules_check_clauses,
	rules_check_endorsements,
	rules_check_filing,
	rules_check_organisers,
	rules_check_sections,
)
from brand_union.services.errors import BrandError

MOST_DIGITS = 6


def check(rules) -> None:
	"""Raise BrandError listing every row that cannot work."""
	problems = [
		*_dates(rules),
		*rules_check_sections.problems(rules),
		*rules_check_filing.problems(rules),
		*_tiers(rules),
		*_names(rules),
		*_review(rules),
		*rules_check_awards.problems(rules),
		*rules_check_clauses.problems(rules),
		*rules_check_endorsements.problems(rules),
		*rules_check_organisers.problems(rules),
	]
	if problems:
		items = "".join(f"<li>{frappe.utils.escape_html(problem)}</li>" for problem in problems)
		frappe.throw(f"{_('These rules cannot work:')}<ul>{items}</ul>", BrandError)


def _dates(rules) -> list[str]:
	if any(not row.opens_on or not row.closes_on for row in rules.windows):
		return []  # the mandatory check names these rows
	return [_window_text(problem) for problem in calendar.check_windows(cycles.windows_of(rules))]


def _window_text(problem: calendar.WindowProblem) -> str:
	window, other = problem.window, problem.other
	if other is None:
		return _("Windows: {0} closes on {1}, before it opens on {2}.").format(
			_(window.phase, context="Brand Programme Window"),
			format_date(window.closes_on),
			format_date(window.opens_on),
		)
	return _("Windows: two windows of {0} overlap, from {1} and from {2}.").format(
		_(window.phase, context="Brand Programme Window"),
		format_date(window.opens_on),
		format_date(other.opens_on),
	)


def _tiers(rules) -> list[str]:
	return _twice(rules.tiers, "tier", _("Funding Tiers")) + [
		_("Funding Tiers, row {0}: the amount is negative.").format(row.idx)
		for row in rules.tiers
		if flt(row.amount) < 0
	]


def _names(rules) -> list[str]:
	return _twice(rules.checks, "item", _("Formal Check List")) + [
		_("Opinions, row {0}: {1} is listed twice for this form.").format(row.idx, row.endorsement)
		for row in rules.endorsements
		if any(
			(row.form, row.endorsement) == (other.form, other.endorsement) and other.idx < row.idx
			for other in rules.endorsements
		)
	]


def _twice(rows, field: str, table: str) -> list[str]:
	seen, problems = set(), []
	for row in rows:
		if row.get(field) in seen:
			problems.append(_("{0}, row {1}: {2} is listed twice.").format(table, row.idx, row.get(field)))
		seen.add(row.get(field))
	return problems


def _review(rules) -> list[str]:
	if cint(rules.precision_digits) > MOST_DIGITS:
		return [
			_("{0}: {1} decimal places are too many, {2} at most.").format(
				_(rules.meta.get_label("precision_digits")), rules.precision_digits, MOST_DIGITS
			)
		]
	if flt(rules.votes_needed) > 100:
		return [
			_("{0}: {1} is more than all ballots. Enter at most 100.").format(
				_(rules.meta.get_label("votes_needed")), rules.votes_needed
			)
		]
	if rules.method != "Trimmed Mean":
		return []
	if cint(rules.trim_count) * 2 >= max(cint(rules.trim_from), 1):
		return [
			_(
				"Trim: dropping {0} at each end leaves nothing of {1} sheets. Raise Trim From or lower Trim."
			).format(rules.trim_count, rules.trim_from)
		]
	return []
