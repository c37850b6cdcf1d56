"""Windows of a cycle: whole days, both ends included.

There are no time zones here: the caller gives the date that it is at the site.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

NOT_YET = "not yet"
OPEN = "open"
CLOSED = "closed"
NO_WINDOW = "no window"

SATURDAY = 5


@dataclass(frozen=True)
class Window:
	"""The days on which a phase may be entered, both included. A phase may have several windows."""

	phase: str
	opens_on: date
	closes_on: date


@dataclass(frozen=True)
class Permit:
	"""Leave for one unit to enter a phase until a day (included); with `project`, for that project alone.

	It begins with the phase's own window unless `since` says otherwise.
	"""

	phase: str
	until: date
	unit: str | None = None
	project: str | None = None
	since: date | None = None

	def speaks_of(self, phase: str, unit: str | None, project: str | None) -> bool:
		"""Whether it is given for this phase and this project or, naming no project, this unit."""
		if self.phase != phase:
			return False
		return self.project == project if self.project else bool(self.unit) and self.unit == unit


@dataclass(frozen=True)
class WindowState:
	"""How a phase stands on a day; the dates are for the message (None where there is no window)."""

	phase: str
	state: str
	opens_on: date | None = None
	closes_on: date | None = None
	by_permit: bool = False

	@property
	def is_open(self) -> bool:
		return self.state == OPEN


@dataclass(frozen=True)
class WindowProblem:
	"""A window that closes before it opens (`other` is None), or two of one phase that overlap."""

	window: Window
	other: Window | None = None


@dataclass(frozen=True)
class WeekendFlag:
	"""An end of a window that falls on a Saturday or Sunday; `end` is "opens_on" or "closes_on"."""

	window: Window
	end: str
	on: date


def is_open(
	windows: Iterable[Window],
	phase: str,
	on_date: date,
	permits: Iterable[Permit] = (),
	unit: str | None = None,
	project: str | None = None,
) -> bool:
	"""Whether the phase may be entered on that day, by everybody or by this unit or project."""
	return state_of(windows, phase, on_date, permits, unit, project).is_open


def state_of(
	windows: Iterable[Window],
	phase: str,
	on_date: date,
	permits: Iterable[Permit] = (),
	unit: str | None = None,
	project: str | None = None,
) -> WindowState:
	"""Not yet, open, closed or without a window, with the dates of the window that matters.

	That is the open one, else the next one, else the last one. A permit only ever opens.
	"""
	own = sorted((w for w in windows if w.phase == phase), key=lambda w: (w.opens_on, w.closes_on))
	general = _general_state(own, phase, on_date)
	if general.is_open:
		return general
	granted = [permit for permit in permits if permit.speaks_of(phase, unit, project)]
	return _by_permit(own, phase, on_date, granted) or general


def next_deadline(
	windows: Iterable[Window], on_date: date, phases: Collection[str] | None = None
) -> Window | None:
	"""The window that closes first among those that have not closed yet, in these phases (all unless given)."""
	coming = [w for w in windows if w.closes_on >= on_date and (phases is None or w.phase in phases)]
	return min(coming, key=lambda w: (w.closes_on, w.opens_on, w.phase), default=None)


def days_left(closes_on: date, on_date: date) -> int:
	"""Whole days until the last day: 0 on the day itself, negative once it is over."""
	return (closes_on - on_date).days


def shift_date(day: date, years: int) -> date:
	"""The same day so many years later; 29 February becomes the 28th where there is none."""
	try:
		return day.replace(year=day.year + years)
	except ValueError:
		return day.replace(year=day.year + years, day=28)


def shift_years(windows: Iterable[Window], from_year: int, to_year: int) -> list[Window]:
	"""The windows of another year's cycle: each date moved by the same number of years."""
	years = to_year - from_year
	return [
		replace(w, opens_on=shift_date(w.opens_on, years), closes_on=shift_date(w.closes_on, years))
		for w in windows
	]


def weekend_flags(windows: Iterable[Window]) -> list[WeekendFlag]:
	"""The ends of windows that fall on a weekend, for a warning (nothing is moved)."""
	ends = [(w, end, getattr(w, end)) for w in windows for end in ("opens_on", "closes_on")]
	return [WeekendFlag(*found) for found in ends if found[2].weekday() >= SATURDAY]


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


def _general_state(own: Sequence[Window], phase: str, on_date: date) -> WindowState:
	for window in own:
		if window.opens_on <= on_date <= window.closes_on:
			return WindowState(phase, OPEN, window.opens_on, window.closes_on)
	for window in own:
		if on_date < window.opens_on:
			return WindowState(phase, NOT_YET, window.opens_on, window.closes_on)
	if not own:
		return WindowState(phase, NO_WINDOW)
	last = max(own, key=lambda w: w.closes_on)
	return WindowState(phase, CLOSED, last.opens_on, last.closes_on)


def _by_permit(
	own: Sequence[Window], phase: str, on_date: date, granted: Iterable[Permit]
) -> WindowState | None:
	first_day = own[0].opens_on if own else date.min
	valid = [p for p in granted if (p.since or first_day) <= on_date <= p.until]
	if not valid:
		return None
	permit = max(valid, key=lambda p: p.until)
	opens_on = permit.since or (own[0].opens_on if own else None)
	return WindowState(phase, OPEN, opens_on, permit.until, by_permit=True)
