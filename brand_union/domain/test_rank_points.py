from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain import rank_points
from brand_union.domain.ratings import ratings_of

PANELS = st.dictionaries(st.tuples(st.sampled_from("JKL"), st.sampled_from("ABCDE")), st.integers(60, 70))


def points(scores):
	"""{(juror, project): points} as fractions of one."""
	found = rank_points.points(ratings_of((*key, value) for key, value in scores.items()))
	return {(j, p): v / found.scale for p, row in found.by_project.items() for j, v in row.items()}


def test_the_best_gets_all_the_last_nothing_and_equals_the_middle_of_their_places():
	scores = {("J", "A"): 95, ("J", "B"): 88, ("J", "C"): 88, ("J", "D"): 71, ("J", "E"): 60}
	# Places 1, 2.5, 2.5, 4 and 5 of five: a step is 25 points.
	assert points(scores) == {
		("J", "A"): 100,
		("J", "B"): 62.5,
		("J", "C"): 62.5,
		("J", "D"): 25,
		("J", "E"): 0,
	}


def test_strict_and_lenient_jurors_weigh_the_same_whatever_they_reviewed():
	scores = {("J", "A"): 40, ("J", "B"): 30, ("K", "A"): 96, ("K", "B"): 97, ("K", "C"): 95}
	assert points(scores) == {
		("J", "A"): 100,
		("J", "B"): 0,
		("K", "A"): 50,
		("K", "B"): 100,
		("K", "C"): 0,
	}


def test_a_single_project_is_neither_first_nor_last():
	assert points({("J", "A"): 90, ("K", "A"): 80, ("K", "B"): 70}) == {("K", "A"): 100, ("K", "B"): 0}


def test_a_juror_who_sees_no_difference_gives_everybody_the_middle():
	assert points({("J", "A"): 80, ("J", "B"): 80}) == {("J", "A"): 50, ("J", "B"): 50}


@given(PANELS)
@settings(deadline=None)
def test_every_juror_gives_fifty_on_average(scores):
	found = points(scores)
	for juror in {juror for juror, _project in found}:
		own = [value for (who, _project), value in found.items() if who == juror]
		assert all(0 <= value <= 100 for value in own)
		assert abs(sum(own) - 50 * len(own)) < 1e-9


@given(PANELS.filter(bool), st.integers(1, 10), st.data())
@settings(deadline=None)
def test_a_higher_score_raises_nobody_elses_points(scores, more, data):
	chosen = data.draw(st.sampled_from(sorted(scores)))
	before, after = points(scores), points({**scores, chosen: scores[chosen] + more})
	for key in before:
		assert after[key] >= before[key] if key == chosen else after[key] <= before[key]
