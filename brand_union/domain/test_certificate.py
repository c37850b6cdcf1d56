import pytest

from brand_union.domain import certificate


@pytest.mark.parametrize(
	("pattern", "expected"),
	[
		("", "2025-007"),
		("{number}", "7"),
		("{year}{number:3}", "2025007"),
		("校工表〔{year}〕{number}号", "校工表〔2025〕7号"),
		("{number:2}/{number}", "07/7"),
	],
)
def test_the_number_of_a_certificate(pattern, expected):
	assert certificate.number(pattern, 2025, 7) == expected


def test_a_number_may_outgrow_its_digits():
	assert certificate.number("{number:3}", 2025, 1234) == "1234"


@pytest.mark.parametrize(
	("one", "other", "together"),
	[
		("", "{year}-{number:3}", True),
		("A {number}", "A {number:3}", True),
		("A {number}", "B {number}", False),
		("A {number}", "A{number}", False),
		("{year}-{number}", "{number}-{year}", False),
	],
)
def test_what_is_counted_together(one, other, together):
	assert (certificate.series(one) == certificate.series(other)) is together


@pytest.mark.parametrize(
	("pattern", "found"),
	[
		("{number}", None),
		("A {year}-{number:3}", None),
		("A {year}", "number"),
		("No number", "number"),
		("{number} {month}", "{month}"),
		("{number:99999}", "{number:99999}"),
		("{number.__class__}", "{number.__class__}"),
		("{number} {}", " {}"),
		("{number} {", " {"),
	],
)
def test_what_is_wrong_with_a_pattern(pattern, found):
	assert certificate.problem(pattern) == found


def test_a_wrong_pattern_gives_no_number():
	with pytest.raises(ValueError, match="not a pattern"):
		certificate.number("{year}", 2025, 7)
