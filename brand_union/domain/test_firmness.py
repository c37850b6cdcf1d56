from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain import firmness as module
from brand_union.domain.firmness import firmness
from brand_union.domain.panel_rules import Line
from brand_union.domain.scoring import MEDIAN, METHODS, TRIMMED_MEAN, Combining, combine

PANELS = st.dictionaries(
	st.sampled_from("ABCDEFG"), st.lists(st.integers(60, 99), max_size=7), min_size=1, max_size=7
)


def by_hand(sheets, threshold, combining):
	"""The exact share: every way of drawing as many sheets with replacement is as likely."""
	ways = list(product(sheets, repeat=len(sheets)))
	scores = (combine(way, combining.method, combining.trim_from, combining.trim_k, 9) for way in ways)
	return sum(score >= threshold for score in scores) / len(ways)


@pytest.mark.parametrize("combining", [Combining(), Combining(MEDIAN), Combining(TRIMMED_MEAN, 3)])
@pytest.mark.parametrize("sheets", [[70, 80, 90], [60, 75, 80, 81, 82, 90]])
def test_the_samples_come_close_to_the_exact_share(combining, sheets):
	found = firmness({"A": sheets}, Line(threshold=80), combining, samples=20_000)["A"]
	# Five standard errors of a share from 20,000 samples are below 0.018.
	assert abs(float(found) - by_hand(sheets, 80, combining)) < 0.018


def test_who_is_far_from_the_line_is_firm_and_who_is_on_it_is_not():
	sheets = {"A": [95, 96, 97], "B": [80, 90, 85], "C": [84, 86, 82], "D": [60, 61, 62]}
	found = firmness(sheets, Line(places=2), samples=4000)
	assert (found["A"], found["D"]) == (1, 0)
	assert 0.5 < found["B"] < 0.9
	assert found["B"] + found["C"] == 1


def test_a_tie_shares_the_last_place():
	assert firmness({"A": [80, 80], "B": [80, 80]}, Line(places=1)) == {
		"A": Fraction(1, 2),
		"B": Fraction(1, 2),
	}


def test_one_sheet_says_nothing_but_takes_part():
	found = firmness({"A": [90], "B": [80, 80], "C": []}, Line(places=1))
	assert found == {"A": None, "B": 0, "C": None}


def test_more_places_than_projects_and_none_at_all():
	sheets = {"A": [80, 81], "B": [70, 75]}
	assert set(firmness(sheets, Line(places=5)).values()) == {1}
	assert set(firmness(sheets, Line(places=0)).values()) == {0}
	assert firmness({}, Line(places=1)) == {}


def test_a_scale_and_a_fraction_say_the_same():
	line = Line(threshold="80.5")
	fine = firmness({"A": [801, 809, 805]}, line, seed="s", scale=10)
	assert fine == firmness({"A": ["80.1", "80.9", "80.5"]}, line, seed="s")


def test_the_seed_can_be_used_again_and_another_one_draws_anew():
	sheets = {key: [60 + place * 7 % 31 for place in range(n, n + 5)] for n, key in enumerate("ABCDEF")}
	first = firmness(sheets, Line(places=3), seed="panel 1")
	assert firmness(sheets, Line(places=3), seed="panel 1") == first
	assert firmness(sheets, Line(places=3), seed="panel 2") != first
	# As drawn when this was written: a later numpy must not draw otherwise.
	assert [round(float(first[key]), 3) for key in "ABCDEF"] == [0.437, 0.474, 0.518, 0.656, 0.721, 0.194]


def test_a_panel_of_any_size_is_drawn_in_blocks(monkeypatch):
	sheets = {f"P{n}": [60 + (n * 7 + k * 11) % 40 for k in range(9)] for n in range(30)}
	whole = firmness(sheets, Line(places=10), samples=50)
	monkeypatch.setattr(module, "MOST_DRAWS", 1000)
	assert firmness(sheets, Line(places=10), samples=50) == whole


@given(PANELS, st.integers(0, 7), st.sampled_from(METHODS), st.randoms())
@settings(max_examples=40, deadline=None)
def test_shares_add_up_to_the_places_and_no_order_matters(sheets, places, method, random):
	line, combining = Line(places=places), Combining(method)
	found = firmness(sheets, line, combining, samples=40)
	if all(len(row) > 1 for row in sheets.values()):
		assert abs(sum(found.values()) - min(places, len(sheets))) < Fraction(1, 1000)
	shuffled = {
		key: random.sample(row, len(row)) for key, row in random.sample(list(sheets.items()), len(sheets))
	}
	assert firmness(shuffled, line, combining, samples=40) == found


def test_a_line_is_drawn_one_way():
	for wrong in ({}, {"places": 1, "threshold": 60}):
		with pytest.raises(ValueError, match="by places or by a threshold"):
			Line(**wrong)
