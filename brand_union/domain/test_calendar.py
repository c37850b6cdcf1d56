from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import calendar
from brand_union.domain.calendar import Permit, WeekendFlag, Window, WindowProblem, WindowState

APPLY = Window("Application", date(2025, 6, 1), date(2025, 6, 30))
ACCEPT = Window("Acceptance", date(2026, 5, 1), date(2026, 5, 31))
WINDOWS = [ACCEPT, APPLY]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
	("day", "state"),
	[
		(date(2025, 5, 31), calendar.NOT_YET),
		(date(2025, 6, 1), calendar.OPEN),
		(date(2025, 6, 30), calendar.OPEN),
		(date(2025, 7, 1), calendar.CLOSED),
	],
)
def test_both_ends_are_included(day, state):
	expected = WindowState("Application", state, APPLY.opens_on, APPLY.closes_on)
	assert calendar.state_of(WINDOWS, "Application", day) == expected
	assert calendar.is_open(WINDOWS, "Application", day) is (state == calendar.OPEN)


def test_a_phase_without_window():
	assert calendar.state_of(WINDOWS, "Award", APPLY.opens_on) == WindowState("Award", calendar.NO_WINDOW)


def test_between_two_windows_the_next_one_is_named():
	second = Window("Application", date(2025, 9, 1), date(2025, 9, 10))
	between = calendar.state_of([second, APPLY], "Application", date(2025, 7, 15))
	assert (between.state, between.opens_on) == (calendar.NOT_YET, second.opens_on)
	after = calendar.state_of([second, APPLY], "Application", date(2025, 10, 1))
	assert (after.state, after.closes_on) == (calendar.CLOSED, second.closes_on)


@pytest.mark.parametrize(
	("permit", "unit", "project", "day", "is_open"),
	[
		(Permit("Application", date(2025, 7, 5), unit="CS"), "CS", None, date(2025, 7, 5), True),
		(Permit("Application", date(2025, 7, 5), unit="CS"), "CS", "P1", date(2025, 7, 1), True),
		(Permit("Application", date(2025, 7, 5), unit="CS"), "CS", None, date(2025, 7, 6), False),
		(Permit("Application", date(2025, 7, 5), unit="CS"), "CS", None, date(2025, 5, 31), False),
		(Permit("Application", date(2025, 7, 5), unit="CS"), "Maths", None, date(2025, 7, 1), False),
		(Permit("Acceptance", date(2025, 7, 5), unit="CS"), "CS", None, date(2025, 7, 1), False),
		(Permit("Application", date(2025, 7, 5)), None, None, date(2025, 7, 1), False),
		(
			Permit("Application", date(2025, 7, 5), unit="CS", project="P1"),
			"CS",
			"P1",
			date(2025, 7, 1),
			True,
		),
		(
			Permit("Application", date(2025, 7, 5), unit="CS", project="P1"),
			"CS",
			"P2",
			date(2025, 7, 1),
			False,
		),
		(
			Permit("Application", date(2025, 7, 5), unit="CS", project="P1"),
			"CS",
			None,
			date(2025, 7, 1),
			False,
		),
		(
			Permit("Application", date(2025, 7, 5), unit="CS", since=date(2025, 5, 20)),
			"CS",
			None,
			date(2025, 5, 20),
			True,
		),
	],
)
def test_a_permit_opens_for_whom_it_names_until_its_day(permit, unit, project, day, is_open):
	assert calendar.is_open(WINDOWS, "Application", day, [permit], unit, project) is is_open


def test_the_state_says_that_it_is_a_permit_and_until_when():
	permits = [Permit("Application", date(2025, 7, day), unit="CS") for day in (3, 9, 5)]
	state = calendar.state_of(WINDOWS, "Application", date(2025, 7, 1), permits, unit="CS")
	assert state == WindowState(
		"Application", calendar.OPEN, APPLY.opens_on, date(2025, 7, 9), by_permit=True
	)


@given(DAYS, DAYS)
def test_a_permit_never_closes(day, until):
	permits = [Permit("Application", until, unit="CS")]
	without = calendar.is_open(WINDOWS, "Application", day)
	assert calendar.is_open(WINDOWS, "Application", day, permits, unit="CS") >= without


def test_the_next_deadline():
	assert calendar.next_deadline(WINDOWS, date(2025, 6, 30)) == APPLY
	assert calendar.next_deadline(WINDOWS, date(2025, 7, 1)) == ACCEPT
	assert calendar.next_deadline(WINDOWS, date(2025, 6, 30), {"Acceptance"}) == ACCEPT
	assert calendar.next_deadline(WINDOWS, date(2026, 6, 1)) is None


def test_days_left():
	assert calendar.days_left(APPLY.closes_on, date(2025, 6, 27)) == 3
	assert calendar.days_left(APPLY.closes_on, date(2025, 6, 30)) == 0
	assert calendar.days_left(APPLY.closes_on, date(2025, 7, 2)) == -2


def test_another_year_keeps_the_dates_and_the_distance():
	assert calendar.shift_years(WINDOWS, 2025, 2027) == [
		Window("Acceptance", date(2028, 5, 1), date(2028, 5, 31)),
		Window("Application", date(2027, 6, 1), date(2027, 6, 30)),
	]


def test_29_february_becomes_the_28th():
	leap = [Window("Review", date(2024, 2, 29), date(2024, 3, 1))]
	assert calendar.shift_years(leap, 2024, 2025) == [Window("Review", date(2025, 2, 28), date(2025, 3, 1))]
	assert calendar.shift_date(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 400), st.integers(-5, 5))
def test_a_shifted_window_never_turns_round(opens_on, length, years):
	window = Window("Review", opens_on, opens_on + timedelta(days=length))
	(shifted,) = calendar.shift_years([window], 2025, 2025 + years)
	assert shifted.opens_on <= shifted.closes_on


def test_weekend_ends_are_flagged():
	# 1 June 2025 is a Sunday, 30 June a Monday; 31 May 2026 is a Sunday, 1 May a Friday.
	assert calendar.weekend_flags(WINDOWS) == [
		WeekendFlag(ACCEPT, "closes_on", date(2026, 5, 31)),
		WeekendFlag(APPLY, "opens_on", date(2025, 6, 1)),
	]


def test_windows_that_cannot_be():
	turned = Window("Review", date(2025, 7, 2), date(2025, 7, 1))
	again = Window("Application", date(2025, 6, 30), date(2025, 7, 9))
	assert calendar.check_windows([APPLY, turned, ACCEPT, again]) == [
		WindowProblem(turned),
		WindowProblem(APPLY, again),
	]
	assert calendar.check_windows(WINDOWS) == []
