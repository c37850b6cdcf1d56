from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain import panel_flags, panel_methods
from brand_union.domain.agreement import INCOMPLETE
from brand_union.domain.panel_methods import METHODS, MONOTONE, RANK_POINTS, STANDARDISED_MEAN, VOTES
from brand_union.domain.panel_rules import Line, PanelProject, PanelRules, PanelSheet
from brand_union.domain.panel_table import panel_table
from brand_union.domain.parts import JURY, SELF, Part
from brand_union.domain.ranking import TOTAL_OF_ALL, GradeBand, TieBreak
from brand_union.domain.scoring import MEAN, MEDIAN, TRIMMED_MEAN
from brand_union.domain.standard_scores import NO_SPREAD, TOO_FEW
from brand_union.domain.votes import ABSTAIN, AGAINST, BALLOTS, FOR, Tally

KEYS = "ABCDE"
JURORS = "JKLM"
# Few different values, so that ties are frequent; a cell that is not there was not handed in.
GIVEN = st.dictionaries(
	st.tuples(st.sampled_from(JURORS), st.sampled_from(KEYS)),
	st.tuples(st.integers(60, 70), st.sampled_from(BALLOTS)),
	min_size=1,
)
TOTAL = TieBreak(TOTAL_OF_ALL)


def projects(keys=KEYS, **overrides):
	return [PanelProject(key, **{name: values[key] for name, values in overrides.items()}) for key in keys]


def sheets(given):
	return [PanelSheet(juror, key, total, ballot) for (juror, key), (total, ballot) in given.items()]


def lines(table):
	return {line.key: line for line in table.projects}


def of_totals(rows, **rules):
	"""The table of {juror: [totals of A, B, …]}, None = not handed in."""
	given = [
		PanelSheet(juror, key, total)
		for juror, totals in rows.items()
		for key, total in zip(KEYS, totals, strict=False)
	]
	keys = KEYS[: max(len(totals) for totals in rows.values())]
	return panel_table(projects(keys), given, PanelRules(**rules))


# Three jurors, four projects; worked out by hand below.
PANEL = {"J": [90, 80, 70, 60], "K": [95, 85, 90, 70], "L": [70, 75, 80, 75]}


def test_every_method_side_by_side():
	found = lines(of_totals(PANEL, trim_from=3))
	# A: 90, 95, 70. Mean 255 / 3; trimmed from three sheets on, 90 is left; the median is the same.
	# Points (100, 66.67, 33.33, 0 by place): J 100, K 100, L 0.
	# z: (1.1619 + 0.9258 - 1.2247) / 3 = 0.2877; all scores: mean 78.333, s = √(1166.67 / 11) = 10.2986.
	places = {method: (row.score, row.rank) for method, row in found["A"].methods.items()}
	assert places == {
		MEAN: (Decimal("85.00"), 1),
		TRIMMED_MEAN: (Decimal("90.00"), 1),
		MEDIAN: (Decimal("90.00"), 1),
		STANDARDISED_MEAN: (Decimal("81.30"), 2),
		RANK_POINTS: (Decimal("66.67"), 1),
	}
	# C: 70, 90, 80 is the same mean as B's 80, 85, 75; points 33.33 + 66.67 + 100.
	assert [(found[key].place.score, found[key].place.rank) for key in "BC"] == [(80, 2), (80, 2)]
	assert found["C"].methods[RANK_POINTS].score == Decimal("66.67")
	assert (found["A"].spread, found["D"].spread) == (Decimal("13.23"), Decimal("7.64"))


def test_z_scores_stand_beside_the_raw_ones():
	table = of_totals(PANEL)
	# J: mean 75, squares 500, s = √(500 / 3) = 12.910; 15 / 12.910 = 1.16.
	assert [table.z_of("J", key) for key in "ABCD"] == [
		Decimal(z) for z in ("1.16", "0.39", "-0.39", "-1.16")
	]
	# K: mean 85, squares 350, so 10 / 10.801; L: mean 75, squares 50, so -5 / 4.082. The mean of A's three:
	assert lines(table)["A"].z == Decimal("0.29")
	assert table.points_of("L", "B") == Decimal("50.00")
	assert (table.z_of("J", "Z"), table.points_of("X", "A")) == (None, None)


