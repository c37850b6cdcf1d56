"""Names in texts: found in every spelling, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.masking import MASK, mask, variants

pytestmark = pytest.mark.pure

LETTERS = st.text(alphabet="甲乙丙丁 abAB，12", max_size=40)
NAMES = st.lists(st.text(alphabet="甲乙丙丁abAB", min_size=1, max_size=5), max_size=4)


@pytest.mark.parametrize(
	("text", "names", "masked", "found"),
	[
		("由李雷带领会员读书", ["李雷"], "由＊＊带领会员读书", {"李雷": 1}),
		("李 雷、李　雷和李雷", ["李雷"], "＊＊、＊＊和＊＊", {"李雷": 3}),
		(
			"电气学院工会的书屋，电气学院的人",
			["电气学院", "电气学院工会"],
			"＊＊的书屋，＊＊的人",
			{"电气学院工会": 1, "电气学院": 1},
		),
		("By LI Lei and ＬＩ ＬＥＩ", ["Li Lei"], "By ＊＊ and ＊＊", {"Li Lei": 2}),
		("Ann announced the plan of Ann", ["Ann"], "＊＊ announced the plan of ＊＊", {"Ann": 2}),
		("HIT-15 and HIT-150", ["HIT-15"], "＊＊ and HIT-150", {"HIT-15": 1}),
		("王老师", ["王"], "王老师", {}),
		("Tel. 0451-8641 (A+B)", ["0451-8641", "A+B"], "Tel. ＊＊ (＊＊)", {"0451-8641": 1, "A+B": 1}),
		("", ["李雷"], "", {}),
	],
)
def test_examples(text, names, masked, found):
	assert mask(text, names) == type(mask("", []))(masked, found)


@pytest.mark.parametrize(
	("name", "above", "expected"),
	[
		("计算机学院工会", [], ["计算机学院工会", "计算机学院"]),
		(
			"北方大学电气学院分工会",
			["北方大学工会"],
			["北方大学电气学院分工会", "北方大学电气学院", "电气学院分工会", "电气学院"],
		),
		("工会", [], []),
		("北方大学工会", ["北方大学工会"], ["北方大学工会", "北方大学"]),
		("Library Trade Union", [], ["Library Trade Union", "Library"]),
		("", [], []),
	],
)
def test_what_a_unit_is_called(name, above, expected):
	assert variants(name, above) == expected


@given(LETTERS, NAMES)
def test_nothing_of_a_name_is_left(text, names):
	masked = mask(text, names)
	assert mask(masked.text, names).found == {}
	assert masked.text.count(MASK) == sum(masked.found.values())


@given(LETTERS, NAMES)
def test_what_stands_around_a_name_stays(text, names):
	rest = iter(text)
	for part in mask(text, names).text.split(MASK):
		assert all(character in rest for character in part)


@given(LETTERS, NAMES)
def test_the_order_of_the_names_does_not_matter(text, names):
	assert mask(text, names).text == mask(text, list(reversed(names))).text
