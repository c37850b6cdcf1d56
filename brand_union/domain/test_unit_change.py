import pytest

from brand_union.domain.unit_change import (
	CLOSE,
	MERGE,
	NOT_ITSELF,
	NOTHING_NEW,
	ONE_AFTER,
	ONE_BEFORE,
	RENAME,
	SAME_AFTER,
	SOME_BEFORE,
	SPLIT,
	TWO_AFTER,
	TWO_MEET,
	After,
	Change,
	name_on,
	places,
	shape_problems,
)

NAMES = {"a": "Arts", "b": "Biology", "c": "Chemistry"}
NEW = After("n", is_new=True, new_name="New")
OTHER = After("m", is_new=True, new_name="Other")


@pytest.mark.parametrize(
	("kind", "before", "after", "problems"),
	[
		(RENAME, ("a",), (After("a", new_name="Fine Arts"),), []),
		(RENAME, ("a",), (After("a", new_name="Arts"),), [SAME_AFTER]),
		(RENAME, ("a",), (After("a"),), [SAME_AFTER]),
		(RENAME, ("a",), (After("b", new_name="Fine Arts"),), [SAME_AFTER]),
		(RENAME, ("a", "b"), (After("a", new_name="Fine Arts"),), [ONE_BEFORE]),
		(MERGE, ("a", "b"), (NEW,), []),
		(MERGE, ("a",), (After("b"),), []),
		(MERGE, ("a", "b"), (After("b", new_name="Both"),), []),
		(MERGE, ("a",), (NEW,), [TWO_MEET]),
		(MERGE, ("a",), (After("a"),), [TWO_MEET]),
		(MERGE, ("a", "b"), (), [ONE_AFTER]),
		(MERGE, ("a", "b"), (NEW, OTHER), [ONE_AFTER]),
		(MERGE, (), (NEW,), [SOME_BEFORE]),
		(SPLIT, ("a",), (NEW, OTHER), []),
		(SPLIT, ("a",), (After("a"), NEW), []),
		(SPLIT, ("a",), (NEW,), [TWO_AFTER]),
		(SPLIT, (), (NEW, OTHER), [ONE_BEFORE]),
		(CLOSE, ("a",), (), []),
		(CLOSE, ("a", "b"), (After("c"),), []),
		(CLOSE, ("a",), (NEW,), [NOTHING_NEW]),
		(CLOSE, ("a",), (After("a"),), [NOT_ITSELF]),
	],
)
def test_each_kind_has_its_shape(kind, before, after, problems):
	assert list(shape_problems(Change(kind, before, after), NAMES)) == problems


def test_a_unit_that_is_not_there_afterwards_ends():
	merged = Change(MERGE, ("a", "b"), (After("b"),))
	assert (merged.ends, merged.losing) == (("a",), ("a",))
	assert (merged.heirs_of("a"), merged.heirs_of("b")) == (("b",), ())
	assert merged.usual_taker("a") == "b"


def test_a_unit_that_gives_a_part_away_goes_on_and_keeps_what_nobody_takes():
	change = Change(SPLIT, ("a",), (After("a"), NEW))
	assert (change.ends, change.losing, change.heirs_of("a")) == ((), ("a",), ("n",))
	assert change.usual_taker("a") == "a"


def test_nobody_is_the_usual_taker_of_a_unit_that_falls_apart():
	change = Change(SPLIT, ("a",), (NEW, OTHER))
	assert (change.ends, change.heirs_of("a"), change.usual_taker("a")) == (("a",), ("n", "m"), "")


def test_a_new_name_takes_nothing_away():
	change = Change(RENAME, ("a",), (After("a", new_name="Fine Arts"),))
	assert (change.ends, change.losing, change.heirs_of("a")) == ((), (), ())


def test_places_in_the_tree():
	found = places({"root": None, "a": "root", "a1": "a", "a2": "a", "b": "root", "lost": "nowhere"})
	assert found == {
		"root": (1, 10),
		"a": (2, 7),
		"a1": (3, 4),
		"a2": (5, 6),
		"b": (8, 9),
		"lost": (11, 12),
	}


@pytest.mark.parametrize(
	("day", "name"),
	[
		("2019-12-31", "First"),
		("2020-01-01", "Second"),
		("2023-06-30", "Second"),
		("2023-07-01", "Present"),
		("2030-01-01", "Present"),
	],
)
def test_a_unit_has_the_name_of_its_day(day, name):
	former = [("Second", "2023-07-01"), ("First", "2020-01-01")]
	assert name_on("Present", former, day) == name


def test_a_unit_without_former_names_has_its_present_one():
	assert name_on("Present", [], "2020-01-01") == "Present"
