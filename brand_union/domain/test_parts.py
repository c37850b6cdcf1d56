from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import parts
from brand_union.domain.parts import JURY, PARTS, PEERS, PUBLIC, SELF, Part, Whole

THREE = [Part(JURY, 60), Part(PEERS, 30), Part(SELF, 10)]
SCORES = st.fixed_dictionaries({name: st.decimals(0, 100, places=2) for name in PARTS})
WEIGHTS = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any)


def test_the_weighted_mean():
	# 0.6 × 85.5 + 0.3 × 80 + 0.1 × 99 = 51.3 + 24 + 9.9
	assert parts.weigh(THREE, {JURY: "85.5", PEERS: 80, SELF: 99}) == Whole(Decimal("85.20"))


def test_a_missing_part_is_missing_and_no_zero():
	assert parts.weigh(THREE, {JURY: 85, PEERS: None, SELF: ""}) == Whole(None, (PEERS, SELF))


def test_the_weights_are_shared_out_only_where_the_rules_say_so():
	# 0.6 and 0.1 of 0.7: (60 × 85 + 10 × 99) / 70 = 87
	assert parts.weigh(THREE, {JURY: 85, SELF: 99}, rescale=True) == Whole(Decimal("87.00"), (PEERS,))
	assert parts.weigh(THREE, {}, rescale=True) == Whole(None, (JURY, PEERS, SELF))


def test_a_part_without_a_weight_is_only_shown():
	assert parts.weigh([Part(JURY, 1), Part(PUBLIC, 0)], {JURY: 80}) == Whole(Decimal("80.00"))


@pytest.mark.parametrize("wrong", [[], [Part(JURY, 0)], [Part(JURY, 1), Part(JURY, 2)]])
def test_parts_that_make_no_whole_are_refused(wrong):
	with pytest.raises(ValueError, match="counts once"):
		parts.weigh(wrong, {JURY: 80})


def test_a_weight_is_not_negative():
	with pytest.raises(ValueError, match="part Self"):
		Part(SELF, -1)


@given(SCORES, WEIGHTS)
def test_the_whole_lies_between_its_parts(scores, weights):
	given_parts = [Part(name, weight) for name, weight in zip(PARTS, weights, strict=True)]
	counted = [scores[part.name] for part in given_parts if part.weight]
	assert min(counted) <= parts.weigh(given_parts, scores).score <= max(counted)


@given(SCORES, WEIGHTS, st.sampled_from(PARTS), st.decimals(0, 50, places=2))
def test_a_higher_part_never_lowers_the_whole(scores, weights, name, more):
	given_parts = [Part(part, weight) for part, weight in zip(PARTS, weights, strict=True)]
	raised = {**scores, name: scores[name] + more}
	assert parts.weigh(given_parts, raised).score >= parts.weigh(given_parts, scores).score
