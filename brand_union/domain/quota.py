"""How many applications a unit may file (cap) and must file (duty), and who still owes one.

A cap is 原则上每年限报 1 项 of one school's programme; a duty is 原则上每年都需申报 1 项 of another's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

MAX_KEY_LENGTH = 140


@dataclass(frozen=True)
class UnitFacts:
	"""What the rows ask of a unit, beside their conditions."""

	key: str
	kind: str = ""
	head_count: int = 0
	tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class QuotaRule:
	"""One row: for units of `kind` ("" = any) with `min_heads`..`max_heads` members (both included, no upper bound if
	`max_heads` is 0) that bear `tag` ("" = any): at most `cap`, at least `duty` applications, each with a rank of its
	own among them if they are `ranked`. A condition of the row is asked apart."""

	cap: int
	duty: int = 0
	kind: str = ""
	min_heads: int = 0
	max_heads: int = 0
	tag: str = ""
	ranked: bool = False

	def matches(self, unit: UnitFacts) -> bool:
		"""Whether this row speaks of that unit, if its condition holds."""
		return (
			(not self.kind or self.kind == unit.kind)
			and self.min_heads <= unit.head_count
			and (not self.max_heads or unit.head_count <= self.max_heads)
			and (not self.tag or self.tag in unit.tags)
		)


@dataclass(frozen=True)
class Allowance:
	"""What a unit may and must file; `row` is the place of the rule in the list (0-based), None if none speaks."""

	cap: int
	duty: int
	row: int | None = None
	ranked: bool = False


@dataclass(frozen=True)
class Coverage:
	"""One unit against its allowance: `missing` is what it still owes, `free` what it may still file."""

	unit: str
	cap: int
	duty: int
	filed: int
	missing: int
	free: int
	row: int | None = None


def cap_and_duty(
	unit: UnitFacts, rules: Sequence[QuotaRule], holds: Callable[[int], bool] = lambda row: True
) -> Allowance:
	"""The allowance by the first row that matches and whose condition `holds`; without any the unit may file nothing."""
	for row, rule in enumerate(rules):
		if rule.matches(unit) and holds(row):
			return Allowance(rule.cap, rule.duty, row, rule.ranked)
	return Allowance(cap=0, duty=0)


def free_slots(cap: int, taken: Iterable[int]) -> list[int]:
	"""The slots 1..cap that nobody holds, in order."""
	held = set(taken)
	return [slot for slot in range(1, cap + 1) if slot not in held]


def slot_key(cycle: str, unit: str, slot: int, joint: bool = False) -> str:
	"""The text that only one project may hold: different (cycle, unit, slot) never give the same one.

	`joint` ones are counted apart. It fits a text column of 140 characters: what is longer is replaced by its SHA-256.
	"""
	key = "|".join((_escaped(cycle), _escaped(unit), f"{'J' if joint else ''}{slot}"))
	return key if len(key) <= MAX_KEY_LENGTH else sha256(key.encode()).hexdigest()


def covered(unit: str, allowance: Allowance, filed: int, used: int | None = None) -> Coverage:
	"""A unit against its allowance: `filed` counts for the duty, `used` of them (all, if not told) for the quota."""
	return Coverage(
		unit=unit,
		cap=allowance.cap,
		duty=allowance.duty,
		filed=filed,
		missing=max(0, allowance.duty - filed),
		free=max(0, allowance.cap - (filed if used is None else used)),
		row=allowance.row,
	)


def _escaped(name: str) -> str:
	return name.replace("%", "%25").replace("|", "%7C")
