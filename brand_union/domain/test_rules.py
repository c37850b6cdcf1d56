import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.rules import (
	MISSING,
	TOO_LONG,
	TOO_SHORT,
	Section,
	SectionProblem,
	check_sections,
	count_chars,
)


@pytest.mark.parametrize(
	("text", "count"),
	[
		(None, 0),
		("", 0),
		("书香工会", 4),
		("书香 工会\n\t　2025。", 9),  # the wide space counts as little as the narrow one
		("𠮷日", 2),  # beyond the basic plane: one character, though two UTF-16 units
		("AI+工会", 5),
	],
)
def test_characters_are_counted_without_spaces(text, count):
	assert count_chars(text) == count


@given(st.text(max_size=40), st.text(max_size=40))
def test_counts_of_two_texts_add_up(one, other):
	assert count_chars(one + " \n" + other) == count_chars(one) + count_chars(other)


def test_problems_in_the_order_of_the_sections():
	sections = [
		Section("title", "Title", required=True, max_chars=4),
		Section("goal", "Goal", required=True),
		Section("plan", "Plan", min_chars=3),
		Section("note", "Note", min_chars=3),
	]
	assert check_sections({"title": "书香工会行", "goal": " \n", "plan": "两字"}, sections) == [
		SectionProblem(TOO_LONG, "title", "Title", count=5, limit=4),
		SectionProblem(MISSING, "goal", "Goal"),
		SectionProblem(TOO_SHORT, "plan", "Plan", count=2, limit=3),
	]


@pytest.mark.parametrize("count", [3, 4, 5])
def test_both_limits_are_included(count):
	section = Section("plan", "Plan", min_chars=3, max_chars=5)
	assert check_sections({"plan": "字" * count}, [section]) == []


@pytest.mark.parametrize(
	("value", "missing"), [(0, False), ([], True), ([{"a": 1}], False), ("  ", True), (None, True)]
)
def test_what_counts_as_missing(value, missing):
	found = check_sections({"team": value}, [Section("team", "Team", required=True, max_chars=1)])
	assert bool(found) is missing