def test_the_jurors():
	table = of_totals({**PANEL, "M": [80, None, 80, 80], "N": [None, 60, None, None]})
	found = {line.key: line for line in table.jurors}
	assert [line.no_z for line in table.jurors] == ["", "", "", NO_SPREAD, TOO_FEW]
	assert (found["J"].valid, found["J"].mean, found["J"].spread) == (4, Decimal("75.00"), Decimal("12.91"))
	# N gave B 60; the other three gave it 80, 85 and 75.
	assert (found["N"].valid, found["N"].mean, found["N"].spread) == (1, Decimal("60.00"), None)
	assert found["N"].leniency == Decimal("-20.00")
	assert table.w.reason == INCOMPLETE


def test_the_panel():
	table = of_totals(PANEL)
	# Places from the lowest: J 4 3 2 1, K 4 2 3 1, L 1 2.5 4 2.5; sums 9, 7.5, 9, 4.5, around 7.5 squares 13.5.
	# L ties two: T = 6. W = 12 × 13.5 / (9 × 60 - 3 × 6).
	assert table.w.value == Fraction(162, 522)
	assert table.alpha.value < table.w.value


def test_missing_recused_and_valid_are_three_things():
	given = [
		PanelSheet("J", "A", 80),
		PanelSheet("K", "A"),
		PanelSheet("L", "A", 20, recused=True),
		PanelSheet("M", "A", recused=True),
		PanelSheet("N", "A", 90),
	]
	line = panel_table(projects("A"), given, PanelRules(min_valid=3)).projects[0]
	assert (line.valid, line.missing, line.recused, line.place.score) == (2, 1, 2, Decimal("85.00"))
	assert line.flags == (panel_flags.TOO_FEW_SHEETS, panel_flags.SHEETS_MISSING)


def test_votes_decide_where_the_rules_say_so():
	ballots = {"A": [FOR, FOR, AGAINST, ABSTAIN], "B": [FOR, FOR, FOR, AGAINST], "C": [AGAINST] * 4}
	given = [
		PanelSheet(juror, key, 80, ballot)
		for key, row in ballots.items()
		for juror, ballot in zip(JURORS, row, strict=True)
	]
	rules = PanelRules(method=VOTES, votes_needed="66.67")
	found = lines(panel_table(projects("ABC"), given, rules))
	assert [(found[key].place.score, found[key].place.rank) for key in "ABC"] == [(50, 2), (75, 1), (0, 3)]
	assert found["A"].ballots == Tally(2, 1, 1)
	assert [panel_flags.VOTES_LACKING in found[key].flags for key in "ABC"] == [True, False, True]


def test_parts_are_weighed_and_a_missing_one_leaves_no_score():
	rules = PanelRules(parts=(Part(JURY, 80), Part(SELF, 20)))
	rows = projects("AB", parts={"A": {SELF: 95}, "B": {}})
	given = [PanelSheet(juror, key, total) for key in "AB" for juror, total in (("J", 80), ("K", 85))]
	found = lines(panel_table(rows, given, rules))
	# 0.8 × 82.5 + 0.2 × 95
	assert (found["A"].place.score, found["A"].methods[MEDIAN].score) == (Decimal("85.00"), Decimal("85.00"))
	assert (found["B"].place.score, found["B"].parts_missing) == (None, (SELF,))
	assert panel_flags.PART_MISSING in found["B"].flags
	rescaled = lines(panel_table(rows, given, replace(rules, rescale_parts=True)))
	assert rescaled["B"].place.score == Decimal("82.50")


