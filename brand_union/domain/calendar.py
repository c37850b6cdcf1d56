"""Windows of a cycle: whole days, both ends included. What they open is in phases.py.

There are no time zones here: the caller gives the date that it is at the site.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Window:
	"""Days of a phase, both included, and what they let the units do. A phase may have several windows."""

	phase: str
	opens_on: date
	closes_on: date
	rights: frozenset[str] = frozenset()
	title: str = ""


@dataclass(frozen=True)
class WindowProblem:
	"""A window that closes before it opens (`other` is None), or two of one phase that overlap."""

	window: Window
	other: Window | None = None


def shift_date(day: date, years: int) -> date:
	"""The same day so many years later; 29 February becomes the 28th where there is none."""
	try:
		return day.replace(year=day.year + years)
	except ValueError:
		return day.replace(year=day.year + years, day=28)


def shift_window(window: Window, years: int) -> Window:
	"""The same window so many years later, opening what it opened."""
	return replace(
		window, opens_on=shift_date(window.opens_on, years), closes_on=shift_date(window.closes_on, years)
	)


def check_windows(windows: Iterable[Window]) -> list[WindowProblem]:
	"""Windows that end before they begin, and pairs within one phase that share a day."""
	given = list(windows)
	found = [WindowProblem(w) for w in given if w.closes_on < w.opens_on]
	for place, window in enumerate(given):
		found += [WindowProblem(window, other) for other in given[place + 1 :] if _overlap(window, other)]
	return found


def _overlap(one: Window, other: Window) -> bool:
	begins = max(one.opens_on, other.opens_on)
	return one.phase == other.phase and begins <= min(one.closes_on, other.closes_on)
