"""Tables of scores that are no workbook: archives damaged in every way in which Python reads one."""

import zipfile
from io import BytesIO

from frappe.utils import strip_html

from brand_union.services import score_file
from brand_union.services.errors import ScoreProblem
from brand_union.tests import IntegrationTestCase

NAME = "xl/workbook.xml"
# Where the records of an archive begin, and where in them the values stand (APPNOTE.TXT of the format, 4.3).
PART, ENTRY, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION, FLAGS, METHOD, SIZES, ENTRY_NAME = 6, 8, 10, 20, 46
DATA, START_OF_ENTRIES = 30 + len(NAME), 16


def spoiled(record: bytes, place: int, value: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
	"""An archive of one part with this value at this place of this record."""
	content = BytesIO()
	with zipfile.ZipFile(content, "w", compression) as archive:
		archive.writestr(NAME, "<workbook>" + "score " * 100)
	whole = bytearray(content.getvalue())
	begin = whole.index(record) + place
	whole[begin : begin + len(value)] = value
	return bytes(whole)


SPOILED = {
	"a password": spoiled(ENTRY, FLAGS, b"\x01"),
	"an unknown compression": spoiled(ENTRY, METHOD, b"\x63"),
	"an unknown version": spoiled(ENTRY, VERSION, b"\xc8"),
	"an unknown encryption": spoiled(ENTRY, FLAGS, b"\x40"),
	"a name in no encoding": spoiled(ENTRY, FLAGS, b"\x00\x08").replace(b"xl/", b"\xff\xfel"),
	"another name in the part": spoiled(ENTRY, ENTRY_NAME, b"X"),
	"a part before the file": spoiled(END, START_OF_ENTRIES, b"\xff\x00"),
	"a part beyond the file": spoiled(ENTRY, SIZES, b"\xff\xff\0\0\xff\xff\0\0", zipfile.ZIP_STORED),
	"a wrong checksum": spoiled(PART, DATA, b"?", zipfile.ZIP_STORED),
	"damaged deflated data": spoiled(PART, DATA, b"\xff" * 8),
	"damaged bzip2 data": spoiled(PART, DATA, b"\xff" * 8, zipfile.ZIP_BZIP2),
	"damaged LZMA data": spoiled(PART, DATA + 9, b"\xff" * 8, zipfile.ZIP_LZMA),
}


class TestScoreFile(IntegrationTestCase):
	def test_a_damaged_or_locked_archive_is_refused_in_a_sentence(self):
		for fault, content in SPOILED.items():
			with self.subTest(fault=fault), self.assertRaises(ScoreProblem) as caught:
				score_file.read("scores.xlsx", content)
			self.assertIn("is protected by a password", strip_html(str(caught.exception)))