def test_parts_shift_the_line_of_the_samples():
	rules = PanelRules(parts=(Part(JURY, 50), Part(SELF, 50)), line=Line(threshold=80))
	given = [PanelSheet(juror, key, total) for key in "AB" for juror, total in (("J", 70), ("K", 72))]
	found = lines(panel_table(projects("AB", parts={"A": {SELF: 90}, "B": {SELF: 70}}), given, rules))
	assert [found[key].firmness for key in "AB"] == [Decimal("100.0"), Decimal("0.0")]


def test_flags_at_the_line():
	rows = {"J": [90, 84, 80, 60], "K": [91, 70, 79, 61], "L": [92, 86, 80, 62]}
	found = lines(of_totals(rows, line=Line(places=2)))
	# B has 84, 70, 86 and C 80, 79, 80: the mean puts B first, by 80 to 79.67, and so does the median; but the
	# low score of K is an outlier, so samples fall on both sides.
	assert (found["A"].firmness, found["D"].firmness) == (Decimal("100.0"), Decimal("0.0"))
	assert abs(found["B"].firmness + found["C"].firmness - 100) <= Decimal("0.1")
	assert panel_flags.CUT_NOT_FIRM in found["B"].flags and panel_flags.CUT_NOT_FIRM in found["C"].flags
	assert found["A"].flags == found["D"].flags == ()


def test_the_method_decides_on_the_side_of_the_line():
	rows = {"J": [80, 81], "K": [80, 81], "L": [80, 60]}
	found = lines(of_totals(rows, line=Line(places=1)))
	assert (found["A"].place.rank, found["A"].methods[MEDIAN].rank) == (1, 2)
	assert all(panel_flags.METHOD_DECIDES in line.flags for line in found.values())


def test_grades_by_threshold_and_share():
	bands = (GradeBand("Excellent", 85, max_share=25), GradeBand("Pass", 60))
	rows = {"J": [90, 90, 70, 50], "K": [92, 88, 72, 52]}
	found = lines(of_totals(rows, bands=bands))
	assert [found[key].graded.grade for key in "ABCD"] == ["Excellent", "Pass", "Pass", None]
	assert panel_flags.HIGHER_GRADE_FULL in found["B"].flags


def test_ties_break_by_the_rules():
	values = {"A": {TOTAL.name: 160}, "B": {TOTAL.name: 240}}
	given = [PanelSheet(juror, "A", 80) for juror in "JK"] + [PanelSheet(juror, "B", 80) for juror in "JKL"]
	rows = projects("AB", tie_values=values)
	assert [line.place.rank for line in panel_table(rows, given, PanelRules()).projects] == [1, 1]
	ranked = panel_table(rows, given, PanelRules(tie_breaks=(TOTAL,))).projects
	assert [(line.key, line.place.rank) for line in ranked] == [("B", 1), ("A", 2)]


def test_nothing_was_handed_in():
	table = panel_table(projects("AB"), [PanelSheet("J", "A")], PanelRules(line=Line(places=1)))
	assert [(line.place.score, line.place.rank, line.firmness) for line in table.projects] == [
		(None, None, None)
	] * 2
	assert panel_table([], [], PanelRules()).projects == ()


def test_a_sheet_for_another_project_is_refused():
	with pytest.raises(ValueError, match="not here: Z"):
		panel_table(projects(), [PanelSheet("J", "Z", 80)], PanelRules())


def test_a_method_that_nobody_knows_is_refused():
	with pytest.raises(ValueError, match="Best Of"):
		PanelRules(method="Best Of")


