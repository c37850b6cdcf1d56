"""How the stories of the schools tell what units file in a year and how it ends, worked out by hand.

`losses` is what each juror takes off the hundred; score and rank are what has to come of it.
"""

from typing import NamedTuple


class Filed(NamedTuple):
	"""An application, filed at a moment, and what the selection gives it."""

	title: str
	category: str
	moment: str
	losses: tuple[int, ...]
	score: str
	rank: int

	@property
	def result(self) -> tuple[str, int]:
		"""Its row in the decision."""
		return self.score, self.rank


class Ended(NamedTuple):
	"""The summary of a project, filed at a moment, and what the acceptance gives it."""

	moment: str
	losses: tuple[int, ...]
	score: str
	rank: int
	grade: str

	@property
	def result(self) -> tuple[str, int, str]:
		"""Its row in the decision."""
		return self.score, self.rank, self.grade


def losses(entries: dict[str, Filed] | dict[str, Ended]) -> dict[str, tuple[int, ...]]:
	"""{unit: what each juror takes off}."""
	return {unit: entry.losses for unit, entry in entries.items()}


def results(entries: dict[str, Filed] | dict[str, Ended]) -> dict[str, tuple]:
	"""{unit: its row in the decision}."""
	return {unit: entry.result for unit, entry in entries.items()}
