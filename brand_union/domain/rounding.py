"""The one place that says how numbers are rounded.

Everything is rounded half up (四舍五入), the way a union's office works it out on paper,
and only when a figure is shown or stored: in between, sums are exact fractions.
"""

from decimal import Decimal
from fractions import Fraction
from numbers import Rational

SCORE_PLACES = 2
MONEY_PLACES = 2

# Digits before and after the point that a number may have: "1e-999999999" is short to type and fills the memory.
MOST_DIGITS = 100

Number = Decimal | Rational | int | float | str


def to_decimal(value: Number) -> Decimal:
	"""The value as an exact decimal; a float counts as the number it prints as.

	Raises ValueError for what is not a finite number (an empty text, NaN, a truth value), and for one with
	more than MOST_DIGITS before or after the point. Full-width digits count as digits.
	"""
	text = str(value).strip()
	if isinstance(value, bool) or "_" in text:
		raise ValueError(f"not a number: {value!r}")
	try:
		result = Decimal(text)
	except ArithmeticError as error:
		raise ValueError(f"not a number: {value!r}") from error
	if not result.is_finite():
		raise ValueError(f"not a finite number: {value!r}")
	if result.adjusted() > MOST_DIGITS or result.as_tuple().exponent < -MOST_DIGITS:
		raise ValueError(f"not a number of at most {MOST_DIGITS} digits: {value!r}")
	return result


def to_fraction(value: Number) -> Fraction:
	"""The value as an exact fraction, so that sums and shares never drift."""
	return value if isinstance(value, Fraction) else Fraction(to_decimal(value))


def make_exact(instance: object, *fields: str) -> None:
	"""Turn these fields of a frozen value into decimals (None stays), for its `__post_init__`.

	Frappe hands out floats, and a float 89.9 compared with a decimal 89.9 is not equal.
	"""
	for field in fields:
		value = getattr(instance, field)
		object.__setattr__(instance, field, None if value is None else to_decimal(value))


def round_half_up(value: Number, places: int) -> Decimal:
	"""Rounded half away from zero to `places` decimals (ROUND_HALF_UP), with exactly that many digits."""
	scaled = to_fraction(value) * 10**places
	whole = int(abs(scaled) + Fraction(1, 2))
	digits = tuple(int(digit) for digit in str(whole))
	return Decimal((1 if scaled < 0 and whole else 0, digits, -places))
