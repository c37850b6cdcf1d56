"""The everyday characters of the system's free Song typeface, cut out once for all prints.

WeasyPrint cuts the characters of a document out of every font that it embeds. In a font of 65,000 glyphs
that takes eight seconds, in one of the 7,500 that GB 2312 and punctuation need it takes less than one. What
is rarer still comes from the whole font, which stays in the style sheet behind this one.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import frappe
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

URL = "brand-union:song"
FAMILY = "Brand Union Song"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FACE = "Noto Serif CJK SC"
PUNCTUATION = "—–·…“”‘’〔〕×÷±•℃"


def font() -> bytes:
	"""The font as OpenType; empty where the system has another typeface, which is then used whole."""
	if not SOURCE.exists():
		return b""
	key = f"brand_union_song_{SOURCE.stat().st_mtime_ns}"
	kept = frappe.cache.get_value(key, shared=True)
	if kept is None:
		kept = cut(SOURCE, FACE)
		frappe.cache.set_value(key, kept, shared=True)
	return kept


def cut(source: Path, face: str) -> bytes:
	"""The face of a font collection with the characters of `characters()` alone."""
	faces = [font["name"].getDebugName(1) for font in TTCollection(source, lazy=True).fonts]
	whole = TTFont(source, fontNumber=faces.index(face), lazy=True, recalcBBoxes=False)
	options = subset.Options(hinting=False, desubroutinize=True, layout_features=[], notdef_outline=True)
	tool = subset.Subsetter(options)
	tool.populate(unicodes=[ord(character) for character in characters()])
	tool.subset(whole)
	target = io.BytesIO()
	whole.save(target)
	return target.getvalue()


def characters() -> set[str]:
	"""ASCII, Chinese punctuation, and the 6,763 characters of GB 2312."""
	return {*(chr(code) for code in range(0x20, 0x7F)), *PUNCTUATION, *_gb2312()}


def _gb2312() -> Iterator[str]:
	for row in range(0xA1, 0xF8):
		for cell in range(0xA1, 0xFF):
			yield from bytes((row, cell)).decode("gb2312", "ignore")
