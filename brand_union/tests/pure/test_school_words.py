"""No line of the app knows a school: its names, categories, grades and days are in presets, tests and demo only.

Translations are searched for a school's own names, and not for grades and tiers: what a union's people call a grade
in Chinese is also the Chinese of our own English words.
"""

import pytest

from brand_union.tests.pure import school_words
from brand_union.tests.pure.strings import APP

NAMES, GENERAL, DAYS = school_words.names(), school_words.general(), school_words.days()
FILES = list(school_words.app_files())


def test_the_words_were_gathered():
	assert {
		"哈尔滨工业大学",
		"浙江工商大学",
		"江苏师范大学",
		"HIT",
		"ZJGSU",
		"JSNU",
		"浙商大工",
		"hit_2025",
	} <= NAMES
	assert {"思想引领类", "校园文化类", "文化涵育类", "学科性学院", "航天学院工会"} <= NAMES
	assert {"优秀", "良好", "合格", "不合格", "重点", "一般", "立项资助"} <= GENERAL
	assert {"2025-06-30", "2024-04-10", "2021-03-31", "2026-05-31"} <= DAYS
	assert len(NAMES) > 60


def test_the_app_s_files_are_searched():
	places = {path.relative_to(APP).as_posix() for path in FILES}
	assert {"hooks.py", "services/presets.py", "translations/zh.csv"} <= places
	assert {
		"brand_union/doctype/brand_programme/brand_programme.json",
		"public/js/programme_file.js",
	} <= places
	assert not [place for place in places if place.startswith(("presets/", "tests/", "demo/"))]
	assert {path.suffix for path in FILES} >= {".py", ".js", ".json", ".html", ".css", ".csv"}


def test_the_app_knows_no_school():
	found = []
	for path in FILES:
		words = NAMES if path.is_relative_to(school_words.TRANSLATIONS) else NAMES | GENERAL | DAYS
		place = path.relative_to(APP.parent).as_posix()
		found += school_words.found_in(school_words.text_of(path), words, place)
	assert "\n".join(str(finding) for finding in found) == ""


@pytest.mark.parametrize(
	("text", "count"),
	[
		('if unit == "航天学院工会": ...', 1),
		("# as 浙江工商大学 does", 1),
		('{"options": "优秀\\n良好\\n合格"}', 3),
		("<b>不合格</b>", 1),
		('PRESET = "HIT-BRAND"', 1),
		("HIT_RATE = 3; WHIT = 4; hit = 5", 0),
		('opens_on = "2025-06-30"', 1),
		('moment = "12025-06-301"', 0),
		("if category == '思想引领类' || tier === \"重点\"", 2),
		("a review of unions, and what they decide", 0),
	],
)
def test_the_search_finds_what_is_planted(text, count):
	found = list(school_words.found_in(text, NAMES | GENERAL | DAYS, "sample.py"))
	assert len(found) == count, [str(finding) for finding in found]


def test_a_finding_names_its_line():
	(found,) = school_words.found_in("a = 1\nb = '立项资助'\n", GENERAL, "sample.py")
	assert str(found) == "sample.py:2: says '立项资助', which is a school's own"
