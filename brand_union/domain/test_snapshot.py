import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import snapshot
from brand_union.domain.snapshot import ADDED, CHANGED, REMOVED, Change

SCALARS = st.one_of(
	st.none(),
	st.booleans(),
	st.integers(-(10**12), 10**12),
	st.decimals(-(10**6), 10**6, places=3),
	st.dates(),
	st.text(max_size=8),
)
CONTENT = st.dictionaries(
	st.text("abc_工会", min_size=1, max_size=5),
	st.one_of(SCALARS, st.lists(st.dictionaries(st.sampled_from("abc"), SCALARS), max_size=4)),
	max_size=6,
)
TEAM = [
	{"name": "王芳", "post": "副教授", "duty": "总体设计"},
	{"name": "李强", "post": "讲师", "duty": "活动组织"},
	{"name": "赵敏", "post": "科员", "duty": "宣传"},
]


def changes(old, new, **kwargs):
	return [(c.path, c.kind, c.old, c.new) for c in snapshot.diff(old, new, **kwargs)]


def test_one_text_for_the_same_content():
	content = {"b": Decimal("1.50"), "a": ["工会", None, True], "d": date(2025, 6, 1), "n": -0.0}
	assert snapshot.canonical(content) == '{"a":["工会",null,true],"b":1.5,"d":"2025-06-01","n":0}'


@pytest.mark.parametrize(
	("one", "other"),
	[
		(1, 1.0),
		(100, Decimal("1E+2")),
		(Decimal("0.10"), 0.1),
		("e\u0301", "\u00e9"),
		("一\r\n二\r三", "一\n二\n三"),
		(date(2025, 6, 1), "2025-06-01"),
		(datetime(2025, 6, 1, 8, 30), "2025-06-01 08:30:00"),
		((1, 2), [1, 2]),
	],
)
def test_ways_of_writing_the_same_value(one, other):
	assert snapshot.canonical(one) == snapshot.canonical(other)


@pytest.mark.parametrize(("one", "other"), [(1, "1"), (0, None), (1, True), ("", None), ("工 会", "工会")])
def test_what_is_different_stays_different(one, other):
	assert snapshot.canonical(one) != snapshot.canonical(other)


@pytest.mark.parametrize(
	("value", "error"), [(object(), TypeError), ({1: 2}, TypeError), (float("nan"), ValueError)]
)
def test_what_cannot_be_frozen_is_refused(value, error):
	with pytest.raises(error):
		snapshot.canonical(value)


def test_the_digest_is_sha256_of_the_text_in_utf_8():
	# Worked out with: printf '{"a":"工会"}' | sha256sum
	assert (
		snapshot.digest({"a": "工会"}) == "6863b9fae1f52b636fd512f022d3d5a16bc12159f46c024dfefea62b00b8d482"
	)


@given(CONTENT)
def test_what_is_read_back_freezes_to_the_same_text(content):
	text = snapshot.canonical(content)
	assert snapshot.canonical(snapshot.load(text)) == text
	assert unicodedata.is_normalized("NFC", text)


@given(CONTENT, st.randoms())
def test_the_order_of_keys_does_not_matter(content, random):
	shuffled = dict(random.sample(list(content.items()), len(content)))
	assert snapshot.digest(shuffled) == snapshot.digest(content)


@given(CONTENT)
def test_nothing_changed_between_a_content_and_itself(content):
	assert snapshot.diff(content, snapshot.load(snapshot.canonical(content))) == []


@given(CONTENT, CONTENT)
def test_both_ways_show_the_same_fields(one, other):
	there = {c.field for c in snapshot.diff(one, other) if c.table is None}
	back = {c.field for c in snapshot.diff(other, one) if c.table is None}
	assert there == back


def test_fields_that_changed_came_and_went():
	old = {"title": "读书会", "amount": 5000, "goal": "", "place": "活动中心"}
	new = {"title": "书香工会", "amount": Decimal("5000.00"), "goal": "全员参与"}
	assert changes(old, new) == [
		("title", CHANGED, "读书会", "书香工会"),
		("goal", ADDED, "", "全员参与"),
		("place", REMOVED, "活动中心", None),
	]


def test_nothing_is_nothing():
	assert changes({"a": None, "b": "", "c": []}, {"b": None, "c": None, "d": ""}) == []


def test_a_row_put_in_front_is_one_added_row():
	guest = {"name": "钱进", "post": "处长", "duty": "指导"}
	assert changes({"team": TEAM}, {"team": [guest, *TEAM]}) == [("team[1]", ADDED, None, guest)]
	assert changes({"team": [guest, *TEAM]}, {"team": TEAM}) == [("team[1]", REMOVED, guest, None)]


def test_a_changed_cell_is_named_by_row_and_field():
	edited = [TEAM[0], {**TEAM[1], "duty": "活动组织与档案"}, TEAM[2]]
	assert snapshot.diff({"team": TEAM}, {"team": edited}) == [
		Change(CHANGED, "活动组织", "活动组织与档案", "duty", "team", 2)
	]


def test_a_row_that_was_replaced_by_another_person_is_not_called_a_change():
	other = {"name": "周洋", "post": "教授", "duty": "联络校友"}
	assert changes({"team": TEAM}, {"team": [TEAM[0], other, TEAM[2]]}) == [
		("team[2]", ADDED, None, other),
		("team[2]", REMOVED, TEAM[1], None),
	]


def test_rows_are_matched_by_their_key_where_one_is_named():
	turned = [TEAM[2], TEAM[0], {**TEAM[1], "post": "副教授", "duty": "统筹"}]
	assert changes({"team": TEAM}, {"team": turned}, row_keys={"team": "name"}) == [
		("team[3].post", CHANGED, "讲师", "副教授"),
		("team[3].duty", CHANGED, "活动组织", "统筹"),
	]


def test_a_table_that_was_emptied():
	assert changes({"team": TEAM[:1]}, {"team": []}) == [("team[1]", REMOVED, TEAM[0], None)]
