from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import score_table, scoring
from brand_union.domain.score_table import FIXED, Sheet, TableProblem, typed_mark
from brand_union.domain.scoring import NA, Criterion

NEED = Criterion("need", "Need", Decimal(40))
REACH = Criterion("reach", "Reach", Decimal(20), step=Decimal("0.5"), allow_na=True)
BOTH = {"need": NEED, "reach": REACH}
SHEETS = {
	("li", "BP-1"): Sheet(BOTH),
	("li", "BP-2"): Sheet(BOTH, is_open=False),
	("wang", "BP-1"): Sheet(BOTH),
}
HEAD = [*FIXED, "need", "reach"]


def row(juror, project, *marks):
	return [juror, "Name", project, "Title", *marks]


def problems(*rows, head=HEAD):
	"""(kind, row, column) of each problem."""
	found = score_table.read([head, *rows], SHEETS).problems
	return [(problem.kind, problem.row, problem.column) for problem in found]


@pytest.mark.parametrize(
	("text", "mark"),
	[
		(None, None),
		("  ", None),
		("n/a", NA),
		(" N/A ", NA),
		("不适用", NA),
		("／", NA),
		(" 30 ", "30"),
		(0, "0"),
		("#N/A", "#N/A"),
		("good", "good"),
	],
)
def test_what_is_typed_as_a_mark(text, mark):
	assert typed_mark(text) == mark


def test_a_table_is_read_by_codes_in_any_order_of_columns_and_rows():
	table = score_table.read(
		[
			[*FIXED, "reach", "", "need"],
			["# Juror", "", "", "", "0–20", "", "0–40"],
			row("wang", "BP-1", "n/a", "", "30"),
			[],
			["  ", None],
			row("li", "BP-1", "12.5", None, " 40 "),
		],
		SHEETS,
	)
	assert table.problems == ()
	assert table.marks == {
		("wang", "BP-1"): {"need": "30", "reach": NA},
		("li", "BP-1"): {"need": "40", "reach": "12.5"},
	}


def test_a_row_without_a_mark_is_no_sheet_and_no_mistake():
	table = score_table.read([HEAD, row("li", "BP-2", "", " "), row("li", "BP-1", "1", "1")], SHEETS)
	assert (table.problems, table.empty_rows, list(table.marks)) == ((), (2,), [("li", "BP-1")])


@pytest.mark.parametrize(
	("head", "found"),
	[
		(
			[],
			[(score_table.FIXED_COLUMN, 1, place) for place in (1, 2, 3, 4)]
			+ 2 * [("criterion missing", 1, None)],
		),
		(["Juror", *HEAD[1:]], [(score_table.FIXED_COLUMN, 1, 1)]),
		([*HEAD, "plan"], [(score_table.UNKNOWN_COLUMN, 1, 7)]),
		([*HEAD, "need"], [(score_table.COLUMN_TWICE, 1, 7)]),
		(HEAD[:-1], [(score_table.COLUMN_MISSING, 1, None)]),
	],
)
def test_what_the_first_row_must_say(head, found):
	assert problems(row("nobody", "BP-9", "1", "1"), head=head) == found


@pytest.mark.parametrize(
	("wrong", "found"),
	[
		(row("nobody", "BP-1", "1", "1"), [(score_table.UNKNOWN_JUROR, 2, 1)]),
		(row("li", "BP-9", "1", "1"), [(score_table.UNKNOWN_PROJECT, 2, 3)]),
		(row("", "", "1", "1"), [(score_table.UNKNOWN_JUROR, 2, 1), (score_table.UNKNOWN_PROJECT, 2, 3)]),
		(row("wang", "BP-2", "1", "1"), [(score_table.NO_SHEET, 2, None)]),
		(row("li", "BP-2", "1", "1"), [(score_table.NOT_OPEN, 2, None)]),
		(row("li", "BP-1", "41", "-1"), [(scoring.ABOVE_MAX, 2, 5), (scoring.BELOW_MIN, 2, 6)]),
		(row("li", "BP-1", "30.5", "0.25"), [(scoring.OFF_STEP, 2, 5), (scoring.OFF_STEP, 2, 6)]),
		(row("li", "BP-1", "n/a", "x"), [(scoring.NA_NOT_ALLOWED, 2, 5), (scoring.NOT_A_NUMBER, 2, 6)]),
		(row("li", "BP-1", "30"), [(scoring.MISSING, 2, 6)]),
	],
)
def test_what_a_row_must_say(wrong, found):
	assert problems(wrong) == found


def test_a_sheet_that_is_there_twice_names_its_first_row():
	table = score_table.read([HEAD, *[row("li", "BP-1", "1", "1")] * 2], SHEETS)
	assert table.problems == (TableProblem(score_table.TWICE, 3, None, ("li", "BP-1"), 2),)


def test_a_sheet_on_which_nothing_applies_is_named():
	sheets = {("li", "BP-1"): Sheet({"reach": REACH})}
	table = score_table.read([[*FIXED, "reach"], row("li", "BP-1", "/")], sheets)
	assert [problem.kind for problem in table.problems] == [score_table.NOTHING_APPLIES]


def test_a_mark_for_a_criterion_that_this_sheet_lacks():
	sheets = {("li", "BP-1"): Sheet({"need": NEED}), ("li", "BP-2"): Sheet(BOTH)}
	table = score_table.read([HEAD, row("li", "BP-1", "1", "1"), row("li", "BP-2", "1", "1")], sheets)
	assert [(problem.kind, problem.row, problem.column) for problem in table.problems] == [
		(score_table.UNKNOWN_COLUMN, 2, 6)
	]


CELLS = st.sampled_from(
	["", None, "li", "wang", "BP-1", "BP-2", "n/a", "10", "10.5", "999", "#", "need", 3.5]
)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_whatever_the_table_says_only_open_sheets_with_allowed_marks_pass(rows):
	table = score_table.read([HEAD, *rows], SHEETS)
	if not table.problems:
		for key, marks in table.marks.items():
			assert SHEETS[key].is_open
			assert scoring.check_sheet(BOTH.values(), marks) == []


@given(st.permutations([("li", "BP-1", "30", "10"), ("wang", "BP-1", "1", "n/a"), ("li", "BP-2", "", "")]))
def test_the_order_of_rows_says_nothing(rows):
	expected = {("li", "BP-1"): {"need": "30", "reach": "10"}, ("wang", "BP-1"): {"need": "1", "reach": NA}}
	assert score_table.read([HEAD, *(row(*cells) for cells in rows)], SHEETS).marks == expected
