"""How many applications a unit may file (cap) and must file (duty), and who still owes one.

A cap is HIT 2025 原则上每年限报 1 项; a duty is ZJGSU 2024 学科性学院原则上每年都需申报 1 项.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

MAX_KEY_LENGTH = 140


@dataclass(frozen=True)
class UnitFacts:
	"""What the rules ask of a unit. `conditions_met` holds those conditions of the rules that are true for it."""

	key: str
	kind: str = ""
	head_count: int = 0
	conditions_met: frozenset[str] = frozenset()


@dataclass(frozen=True)
class QuotaRule:
	"""One row: for units of `kind` ("" = any) with `min_heads`..`max_heads` members (both included,
	no upper bound if `max_heads` is 0) for which `condition` ("" = none) is true: at most `cap`, at least `duty` applications."""

	cap: int
	duty: int = 0
	kind: str = ""
	min_heads: int = 0
	max_heads: int = 0
	condition: str = ""

	def matches(self, unit: UnitFacts) -> bool:
		"""Whether this row speaks of that unit."""
		return (
			(not self.kind or self.kind == unit.kind)
			and self.min_heads <= unit.head_count
			and (not self.max_heads or unit.head_count <= self.max_heads)
			and (not self.condition or self.condition in unit.conditions_met)
		)


@dataclass(frozen=True)
class Allowance:
	"""What a unit may and must file; `row` is the place of the rule in the list (0-based), None if none speaks."""

	cap: int
	duty: int
	row: int | None = None


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


def cap_and_duty(unit: UnitFacts, rules: Sequence[QuotaRule]) -> Allowance:
	"""The allowance by the first row that matches; a unit that no row speaks of may file nothing."""
	for row, rule in enumerate(rules):
		if rule.matches(unit):
			return Allowance(rule.cap, rule.duty, row)
	return Allowance(cap=0, duty=0)


def free_slots(cap: int, taken: Iterable[int]) -> list[int]:
	"""The slots 1..cap that nobody holds, in order."""
	held = set(taken)
	return [slot for slot in range(1, cap + 1) if slot not in held]


def slot_key(cycle: str, unit: str, slot: int) -> str:
	"""The text that only one project may hold: different (cycle, unit, slot) never give the same one.

	It fits a text column of 140 characters: what is longer is replaced by its SHA-256.
	"""
	key = "|".join((_escaped(cycle), _escaped(unit), str(slot)))
	return key if len(key) <= MAX_KEY_LENGTH else sha256(key.encode()).hexdigest()


def coverage(
	units: Iterable[UnitFacts], rules: Sequence[QuotaRule], filings: Iterable[str]
) -> list[Coverage]:
	"""Each unit in the given order; `filings` names the unit of every application that counts."""
	counts = Counter(filings)
	return [_covered(unit, cap_and_duty(unit, rules), counts[unit.key]) for unit in units]


def _covered(unit: UnitFacts, allowance: Allowance, filed: int) -> Coverage:
	return Coverage(
		unit=unit.key,
		cap=allowance.cap,
		duty=allowance.duty,
		filed=filed,
		missing=max(0, allowance.duty - filed),
		free=max(0, allowance.cap - filed),
		row=allowance.row,
	)


def _escaped(name: str) -> str:
	return name.replace("%", "%25").replace("|", "%7C")
