from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import double_entry
from brand_union.domain.double_entry import DIFFERENT, ONLY_FIRST, ONLY_SECOND, Comparison, Difference
from brand_union.domain.scoring import NA

SHEET, OTHER = ("juror 1", "project 1"), ("juror 1", "project 2")
VALUES = st.none() | st.just(NA) | st.integers(0, 20) | st.sampled_from(["", "8", "8.0", "good"])
SHEETS = st.dictionaries(
	st.tuples(st.sampled_from("JK"), st.sampled_from("pqr")),
	st.dictionaries(st.sampled_from(["a", "b", "comment"]), VALUES),
	max_size=5,
)


@pytest.mark.parametrize(
	("first", "second"),
	[
		(8, "8.0"),
		(8.5, Decimal("8.50")),
		("８", 8),
		(None, ""),
		(None, "  "),
		(NA, NA),
		("well done ", "well  done"),
	],
)
def test_what_means_the_same_does_not_differ(first, second):
	result = double_entry.compare({SHEET: {"a": first}}, {SHEET: {"a": second}})
	assert result == Comparison((), (SHEET,))
	assert result.is_clean


@pytest.mark.parametrize(
	("first", "second", "kind"),
	[
		(8, 9, DIFFERENT),
		(0, NA, DIFFERENT),
		("18", "1 8", DIFFERENT),
		("8o", "80", DIFFERENT),
		(0, None, ONLY_FIRST),
		("", 0, ONLY_SECOND),
		(None, NA, ONLY_SECOND),
	],
)
def test_what_means_something_else_differs(first, second, kind):
	result = double_entry.compare({SHEET: {"a": first}}, {SHEET: {"a": second}})
	assert result.differences == (Difference(SHEET, "a", kind, first, second),)
	assert (result.agreed, result.is_clean) == ((), False)


def test_a_field_that_was_not_typed_is_empty():
	result = double_entry.compare({SHEET: {"a": 8, "b": None}}, {SHEET: {"a": 8, "c": 1}})
	assert result.differences == (Difference(SHEET, "c", ONLY_SECOND, None, 1),)


def test_a_sheet_that_one_of_them_lacks_is_one_difference():
	result = double_entry.compare({SHEET: {"a": 8}}, {OTHER: {"a": 8, "b": 9}})
	assert result.differences == (
		Difference(SHEET, None, ONLY_FIRST),
		Difference(OTHER, None, ONLY_SECOND),
	)


@given(SHEETS, SHEETS)
def test_exchanging_the_keyings_exchanges_the_sides(first, second):
	turned = {ONLY_FIRST: ONLY_SECOND, ONLY_SECOND: ONLY_FIRST, DIFFERENT: DIFFERENT}
	there, back = double_entry.compare(first, second), double_entry.compare(second, first)
	assert there.agreed == back.agreed
	assert back.differences == tuple(
		Difference(d.sheet, d.field, turned[d.kind], d.second, d.first) for d in there.differences
	)


@given(SHEETS, SHEETS)
def test_every_sheet_is_agreed_or_has_a_difference(first, second):
	result = double_entry.compare(first, second)
	differing = {difference.sheet for difference in result.differences}
	assert differing.isdisjoint(result.agreed)
	assert differing.union(result.agreed) == {*first, *second}
	assert double_entry.compare(first, first).is_clean


@given(SHEETS, SHEETS)
def test_rulings_for_the_first_keying_give_back_the_first_keying(first, second):
	rulings = {
		d.place: (d.sheet in first if d.field is None else d.first)
		for d in double_entry.compare(first, second).differences
	}
	standing = double_entry.settle(first, second, rulings)
	assert double_entry.compare(standing, first).is_clean


def test_a_ruling_may_be_a_third_value():
	rulings = {(SHEET, "a"): 7, (OTHER, None): True}
	standing = double_entry.settle(
		{SHEET: {"a": 1, "b": 2}}, {SHEET: {"a": 8, "b": 2}, OTHER: {"a": 3}}, rulings
	)
	assert standing == {SHEET: {"a": 7, "b": 2}, OTHER: {"a": 3}}
	without = double_entry.settle(
		{SHEET: {"a": 7}}, {SHEET: {"a": 7}, OTHER: {"a": 3}}, {(OTHER, None): False}
	)
	assert without == {SHEET: {"a": 7}}


def test_nothing_stands_while_a_difference_is_open():
	with pytest.raises(double_entry.Unsettled) as caught:
		double_entry.settle({SHEET: {"a": 1, "b": 1}}, {SHEET: {"a": 2, "b": 3}}, {(SHEET, "a"): 2})
	assert [difference.place for difference in caught.value.differences] == [(SHEET, "b")]


def test_what_both_typed_is_not_ruled_on():
	with pytest.raises(double_entry.NothingToRule) as caught:
		double_entry.settle({SHEET: {"a": 1}}, {SHEET: {"a": 1}}, {(SHEET, "a"): 2})
	assert caught.value.places == ((SHEET, "a"),)
