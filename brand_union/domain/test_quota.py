import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.quota import (
	Allowance,
	Coverage,
	QuotaRule,
	UnitFacts,
	cap_and_duty,
	covered,
	free_slots,
	slot_key,
)

RULES = [
	QuotaRule(cap=3, duty=1, kind="College", tag="Had a Good Grade", ranked=True),
	QuotaRule(cap=1, duty=1, kind="College", max_heads=99),
	QuotaRule(cap=2, duty=1, kind="College", min_heads=100),
	QuotaRule(cap=1, kind="Association"),
]


@pytest.mark.parametrize(
	("unit", "expected"),
	[
		(UnitFacts("U", "College", 0), Allowance(1, 1, 1)),
		(UnitFacts("U", "College", 99), Allowance(1, 1, 1)),
		(UnitFacts("U", "College", 100), Allowance(2, 1, 2)),
		(UnitFacts("U", "College", 50, frozenset({"Had a Good Grade"})), Allowance(3, 1, 0, True)),
		(UnitFacts("U", "Association", 500), Allowance(1, 0, 3)),
		(UnitFacts("U", "Office", 500), Allowance(0, 0, None)),
	],
)
def test_the_first_row_that_matches_counts(unit, expected):
	assert cap_and_duty(unit, RULES) == expected


def test_a_row_whose_condition_does_not_hold_is_passed_over():
	unit = UnitFacts("U", "College", 99)
	asked = []
	assert cap_and_duty(unit, RULES, lambda row: asked.append(row)) == Allowance(0, 0, None)
	assert asked == [1]


def test_a_rule_without_bounds_speaks_of_every_unit():
	assert QuotaRule(cap=1).matches(UnitFacts("U", "Anything", 12))


@pytest.mark.parametrize(
	("cap", "taken", "free"), [(1, [], [1]), (1, [1], []), (3, [2], [1, 3]), (2, [1, 2, 3], []), (0, [], [])]
)
def test_free_slots(cap, taken, free):
	assert free_slots(cap, taken) == free


def test_a_slot_key_can_be_read():
	assert slot_key("HIT-2025", "CS", 1) == "HIT-2025|CS|1"


NAMES = st.text(alphabet="a|%25C7哈", max_size=6)
SLOTS = st.tuples(NAMES, NAMES, st.integers(1, 12))


@given(SLOTS, SLOTS)
def test_different_slots_never_share_a_key(one, other):
	assert (slot_key(*one) == slot_key(*other)) is (one == other)


def test_a_long_key_fits_the_column_and_stays_different():
	keys = {slot_key("年" * 140, "位" * 140, slot) for slot in (1, 2)}
	assert sorted(len(key) for key in keys) == [64, 64]


@given(SLOTS)
def test_joint_slots_are_counted_apart(slot):
	assert slot_key(*slot, joint=True) != slot_key(*slot)


def test_coverage_shows_who_owes_what():
	assert [
		covered("Maths", Allowance(1, 1, 1), 0),
		covered("Physics", Allowance(2, 1, 2), 2),
		covered("Chess", Allowance(1, 1, 3), 1, used=0),
	] == [
		Coverage("Maths", cap=1, duty=1, filed=0, missing=1, free=1, row=1),
		Coverage("Physics", cap=2, duty=1, filed=2, missing=0, free=0, row=2),
		Coverage("Chess", cap=1, duty=1, filed=1, missing=0, free=1, row=3),
	]
