import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import consequences as pure
from brand_union.domain.consequences import Applied, Consequence, Result, Standing, best, entailed, settled
from brand_union.domain.quota import Allowance

FAILED = Result(2025, "Terminated", "D", 40.0, "P1", "Choir")
GOOD = Result(2025, "Passed", "A", 95.0, "P2", "Library")
FAIR = Result(2024, "Passed", "B", 85.0, "P3", "Garden")
NOTHING = Result(2024, "Not Filed")

BAR = Consequence("Terminated", "Barred")
ONE_MORE = Consequence("Passed", "More Applications", grade="A", change=1)
ONE_LESS = Consequence("Not Filed", "Fewer Applications", change=1, years=2)
GO_ON = Consequence("Passed", "Must Be Continued", years=2)


@pytest.mark.parametrize(
	("row", "result", "year", "speaks"),
	[
		(BAR, FAILED, 2026, True),
		(BAR, FAILED, 2027, False),
		(BAR, FAILED, 2025, False),
		(BAR, GOOD, 2026, False),
		(ONE_MORE, GOOD, 2026, True),
		(ONE_MORE, FAIR, 2025, False),
		(ONE_LESS, NOTHING, 2026, True),
		(GO_ON, Result(2025, "Passed", project="P", continued=True), 2026, False),
	],
)
def test_a_row_speaks_of_results_of_its_years(row, result, year, speaks):
	assert row.speaks_of(result, year) is speaks


def test_each_row_applies_once_by_the_latest_result():
	older = Result(2024, "Not Filed")
	later = Result(2025, "Not Filed")
	assert entailed([ONE_LESS], [older, later], 2026) == (Applied(0, "Fewer Applications", later, 1),)


def test_each_project_that_must_go_on_applies_and_only_once():
	found = entailed([GO_ON, GO_ON], [GOOD, FAIR], 2026)
	assert [(one.row, one.result.project) for one in found] == [(0, "P2"), (0, "P3")]


def test_a_row_whose_condition_does_not_hold_is_passed_over():
	assert entailed([BAR], [FAILED], 2026, lambda row, result: result.score > 50) == ()


@pytest.mark.parametrize(
	("allowance", "rows", "results", "exempt", "expected"),
	[
		(Allowance(1, 1, 0), [ONE_MORE], [GOOD], False, (2, 1)),
		(Allowance(1, 1, 0), [ONE_LESS], [NOTHING], False, (0, 0)),
		(Allowance(3, 1, 0), [BAR, ONE_MORE], [FAILED, GOOD], False, (0, 0)),
		(Allowance(2, 0, 0), [GO_ON], [GOOD, FAIR], False, (2, 2)),
		(Allowance(1, 0, 0), [GO_ON], [GOOD, FAIR], False, (1, 1)),
		(Allowance(2, 1, 0), [], [], True, (2, 0)),
	],
)
def test_cap_and_duty_after_what_earlier_years_entail(allowance, rows, results, exempt, expected):
	standing = settled(allowance, entailed(rows, results, 2026), exempt)
	assert (standing.cap, standing.duty) == expected


def test_the_bar_is_the_row_that_forbids_everything():
	standing = settled(Allowance(3, 1, 0), entailed([ONE_MORE, BAR], [GOOD, FAILED], 2026))
	assert standing.bar == Applied(1, "Barred", FAILED)


def test_what_is_continued_need_not_be_continued_again():
	standing = settled(Allowance(2, 0, 0), entailed([GO_ON], [GOOD, FAIR], 2026))
	assert [one.result for one in pure.still_to_continue(standing, ["P2", None])] == [FAIR]


@pytest.mark.parametrize(
	("results", "expected"),
	[
		([], None),
		([FAILED, GOOD, FAIR], GOOD),
		([FAILED, NOTHING], FAILED),
		([Result(2024, "Passed"), FAIR], FAIR),
		([Result(2025, ""), NOTHING], NOTHING),
	],
)
def test_the_best_result(results, expected):
	assert best(results) == expected


RESULTS = st.builds(
	Result,
	year=st.integers(2020, 2026),
	outcome=st.sampled_from(pure.OUTCOMES),
	grade=st.sampled_from(["", "A", "B"]),
	project=st.sampled_from(["P", "Q", "R"]),
)
ROWS = st.builds(
	Consequence,
	outcome=st.sampled_from(pure.OUTCOMES),
	effect=st.sampled_from([pure.BARRED, pure.MORE, pure.FEWER, pure.CONTINUED]),
	grade=st.sampled_from(["", "A"]),
	change=st.integers(0, 3),
	years=st.integers(1, 4),
)
ALLOWANCES = st.builds(
	lambda cap, duty: Allowance(cap, min(cap, duty), 0), st.integers(0, 5), st.integers(0, 5)
)
CASES = (st.lists(ROWS, max_size=5), st.lists(RESULTS, max_size=6), ALLOWANCES, st.booleans())


@given(*CASES)
def test_nobody_owes_more_than_may_be_filed(rows, results, allowance, exempt):
	standing = settled(allowance, entailed(rows, results, 2026), exempt)
	assert 0 <= standing.duty <= standing.cap
	assert not (standing.bar and standing.cap)
	assert not (exempt and standing.duty)


@given(*CASES)
def test_only_earlier_years_count_and_their_order_does_not_matter(rows, results, allowance, exempt):
	found = entailed(rows, results, 2026)
	assert all(one.result.year < 2026 for one in found)
	assert (
		settled(allowance, entailed(rows, results[::-1], 2026), exempt).cap == settled(allowance, found).cap
	)


@given(*CASES)
def test_without_earlier_years_the_quota_row_stands(rows, results, allowance, exempt):
	assert settled(allowance, entailed(rows, [], 2026)) == Standing(
		allowance.cap, allowance.duty, allowance.row, allowance.ranked
	)
