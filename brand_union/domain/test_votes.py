from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import votes
from brand_union.domain.votes import ABSTAIN, AGAINST, BALLOTS, FOR, Tally


def test_an_abstention_is_a_ballot_and_what_was_not_handed_in_is_none():
	found = votes.tally([FOR, AGAINST, FOR, ABSTAIN, None, FOR, ""])
	assert found == Tally(in_favour=3, against=1, abstained=1)
	assert (found.ballots, found.share) == (5, Fraction(60))


@pytest.mark.parametrize(
	("in_favour", "against", "needed", "enough"),
	[
		(1, 1, 50, True),  # reached is enough
		(1, 1, "50.01", False),  # more than half
		(2, 1, "66.66", True),
		(2, 1, "66.67", False),  # two thirds are 66.666…
		(0, 0, 0, False),
		(0, 3, 0, True),
	],
)
def test_the_share_that_is_needed(in_favour, against, needed, enough):
	assert Tally(in_favour, against).is_enough(needed) is enough


def test_no_ballot_no_share():
	assert votes.tally([None, ""]).share is None


def test_another_word_is_no_ballot():
	with pytest.raises(ValueError, match="Perhaps"):
		votes.tally([FOR, "Perhaps"])


@given(st.lists(st.sampled_from(BALLOTS), min_size=1), st.data())
def test_a_ballot_that_turns_in_favour_never_lowers_the_share(ballots, data):
	place = data.draw(st.integers(0, len(ballots) - 1))
	turned = [*ballots[:place], FOR, *ballots[place + 1 :]]
	assert 0 <= votes.tally(ballots).share <= votes.tally(turned).share <= 100
