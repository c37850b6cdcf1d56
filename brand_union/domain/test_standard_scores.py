from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain import standard_scores
from brand_union.domain.ratings import ratings_of
from brand_union.domain.rounding import round_half_up
from brand_union.domain.standard_scores import NO_SPREAD, TOO_FEW

PANELS = st.dictionaries(st.tuples(st.sampled_from("JKL"), st.sampled_from("ABCDE")), st.integers(60, 99))


def standardise(scores, **settings):
	return standard_scores.standardise(ratings_of((*key, value) for key, value in scores.items()), **settings)


def cells(ratings, places=2):
	return {
		(juror, project): round_half_up(Fraction(value, ratings.scale), places)
		for project, row in ratings.by_project.items()
		for juror, value in row.items()
	}


STRICT_AND_LENIENT = {
	("J", "A"): 80,
	("J", "B"): 90,
	("J", "C"): 100,
	("K", "A"): 60,
	("K", "B"): 70,
	("K", "C"): 80,
}


def test_scores_are_measured_from_the_jurors_own_level_in_the_jurors_own_spread():
	found = standardise(STRICT_AND_LENIENT)
	assert found.left_out == {}
	assert cells(found.z) == {
		(juror, project): Decimal(z) for juror in "JK" for project, z in zip("ABC", (-1, 0, 1), strict=True)
	}


def test_on_the_scale_of_the_sheet():
	# All six scores: mean 80, squares around it 1000, so s = √(1000 / 5) = 14.142…
	found = cells(standardise(STRICT_AND_LENIENT).on_sheet)
	assert [found["J", project] for project in "ABC"] == [Decimal("65.86"), Decimal(80), Decimal("94.14")]


def test_a_figure_may_leave_the_range_of_the_sheet():
	scores = {("J", "A"): 99, ("J", "B"): 98, ("J", "C"): 98, ("K", "A"): 100, ("K", "B"): 60, ("K", "C"): 55}
	assert max(cells(standardise(scores).on_sheet).values()) > 100


def test_few_reviews_or_no_spread_give_no_z_score_and_the_reason():
	scores = {("F", "A"): 80, ("F", "B"): 90, **{("N", project): 85 for project in "ABC"}}
	found = standardise({**scores, **STRICT_AND_LENIENT})
	assert found.left_out == {"F": TOO_FEW, "N": NO_SPREAD}
	assert {juror for juror, _project in cells(found.z)} == {"J", "K"}
	assert standardise(scores, least=2).left_out == {"N": NO_SPREAD}
	assert standardise({("J", "A"): 80}, least=0).left_out == {"J": TOO_FEW}


def test_nobody_to_standardise():
	found = standardise({})
	assert (found.z.by_project, found.on_sheet.by_project, found.left_out) == ({}, {}, {})


@given(PANELS)
@settings(deadline=None)
def test_z_scores_of_a_juror_have_the_mean_0_and_the_deviation_1(scores):
	z = cells(standardise(scores).z, places=9)
	for juror in {juror for juror, _project in z}:
		own = [value for (who, _project), value in z.items() if who == juror]
		assert abs(sum(own)) < Decimal("1e-7")
		assert abs(sum(value * value for value in own) - (len(own) - 1)) < Decimal("1e-7")


@given(PANELS, st.integers(1, 4), st.integers(-20, 20))
@settings(deadline=None)
def test_neither_level_nor_spread_of_a_juror_matters(scores, factor, shift):
	moved = {
		(juror, project): value * factor + shift if juror == "J" else value
		for (juror, project), value in scores.items()
	}
	assert cells(standardise(moved).z) == cells(standardise(scores).z)
