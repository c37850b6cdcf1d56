"""What jurors gave to projects, as whole numbers of one small unit, so that sums of many stay exact and fast."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import lcm

from brand_union.domain.rounding import Number, ratio_of

Given = tuple[str, str, Number]


@dataclass(frozen=True)
class Ratings:
	"""{project: {juror: value}}; a value stands for value / scale. What nobody gave is not there.

	Projects and the jurors of each stand in the order of their keys, whatever the order they came in.
	"""

	by_project: Mapping[str, Mapping[str, int]]
	scale: int = 1

	@cached_property
	def by_juror(self) -> dict[str, dict[str, int]]:
		"""The same values the other way round: {juror: {project: value}}."""
		found: dict[str, dict[str, int]] = {}
		for project, row in self.by_project.items():
			for juror, value in row.items():
				found.setdefault(juror, {})[project] = value
		return {juror: found[juror] for juror in sorted(found)}

	def of(self, project: str) -> list[int]:
		"""The values of a project, in the order of its jurors; empty if it has none."""
		return list(self.by_project.get(project, {}).values())


def ratings_of(given: Iterable[Given]) -> Ratings:
	"""Ratings from (juror, project, value).

	:raises ValueError: a value that is no number, or a juror twice on the same project
	"""
	rows = sorted((project, juror, *ratio_of(value)) for juror, project, value in given)
	scale = lcm(*{denominator for *_keys, denominator in rows})
	found: dict[str, dict[str, int]] = {}
	for project, juror, numerator, denominator in rows:
		row = found.setdefault(project, {})
		if juror in row:
			raise ValueError(f"{juror} rated {project} twice")
		row[juror] = numerator * (scale // denominator)
	return Ratings(found, scale)
