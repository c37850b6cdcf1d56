from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import phases
from brand_union.domain.calendar import Window
from brand_union.domain.phases import Permit, WindowState

FILE, EDIT = phases.FILE, phases.EDIT
APPLY = Window("Application", date(2025, 6, 1), date(2025, 6, 30), frozenset({FILE, EDIT}))
CHECK = Window("Formal Check", date(2025, 6, 1), date(2025, 7, 5), frozenset({EDIT}))
REVIEW = Window("Review", date(2025, 7, 1), date(2025, 7, 10))
ACCEPT = Window("Acceptance", date(2026, 5, 1), date(2026, 5, 31), frozenset({phases.FILE_SUMMARY}))
WINDOWS = [ACCEPT, REVIEW, CHECK, APPLY]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
IN_JULY = date(2025, 7, 1)


def may(rights, day, permits=(), unit=None, project=None, windows=WINDOWS) -> bool:
	return phases.state_of(windows, rights, day, permits, unit, project).is_open


@pytest.mark.parametrize(
	("day", "state"),
	[
		(date(2025, 5, 31), phases.NOT_YET),
		(date(2025, 6, 1), phases.OPEN),
		(date(2025, 6, 30), phases.OPEN),
		(date(2025, 7, 1), phases.CLOSED),
	],
)
def test_both_ends_are_included(day, state):
	found = phases.state_of(WINDOWS, phases.TO_FILE, day)
	assert found == WindowState(state, APPLY, closes_on=APPLY.closes_on)
	assert (found.is_open, found.opens_on) == (state == phases.OPEN, APPLY.opens_on)


def test_what_was_returned_comes_back_where_one_may_edit():
	assert may(phases.TO_FILE_AGAIN, date(2025, 7, 5))
	assert not may(phases.TO_FILE, date(2025, 7, 5))
	assert not may(phases.TO_FILE_AGAIN, date(2025, 7, 6))


def test_of_two_open_windows_the_one_that_closes_last_is_named():
	found = phases.state_of(WINDOWS, phases.TO_FILE_AGAIN, date(2025, 6, 15))
	assert (found.window, found.closes_on) == (CHECK, date(2025, 7, 5))


def test_a_right_that_no_window_gives():
	assert phases.state_of(WINDOWS, phases.TO_SEE_RESULTS, IN_JULY) == WindowState(phases.NO_WINDOW)
	assert phases.state_of([], phases.TO_FILE, IN_JULY).opens_on is None


def test_any_phase_may_open_any_right():
	own = Window("Review", date(2025, 7, 1), date(2025, 7, 10), frozenset({FILE}), "On the spot")
	assert may(phases.TO_FILE, date(2025, 7, 2), windows=[own])


def test_between_two_rounds_the_next_one_is_named():
	second = Window("Application", date(2025, 9, 1), date(2025, 9, 10), frozenset({FILE}), "Second round")
	windows = [second, *WINDOWS]
	between = phases.state_of(windows, phases.TO_FILE, date(2025, 7, 15))
	assert (between.state, between.window) == (phases.NOT_YET, second)
	assert phases.state_of(windows, phases.TO_FILE, date(2025, 9, 1)).is_open
	after = phases.state_of(windows, phases.TO_FILE, date(2025, 10, 1))
	assert (after.state, after.window) == (phases.CLOSED, second)


UNTIL = date(2025, 7, 5)


@pytest.mark.parametrize(
	("permit", "unit", "project", "day", "is_open"),
	[
		(Permit("Application", UNTIL, unit="CS"), "CS", None, UNTIL, True),
		(Permit("Application", UNTIL, unit="CS"), "CS", "P1", IN_JULY, True),
		(Permit("Application", UNTIL, unit="CS"), "CS", None, date(2025, 7, 6), False),
		(Permit("Application", UNTIL, unit="CS"), "CS", None, date(2025, 5, 31), False),
		(Permit("Application", UNTIL, unit="CS"), "Maths", None, IN_JULY, False),
		(Permit("Acceptance", date(2026, 7, 5), unit="CS"), "CS", None, IN_JULY, False),
		(Permit("Application", UNTIL), None, None, IN_JULY, False),
		(Permit("Application", UNTIL, unit="CS", project="P1"), "CS", "P1", IN_JULY, True),
		(Permit("Application", UNTIL, unit="CS", project="P1"), "CS", "P2", IN_JULY, False),
		(Permit("Application", UNTIL, unit="CS", project="P1"), "CS", None, IN_JULY, False),
		(
			Permit("Application", UNTIL, unit="CS", since=date(2025, 5, 20)),
			"CS",
			None,
			date(2025, 5, 20),
			True,
		),
	],
)
def test_a_permit_opens_for_whom_it_names_until_its_day(permit, unit, project, day, is_open):
	assert may(phases.TO_FILE, day, [permit], unit, project) is is_open


def test_a_permit_lends_the_rights_that_the_windows_of_its_phase_have():
	late = [Permit(phase, UNTIL, unit="CS") for phase in ("Review", "Formal Check")]
	assert not may(phases.TO_FILE, IN_JULY, late, "CS")
	unusual = Window("Review", date(2025, 6, 1), date(2025, 6, 2), frozenset({FILE}))
	assert may(phases.TO_FILE, IN_JULY, late, "CS", windows=[unusual])


def test_a_permit_for_a_phase_without_window_lends_the_usual_rights():
	award = [Permit("Award", UNTIL, unit="CS")]
	assert may(phases.TO_SEE_RESULTS, IN_JULY, award, "CS")
	closed = Window("Award", date(2025, 6, 1), date(2025, 6, 2))
	assert not may(phases.TO_SEE_RESULTS, IN_JULY, award, "CS", windows=[closed])


def test_the_state_says_that_it_is_a_permit_and_until_when():
	permits = [Permit("Application", date(2025, 7, day), unit="CS") for day in (3, 9, 5)]
	state = phases.state_of(WINDOWS, phases.TO_FILE, IN_JULY, permits, unit="CS")
	assert state == WindowState(phases.OPEN, APPLY, by_permit=True, closes_on=date(2025, 7, 9))


@given(DAYS, DAYS)
def test_a_permit_never_closes(day, until):
	permits = [Permit("Application", until, unit="CS")]
	assert may(phases.TO_FILE, day, permits, "CS") >= may(phases.TO_FILE, day)


def test_the_usual_rights_are_rights():
	assert frozenset().union(*phases.USUAL.values()) == set(phases.RIGHTS)
