from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.rounding import round_half_up, to_decimal


@pytest.mark.parametrize(
	("value", "places", "expected"),
	[
		("2.345", 2, "2.35"),
		("2.344999", 2, "2.34"),
		("-2.345", 2, "-2.35"),
		("-0.001", 2, "0.00"),
		(2.675, 2, "2.68"),  # a float counts as it prints, not as its binary neighbour 2.67499…
		(Fraction(2, 3), 4, "0.6667"),
		("0.5", 0, "1"),
		("12345678901234567890123456789012345.675", 2, "12345678901234567890123456789012345.68"),
	],
)
def test_rounds_half_away_from_zero_with_fixed_places(value, places, expected):
	assert str(round_half_up(value, places)) == expected


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 4))
def test_rounding_moves_by_at_most_half_a_place(value, places):
	assert abs(round_half_up(value, places) - value) * 2 <= Decimal(10) ** -places


@pytest.mark.parametrize(
	"value",
	["", "abc", "NaN", "Infinity", None, True, "1_0", "1e-999999999", "0e-999999999", "1e999999999", "1e101"],
)
def test_what_is_not_a_finite_number_is_refused(value):
	with pytest.raises(ValueError, match="not a"):
		to_decimal(value)


@pytest.mark.parametrize("value", [" 7 ", "７", 7, 7.0, "7e0"])
def test_spaces_and_full_width_digits_do_not_matter(value):
	assert to_decimal(value) == 7
