import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain.text_diff import DELETE, EQUAL, INSERT, Segment, text_diff

TEXTS = st.text(alphabet="读书活动每月一次，。\n ab", max_size=60)


def test_a_word_within_a_clause_is_marked_alone():
	assert text_diff("开展读书活动，每月一次。", "开展读书交流活动，每月两次。") == [
		Segment(EQUAL, "开展读书"),
		Segment(INSERT, "交流"),
		Segment(EQUAL, "活动，每月"),
		Segment(DELETE, "一"),
		Segment(INSERT, "两"),
		Segment(EQUAL, "次。"),
	]


def test_a_rewritten_clause_is_marked_as_a_whole():
	assert text_diff("组织职工体检。", "建设母婴关爱室。") == [
		Segment(DELETE, "组织职工体检。"),
		Segment(INSERT, "建设母婴关爱室。"),
	]


def test_a_moved_line_stays_one_piece():
	assert text_diff("第一段\n第三段\n", "第一段\n第二段\n第三段\n") == [
		Segment(EQUAL, "第一段\n"),
		Segment(INSERT, "第二段\n"),
		Segment(EQUAL, "第三段\n"),
	]


def test_nothing_against_something():
	assert text_diff(None, "新") == [Segment(INSERT, "新")]
	assert text_diff("旧", "") == [Segment(DELETE, "旧")]
	assert text_diff(None, "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_segments(old, new):
	segments = text_diff(old, new)
	assert "".join(s.text for s in segments if s.kind != INSERT) == old
	assert "".join(s.text for s in segments if s.kind != DELETE) == new
	assert all(s.text for s in segments)
	assert all(one.kind != other.kind for one, other in pairwise(segments))


def test_a_long_text_without_line_breaks_takes_no_noticeable_time():
	clause = "围绕立德树人根本任务开展形式多样的职工文化活动{}，"
	old = "".join(clause.format(n) for n in range(120))
	new = "".join(clause.format(n if n % 7 else n + 1000) for n in range(120))
	begun = time.perf_counter()
	text_diff(old, new)
	assert time.perf_counter() - begun < 1
