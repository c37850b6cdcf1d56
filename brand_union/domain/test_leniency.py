from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain.leniency import leniency
from brand_union.domain.ratings import ratings_of


def lenient(scores):
	return leniency(ratings_of((*key, value) for key, value in scores.items()))


def test_the_mean_difference_to_the_co_reviewers():
	scores = {
		("J", "A"): 90,
		("K", "A"): 80,
		("L", "A"): 70,
		("J", "B"): 85,
		("K", "B"): 75,
		("L", "C"): 100,
	}
	# J: 90 - 75 and 85 - 75, so 12.5. K: 80 - 80 and 75 - 85. L: 70 - 85; nobody else saw C.
	assert lenient(scores) == {"J": Fraction(25, 2), "K": Fraction(-5), "L": Fraction(-15)}


def test_without_a_co_reviewer_nothing_can_be_said():
	assert lenient({("J", "A"): 90, ("K", "B"): 80}) == {"J": None, "K": None}


@given(
	st.dictionaries(
		st.tuples(st.sampled_from("JKL"), st.sampled_from("ABCD")), st.decimals(60, 99, places=1)
	),
	st.integers(-9, 9),
)
@settings(deadline=None)
def test_a_juror_who_gives_more_points_is_as_much_more_lenient(scores, more):
	raised = {key: value + more if key[0] == "J" else value for key, value in scores.items()}
	before, after = lenient(scores).get("J"), lenient(raised).get("J")
	assert after == (None if before is None else before + more)
