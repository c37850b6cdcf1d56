from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_union.domain import agreement
from brand_union.domain.agreement import INCOMPLETE, INTERVAL, NO_SPREAD, ORDINAL, TOO_FEW, Agreement
from brand_union.domain.ratings import ratings_of

# Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, section C: four
# observers, twelve units, values missing. Published there: ordinal .815, interval .849.
KRIPPENDORFF_2011 = [
	"1 2 3 3 2 1 4 1 2 . . .",
	"1 2 3 3 2 2 4 1 2 5 . 3",
	". 3 3 3 2 3 4 2 2 5 1 .",
	"1 2 3 3 2 4 4 1 2 5 1 .",
]
# NAG Library, routine G08DAF, example program: three comparisons of ten objects, with ties. Published: W = 0.828.
NAG_G08DAF = [
	"1.0 4.5 2.0 4.5 3.0 7.5 6.0 9.0 7.5 10.0",
	"2.5 1.0 2.5 4.5 4.5 8.0 9.0 6.5 10.0 6.5",
	"2.0 1.0 4.5 4.5 4.5 4.5 8.0 8.0 8.0 10.0",
]
# Siegel, S. (1956), Nonparametric Statistics for the Behavioral Sciences, chapter 9: three executives rank six
# applicants. The sums of ranks are 8, 14, 11, 11, 11 and 8, s = 25.5 and W = .16.
SIEGEL_1956 = ["1 6 3 2 5 4", "1 5 6 4 2 3", "6 3 2 5 4 1"]

SCORES = st.integers(60, 66)
FULL = st.integers(2, 5).flatmap(
	lambda size: st.lists(st.lists(SCORES, min_size=size, max_size=size), min_size=2, max_size=4)
)
SPARSE = st.dictionaries(st.tuples(st.sampled_from("JKL"), st.sampled_from("ABCDE")), SCORES)


def rows(lines):
	"""One line per juror; a full stop is a score that was not given."""
	return ratings_of(
		(f"J{juror}", f"P{place:02}", value)
		for juror, line in enumerate(lines)
		for place, value in enumerate(line.split() if isinstance(line, str) else line)
		if value != "."
	)


def sparse(scores):
	return ratings_of((*key, value) for key, value in scores.items())


@pytest.mark.parametrize(("level", "published"), [(ORDINAL, 0.815), (INTERVAL, 0.849)])
def test_alpha_as_krippendorff_published_it(level, published):
	assert round(float(agreement.krippendorff_alpha(rows(KRIPPENDORFF_2011), level).value), 3) == published


@pytest.mark.parametrize(("lines", "published"), [(NAG_G08DAF, 0.828), (SIEGEL_1956, 0.162)])
def test_kendalls_w_as_it_was_published(lines, published):
	assert round(float(agreement.kendall_w(rows(lines)).value), 3) == published


def test_the_square_sums_of_the_untied_example():
	# W = s / (k²(N³ - N) / 12) with s = 25.5: 25.5 / 157.5.
	assert agreement.kendall_w(rows(SIEGEL_1956)).value == Fraction(51, 315)


def test_full_agreement_and_none():
	assert agreement.kendall_w(rows(["70 80 90", "61 62 63"])).value == 1
	assert agreement.kendall_w(rows(["70 80 90", "90 80 70"])).value == 0
	assert agreement.krippendorff_alpha(rows(["70 80 90", "70 80 90"])).value == 1
	assert agreement.krippendorff_alpha(rows(["70 90", "90 70"])).value < 0


@pytest.mark.parametrize(
	("lines", "reason"),
	[
		(["70 80 .", "70 80 90"], INCOMPLETE),
		(["70", "80"], TOO_FEW),
		(["70 80"], TOO_FEW),
		([], TOO_FEW),
		(["70 70", "80 80"], NO_SPREAD),
	],
)
def test_w_is_not_computed_where_it_means_nothing(lines, reason):
	assert agreement.kendall_w(rows(lines)) == Agreement(None, reason)


@pytest.mark.parametrize(
	("lines", "reason"), [([], TOO_FEW), (["70 .", ". 80"], TOO_FEW), (["70 70", "70 70"], NO_SPREAD)]
)
def test_alpha_is_not_computed_where_it_means_nothing(lines, reason):
	for level in (INTERVAL, ORDINAL):
		assert agreement.krippendorff_alpha(rows(lines), level) == Agreement(None, reason)


def test_a_project_with_one_score_tells_nothing():
	without = [". 80 90 70", "70 82 91 ."]
	assert agreement.krippendorff_alpha(rows(without)) == agreement.krippendorff_alpha(
		rows(["80 90", "82 91"])
	)


@given(FULL)
@settings(deadline=None)
def test_w_lies_between_0_and_1_and_asks_for_the_order_only(lines):
	found = agreement.kendall_w(rows(lines))
	assert found == agreement.kendall_w(rows([[value**3 - 7 for value in line] for line in lines]))
	assert found.value is None or 0 <= found.value <= 1


@given(SPARSE)
@settings(deadline=None)
def test_alpha_never_exceeds_1(scores):
	for level in (INTERVAL, ORDINAL):
		found = agreement.krippendorff_alpha(sparse(scores), level)
		assert found.value is None or found.value <= 1


@given(SPARSE, st.integers(1, 5), st.integers(-60, 60))
@settings(deadline=None)
def test_neither_unit_nor_zero_of_the_scale_matters_to_alpha(scores, factor, shift):
	moved = {key: value * factor + shift for key, value in scores.items()}
	for level in (INTERVAL, ORDINAL):
		assert agreement.krippendorff_alpha(sparse(moved), level) == agreement.krippendorff_alpha(
			sparse(scores), level
		)


@given(SPARSE)
@settings(deadline=None)
def test_alpha_from_all_pairs(scores):
	"""The definition: mean squared difference within projects against the one over all pairs."""
	found = sparse(scores)
	units = [list(row.values()) for row in found.by_project.values() if len(row) > 1]
	pooled = [value for unit in units for value in unit]
	within = sum(Fraction(sum((a - b) ** 2 for a in unit for b in unit), len(unit) - 1) for unit in units)
	overall = sum((a - b) ** 2 for a in pooled for b in pooled)
	alpha = agreement.krippendorff_alpha(found).value
	if overall:
		assert alpha == 1 - within / Fraction(overall, len(pooled) - 1)
	else:
		assert alpha is None
