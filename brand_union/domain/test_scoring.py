from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brand_union.domain import scoring
from brand_union.domain.scoring import MEAN, MEDIAN, METHODS, NA, TRIMMED_MEAN, Criterion, ScoreProblem

MARKS = st.decimals(0, 100, places=2)
TOTALS = st.lists(MARKS, min_size=1, max_size=12)
TRIMS = {"trim_from": st.integers(0, 8), "trim_k": st.integers(0, 4)}


def criterion(code="C1", maximum="20", **overrides):
	return Criterion(**{"code": code, "label": f"Criterion {code}", "max": Decimal(maximum), **overrides})


def selection_sheet(**overrides):
	"""The default rubric for selection: 15, 15, 20, 20, 15, 10 and 5, together 100."""
	maxima = [15, 15, 20, 20, 15, 10, 5]
	return [criterion(f"C{place}", points, **overrides) for place, points in enumerate(maxima, start=1)]


@pytest.mark.parametrize(
	("value", "kind", "limit"),
	[
		("20", None, None),
		(0, None, None),
		(12.5, None, None),
		("20.5", scoring.ABOVE_MAX, "20"),
		("-0.5", scoring.BELOW_MIN, "0"),
		("12.3", scoring.OFF_STEP, "0.5"),
		(None, scoring.MISSING, None),
		("", scoring.MISSING, None),
		("good", scoring.NOT_A_NUMBER, None),
		("NaN", scoring.NOT_A_NUMBER, None),
		(True, scoring.NOT_A_NUMBER, None),
		(NA, scoring.NA_NOT_ALLOWED, None),
	],
)
def test_a_mark_is_held_against_range_and_step(value, kind, limit):
	problem = scoring.check_score(criterion(step=Decimal("0.5")), value)
	assert (problem.kind if problem else None) == kind
	assert (problem.limit if problem else None) == (Decimal(limit) if limit else None)


def test_steps_of_a_tenth_are_exact_and_count_from_the_minimum():
	tenths = criterion(maximum="1", step=0.1)
	assert [scoring.check_score(tenths, Decimal(n) / 10) for n in range(11)] == [None] * 11
	odd = criterion(maximum="20", min=Decimal(5), step=Decimal(2))
	assert scoring.check_score(odd, 7) is None
	assert scoring.check_score(odd, 8) == ScoreProblem(
		scoring.OFF_STEP, "C1", "Criterion C1", Decimal(8), Decimal(2)
	)


def test_a_step_of_zero_allows_every_number():
	assert scoring.check_score(criterion(step=0), "13.37") is None


def test_not_applicable_where_the_sheet_allows_it():
	assert scoring.check_score(criterion(allow_na=True), NA) is None


@pytest.mark.parametrize("wrong", [{"maximum": 0}, {"min": 20}, {"step": -1}, {"weight": -1}])
def test_a_criterion_that_cannot_be_met_is_refused(wrong):
	with pytest.raises(ValueError, match="criterion C1"):
		criterion(**wrong)


def test_every_problem_of_a_sheet_in_order():
	sheet = selection_sheet()
	found = scoring.check_sheet(sheet, {"C1": 16, "C2": 15, "C3": "7.5", "C4": 0, "C5": 1, "C6": 2})
	assert [(p.code, p.kind) for p in found] == [
		("C1", scoring.ABOVE_MAX),
		("C3", scoring.OFF_STEP),
		("C7", scoring.MISSING),
	]


def test_marks_add_up():
	marks = {"C1": 13, "C2": 12, "C3": 17, "C4": 16, "C5": 12, "C6": 8, "C7": 4}
	assert scoring.sheet_total(selection_sheet(), marks).total == Decimal("82.00")


def test_weights_say_what_full_marks_add():
	sheet = [criterion("A", 100, weight=30), criterion("B", 10, weight=70)]
	# 80/100 of 30 is 24, 9/10 of 70 is 63.
	assert scoring.sheet_total(sheet, {"A": 80, "B": 9}).total == Decimal("87.00")


def test_not_applicable_is_absence_and_never_zero():
	sheet = [criterion("A", 40), criterion("B", 40), criterion("C", 20, allow_na=True)]
	# 60 of the 80 points that apply are 75 of 100; as a 0 it would be 60.
	total = scoring.sheet_total(sheet, {"A": 30, "B": 30, "C": NA})
	assert (total.total, total.full, total.not_applicable) == (Decimal("75.00"), Decimal(100), ("C",))


def test_a_missing_mark_leaves_the_sheet_incomplete():
	total = scoring.sheet_total(selection_sheet(), {"C1": 0, "C3": ""})
	assert not total.is_complete
	assert total.missing == ("C2", "C3", "C4", "C5", "C6", "C7")


def test_a_sheet_on_which_nothing_applies_has_no_total():
	total = scoring.sheet_total([criterion(allow_na=True)], {"C1": NA})
	assert (total.total, total.is_complete) == (None, False)


