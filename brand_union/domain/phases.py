"""What a phase lets the units do: its windows carry rights, and a permit lends them to one unit or project.

Code asks for rights, never for a phase: which phase opens what is the school's to say. Days are whole, both ends
included, and there are no time zones here: the caller gives the date that it is at the site.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brand_union.domain.calendar import Window

# The rights, called like the fields that hold them.
FILE = "may_file"
EDIT = "may_edit"
SEE_RESULTS = "may_see_results"
FILE_SUMMARY = "may_file_summary"
RIGHTS = (FILE, EDIT, SEE_RESULTS, FILE_SUMMARY)

# What somebody needs for a step: one of these. What was returned to be corrected may also come back in a window that
# lets nobody begin.
TO_FILE = frozenset({FILE})
TO_FILE_AGAIN = frozenset({FILE, EDIT})
TO_SEE_RESULTS = frozenset({SEE_RESULTS})
TO_FILE_SUMMARY = frozenset({FILE_SUMMARY})
TO_FILE_SUMMARY_AGAIN = frozenset({FILE_SUMMARY, EDIT})

# What a new window opens as long as nobody has said anything about it.
USUAL: Mapping[str, frozenset[str]] = {
	"Application": frozenset({FILE, EDIT}),
	"Formal Check": frozenset({EDIT}),
	"Review": frozenset(),
	"Notice": frozenset({SEE_RESULTS}),
	"Cultivation": frozenset({SEE_RESULTS}),
	"Mid-term": frozenset({SEE_RESULTS}),
	"Acceptance": frozenset({FILE_SUMMARY, SEE_RESULTS}),
	"Acceptance Review": frozenset({SEE_RESULTS}),
	"Award": frozenset({SEE_RESULTS}),
}

NOT_YET = "not yet"
OPEN = "open"
CLOSED = "closed"
NO_WINDOW = "no window"


@dataclass(frozen=True)
class Permit:
	"""Leave for one unit to enter a phase until a day (included); with `project`, for that project alone.

	It begins with the phase's first window unless `since` says otherwise.
	"""

	phase: str
	until: date
	unit: str | None = None
	project: str | None = None
	since: date | None = None

	def speaks_of(self, unit: str | None, project: str | None) -> bool:
		"""Whether it is given for this project or, naming no project, for this unit."""
		return self.project == project if self.project else bool(self.unit) and self.unit == unit


@dataclass(frozen=True)
class WindowState:
	"""How something stands on a day; the window that matters is for the message (None where there is none)."""

	state: str
	window: Window | None = None
	by_permit: bool = False
	# Until when it is open for whom it was asked: with a permit, longer than the window.
	closes_on: date | None = None

	@property
	def is_open(self) -> bool:
		return self.state == OPEN

	@property
	def opens_on(self) -> date | None:
		return self.window and self.window.opens_on


def state_of(
	windows: Iterable[Window],
	rights: Collection[str],
	on_date: date,
	permits: Iterable[Permit] = (),
	unit: str | None = None,
	project: str | None = None,
) -> WindowState:
	"""Whether one of the rights is open on that day, for everybody or for this unit or project.

	The window named is the open one that closes last, else the next one, else the last one. A permit only ever opens.
	"""
	given = list(windows)
	own = sorted((w for w in given if w.rights & set(rights)), key=lambda w: (w.opens_on, w.closes_on))
	general = _general_state(own, on_date)
	if general.is_open:
		return general
	phases = phases_with(given, rights)
	spoken = [p for p in permits if p.phase in phases and p.speaks_of(unit, project)]
	return _by_permit(own, on_date, spoken) or general


def phases_with(windows: Iterable[Window], rights: Collection[str]) -> set[str]:
	"""The phases that open one of the rights: by their windows, or as usual where they have none."""
	given = list(windows)
	there = {window.phase for window in given}
	usual = {phase for phase, own in USUAL.items() if phase not in there and own & set(rights)}
	return usual | {window.phase for window in given if window.rights & set(rights)}


def _general_state(own: Sequence[Window], on_date: date) -> WindowState:
	if not own:
		return WindowState(NO_WINDOW)
	open_now = [window for window in own if window.opens_on <= on_date <= window.closes_on]
	if open_now:
		return _of_window(OPEN, max(open_now, key=lambda w: w.closes_on))
	to_come = [window for window in own if on_date < window.opens_on]
	if to_come:
		return _of_window(NOT_YET, to_come[0])
	return _of_window(CLOSED, max(own, key=lambda w: w.closes_on))


def _of_window(state: str, window: Window) -> WindowState:
	return WindowState(state, window, closes_on=window.closes_on)


def _by_permit(own: Sequence[Window], on_date: date, spoken: Iterable[Permit]) -> WindowState | None:
	valid = [permit for permit in spoken if _begins(own, permit) <= on_date <= permit.until]
	if not valid:
		return None
	permit = max(valid, key=lambda p: p.until)
	return WindowState(OPEN, _first(own, permit.phase), by_permit=True, closes_on=permit.until)


def _begins(own: Sequence[Window], permit: Permit) -> date:
	first = _first(own, permit.phase)
	return permit.since or (first.opens_on if first else date.min)


def _first(own: Sequence[Window], phase: str) -> Window | None:
	return next((window for window in own if window.phase == phase), None)
