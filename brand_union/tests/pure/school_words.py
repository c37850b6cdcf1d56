"""The words of the schools: gathered from the presets and the demo's data, and looked for in the app's own files.

What a school calls itself, its units, its categories, grades, tiers, titles and tags, and the days of its year belong in
a preset, in the demo's data or in a test. Nothing else of the app may depend on one of them, so none may stand there.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from brand_union.tests.pure.strings import APP
from brand_union.tests.pure.syntax import Finding

PRESETS, DEMO = APP / "presets", APP / "demo" / "data"
# Where schools may be named.
OUTSIDE = ("presets", "tests", "demo", "__pycache__")
SEARCHED = {".py", ".js", ".json", ".html", ".css", ".csv", ".txt", ".xml", ".svg"}
TRANSLATIONS = APP / "translations"

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")
RECORDED_ON = re.compile(r'"(creation|modified)": "[^"]*"')
SCHOOL = re.compile(r"^.{2,8}?大学")
# A document's number begins with what the school is called for short: 校工会发〔2025〕3号.
NUMBER_OF_DOCUMENT = re.compile(r"^(\w+?)〔\d{4}〕\d+号$")
# The words that a field of a preset or of the demo's data holds; text in free words is nobody's name.
NAMES = {
	*("programme_code", "programme_name", "title", "source", "document_number"),
	*("category_name", "category", "sheet_name", "award_title", "tag_name", "tag", "unit_name"),
}
# These are also the general words of the field, and the translation of our own English words may need them.
GENERAL = {"grade", "tier", "self_grade"}
# A category that is called by a general word, and what every school calls its organisers.
OTHERS, ORGANISERS = {"其他"}, {"校工会", "校妇联"}


def names() -> set[str]:
	"""What only a school says: its names, numbers, categories, titles, tags and units."""
	# What is all Latin is an option of ours, but for a programme's code.
	found = {
		word for key, word in _words() if key in NAMES and (not word.isascii() or key == "programme_code")
	}
	schools = {match[0] for word in found if (match := SCHOOL.match(word))}
	prefixes = {match[1] for word in found if (match := NUMBER_OF_DOCUMENT.match(word))}
	files = {path.stem for path in PRESETS.glob("*.json")}
	return (found | schools | prefixes | files | _codes(found)) - OTHERS - ORGANISERS


def general() -> set[str]:
	"""Grades, tiers and other words of a preset that are common in this field."""
	return {word for key, word in _words() if key in GENERAL and not word.isascii()} | OTHERS


def days() -> set[str]:
	"""Every day of the presets and of the demo's year."""
	return {word[:10] for _key, word in _words() if DAY.match(word)}


def app_files() -> Iterator[Path]:
	"""The app's own files, without presets, tests and demo."""
	for path in sorted(APP.rglob("*")):
		inside = path.relative_to(APP).parts
		is_test = path.name.startswith("test_") or bool(set(inside) & set(OUTSIDE))
		if path.suffix in SEARCHED and not is_test:
			yield path


def text_of(path: Path) -> str:
	"""A file's text, without the days on which a record was made."""
	text = path.read_text(encoding="utf-8")
	return RECORDED_ON.sub("", text) if path.suffix == ".json" else text


def found_in(text: str, words: Iterable[str], path: str) -> Iterator[Finding]:
	"""Every place in a text where one of the words stands by itself."""
	there = [word for word in words if word in text]
	if not there:
		return
	pattern = pattern_of(there)
	for number, line in enumerate(text.splitlines(), 1):
		for match in pattern.finditer(line):
			yield Finding(path, number, f"says {match[0]!r}, which is a school's own")


def pattern_of(words: Iterable[str]) -> re.Pattern:
	"""Finds the words; one in Latin letters or digits does not count inside a longer one."""
	ordered = sorted(words, key=len, reverse=True)
	return re.compile("|".join(_bounded(word) for word in ordered))


def _bounded(word: str) -> str:
	start = r"(?<![A-Za-z0-9_])" if word[0].isascii() else ""
	end = r"(?![A-Za-z0-9_])" if word[-1].isascii() else ""
	return f"{start}{re.escape(word)}{end}"


def _codes(found: Iterable[str]) -> set[str]:
	"""HIT of HIT-BRAND."""
	return {match[1] for word in found if (match := re.match(r"^([A-Z]{3,})-[A-Z]+$", word))}


def _words() -> Iterator[tuple[str, str]]:
	"""(key, text) for every text in the presets and in the demo's data."""
	for path in [*PRESETS.glob("*.json"), *DEMO.rglob("*.json")]:
		yield from _texts("", json.loads(path.read_text(encoding="utf-8")))


def _texts(key: str, value: Any) -> Iterator[tuple[str, str]]:
	if isinstance(value, dict):
		for name, part in value.items():
			yield from _texts(name, part)
	elif isinstance(value, list):
		for part in value:
			yield from _texts(key, part)
	elif isinstance(value, str) and value.strip():
		yield key, value.strip()
