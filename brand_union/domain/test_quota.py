import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.quota import (
	Allowance,
	Coverage,
	QuotaRule,
	UnitFacts,
	cap_and_duty,
	coverage,
	free_slots,
	slot_key,
)

RULES = [
	QuotaRule(cap=3, duty=1, kind="College", condition="had_good_grade"),
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
		(UnitFacts("U", "College", 50, frozenset({"had_good_grade"})), Allowance(3, 1, 0)),
		(UnitFacts("U", "Association", 500), Allowance(1, 0, 3)),
		(UnitFacts("U", "Office", 500), Allowance(0, 0, None)),
	],
)
def test_the_first_row_that_matches_counts(unit, expected):
	assert cap_and_duty(unit, RULES) == expected


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


def test_coverage_shows_who_owes_what():
	units = [
		UnitFacts("Maths", "College", 40),
		UnitFacts("Physics", "College", 140),
		UnitFacts("Chess", "Association"),
	]
	assert coverage(units, RULES, ["Physics", "Physics", "Chess", "Elsewhere"]) == [
		Coverage("Maths", cap=1, duty=1, filed=0, missing=1, free=1, row=1),
		Coverage("Physics", cap=2, duty=1, filed=2, missing=0, free=0, row=2),
		Coverage("Chess", cap=1, duty=0, filed=1, missing=0, free=0, row=3),
	]
