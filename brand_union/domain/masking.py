"""Names taken out of a text that is read by people who may not know whose it is.

A name is found whatever its case, width and spaces inside (李 雷), and a unit also by what is left of its name
without the words that many units share (计算机学院工会: 计算机学院).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "＊＊"
# One character is a word of its own in many other places.
SHORTEST = 2
# Words at the end of a unit's name that say what kind of unit it is, the longest first.
KINDS = (
	*("工会委员会", "妇女委员会", "直属工会", "部门工会", "基层工会", "二级工会", "分工会"),
	*("工会", "妇委会", "妇联", "trade union", "union"),
)


@dataclass(frozen=True)
class Masked:
	"""A text without the names, and how often each of them was in it (as the name was given)."""

	text: str
	found: dict[str, int]


def mask(text: str, names: Iterable[str]) -> Masked:
	"""Put MASK in the place of every name; where names overlap, the longest one goes first.

	Names of one character are ignored. A name in Latin letters is masked as a whole word only.
	"""
	known = {_key(name): name for name in names if len(_key(name)) >= SHORTEST}
	if not known or not text:
		return Masked(text or "", {})
	plain, places = _folded(text)
	patterns = (_pattern(key) for key in sorted(known, key=lambda key: (-len(key), key)))
	found: Counter[str] = Counter()
	parts, end = [], 0
	for match in re.finditer("|".join(patterns), plain):
		start, stop = places[match.start()], places[match.end() - 1] + 1
		if start < end:
			continue
		found[known[_key(match[0])]] += 1
		parts += [text[end:start], MASK]
		end = stop
	return Masked("".join([*parts, text[end:]]), dict(found))


def variants(name: str, above: Iterable[str] = ()) -> list[str]:
	"""A unit's name, and the same without its kind and without the names of the units `above` it in front."""
	full = (name or "").strip()
	fronts = [front for unit in above for front in (unit.strip(), _without_kind(unit.strip())) if front]
	found = [full, _without_kind(full)]
	for front in sorted(fronts, key=len, reverse=True):
		found += [one[len(front) :].strip() for one in found if one.startswith(front)]
	return list(dict.fromkeys(one for one in found if len(one) >= SHORTEST and one.casefold() not in KINDS))


def _without_kind(name: str) -> str:
	for kind in KINDS:
		if name.casefold().endswith(kind):
			return name[: -len(kind)].strip()
	return name


def _key(name: str) -> str:
	return re.sub(r"\s", "", _folded(name or "")[0])


def _folded(text: str) -> tuple[str, list[int]]:
	"""The text in one width and case, and for each of its characters the place in the given text."""
	letters, places = [], []
	for place, character in enumerate(text):
		for letter in unicodedata.normalize("NFKC", character).casefold():
			letters.append(letter)
			places.append(place)
	return "".join(letters), places


def _pattern(key: str) -> str:
	spaced = r"\s*".join(re.escape(letter) for letter in key)
	before = r"(?<![a-z0-9])" if key[0].isascii() and key[0].isalnum() else ""
	after = r"(?![a-z0-9])" if key[-1].isascii() and key[-1].isalnum() else ""
	return f"{before}{spaced}{after}"
