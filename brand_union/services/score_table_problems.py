"""What is wrong in a table of scores, in sentences: which value, which rule, what to do."""

from frappe import _
from frappe.utils import cstr

from brand_union.domain import score_table, scoring
from brand_union.domain.rounding import to_decimal


def sentence(problem: score_table.TableProblem) -> str:
	"""One problem without its place."""
	value, limit = problem.value, problem.limit
	if problem.criterion:
		return _of_mark(problem)
	if problem.kind in (score_table.NO_SHEET, score_table.NOT_OPEN, score_table.TWICE):
		return _sentences_of_sheet()[problem.kind].format(*value, limit)
	return _sentences_of_table()[problem.kind].format(value, limit)


def _of_mark(problem: score_table.TableProblem) -> str:
	mark = "n/a" if problem.value is scoring.NA else cstr(problem.value)
	limit = "" if problem.limit is None else _plain(problem.limit)
	return _sentences_of_mark()[problem.kind].format(problem.criterion.label, mark, limit)


def _plain(value) -> str:
	return format(to_decimal(value).normalize(), "f")


def _sentences_of_table() -> dict[str, str]:
	return {
		score_table.FIXED_COLUMN: _(
			"the first row says {0} where {1} belongs. Use the template of this panel and leave its first row as it is."
		),
		score_table.UNKNOWN_COLUMN: _(
			"the sheet has no criterion with the code {0}. Use the template of this panel."
		),
		score_table.COLUMN_TWICE: _("the criterion {0} has two columns. Remove one."),
		score_table.COLUMN_MISSING: _(
			"the column of the criterion {0} is missing. Use the template of this panel."
		),
		score_table.UNKNOWN_JUROR: _("{0} is no juror with sheets in this panel."),
		score_table.UNKNOWN_PROJECT: _("{0} is no project of this panel."),
		score_table.NOTHING_APPLIES: _(
			"every criterion is marked n/a, so the sheet has no total. Give at least one score."
		),
	}


def _sentences_of_sheet() -> dict[str, str]:
	return {
		score_table.NO_SHEET: _(
			"{0} has no sheet for {1}: not assigned, or recused. Remove the row's scores."
		),
		score_table.NOT_OPEN: _(
			"{0} has handed in the sheet for {1}. It is not overwritten; remove the row's scores."
		),
		score_table.TWICE: _("{0} and {1} are in row {2} already. Remove one of the two rows."),
	}


def _sentences_of_mark() -> dict[str, str]:
	return {
		scoring.MISSING: _("{0} has no score. Fill it in, or n/a where the criterion allows it."),
		scoring.NOT_A_NUMBER: _("{0}: {1} is not a number."),
		scoring.NA_NOT_ALLOWED: _("{0} may not be marked n/a."),
		scoring.BELOW_MIN: _("{0}: {1} is below the minimum of {2}."),
		scoring.ABOVE_MAX: _("{0}: {1} is above the maximum of {2}."),
		scoring.OFF_STEP: _("{0}: {1} is not on the step of {2}."),
	}
