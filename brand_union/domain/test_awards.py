from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.awards import DOWN, HALF_UP, UP, Candidate, Proposal, Title, places, propose, reaches

ROUNDINGS = (HALF_UP, DOWN, UP)


def found(candidates, titles, **room):
	"""{key: title, or "?title" for a tie} of the proposals, in their order."""
	rows = propose(candidates, titles, {title.name: room.get(title.name) for title in titles})
	return {row.key: row.title or (f"?{row.tied_for}" if row.tied_for else "") for row in rows}


def scored(**scores):
	return [Candidate(key, None if score is None else Decimal(score)) for key, score in scores.items()]


@pytest.mark.parametrize(
	("title", "base", "expected"),
	[
		(Title("A"), 40, None),
		(Title("A", max_count=20), 7, 20),
		(Title("A", max_share=30), 23, 7),  # 6.9: thirty percent of the units
		(Title("A", max_share=30, rounding=DOWN), 23, 6),
		(Title("A", max_share=14), 25, 4),  # 3.5: fourteen percent of the members, half up
		(Title("A", max_share=14), 32, 4),  # 4.48
		(Title("A", max_share=14, rounding=UP), 32, 5),
		(Title("A", max_share=30, rounding=UP), 20, 6),
		(Title("A", max_share=14), 3, 0),
		(Title("A", max_share=30), 0, 0),
		(Title("A", max_count=5, max_share=30), 40, 5),
		(Title("A", max_count=5, max_share=30), 10, 3),
		(Title("A", max_share=12.5), 20, 3),
		(Title("A", max_share=100), 17, 17),
	],
)
def test_places(title, base, expected):
	assert places(title, base) == expected


@pytest.mark.parametrize(
	("title", "candidate", "expected"),
	[
		(Title("A"), Candidate("p"), True),
		(Title("A", grade="Good"), Candidate("p", grade="Good"), True),
		(Title("A", grade="Good"), Candidate("p", grade="Excellent"), False),
		(Title("A", min_score=90), Candidate("p", 90.0), True),
		(Title("A", min_score=89.9), Candidate("p", "89.90"), True),
		(Title("A", min_score=90), Candidate("p", "89.99"), False),
		(Title("A", min_score=90), Candidate("p"), False),
		(Title("A", condition="big"), Candidate("p", conditions_met=frozenset({"big"})), True),
		(Title("A", condition="big"), Candidate("p"), False),
	],
)
def test_what_a_title_asks_for(title, candidate, expected):
	assert reaches(title, candidate) is expected


def test_a_project_gets_the_first_title_that_it_reaches():
	titles = [Title("First", max_count=1), Title("Second", min_score=80), Title("Third")]
	assert found(scored(a="95", b="90", c="79"), titles, First=1) == {
		"a": "First",
		"b": "Second",
		"c": "Third",
	}


def test_the_order_is_that_of_the_scores():
	rows = propose(scored(a="70", b=None, c="90", d="90"), [], {})
	assert rows == [
		Proposal("c", 1, shared=True),
		Proposal("d", 1, shared=True),
		Proposal("a", 3),
		Proposal("b"),
	]


def test_equal_scores_at_the_last_place_are_shown():
	candidates = scored(a="95", b="90", c="90", d="90", e="80")
	titles = [Title("First"), Title("Second")]
	# Two of b, c, d get the last two places of First; for the third a place of Second is kept.
	assert found(candidates, titles, First=3, Second=1) == {
		"a": "First",
		"b": "?First",
		"c": "?First",
		"d": "?First",
		"e": "",
	}
	assert found(candidates, titles, First=3, Second=2)["e"] == "Second"
	assert found(candidates, titles, First=4)["d"] == "First"


def test_who_loses_a_tie_keeps_a_place_only_where_it_reaches_the_title():
	candidates = [Candidate("a", 90, "Good"), Candidate("b", 90, "Good"), Candidate("c", 80, "Fair")]
	titles = [Title("First"), Title("Second", grade="Fair")]
	assert found(candidates, titles, First=1, Second=1) == {"a": "?First", "b": "?First", "c": "Second"}


def test_equal_scores_inside_are_no_tie():
	assert found(scored(a="90", b="90", c="80"), [Title("First")], First=2) == {
		"a": "First",
		"b": "First",
		"c": "",
	}


