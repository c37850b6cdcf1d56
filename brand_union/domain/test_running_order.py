from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import running_order
from brand_union.domain.running_order import Slot, Timing

KEYS = st.lists(st.text("项目ABC-0123456789", min_size=1, max_size=8), unique=True, max_size=12)
MORNING = datetime(2025, 6, 20, 9, 0)


def keys_of(places):
	return [place.key for place in places]


def test_the_draw_can_be_repeated_with_sha256sum():
	places = running_order.draw(["XM-1", "XM-2", "XM-3", "项目四"], "2025-06-20")
	assert [(place.number, place.key, place.lot[:12]) for place in places] == [
		(1, "项目四", "3c0c58784d0c"),
		(2, "XM-1", "639ef7175164"),
		(3, "XM-3", "90f901dfed87"),
		(4, "XM-2", "c117638e7a76"),
	]


@given(KEYS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(keys, rng):
	assert running_order.draw(rng.sample(keys, len(keys)), "s") == running_order.draw(keys, "s")


@given(KEYS)
def test_everybody_has_one_place(keys):
	places = running_order.draw(keys, "s")
	assert sorted(keys_of(places)) == sorted(keys)
	assert [place.number for place in places] == list(range(1, len(keys) + 1))


@given(KEYS, KEYS, st.sets(st.integers(0, 11)))
def test_a_second_draw_leaves_those_drawn_before_in_their_order(keys, late, gone):
	before = keys_of(running_order.draw(keys, "s"))
	stay = [key for place, key in enumerate(before) if place not in gone]
	fresh = set(late) - set(before)
	after = keys_of(running_order.draw({*stay, *fresh}, "s", before))
	assert after == stay + keys_of(running_order.draw(fresh, "s"))


def test_every_place_is_as_likely_as_another():
	wins = [0] * 5
	for seed in range(2000):
		wins[int(running_order.draw("01234", str(seed))[0].key)] += 1
	assert min(wins) > 330
	assert max(wins) < 470


@pytest.mark.parametrize(
	("keys", "seed", "drawn"), [(["A"], "", ()), (["A", "A"], "s", ()), (["A"], "s", "AA")]
)
def test_a_draw_that_is_none_is_refused(keys, seed, drawn):
	with pytest.raises(ValueError, match=r"seed|once"):
		running_order.draw(keys, seed, drawn)


def test_times_follow_with_breaks_between():
	slots = running_order.schedule("ABCDE", MORNING, Timing(8, break_after=2, break_minutes=10))
	assert [(slot.number, slot.key, f"{slot.starts_at:%H:%M}") for slot in slots] == [
		(1, "A", "09:00"),
		(2, "B", "09:08"),
		(None, None, "09:16"),
		(3, "C", "09:26"),
		(4, "D", "09:34"),
		(None, None, "09:42"),
		(5, "E", "09:52"),
	]
	assert slots[-1].ends_at == datetime(2025, 6, 20, 10, 0)


def test_no_break_after_the_last_one():
	slots = running_order.schedule("AB", MORNING, Timing(5, break_after=2, break_minutes=15))
	assert [slot.key for slot in slots] == ["A", "B"]
	assert running_order.schedule("", MORNING, Timing(5)) == []


@pytest.mark.parametrize("timing", [Timing(6), Timing(6, break_after=1), Timing(6, break_minutes=9)])
def test_half_a_rule_makes_no_break(timing):
	slots = running_order.schedule("AB", MORNING, timing)
	later = MORNING + timedelta(minutes=6)
	assert slots == [Slot(1, "A", MORNING, later), Slot(2, "B", later, later + timedelta(minutes=6))]


@given(st.integers(0, 20), st.integers(1, 30), st.integers(0, 5), st.integers(0, 20))
def test_slots_follow_each_other_without_gap(count, minutes, after, pause):
	slots = running_order.schedule([str(n) for n in range(count)], MORNING, Timing(minutes, after, pause))
	assert all(one.ends_at == other.starts_at for one, other in pairwise(slots))
	assert [slot.number for slot in slots if slot.key] == list(range(1, count + 1))


@pytest.mark.parametrize("wrong", [(0,), (-5,), (8, -1), (8, 2, -1)])
def test_times_below_zero_are_refused(wrong):
	with pytest.raises(ValueError, match=r"minute|break"):
		Timing(*wrong)


@pytest.mark.parametrize(
	("passed", "left"), [(0, 480), (0.4, 480), (1, 479), (479.9, 1), (480, 0), (481, -1), (600, -120)]
)
def test_the_time_left_goes_below_zero(passed, left):
	assert running_order.seconds_left(MORNING, MORNING + timedelta(seconds=passed), 8) == left
