from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import calendar
from brand_union.domain.calendar import Window, WindowProblem

APPLY = Window("Application", date(2025, 6, 1), date(2025, 6, 30))
ACCEPT = Window("Acceptance", date(2026, 5, 1), date(2026, 5, 31))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_29_february_becomes_the_28th():
	assert calendar.shift_date(date(2024, 2, 29), 1) == date(2025, 2, 28)
	assert calendar.shift_date(date(2024, 2, 29), 4) == date(2028, 2, 29)
	assert calendar.shift_date(date(2024, 3, 1), -1) == date(2023, 3, 1)


@given(DAYS, st.integers(0, 400), st.integers(-5, 5))
def test_a_shifted_window_never_turns_round(opens_on, length, years):
	window = Window("Review", opens_on, opens_on + timedelta(days=length), frozenset({"may_edit"}), "Second")
	shifted = calendar.shift_window(window, years)
	assert shifted.opens_on <= shifted.closes_on
	assert (shifted.phase, shifted.rights, shifted.title) == (window.phase, window.rights, window.title)


def test_windows_that_cannot_be():
	turned = Window("Review", date(2025, 7, 2), date(2025, 7, 1))
	again = Window("Application", date(2025, 6, 30), date(2025, 7, 9), title="Second round")
	assert calendar.check_windows([APPLY, turned, ACCEPT, again]) == [
		WindowProblem(turned),
		WindowProblem(APPLY, again),
	]
	second = Window("Application", date(2025, 9, 1), date(2025, 9, 9))
	assert calendar.check_windows([APPLY, second, ACCEPT]) == []
