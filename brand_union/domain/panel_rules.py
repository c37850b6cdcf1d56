"""What a panel is told to do with its sheets, and the sheets themselves, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from brand_union.domain import panel_methods, standard_scores
from brand_union.domain.parts import Part
from brand_union.domain.ranking import GradeBand, TieBreak
from brand_union.domain.rounding import SCORE_PLACES, Number, make_exact, to_fraction
from brand_union.domain.scoring import MEAN

SAMPLES = 1000


@dataclass(frozen=True)
class Line:
	"""Above the line is who is among the first `places`, or who reaches `threshold` (in points)."""

	places: int | None = None
	threshold: Number | None = None

	def __post_init__(self) -> None:
		if (self.places is None) == (self.threshold is None):
			raise ValueError("a line is drawn by places or by a threshold")

	def is_above(self, score: Decimal | None, rank: int | None) -> bool:
		"""Whether somebody with this score and rank is above the line; never without a score."""
		if score is None or rank is None:
			return False
		if self.places is not None:
			return rank <= self.places
		return to_fraction(score) >= to_fraction(self.threshold)


@dataclass(frozen=True)
class PanelSheet:
	"""What one juror gave to one project: a total, a ballot (votes.BALLOTS), both, or nothing yet.

	A recused juror's sheet counts neither as given nor as missing, whatever is on it.
	"""

	juror: str
	project: str
	total: Decimal | None = None
	ballot: str = ""
	recused: bool = False

	def __post_init__(self) -> None:
		make_exact(self, "total")

	@property
	def is_valid(self) -> bool:
		return not self.recused and (self.total is not None or bool(self.ballot))


@dataclass(frozen=True)
class PanelProject:
	"""A project that a panel reviewed.

	`parts` are the scores beside the jury's, {name of the part: score}; `tie_values` what decides between
	equal scores, {tie_break.name: value} as in RankRow.
	"""

	key: str
	parts: Mapping[str, Number | None] = field(default_factory=dict)
	tie_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PanelRules:
	"""How the sheets become an order.

	`parts` empty: the jury's score is the score. `line` None: no cut, so nothing is said about how firm it
	is. `seed` and `samples` belong to that (see firmness). Shares and `votes_needed` are percent.
	"""

	method: str = MEAN
	trim_from: int = 5
	trim_k: int = 1
	precision: int = SCORE_PLACES
	min_valid: int = 0
	votes_needed: Number = 50
	parts: tuple[Part, ...] = ()
	rescale_parts: bool = False
	tie_breaks: tuple[TieBreak, ...] = ()
	bands: tuple[GradeBand, ...] = ()
	line: Line | None = None
	seed: str = ""
	samples: int = SAMPLES
	least_reviews: int = standard_scores.LEAST_REVIEWS

	def __post_init__(self) -> None:
		if self.method not in panel_methods.METHODS:
			raise ValueError(f"unknown way of combining: {self.method}")
