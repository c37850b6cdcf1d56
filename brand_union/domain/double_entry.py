"""Paper sheets that two people key in: where the two keyings differ, and what stands in the end.

A sheet has a key, such as (juror, project), and what was typed by field: marks, a ballot, a comment. Marks are
compared as numbers, texts without the blanks around them. An empty field is not 0, and n/a is neither.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from brand_union.domain.rounding import to_decimal
from brand_union.domain.scoring import NA

# The sheet or the field is only in the first or in the second keying; or both have it, and differ.
ONLY_FIRST = "only in the first"
ONLY_SECOND = "only in the second"
DIFFERENT = "different"

SheetKey = tuple[str, ...]
Sheets = Mapping[SheetKey, Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
	"""One place where the keyings differ, with what was typed; `field` is None where the whole sheet is lacking."""

	sheet: SheetKey
	field: str | None
	kind: str
	first: Any = None
	second: Any = None

	@property
	def place(self) -> tuple[SheetKey, str | None]:
		"""Under this a ruling on it is given."""
		return self.sheet, self.field


@dataclass(frozen=True)
class Comparison:
	"""All differences, in order of sheet and field, and the sheets that are in both keyings and alike."""

	differences: tuple[Difference, ...]
	agreed: tuple[SheetKey, ...]

	@property
	def is_clean(self) -> bool:
		"""Whether nothing has to be looked up on the paper."""
		return not self.differences


class Unsettled(ValueError):
	"""Differences on which nobody has ruled: `differences`."""

	def __init__(self, differences: Iterable[Difference]) -> None:
		self.differences = tuple(differences)
		super().__init__(f"{len(self.differences)} differences are not settled")


class NothingToRule(ValueError):
	"""Rulings on what does not differ: `places`. What both have typed is not changed here."""

	def __init__(self, places: Iterable[tuple[SheetKey, str | None]]) -> None:
		self.places = tuple(places)
		super().__init__(f"no difference at {self.places}")


def compare(first: Sheets, second: Sheets) -> Comparison:
	"""Two keyings of the same sheets, in whatever order."""
	keys = sorted({*first, *second})
	by_sheet = {key: _differences(key, first.get(key), second.get(key)) for key in keys}
	return Comparison(
		tuple(difference for key in keys for difference in by_sheet[key]),
		tuple(key for key in keys if not by_sheet[key]),
	)


def settle(
	first: Sheets, second: Sheets, rulings: Mapping[tuple[SheetKey, str | None], Any]
) -> dict[SheetKey, dict[str, Any]]:
	"""The sheets that stand: what was typed alike, and for each difference what was ruled from the paper.

	A ruling on a field is its value; one on a whole sheet (field None) says whether it counts (True or False).

	:raises Unsettled: if a difference has no ruling
	:raises NothingToRule: if a ruling has no difference
	"""
	differences = compare(first, second).differences
	open_ones = [difference for difference in differences if difference.place not in rulings]
	if open_ones:
		raise Unsettled(open_ones)
	idle = set(rulings) - {difference.place for difference in differences}
	if idle:
		raise NothingToRule(sorted(idle, key=str))
	dropped = {sheet for (sheet, field), value in rulings.items() if field is None and not value}
	standing = {
		key: {**second.get(key, {}), **first.get(key, {})} for key in sorted({*first, *second} - dropped)
	}
	for (sheet, field), value in rulings.items():
		if field is not None:
			standing[sheet][field] = value
	return standing


def _differences(
	sheet: SheetKey, first: Mapping[str, Any] | None, second: Mapping[str, Any] | None
) -> list[Difference]:
	if first is None or second is None:
		return [Difference(sheet, None, ONLY_FIRST if second is None else ONLY_SECOND)]
	found = (
		_difference(sheet, field, first.get(field), second.get(field)) for field in _fields(first, second)
	)
	return [difference for difference in found if difference]


def _fields(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
	return sorted({*first, *second})


def _difference(sheet: SheetKey, field: str, first: Any, second: Any) -> Difference | None:
	one, other = _meaning(first), _meaning(second)
	if one == other:
		return None
	kind = ONLY_FIRST if other is None else ONLY_SECOND if one is None else DIFFERENT
	return Difference(sheet, field, kind, first, second)


def _meaning(value: Any) -> Hashable:
	"""What the typed value stands for: None (empty), n/a, a number, or a text."""
	if value is None or value is NA:
		return value
	text = " ".join(str(value).split())
	try:
		return to_decimal(text)
	except ValueError:
		return text or None
