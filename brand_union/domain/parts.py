"""A result made of parts with weights: the jury's score, and those of the unit itself, of peers and of the public.

Rules: DOMAIN 4 (expert part and public part; self, peer and panel score with weights).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from brand_union.domain.rounding import SCORE_PLACES, Number, make_exact, round_half_up, to_fraction

JURY = "Jury"
SELF = "Self"
PEERS = "Peers"
PUBLIC = "Public"
PARTS = (JURY, SELF, PEERS, PUBLIC)


@dataclass(frozen=True)
class Part:
	"""A part and its weight; only the proportion of the weights counts. One with the weight 0 is only shown."""

	name: str
	weight: Decimal

	def __post_init__(self) -> None:
		make_exact(self, "weight")
		if self.weight < 0:
			raise ValueError(f"part {self.name}: the weight must not be negative")


@dataclass(frozen=True)
class Whole:
	"""The weighted mean, None while a part is missing; `missing` names the parts in their order."""

	score: Decimal | None
	missing: tuple[str, ...] = ()


def weigh(
	parts: Sequence[Part],
	scores: Mapping[str, Number | None],
	rescale: bool = False,
	precision: int = SCORE_PLACES,
) -> Whole:
	"""The weighted mean of the parts' scores, all on the same scale.

	A part without a score is missing and never 0, and it leaves the whole without a score: the weights that
	were announced are not changed behind anybody's back. Only where the rules say so (`rescale`) do the
	parts that are there share the weight of those that are not; `missing` names these all the same.

	:raises ValueError: a part twice, or no weight at all
	"""
	if len({part.name for part in parts}) < len(parts) or not any(part.weight for part in parts):
		raise ValueError("every part counts once, and one of them must have a weight")
	counted = [part for part in parts if part.weight]
	missing = tuple(part.name for part in counted if scores.get(part.name) in (None, ""))
	there = [part for part in counted if part.name not in missing]
	if not there or (missing and not rescale):
		return Whole(None, missing)
	weight = sum((to_fraction(part.weight) for part in there), Fraction(0))
	points = sum(to_fraction(part.weight) * to_fraction(scores[part.name]) for part in there)
	return Whole(round_half_up(points / weight, precision), missing)
