"""Frozen documents: one canonical text per content, its hash, and what changed between two of them."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from brand_union.domain.rounding import to_decimal

CHANGED = "changed"
ADDED = "added"
REMOVED = "removed"

# Two rows of a table are the same row with changes if at least this share of their fields agrees.
SAME_ROW = 0.5


@dataclass(frozen=True)
class Change:
	"""One difference. A whole row that came or went has no `field`, and the row itself as its value.

	`row` counts from 1, in the new table or, for a removed row, in the old one.
	"""

	kind: str
	old: Any
	new: Any
	field: str | None = None
	table: str | None = None
	row: int | None = None

	@property
	def path(self) -> str:
		"""Where it is: `objectives`, `team[2].post`, or `team[2]` for a whole row."""
		if self.table is None:
			return str(self.field)
		place = f"{self.table}[{self.row}]"
		return place if self.field is None else f"{place}.{self.field}"


def canonical(value: Any) -> str:
	"""The one JSON text of plain content (dicts, lists, texts, numbers, dates, None).

	Keys are sorted, texts are NFC with plain line ends, a number is written the same way whether it
	came as int, float or Decimal, dates as Frappe writes them. Raises TypeError for anything else
	and ValueError for what is not a finite number.
	"""
	return "".join(_pieces(value))


def load(text: str) -> Any:
	"""The content of a canonical text; numbers with decimals come back as Decimal."""
	return json.loads(text, parse_float=Decimal)


def digest(value: Any) -> str:
	"""SHA-256 (hex) of the content's canonical text in UTF-8."""
	return sha256(canonical(value).encode()).hexdigest()


def diff(
	old: Mapping[str, Any], new: Mapping[str, Any], row_keys: Mapping[str, str] | None = None
) -> list[Change]:
	"""What changed from `old` to `new`: fields in the order of `new`, then those that only `old` has.

	Nothing, None and an empty text or table are the same. Rows of a table are matched by the field
	that `row_keys` names for it, else by likeness, so that a row put in the middle is one added row.
	"""
	found: list[Change] = []
	for name in dict.fromkeys([*new, *old]):
		before, after = old.get(name), new.get(name)
		if _are_tables(before, after):
			found += _table_changes(name, before or [], after or [], (row_keys or {}).get(name))
		else:
			found += _field_change(name, before, after)
	return found


def _pieces(value: Any) -> Iterator[str]:
	if isinstance(value, Mapping):
		yield from _object_pieces(value)
	elif isinstance(value, list | tuple):
		yield "["
		for place, item in enumerate(value):
			yield "," if place else ""
			yield from _pieces(item)
		yield "]"
	else:
		yield _scalar(value)


def _object_pieces(value: Mapping[str, Any]) -> Iterator[str]:
	named = {_text(key): item for key, item in value.items()}
	yield "{"
	for place, key in enumerate(sorted(named)):
		yield ("," if place else "") + json.dumps(key, ensure_ascii=False) + ":"
		yield from _pieces(named[key])
	yield "}"


def _scalar(value: Any) -> str:
	if value is None or isinstance(value, bool):
		return json.dumps(value)
	if isinstance(value, int | float | Decimal):
		return _number(to_decimal(value))
	if isinstance(value, datetime | date | time | timedelta):
		return json.dumps(str(value))
	return json.dumps(_text(value), ensure_ascii=False)


def _number(value: Decimal) -> str:
	if value == 0:
		return "0"
	text = format(value, "f")
	return text.rstrip("0").rstrip(".") if "." in text else text


def _text(value: Any) -> str:
	if not isinstance(value, str):
		raise TypeError(f"cannot be frozen: {type(value).__name__}")
	return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")


def _are_tables(*values: Any) -> bool:
	"""Whether at least one is a list of rows, and the others are too, or nothing."""
	filled = [value for value in values if _plain(value)]
	return bool(filled) and all(
		isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value) for value in filled
	)


def _plain(value: Any) -> str:
	return "" if value in (None, "") or value == [] else canonical(value)


def _field_change(
	name: str, old: Any, new: Any, table: str | None = None, row: int | None = None
) -> list[Change]:
	before, after = _plain(old), _plain(new)
	if before == after:
		return []
	kind = CHANGED if before and after else (ADDED if after else REMOVED)
	return [Change(kind, old, new, name, table, row)]


def _table_changes(
	table: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], key: str | None
) -> list[Change]:
	pairs = _pairs_by_key(old, new, key) if key else _pairs_by_likeness(old, new)
	partner = {after: before for before, after in pairs}
	found: list[Change] = []
	for place, row in enumerate(new):
		if place not in partner:
			found.append(Change(ADDED, None, row, table=table, row=place + 1))
			continue
		before = old[partner[place]]
		for name in dict.fromkeys([*row, *before]):
			found += _field_change(name, before.get(name), row.get(name), table, place + 1)
	gone = set(range(len(old))) - set(partner.values())
	return found + [Change(REMOVED, old[place], None, table=table, row=place + 1) for place in sorted(gone)]


def _pairs_by_key(
	old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], key: str
) -> list[tuple[int, int]]:
	waiting: dict[str, list[int]] = {}
	for place, row in enumerate(old):
		waiting.setdefault(_plain(row.get(key)), []).append(place)
	pairs = []
	for place, row in enumerate(new):
		same = waiting.get(_plain(row.get(key)))
		if same:
			pairs.append((same.pop(0), place))
	return pairs


def _pairs_by_likeness(
	old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int]]:
	"""Equal rows first, in order; in each gap between them the likest rows, best first."""
	matcher = SequenceMatcher(
		None, [_plain(row) for row in old], [_plain(row) for row in new], autojunk=False
	)
	pairs: list[tuple[int, int]] = []
	for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
		if tag == "equal":
			pairs += zip(range(old_from, old_to), range(new_from, new_to), strict=True)
		elif tag == "replace":
			pairs += _likest(old, new, range(old_from, old_to), range(new_from, new_to))
	return pairs


def _likest(
	old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], before: range, after: range
) -> list[tuple[int, int]]:
	scored = sorted((-_likeness(old[i], new[j]), abs(i - j), i, j) for i in before for j in after)
	pairs: list[tuple[int, int]] = []
	used_old, used_new = set(), set()
	for likeness, _distance, i, j in scored:
		if -likeness >= SAME_ROW and i not in used_old and j not in used_new:
			pairs.append((i, j))
			used_old.add(i)
			used_new.add(j)
	return pairs


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
	"""Share of the filled fields that agree, a text that was edited counting for the part that stayed."""
	names = [name for name in {**one, **other} if _plain(one.get(name)) or _plain(other.get(name))]
	agreed = (
		SequenceMatcher(None, _plain(one.get(name)), _plain(other.get(name)), autojunk=False).ratio()
		for name in names
	)
	return sum(agreed) / len(names) if names else 1.0
