"""The Chinese is complete: no string of the app without a row, no row that loses a placeholder."""

import csv
import re
from collections import Counter
from pathlib import Path

from brand_union.tests.pure.strings import APP, PLACEHOLDER, shown_strings

# Ideographs, or at least the full-width punctuation of a Chinese sentence.
CHINESE = re.compile(r"[\u3001-\u301f\u4e00-\u9fff\uff01-\uff1f]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;?!(][\u4e00-\u9fff]")
# Words that stay as they are in a Chinese sentence.
UNTRANSLATED = {"SHA-256"}


def rows() -> list[list[str]]:
	with Path(APP, "translations", "zh.csv").open(encoding="utf-8", newline="") as file:
		return [row for row in csv.reader(file) if row]


def test_every_string_has_chinese():
	known = {row[0] for row in rows()}
	found = list(shown_strings())
	assert len(found) > 500, "the search for strings has lost its files"
	missing = {text: where for text, where in found if text not in known and not CHINESE.search(text)}
	assert not missing, "\n".join(f"{where}: {text}" for text, where in sorted(missing.items()))


def test_rows_are_chinese_and_keep_their_placeholders():
	for row in rows():
		assert len(row) in (2, 3), row
		source, chinese = row[0], row[1]
		assert source in UNTRANSLATED or CHINESE.search(chinese), row
		assert Counter(PLACEHOLDER.findall(source)) == Counter(PLACEHOLDER.findall(chinese)), row


def test_chinese_sentences_have_full_width_punctuation():
	wrong = [row for row in rows() if HALF_WIDTH.search(row[1])]
	assert not wrong, wrong


def test_no_string_is_translated_twice():
	keys = Counter((row[0], row[2] if len(row) == 3 else "") for row in rows())
	assert not [key for key, count in keys.items() if count > 1]
