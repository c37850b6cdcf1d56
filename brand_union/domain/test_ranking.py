from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import ranking
from brand_union.domain.ranking import (
	CRITERION_MEAN,
	EARLIER_FILING,
	LIFTED,
	PASSED_OVER,
	TOTAL_OF_ALL,
	Departure,
	GradeBand,
	Outcome,
	Ranked,
	RankRow,
	TieBreak,
)

TOTAL = TieBreak(TOTAL_OF_ALL)
INNOVATION = TieBreak(CRITERION_MEAN, "innovation")
FILING = TieBreak(EARLIER_FILING)
BANDS = [
	GradeBand("Pass", 60),
	GradeBand("Excellent", 90, max_share=50),
	GradeBand("Good", 80),
	GradeBand("Fail", 0, passes=False),
]
# Few different values, so that ties are frequent.
SCORES = st.one_of(st.none(), st.integers(55, 100).map(Decimal))
FIELDS = st.lists(SCORES, max_size=25).map(
	lambda scores: [RankRow(f"P{place:02}", score) for place, score in enumerate(scores)]
)


def row(key, score, **values):
	names = {"total": TOTAL.name, "innovation": INNOVATION.name, "filed": FILING.name}
	return RankRow(key, score, {names[name]: value for name, value in values.items()})


def places(ranked):
	return [(r.key, r.rank) for r in ranked]


def test_truly_tied_rows_share_a_rank_and_the_next_is_skipped():
	ranked = ranking.rank([row("D", 70), row("C", 80), row("A", 90), row("B", 80)])
	assert places(ranked) == [("A", 1), ("B", 2), ("C", 2), ("D", 4)]
	assert [r.shared for r in ranked] == [False, True, True, False]


def test_rows_without_a_score_come_last_without_a_rank():
	ranked = ranking.rank([row("B", None), row("A", None), row("Z", 0)])
	assert ranked == [Ranked("Z", Decimal(0), 1), Ranked("A", None, None), Ranked("B", None, None)]


def test_tie_breaks_apply_in_their_order():
	rows = [
		row("A", 80, total=400, innovation=15, filed=datetime(2025, 6, 3)),
		row("B", 80, total=410, innovation=12, filed=datetime(2025, 6, 2)),
		row("C", 80, total=400, innovation=16, filed=datetime(2025, 6, 4)),
		row("D", 80, total=400, innovation=15, filed=datetime(2025, 6, 1)),
	]
	assert places(ranking.rank(rows, [TOTAL, INNOVATION, FILING])) == [("B", 1), ("C", 2), ("D", 3), ("A", 4)]
	assert places(ranking.rank(rows, [FILING])) == [("D", 1), ("B", 2), ("A", 3), ("C", 4)]
	assert places(ranking.rank(rows, [INNOVATION, TOTAL])) == [("C", 1), ("A", 2), ("D", 2), ("B", 4)]


def test_a_row_without_the_value_loses_the_tie():
	rows = [row("A", 80), row("B", 80, innovation=1), row("C", 80)]
	assert places(ranking.rank(rows, [INNOVATION])) == [("B", 1), ("A", 2), ("C", 2)]


@given(FIELDS, st.randoms())
def test_the_order_of_projects_does_not_matter(rows, random):
	assert ranking.rank(random.sample(rows, len(rows))) == ranking.rank(rows)


@given(FIELDS)
def test_a_rank_is_one_more_than_the_number_of_better_scores(rows):
	scores = [r.score for r in rows if r.score is not None]
	for ranked in ranking.rank(rows):
		if ranked.rank is not None:
			assert ranked.rank == 1 + sum(score > ranked.score for score in scores)


@given(FIELDS.filter(lambda rows: any(r.score is not None for r in rows)), st.data())
def test_a_higher_score_never_lowers_a_rank_or_a_grade(rows, data):
	chosen = data.draw(st.sampled_from([r for r in rows if r.score is not None]))
	raised = [RankRow(r.key, r.score + 3) if r is chosen else r for r in rows]
	before = {r.key: r.rank for r in ranking.rank(rows)}
	after = {r.key: r.rank for r in ranking.rank(raised)}
	assert after[chosen.key] <= before[chosen.key]


@pytest.mark.parametrize(
	("score", "grade"),
	[("90", "Excellent"), ("89.99", "Good"), (89.9, "Good"), ("60", "Pass"), ("59.99", "Fail"), ("-1", None)],
)
def test_a_threshold_is_included(score, grade):
	band = ranking.grade(Decimal(str(score)), BANDS)
	assert (band.grade if band else None) == grade


