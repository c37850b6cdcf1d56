"""Places of values that may be equal: equal ones share the middle of the places that they take."""

from collections.abc import Iterable
from itertools import groupby


def doubled(values: Iterable[int]) -> dict[int, int]:
	"""{value: twice its place}, the smallest value at place 1: 7, 8, 8, 9 stand at 1, 2.5, 2.5 and 4.

	Twice, because then every place is a whole number.
	"""
	places: dict[int, int] = {}
	before = 0
	for value, tied in groupby(sorted(values)):
		size = sum(1 for _value in tied)
		places[value] = 2 * before + size + 1
		before += size
	return places
