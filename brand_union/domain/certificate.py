"""The number of a certificate, by a pattern such as "校工表〔{year}〕{number}号"."""

import re
from hashlib import sha256

YEAR, NUMBER = "year", "number"
DEFAULT = "{year}-{number:3}"
MOST_DIGITS = 9
_FIELD = re.compile(r"\{(\w+)(?::(\d+))?\}")


def problem(pattern: str) -> str | None:
	"""What is wrong with a pattern: the text that is no field, NUMBER where that field is missing, None if nothing.

	The fields are {year} and {number}; {number:3} has at least three digits.
	"""
	for match in _FIELD.finditer(pattern):
		if match[1] not in (YEAR, NUMBER) or int(match[2] or 0) > MOST_DIGITS:
			return match[0]
	rest = _FIELD.sub("", pattern)
	if "{" in rest or "}" in rest:
		return rest
	return None if any(match[1] == NUMBER for match in _FIELD.finditer(pattern)) else NUMBER


def series(pattern: str) -> str:
	"""A short key of what is counted together: patterns that differ in no more than the digits of a field have the same."""
	text = _FIELD.sub(lambda match: f"{{{match[1]}}}", pattern or DEFAULT)
	return sha256(text.encode()).hexdigest()[:12]


def number(pattern: str, year: int, count: int) -> str:
	"""The certificate's number; an empty pattern is DEFAULT. ValueError for a pattern with a problem."""
	pattern = pattern or DEFAULT
	if problem(pattern):
		raise ValueError(f"not a pattern of a certificate's number: {pattern!r}")
	values = {YEAR: year, NUMBER: count}
	return _FIELD.sub(lambda match: str(values[match[1]]).zfill(int(match[2] or 0)), pattern)