def test_without_places_nobody_is_tied():
	assert found(scored(a="90", b="90"), [Title("First")], First=0) == {"a": "", "b": ""}


shares = st.decimals(min_value=0, max_value=100, places=2)


@given(share=shares, base=st.integers(0, 2000), rounding=st.sampled_from(ROUNDINGS))
def test_a_share_is_rounded_to_a_neighbour(share, base, rounding):
	number = places(Title("A", max_share=share, rounding=rounding), base)
	if not share:
		assert number is None
		return
	hundredths = int(share * 100) * base  # of a ten-thousandth
	assert 0 <= number <= base
	assert abs(number * 10_000 - hundredths) < 10_000
	wanted = {DOWN: number * 10_000 <= hundredths, UP: number * 10_000 >= hundredths}
	assert wanted.get(rounding, abs(2 * (number * 10_000 - hundredths)) <= 10_000)


@given(share=shares, base=st.integers(0, 500), rounding=st.sampled_from(ROUNDINGS))
def test_more_projects_never_mean_fewer_places(share, base, rounding):
	title = Title("A", max_count=50, max_share=share, rounding=rounding)
	assert places(title, base) <= places(title, base + 1) <= 50


candidates = st.lists(
	st.builds(
		Candidate,
		key=st.sampled_from("abcdefghijkl"),
		score=st.none() | st.sampled_from(["70", "80", "85", "90", "95"]).map(Decimal),
		grade=st.sampled_from(["Good", "Fair"]),
		conditions_met=st.sampled_from([frozenset(), frozenset({"big"})]),
	),
	unique_by=lambda one: one.key,
)
titles = st.lists(
	st.builds(
		Title,
		name=st.sampled_from("XYZ"),
		grade=st.sampled_from(["", "Good"]),
		min_score=st.sampled_from([0, 80, 90]),
		condition=st.sampled_from(["", "big"]),
	),
	unique_by=lambda one: one.name,
)
rooms = st.fixed_dictionaries(dict.fromkeys("XYZ", st.none() | st.integers(0, 6)))


@given(candidates, titles, rooms)
def test_nobody_has_a_title_without_a_place_or_without_reaching_it(candidates, titles, room):
	by_key, by_name = {one.key: one for one in candidates}, {one.name: one for one in titles}
	rows = propose(candidates, titles, room)
	for name, title in by_name.items():
		holders = [row for row in rows if row.title == name]
		tied = [row for row in rows if row.tied_for == name]
		assert room[name] is None or len(holders) <= room[name]
		assert all(reaches(title, by_key[row.key]) for row in [*holders, *tied])
		# A tie is for some of the places that are left, and not for all that share it.
		assert not tied or len(holders) < room[name] < len(holders) + len(tied)


@given(candidates, titles, rooms)
def test_nobody_with_a_worse_score_is_put_before_a_better_one(candidates, titles, room):
	by_key = {one.key: one for one in candidates}
	rows = propose(candidates, titles, room)
	level = {title.name: place for place, title in enumerate(titles)}
	for place, better in enumerate(rows):
		for worse in rows[place + 1 :]:
			title = next((one for one in titles if one.name == worse.title), None)
			got = level.get(better.title or better.tied_for, len(titles))
			if (
				title
				and by_key[better.key].score != by_key[worse.key].score
				and reaches(title, by_key[better.key])
			):
				assert got <= level[title.name]


@given(candidates, titles, rooms, st.randoms())
def test_the_order_in_which_projects_are_read_changes_nothing(candidates, titles, room, random):
	mixed = random.sample(candidates, len(candidates))
	assert propose(mixed, titles, room) == propose(candidates, titles, room)


@given(candidates, titles, rooms)
def test_who_is_alike_is_treated_alike(candidates, titles, room):
	by_key = {one.key: one for one in candidates}
	kinds: dict = {}
	for row in propose(candidates, titles, room):
		one = by_key[row.key]
		kinds.setdefault((one.score, one.grade, one.conditions_met), set()).add((row.title, row.tied_for))
	assert all(len(treated) == 1 for treated in kinds.values())


@given(candidates, titles)
def test_without_limits_everybody_has_the_first_title_in_reach(candidates, titles):
	by_key = {one.key: one for one in candidates}
	for row in propose(candidates, titles, {}):
		first = next((title.name for title in titles if reaches(title, by_key[row.key])), "")
		assert (row.title, row.tied_for) == (first, "")