def test_a_threshold_given_as_a_float_is_met_by_the_same_decimal():
	assert ranking.grade(Decimal("89.9"), [GradeBand("Good", 89.9)]).grade == "Good"
	assert ranking.grade(None, BANDS) is None


def test_threshold_and_share_together():
	ranked = ranking.rank([row("A", 97), row("B", 95), row("C", 93), row("D", 85), row("E", 55)])
	# Half of five is 2.5, so two may be excellent; C has the score and not the place.
	graded = [(g.key, g.grade, g.passes, g.capped) for g in ranking.grades(ranked, BANDS)]
	assert graded == [
		("A", "Excellent", True, False),
		("B", "Excellent", True, False),
		("C", "Good", True, True),
		("D", "Good", True, False),
		("E", "Fail", False, False),
	]


def test_rows_that_share_a_rank_fall_together_and_nobody_takes_their_place():
	ranked = ranking.rank([row("A", 97), row("B", 95), row("C", 95), row("D", 94), row("E", 60)])
	assert [g.grade for g in ranking.grades(ranked, BANDS)] == ["Excellent", "Good", "Good", "Good", "Pass"]


def test_the_share_may_count_projects_that_were_not_scored():
	ranked = ranking.rank([row("A", 97), row("B", 95), row("C", None), row("D", None)])
	assert [g.grade for g in ranking.grades(ranked, BANDS)] == ["Excellent", "Good", None, None]
	assert [g.grade for g in ranking.grades(ranked, BANDS, count=4)] == ["Excellent", "Excellent", None, None]


def test_who_falls_skips_a_band_that_is_full_as_well():
	bands = [GradeBand("First", 90, 20), GradeBand("Second", 80, 20), GradeBand("Third", 0)]
	ranked = ranking.rank([row(key, 95 - place) for place, key in enumerate("ABCDE")])
	assert [g.grade for g in ranking.grades(ranked, bands)] == ["First", "Second", "Third", "Third", "Third"]


@given(FIELDS, st.integers(1, 100))
def test_a_share_is_never_exceeded(rows, share):
	bands = [GradeBand("Excellent", 80, share), GradeBand("Pass", 0)]
	scored = sum(r.score is not None for r in rows)
	graded = ranking.grades(ranking.rank(rows), bands)
	assert sum(g.grade == "Excellent" for g in graded) * 100 <= share * scored


@given(FIELDS)
def test_a_better_rank_never_has_a_worse_grade(rows):
	order = ["Excellent", "Good", "Pass", "Fail"]
	graded = [order.index(g.grade) for g in ranking.grades(ranking.rank(rows), BANDS) if g.grade]
	assert graded == sorted(graded)


def test_a_decision_along_the_rank_order_needs_no_reason():
	assert ranking.departures([Outcome("A", 1, 2), Outcome("B", 2, 1), Outcome("C", 3, 0)]) == []


def test_who_was_passed_over_and_who_was_lifted():
	outcomes = [Outcome("A", 1, 1), Outcome("B", 2, 0), Outcome("C", 3, 0), Outcome("D", 4, 1)]
	assert ranking.departures(outcomes) == [
		Departure("B", PASSED_OVER, level=0, expected=1),
		Departure("D", LIFTED, level=1, expected=0),
	]


def test_a_higher_tier_below_a_lower_one_departs_too():
	assert [d.key for d in ranking.departures([Outcome("A", 1, 1), Outcome("B", 2, 2)])] == ["A", "B"]


def test_a_line_drawn_through_a_tie_is_no_departure():
	assert ranking.departures([Outcome("A", 1, 1), Outcome("B", 2, 0), Outcome("C", 2, 1)]) == []


def test_approval_without_a_score_needs_a_reason():
	outcomes = [Outcome("A", 1, 0), Outcome("B", None, 1)]
	assert ranking.departures(outcomes) == [
		Departure("A", PASSED_OVER, level=0, expected=1),
		Departure("B", LIFTED, level=1, expected=0),
	]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), max_size=15))
def test_departures_are_empty_exactly_when_no_pair_is_turned_round(pairs):
	outcomes = [Outcome(f"P{place}", rank, level) for place, (rank, level) in enumerate(pairs)]
	turned = any(a.rank < b.rank and a.level < b.level for a in outcomes for b in outcomes)
	assert bool(ranking.departures(outcomes)) is turned
