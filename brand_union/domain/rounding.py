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
	result = value if isinstance(value, Decimal) else _parsed(value)
	if not result.is_finite():
		raise ValueError(f"not a finite number: {value!r}")
	if result.adjusted() > MOST_DIGITS or result.as_tuple().exponent < -MOST_DIGITS:
		raise ValueError(f"not a number of at most {MOST_DIGITS} digits: {value!r}")
	return result


def _parsed(value: Number) -> Decimal:
	text = str(value).strip()
	if isinstance(value, bool) or "_" in text:
		raise ValueError(f"not a number: {value!r}")
	try:
		return Decimal(text)
	except ArithmeticError as error:
		raise ValueError(f"not a number: {value!r}") from error


def to_fraction(value: Number) -> Fraction:
	"""The value as an exact fraction, so that sums and shares never drift."""
	return value if isinstance(value, Fraction) else Fraction(to_decimal(value))


def ratio_of(value: Number) -> tuple[int, int]:
	"""(numerator, denominator) of the value in its lowest terms, for tables of many figures."""
	is_exact = isinstance(value, Fraction) or (isinstance(value, Decimal) and value.is_finite())
	return (value if is_exact else to_decimal(value)).as_integer_ratio()


def make_exact(instance: object, *fields: str) -> None:
	"""Turn these fields of a frozen value into decimals (None stays), for its `__post_init__`.

	Frappe hands out floats, and a float 89.9 compared with a decimal 89.9 is not equal.
	"""
	for field in fields:
		value = getattr(instance, field)
		is_exact = value is None or (isinstance(value, Decimal) and value.is_finite())
		if not is_exact:
			object.__setattr__(instance, field, to_decimal(value))


def round_half_up(value: Number, places: int) -> Decimal:
	"""Rounded half away from zero to `places` decimals (ROUND_HALF_UP), with exactly that many digits."""
	exact = to_fraction(value)
	return round_ratio(exact.numerator, exact.denominator, places)


def round_ratio(numerator: int, denominator: int, places: int) -> Decimal:
	"""`round_half_up` of a ratio of whole numbers, `denominator` above 0, for tables of many figures."""
	whole = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
	return Decimal(f"{'-' if numerator < 0 and whole else ''}{whole}E-{places}")


def plain(number: Number) -> str:
	"""A number as people write it, without zeros at its end: 50, 66.67; at most four places."""
	text = format(round_half_up(number, 4), "f")
	return text.rstrip("0").rstrip(".") if "." in text else text
