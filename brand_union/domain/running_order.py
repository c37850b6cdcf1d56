"""Who presents when: the running order drawn by lot, and the times that follow from it.

A lot is the SHA-256 of the seed, a line break and the project's key, in UTF-8, written in hexadecimal; who has
the smaller one goes first. So a draw can be repeated years later, on any machine and without this program:
`printf 'SEED\\nKEY' | sha256sum`. Rules: DOMAIN 4 (5, 6 or 8 minutes each, order by 抽签).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256


@dataclass(frozen=True)
class Place:
	"""A project's place in the running order, from 1, and the lot that gave it."""

	number: int
	key: str
	lot: str


@dataclass(frozen=True)
class Timing:
	"""How long a presentation takes, and after how many of them (0 = never) a break is made, how long."""

	minutes: int
	break_after: int = 0
	break_minutes: int = 0

	def __post_init__(self) -> None:
		if self.minutes < 1:
			raise ValueError(f"a presentation takes at least a minute, not {self.minutes}")
		if self.break_after < 0 or self.break_minutes < 0:
			raise ValueError("a break can be neither after nor of fewer than 0")


@dataclass(frozen=True)
class Slot:
	"""When somebody is planned to present; `key` is None for a break, which has no number."""

	number: int | None
	key: str | None
	starts_at: datetime
	ends_at: datetime


def lot(seed: str, key: str) -> str:
	"""What a project has drawn, 64 hexadecimal digits."""
	return sha256(f"{seed}\n{key}".encode()).hexdigest()


def draw(keys: Iterable[str], seed: str, drawn: Sequence[str] = ()) -> list[Place]:
	"""The running order, whatever the order in which the keys are given.

	Who was `drawn` before keeps the order of that draw, without those who are gone; who came later draws
	among the late ones and follows. ValueError without a seed or for a key given twice.
	"""
	given = list(keys)
	if not seed:
		raise ValueError("a draw needs a seed")
	if len(set(given)) < len(given) or len(set(drawn)) < len(drawn):
		raise ValueError("a project draws once")
	first = [key for key in drawn if key in set(given)]
	late = sorted(set(given) - set(drawn), key=lambda key: (lot(seed, key), key))
	return [Place(number, key, lot(seed, key)) for number, key in enumerate([*first, *late], start=1)]


def schedule(keys: Sequence[str], starts_at: datetime, timing: Timing) -> list[Slot]:
	"""The slots of these projects, in their order, with the breaks between them; none follows the last one."""
	slots: list[Slot] = []
	now = starts_at
	for number, key in enumerate(keys, start=1):
		slots.append(Slot(number, key, now, now + timedelta(minutes=timing.minutes)))
		now = slots[-1].ends_at
		is_pause = timing.break_after and timing.break_minutes and number % timing.break_after == 0
		if is_pause and number < len(keys):
			slots.append(Slot(None, None, now, now + timedelta(minutes=timing.break_minutes)))
			now = slots[-1].ends_at
	return slots


def seconds_left(since: datetime, now: datetime, minutes: int) -> int:
	"""Whole seconds until the time of a presentation that began at `since` is up; negative once it is over."""
	return minutes * 60 - int((now - since).total_seconds() // 1)
