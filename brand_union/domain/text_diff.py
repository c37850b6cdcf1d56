"""Differences within a text, made for long Chinese paragraphs: lines, then clauses, then characters."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

EQUAL = "equal"
DELETE = "delete"
INSERT = "insert"

# A rewritten clause that keeps less than this share of its characters reads better as a whole.
REWRITTEN = 0.4

_CLAUSE = re.compile(r"[^。！？；，、：,.;!?\n]*[。！？；，、：,.;!?\n]|[^。！？；，、：,.;!?\n]+")


@dataclass(frozen=True)
class Segment:
	"""A stretch of text that stayed (EQUAL), went (DELETE) or came (INSERT)."""

	kind: str
	text: str


def text_diff(old: str | None, new: str | None) -> list[Segment]:
	"""The way from `old` to `new` in order; without INSERT it reads as the old text, without DELETE as the new."""
	splitters: tuple[Callable[[str], list[str]], ...] = (_lines, _CLAUSE.findall, list)
	return list(_joined(_segments(old or "", new or "", splitters)))


def _lines(text: str) -> list[str]:
	return text.splitlines(keepends=True)


def _segments(old: str, new: str, splitters: Sequence[Callable[[str], list[str]]]) -> Iterator[Segment]:
	if not splitters:
		yield Segment(DELETE, old)
		yield Segment(INSERT, new)
		return
	before, after = splitters[0](old), splitters[0](new)
	matcher = SequenceMatcher(None, before, after, autojunk=False)
	if len(splitters) == 1 and matcher.ratio() < REWRITTEN:
		yield from _segments(old, new, ())
		return
	for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
		gone, come = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
		if tag == "equal":
			yield Segment(EQUAL, gone)
		else:
			yield from _segments(gone, come, splitters[1:] if gone and come else ())


def _joined(segments: Iterator[Segment]) -> Iterator[Segment]:
	"""Neighbours of one kind as one, nothing empty."""
	waiting: list[Segment] = []
	for segment in segments:
		if not segment.text:
			continue
		if waiting and waiting[-1].kind == segment.kind:
			waiting[-1] = Segment(segment.kind, waiting[-1].text + segment.text)
		else:
			yield from waiting
			waiting = [segment]
	yield from waiting
