"""What becomes of units that are renamed, merged, split or closed (HUST 2024: 对个别二级工会进行规模调整).

A change has units before and units after. A unit that stands on both sides goes on; one that stands only before ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

RENAME, MERGE, SPLIT, CLOSE = "Rename", "Merge", "Split", "Close"

ONE_BEFORE = "exactly one unit before"
SOME_BEFORE = "at least one unit before"
SAME_AFTER = "the same unit after, with another name"
ONE_AFTER = "exactly one unit after"
TWO_MEET = "at least two units become one"
TWO_AFTER = "at least two units after"
NOTHING_NEW = "a closed unit founds none"
NOT_ITSELF = "a closed unit does not go on"


@dataclass(frozen=True)
class After:
	"""A unit that there is afterwards; `new_name` is empty where an existing unit keeps its name."""

	code: str
	is_new: bool = False
	new_name: str = ""


@dataclass(frozen=True)
class Change:
	"""The change as plain values: codes of the units before, and the units after, in their order."""

	kind: str
	before: tuple[str, ...]
	after: tuple[After, ...] = ()

	@property
	def codes_after(self) -> tuple[str, ...]:
		return tuple(row.code for row in self.after)

	@property
	def ends(self) -> tuple[str, ...]:
		"""The units that are dissolved."""
		return tuple(code for code in self.before if code not in self.codes_after)

	@property
	def losing(self) -> tuple[str, ...]:
		"""The units whose projects, people and units below have to be told where to go."""
		return {RENAME: (), SPLIT: self.before}.get(self.kind, self.ends)

	def heirs_of(self, code: str) -> tuple[str, ...]:
		"""The units that go on with what a losing unit did."""
		return tuple(heir for heir in self.codes_after if heir != code) if code in self.losing else ()

	def usual_taker(self, code: str) -> str:
		"""Who takes over from a losing unit if nobody says otherwise: the unit itself, or the only heir; "" for none."""
		if code in self.codes_after:
			return code
		return self.codes_after[0] if len(self.after) == 1 else ""


def shape_problems(change: Change, names: Mapping[str, str]) -> Iterator[str]:
	"""What its kind forbids, as the constants above; `names` gives the present name of each existing unit."""
	if change.kind in (RENAME, SPLIT) and len(change.before) != 1:
		yield ONE_BEFORE
	elif not change.before:
		yield SOME_BEFORE
	else:
		yield from _PROBLEMS[change.kind](change, names)


def _rename_problems(change: Change, names: Mapping[str, str]) -> Iterator[str]:
	old = change.before[0]
	renamed = [row for row in change.after if row.code == old and row.new_name not in ("", names.get(old))]
	if len(change.after) != 1 or not renamed:
		yield SAME_AFTER


def _merge_problems(change: Change, names: Mapping[str, str]) -> Iterator[str]:
	if len(change.after) != 1:
		yield ONE_AFTER
	elif len({*change.before, *(row.code for row in change.after if not row.is_new)}) < 2:
		yield TWO_MEET


def _split_problems(change: Change, names: Mapping[str, str]) -> Iterator[str]:
	if len(change.after) < 2:
		yield TWO_AFTER


def _close_problems(change: Change, names: Mapping[str, str]) -> Iterator[str]:
	if any(row.is_new for row in change.after):
		yield NOTHING_NEW
	if set(change.before) & set(change.codes_after):
		yield NOT_ITSELF


_PROBLEMS = {
	RENAME: _rename_problems,
	MERGE: _merge_problems,
	SPLIT: _split_problems,
	CLOSE: _close_problems,
}


def places(parents: Mapping[str, str | None]) -> dict[str, tuple[int, int]]:
	"""{unit: (left, right)} of a tree that is given as {unit: its parent}; a parent that is not in it is none.

	A unit hangs below another when its numbers lie between the other's.
	"""
	below: dict[str | None, list[str]] = {}
	for unit, parent in parents.items():
		below.setdefault(parent if parent in parents else None, []).append(unit)
	found: dict[str, tuple[int, int]] = {}
	last = 0
	waiting = [(unit, False) for unit in reversed(below.get(None, []))]
	while waiting:
		unit, is_done = waiting.pop()
		last += 1
		if is_done:
			found[unit] = (found[unit][0], last)
			continue
		found[unit] = (last, last)
		waiting.append((unit, True))
		waiting.extend((child, False) for child in reversed(below.get(unit, [])))
	return found


def name_on(present: str, former: Iterable[tuple[str, str]], day: str) -> str:
	"""What a unit was called on a day: `former` has its former names as (name, first day without it).

	Days are texts like "2030-12-31".
	"""
	later = sorted((until, name) for name, until in former if until > day)
	return later[0][1] if later else present
