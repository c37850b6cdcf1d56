from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import money
from brand_union.domain.money import Balance

AMOUNTS = st.decimals(0, 10**7, places=2)


@pytest.mark.parametrize(
	("value", "expected"),
	[(None, "0.00"), ("3000", "3000.00"), (0.125, "0.13"), (19.995, "20.00"), ("", "0.00")],
)
def test_an_amount_has_two_places(value, expected):
	assert str(money.yuan(value)) == expected


def test_amounts_are_rounded_before_they_are_added():
	assert money.total(["0.005", "0.005", None, 10]) == Decimal("10.02")
	assert money.total([]) == Decimal("0.00")


def test_what_is_left_of_a_budget():
	assert money.balance(20000, [5000, "7500.50"]) == Balance(
		Decimal("20000.00"), Decimal("12500.50"), Decimal("7499.50")
	)
	assert not money.balance(100, [60, 40]).is_over
	assert money.balance(100, [60, "40.01"]).is_over


@pytest.mark.parametrize(
	("amount", "percents", "expected"),
	[
		(10000, [80, 20], ["8000.00", "2000.00"]),
		("100.01", [80, 20], ["80.01", "20.00"]),
		("0.01", [50, 50], ["0.01", "0.00"]),
		(100, ["33.33", "33.33", "33.34"], ["33.33", "33.33", "33.34"]),
		("-0.03", [50, 50], ["-0.02", "-0.01"]),
		("99.99", [0, 100, 0], ["0.00", "99.99", "0.00"]),
	],
)
def test_a_split(amount, percents, expected):
	assert money.split(amount, percents) == [Decimal(part) for part in expected]


@given(AMOUNTS, st.lists(st.integers(0, 100), max_size=5))
def test_a_split_loses_no_cent_and_is_fair_to_a_cent(amount, cuts):
	marks = [0, *sorted(cuts), 100]
	percents = [high - low for low, high in pairwise(marks)]
	parts = money.split(amount, percents)
	assert sum(parts) == amount
	for part, percent in zip(parts, percents, strict=True):
		assert abs(part * 100 - amount * percent) < 100 * Decimal("0.0101")


@pytest.mark.parametrize("percents", [[], [80], [80, 30], [120, -20]])
def test_percents_must_add_up(percents):
	with pytest.raises(ValueError, match="100"):
		money.split(100, percents)
