"""Ballots for and against: counts, the share of those in favour, and whether it is enough.

An abstention is a ballot that was handed in. It counts below the line and not above it, as where a union asks
for the consent of a share of those present; a ballot that was not handed in does not count at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from brand_union.domain.rounding import Number, to_fraction

FOR = "For"
AGAINST = "Against"
ABSTAIN = "Abstain"
BALLOTS = (FOR, AGAINST, ABSTAIN)


@dataclass(frozen=True)
class Tally:
	"""How many ballots said what."""

	in_favour: int = 0
	against: int = 0
	abstained: int = 0

	@property
	def ballots(self) -> int:
		"""All that were handed in, abstentions included."""
		return self.in_favour + self.against + self.abstained

	@property
	def share(self) -> Fraction | None:
		"""Percent of the ballots in favour; None without a ballot."""
		return Fraction(100 * self.in_favour, self.ballots) if self.ballots else None

	def is_enough(self, needed: Number) -> bool:
		"""Whether the share reaches `needed` percent (reached is enough); never without a ballot."""
		return self.share is not None and self.share >= to_fraction(needed)


def tally(ballots: Iterable[str | None]) -> Tally:
	"""Counts the ballots; None and "" were not handed in. ValueError for any other word."""
	given = [ballot for ballot in ballots if ballot]
	unknown = sorted(set(given) - set(BALLOTS))
	if unknown:
		raise ValueError(f"no ballot: {unknown[0]}")
	return Tally(*(given.count(kind) for kind in BALLOTS))