@given(st.lists(st.integers(1, 30), min_size=2, max_size=7), st.data())
def test_not_applicable_gives_the_share_that_the_sheet_without_it_gives(maxima, data):
	sheet = [criterion(str(place), points, allow_na=True) for place, points in enumerate(maxima)]
	marks = {c.code: data.draw(st.integers(0, int(c.max))) for c in sheet}
	absent = data.draw(st.sampled_from([c.code for c in sheet]))
	with_na = scoring.sheet_total(sheet, {**marks, absent: NA}, precision=10)
	smaller = scoring.sheet_total([c for c in sheet if c.code != absent], marks, precision=10)
	assert abs(with_na.total / with_na.full - smaller.total / smaller.full) < Decimal("1e-9")


@given(st.permutations(range(7)), st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_a_total_stays_in_range_and_does_not_hang_on_the_order(order, marks):
	sheet = selection_sheet()
	scores = {c.code: mark for c, mark in zip(sheet, marks, strict=True)}
	total = scoring.sheet_total(sheet, scores).total
	assert total == scoring.sheet_total([sheet[i] for i in order], scores).total == sum(marks)


@pytest.mark.parametrize(
	("totals", "method", "expected"),
	[
		([80, 90], MEAN, "85.00"),
		([80, 81, 81], MEAN, "80.67"),
		([60, 80, 81, 82, 100], MEAN, "80.60"),
		([60, 80, 81, 82, 100], TRIMMED_MEAN, "81.00"),
		([60, 80, 81, 100], TRIMMED_MEAN, "80.25"),  # four sheets: below five nothing is left out
		([60, 60, 81, 100, 100], TRIMMED_MEAN, "80.33"),  # one of two equal extremes goes, not both
		([60, 80, 81, 82, 100], MEDIAN, "81.00"),
		([60, 80, 81, 100], MEDIAN, "80.50"),
		(["88.25", "88.26"], MEAN, "88.26"),  # 88.255 is rounded half up
		([], TRIMMED_MEAN, None),
	],
)
def test_ways_of_combining(totals, method, expected):
	assert scoring.combine(totals, method) == (None if expected is None else Decimal(expected))


def test_trimming_follows_its_settings_and_leaves_something():
	assert scoring.combine([10, 50, 90, 100], TRIMMED_MEAN, trim_from=3) == Decimal("70.00")
	assert scoring.combine([10, 20, 50, 60, 90, 100], TRIMMED_MEAN, trim_k=2) == Decimal("55.00")
	assert scoring.combine([10, 50, 90], TRIMMED_MEAN, trim_from=3, trim_k=5) == Decimal("50.00")
	assert scoring.combine([10, 90], TRIMMED_MEAN, trim_from=1, trim_k=5) == Decimal("50.00")
	assert scoring.combine([10], TRIMMED_MEAN, trim_from=0) == Decimal("10.00")


def test_which_sheets_counted_can_be_shown():
	assert scoring.counted_positions([100, 60, 82, 60, 81], TRIMMED_MEAN) == (2, 3, 4)
	assert scoring.counted_positions([100, 60, 82], TRIMMED_MEAN) == (0, 1, 2)


def test_an_unknown_way_of_combining_is_refused():
	with pytest.raises(ValueError, match="Best Of"):
		scoring.combine([1], "Best Of")


@given(TOTALS, st.sampled_from(METHODS), TRIMS["trim_from"], TRIMS["trim_k"], st.randoms())
def test_the_order_of_jurors_does_not_matter(totals, method, trim_from, trim_k, random):
	shuffled = random.sample(totals, len(totals))
	assert scoring.combine(totals, method, trim_from, trim_k) == scoring.combine(
		shuffled, method, trim_from, trim_k
	)


@given(TOTALS, st.sampled_from(METHODS), TRIMS["trim_from"], TRIMS["trim_k"])
def test_a_combined_score_lies_between_the_lowest_and_the_highest(totals, method, trim_from, trim_k):
	assert min(totals) <= scoring.combine(totals, method, trim_from, trim_k) <= max(totals)


@given(TOTALS, st.sampled_from(METHODS), TRIMS["trim_from"], TRIMS["trim_k"], st.data())
def test_a_higher_mark_never_lowers_the_score(totals, method, trim_from, trim_k, data):
	place = data.draw(st.integers(0, len(totals) - 1))
	raised = [*totals]
	raised[place] += data.draw(MARKS)
	assert scoring.combine(raised, method, trim_from, trim_k) >= scoring.combine(
		totals, method, trim_from, trim_k
	)


def test_spread_is_the_sample_standard_deviation():
	# Squares around the mean 5 add up to 32; 32/7 = 4.571…, its root 2.138…
	assert scoring.spread([2, 4, 4, 4, 5, 5, 7, 9]) == Decimal("2.14")
	assert scoring.spread([88, 88, 88]) == Decimal("0.00")
	assert scoring.spread([88]) is None
	assert scoring.spread([]) is None


@given(st.lists(MARKS, min_size=2, max_size=10), MARKS)
def test_spread_does_not_hang_on_the_level(totals, shift):
	assert scoring.spread(totals) == scoring.spread([total + shift for total in totals])


@given(MARKS, MARKS)
def test_a_wider_range_accepts_no_fewer_marks(mark, maximum):
	assume(maximum > 0)
	narrow = criterion(maximum=maximum, step=0)
	if scoring.check_score(narrow, mark) is None:
		assert scoring.check_score(replace(narrow, max=maximum + 1), mark) is None
