from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import mid_ranks
from brand_union.domain.ratings import Ratings, ratings_of


def test_values_become_whole_numbers_of_one_unit():
	found = ratings_of([("J2", "P1", "80.5"), ("J1", "P1", 79.25), ("J1", "P2", Decimal(60))])
	assert found == Ratings({"P1": {"J1": 317, "J2": 322}, "P2": {"J1": 240}}, scale=4)
	assert found.by_juror == {"J1": {"P1": 317, "P2": 240}, "J2": {"P1": 322}}
	assert (found.of("P1"), found.of("P3")) == ([317, 322], [])


def test_a_juror_rates_a_project_once():
	with pytest.raises(ValueError, match="J1 rated P1 twice"):
		ratings_of([("J1", "P1", 80), ("J1", "P1", 81)])


def test_what_is_no_number_is_refused():
	with pytest.raises(ValueError, match="good"):
		ratings_of([("J1", "P1", "good")])


def test_equal_values_share_the_middle_of_their_places():
	# Places 1, 2.5, 2.5 and 4, doubled.
	assert mid_ranks.doubled([8, 7, 9, 8]) == {7: 2, 8: 5, 9: 8}


@given(st.lists(st.integers(0, 9), max_size=20))
def test_places_add_up_as_they_do_without_ties(values):
	places = mid_ranks.doubled(values)
	assert sum(places[value] for value in values) == len(values) * (len(values) + 1)
