from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import workdays
from brand_union.domain.workdays import HOLIDAY, MAKE_UP_WORKDAY, WEEKEND, Period

# National Day and Mid-autumn 2025: off from 1 October (Wednesday) to 8 October (Wednesday); 28 September (Sunday) and
# 11 October (Saturday) are worked. Source: 国务院办公厅关于2025年部分节假日安排的通知, 国办发明电〔2024〕12号, 六.
AUTUMN_2025 = {
	**{date(2025, 10, day): HOLIDAY for day in range(1, 9)},
	date(2025, 9, 28): MAKE_UP_WORKDAY,
	date(2025, 10, 11): MAKE_UP_WORKDAY,
}
# Labour Day 2025: off from 1 May (Thursday) to 5 May (Monday); 27 April (Sunday) is worked. The same notice, 四.
SPRING_2025 = {
	**{date(2025, 5, day): HOLIDAY for day in range(1, 6)},
	date(2025, 4, 27): MAKE_UP_WORKDAY,
}

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
NUMBERS = st.integers(1, 30)
NEAR = st.integers(0, 60)


@st.composite
def cases(draw):
	"""A day and a table of days around it."""
	day = draw(DAYS)
	kinds = st.sampled_from((HOLIDAY, MAKE_UP_WORKDAY))
	table = {day + timedelta(days=ahead): kind for ahead, kind in draw(st.dictionaries(NEAR, kinds)).items()}
	return day, table


@pytest.mark.parametrize(
	("day", "works"),
	[
		(date(2025, 9, 26), True),  # Friday
		(date(2025, 9, 27), False),  # Saturday
		(date(2025, 9, 28), True),  # Sunday that is worked
		(date(2025, 9, 30), True),
		(date(2025, 10, 1), False),
		(date(2025, 10, 4), False),  # Saturday among the holidays
		(date(2025, 10, 8), False),
		(date(2025, 10, 9), True),
		(date(2025, 10, 11), True),  # Saturday that is worked
		(date(2025, 10, 12), False),
	],
)
def test_the_week_of_the_national_day(day, works):
	assert workdays.is_workday(day, AUTUMN_2025) is works


@pytest.mark.parametrize(
	("posted_on", "number", "expected"),
	[
		# Counted: 26 September, the Sunday, 29, 30, and 9 October.
		(date(2025, 9, 25), 5, Period(date(2025, 9, 26), date(2025, 10, 9))),
		# Counted: 9, 10, the Saturday, 13, 14.
		(date(2025, 9, 30), 5, Period(date(2025, 10, 9), date(2025, 10, 14))),
		# Posted on a holiday.
		(date(2025, 10, 3), 3, Period(date(2025, 10, 9), date(2025, 10, 11))),
		(date(2025, 10, 8), 7, Period(date(2025, 10, 9), date(2025, 10, 16))),
		(date(2025, 10, 10), 1, Period(date(2025, 10, 11), date(2025, 10, 11))),
	],
)
def test_a_notice_over_the_national_day(posted_on, number, expected):
	assert workdays.period(posted_on, number, AUTUMN_2025) == expected


def test_a_notice_over_labour_day():
	# Counted: 28, 29, 30 April, 6, 7 May.
	assert workdays.period(date(2025, 4, 27), 5, SPRING_2025) == Period(date(2025, 4, 28), date(2025, 5, 7))


def test_without_a_table_it_is_monday_to_friday():
	assert workdays.period(date(2025, 9, 30), 5, {}) == Period(date(2025, 10, 1), date(2025, 10, 7))


@pytest.mark.parametrize("number", [0, -1])
def test_a_window_has_a_day_at_least(number):
	with pytest.raises(ValueError, match=f"cannot count {number} working days"):
		workdays.add_workdays(date(2025, 1, 1), number, {})


@given(cases(), NUMBERS)
def test_so_many_working_days_lie_behind_the_day_and_the_last_one_is_worked(case, number):
	day, table = case
	end = workdays.add_workdays(day, number, table)
	passed = [day + timedelta(days=ahead) for ahead in range(1, (end - day).days + 1)]
	assert [workdays.is_workday(one, table) for one in passed].count(True) == number
	assert workdays.is_workday(end, table)


@given(cases(), NUMBERS, NUMBERS)
def test_counting_on_is_counting_at_once(case, first, second):
	day, table = case
	between = workdays.add_workdays(day, first, table)
	assert workdays.add_workdays(between, second, table) == workdays.add_workdays(day, first + second, table)


@given(cases(), NUMBERS, st.integers(0, 20))
def test_who_posts_later_closes_no_earlier(case, number, days):
	day, table = case
	later = workdays.period(day + timedelta(days=days), number, table)
	assert later.closes_on >= workdays.period(day, number, table).closes_on


@given(cases(), NUMBERS, NEAR)
def test_a_holiday_never_shortens_a_window_and_a_working_weekend_never_lengthens_it(case, number, ahead):
	day, table = case
	changed = day + timedelta(days=ahead)
	plain = workdays.period(day, number, table).closes_on
	assert workdays.period(day, number, {**table, changed: MAKE_UP_WORKDAY}).closes_on <= plain
	assert workdays.period(day, number, {**table, changed: HOLIDAY}).closes_on >= plain


@given(cases(), NUMBERS)
def test_what_the_day_of_the_week_says_already_may_be_left_out(case, number):
	day, table = case
	needed = {one: kind for one, kind in table.items() if (one.weekday() < 5) == (kind == HOLIDAY)}
	assert workdays.period(day, number, needed) == workdays.period(day, number, table)


def test_why_one_does_not_work():
	reasons = {date(2025, 10, 4): HOLIDAY, date(2025, 10, 11): None, date(2025, 10, 12): WEEKEND}
	assert {day: workdays.why_free(day, AUTUMN_2025) for day in reasons} == reasons