@given(GIVEN, st.sampled_from(METHODS), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_jurors_and_projects_does_not_matter(given, method, random):
	rules = PanelRules(method=method, trim_from=3, line=Line(places=2), samples=20, tie_breaks=(TOTAL,))
	rows, own = projects(), sheets(given)
	shuffled = panel_table(random.sample(rows, len(rows)), random.sample(own, len(own)), rules)
	assert shuffled == panel_table(rows, own, rules)


@given(GIVEN, st.sampled_from(METHODS))
@settings(max_examples=60, deadline=None)
def test_what_was_not_handed_in_is_as_if_it_had_never_been_given_out(given, method):
	rules = PanelRules(method=method, line=Line(places=2), samples=20)
	absent = [
		PanelSheet(juror, key, recused=juror == "M")
		for juror in JURORS
		for key in KEYS
		if (juror, key) not in given
	]
	with_them = panel_table(projects(), [*sheets(given), *absent], rules)
	without = panel_table(projects(), sheets(given), rules)
	quiet = {"missing": 0, "recused": 0, "flags": ()}
	assert [replace(line, **quiet) for line in with_them.projects] == [
		replace(line, **quiet) for line in without.projects
	]
	assert (with_them.w, with_them.alpha, with_them.z) == (without.w, without.alpha, without.z)


@given(GIVEN, st.sampled_from(sorted(MONOTONE)), st.integers(1, 9), st.data())
@settings(max_examples=150, deadline=None)
def test_a_higher_score_never_lowers_a_rank(given, method, more, data):
	juror, key = data.draw(st.sampled_from(sorted(given)))
	total, _ballot = given[juror, key]
	rules = PanelRules(method=method, trim_from=3)
	raised = {**given, (juror, key): (total + more, FOR)}
	before = lines(panel_table(projects(), sheets(given), rules))[key].place.rank
	after = lines(panel_table(projects(), sheets(raised), rules))[key].place.rank
	# A juror's only project has no place in that juror's order.
	assert (after, before) == (None, None) or after <= before


def test_standardising_can_lower_the_rank_of_who_is_given_more():
	rows = {"J": [50, 80, 70], "K": [90, 60, 70]}
	before = lines(of_totals(rows, method=STANDARDISED_MEAN))
	after = lines(of_totals({**rows, "K": [100, 60, 70]}, method=STANDARDISED_MEAN))
	assert [before[key].place.rank for key in "ABC"] == [1, 1, 1]
	assert [after[key].place.rank for key in "ABC"] == [2, 1, 3]
	assert frozenset(METHODS) - {STANDARDISED_MEAN} == MONOTONE


@given(GIVEN, st.sampled_from(sorted(MONOTONE)))
@settings(max_examples=60, deadline=None)
def test_scores_stay_within_range(given, method):
	low, high = (0, 100) if method in (RANK_POINTS, VOTES) else (60, 70)
	for line in panel_table(projects(), sheets(given), PanelRules(method=method)).projects:
		assert line.place.score is None or low <= line.place.score <= high


@given(GIVEN, st.integers(1, 100), st.sampled_from(METHODS))
@settings(max_examples=60, deadline=None)
def test_a_share_is_never_exceeded(given, share, method):
	bands = (GradeBand("Excellent", 0, share), GradeBand("Pass", 0))
	table = panel_table(projects(), sheets(given), PanelRules(method=method, bands=bands))
	scored = sum(line.place.score is not None for line in table.projects)
	assert sum(line.graded.grade == "Excellent" for line in table.projects) * 100 <= share * scored


@given(GIVEN)
@settings(max_examples=60, deadline=None)
def test_ties_break_the_same_way_every_time(given):
	"""Truly tied projects share the rank and stand in the order of their keys, by every method."""
	for line in panel_table(projects(), sheets(given), PanelRules()).projects:
		for method, row in line.methods.items():
			own = panel_table(projects(), sheets(given), PanelRules(method=method)).projects
			tied = [other.key for other in own if other.place.rank == row.rank is not None]
			assert tied == sorted(tied)
			assert row.shared == (len(tied) > 1)


def test_every_method_has_a_way_of_combining():
	for method in METHODS:
		assert panel_methods.combining_of(method, 5, 1).kept(5)
	with pytest.raises(ValueError, match="Best Of"):
		panel_methods.combining_of("Best Of", 5, 1)
