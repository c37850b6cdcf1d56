"""What a cycle asks of the long sections of a form: required, at least, at most so many characters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = "missing"
TOO_SHORT = "too short"
TOO_LONG = "too long"


@dataclass(frozen=True)
class Section:
	"""A field of a form with its limits in characters (0 = no limit)."""

	field: str
	label: str
	required: bool = False
	min_chars: int = 0
	max_chars: int = 0


@dataclass(frozen=True)
class SectionProblem:
	"""Why a section cannot be filed: it has `count` characters where `limit` is the bound."""

	kind: str
	field: str
	label: str
	count: int = 0
	limit: int = 0


def count_chars(text: str | None) -> int:
	"""Characters as a union's office counts them (字数): Unicode code points without spaces and line breaks.

	Punctuation counts; a Latin letter or digit counts as one character each.
	"""
	return sum(not char.isspace() for char in text or "")


def check_sections(values: Mapping[str, Any], sections: Iterable[Section]) -> list[SectionProblem]:
	"""Every problem of a form, in the order of the sections; `values` by field.

	A field that is not a text (a date, a number, a table) can only be missing.
	"""
	found = (_check(section, values.get(section.field)) for section in sections)
	return [problem for problem in found if problem]


def _check(section: Section, value: Any) -> SectionProblem | None:
	if _is_empty(value):
		return SectionProblem(MISSING, section.field, section.label) if section.required else None
	if not isinstance(value, str):
		return None
	count = count_chars(value)
	if section.max_chars and count > section.max_chars:
		return SectionProblem(TOO_LONG, section.field, section.label, count, section.max_chars)
	if count < section.min_chars:
		return SectionProblem(TOO_SHORT, section.field, section.label, count, section.min_chars)
	return None


def _is_empty(value: Any) -> bool:
	"""Nothing, blank text or an empty table; a number is never empty, not even 0."""
	return value is None or (isinstance(value, str) and not value.strip()) or value in ([], ())
