"""How much more a juror gives than those who reviewed the same projects."""

from collections import defaultdict
from fractions import Fraction

from brand_union.domain.ratings import Ratings


def leniency(ratings: Ratings) -> dict[str, Fraction | None]:
	"""{juror: mean of own score less mean of the co-reviewers' scores}, in points of the sheet.

	Only projects that somebody else scored as well count; None for a juror without one. It depends on who
	the co-reviewers are: beside two strict jurors an ordinary one looks generous.
	"""
	found: dict[str, list[tuple[int, int]]] = defaultdict(list)
	for row in ratings.by_project.values():
		others, total = len(row) - 1, sum(row.values())
		for juror, value in row.items():
			found[juror] += [(value * (others + 1) - total, others)] if others else []
	return {juror: _mean(found[juror], ratings.scale) for juror in sorted(found)}


def _mean(differences: list[tuple[int, int]], scale: int) -> Fraction | None:
	if not differences:
		return None
	by_size: dict[int, int] = defaultdict(int)
	for numerator, others in differences:
		by_size[others] += numerator
	exact = sum((Fraction(total, others) for others, total in by_size.items()), Fraction(0))
	return exact / (len(differences) * scale)
