"""Money in yuan, as decimals with two places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from brand_union.domain.rounding import MONEY_PLACES, Number, round_half_up, to_fraction


@dataclass(frozen=True)
class Balance:
	"""Planned spending against a budget; `left` is negative by what is too much."""

	budget: Decimal
	planned: Decimal
	left: Decimal

	@property
	def is_over(self) -> bool:
		return self.left < 0


def yuan(value: Number | None) -> Decimal:
	"""An amount to the cent (分), rounded half up; nothing is 0.00."""
	return round_half_up(value or 0, MONEY_PLACES)


def total(amounts: Iterable[Number | None]) -> Decimal:
	"""The sum of amounts that are each rounded to the cent, as they stand on paper."""
	return sum((yuan(amount) for amount in amounts), yuan(0))


def balance(budget: Number | None, amounts: Iterable[Number | None]) -> Balance:
	"""What the amounts leave of a budget."""
	planned = total(amounts)
	return Balance(yuan(budget), planned, yuan(budget) - planned)


def split(amount: Number, percents: Sequence[Number]) -> list[Decimal]:
	"""The amount in parts (say 80 and 20 percent) whose sum is the amount to the cent.

	Each part is off by less than a cent, and a part of 0 percent is nothing. Raises ValueError
	unless the percents are not negative and add up to 100.
	"""
	shares = [to_fraction(percent) for percent in percents]
	if sum(shares) != 100 or any(share < 0 for share in shares):
		raise ValueError("the percents of a split must not be negative and must add up to 100")
	whole = to_fraction(yuan(amount))
	marks = [yuan(whole * sum(shares[:place]) / 100) for place in range(len(shares) + 1)]
	return [after - before for before, after in pairwise(marks)]
