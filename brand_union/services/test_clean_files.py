"""Nothing of who made a file is left in it, and the file still opens."""

import io
import zipfile
from unittest import TestCase

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from brand_union.services.clean_files import CannotClean, clean

MARK = "Zebrafish"


class TestCleanFiles(TestCase):
	def refused(self, content: bytes, name: str) -> str:
		with self.assertRaises(CannotClean) as caught:
			clean(content, name)
		return caught.exception.reason

	def assert_clean(self, content: bytes, name: str):
		cleaned = clean(content, name)
		self.assertNotIn(MARK.encode(), cleaned.content)
		return cleaned

	def test_a_photograph_loses_camera_and_comment_and_stands_upright(self):
		cleaned = self.assert_clean(jpeg(size=(40, 20), orientation=6), "a.JPG")
		with Image.open(io.BytesIO(cleaned.content)) as picture:
			self.assertEqual((picture.size, dict(picture.getexif())), ((20, 40), {}))
		self.assertEqual((cleaned.ending, cleaned.text), (".jpg", None))

	def test_what_hangs_behind_a_picture_is_cut_off(self):
		self.assert_clean(jpeg() + MARK.encode() * 9, "a.jpg")

	def test_pictures_of_other_kinds(self):
		for kind, mode in (
			("PNG", "P"),
			("PNG", "RGBA"),
			("PNG", "L"),
			("GIF", "P"),
			("BMP", "RGB"),
			("WEBP", "RGB"),
			("TIFF", "CMYK"),
		):
			with self.subTest(kind=kind, mode=mode):
				buffer, notes = io.BytesIO(), PngImagePlugin.PngInfo()
				notes.add_text("Author", MARK)
				given = {"PNG": {"pnginfo": notes}, "GIF": {"comment": MARK}, "TIFF": {"description": MARK}}
				Image.new(mode, (6, 4), 3 if mode in "PL" else None).save(buffer, kind, **given.get(kind, {}))
				cleaned = self.assert_clean(buffer.getvalue(), f"a.{kind.lower()}")
				with Image.open(io.BytesIO(cleaned.content)) as picture:
					self.assertEqual(picture.size, (6, 4))

	def test_a_pdf_loses_author_comments_links_and_attached_files(self):
		cleaned = self.assert_clean(pdf(), "plan.pdf")
		reader = PdfReader(io.BytesIO(cleaned.content))
		self.assertEqual((len(reader.pages), dict(reader.metadata or {}), reader.attachments), (1, {}, {}))
		self.assertFalse(reader.pages[0].get("/Annots"))

	def test_a_picture_in_a_pdf_loses_its_camera_and_stays_the_same(self):
		cleaned = self.assert_clean(pdf(), "plan.pdf")
		stored = (
			PdfReader(io.BytesIO(cleaned.content)).pages[0]["/Resources"]["/XObject"]["/Im0"].get_object()
		)
		with Image.open(io.BytesIO(stored._data)) as picture, Image.open(io.BytesIO(jpeg())) as before:
			self.assertEqual(picture.tobytes(), before.tobytes())
			self.assertEqual(dict(picture.getexif()), {})

	def test_a_spreadsheet_loses_author_and_the_names_at_its_comments(self):
		cleaned = clean(xlsx(), "budget.xlsx")
		self.assertEqual(unpacked(cleaned.content).count(MARK.encode()), 0)
		sheet = load_workbook(io.BytesIO(cleaned.content)).active
		self.assertEqual((sheet["A1"].value, sheet["A1"].comment.text), ("Books", "Too dear"))
		self.assertIn("Books", cleaned.text)

	def test_a_document_loses_author_changes_and_the_camera_of_its_pictures(self):
		cleaned = clean(docx(), "plan.docx")
		inside = unpacked(cleaned.content)
		self.assertEqual(inside.count(MARK.encode()), 0)
		self.assertIn(b"<w:t>club</w:t>", inside)
		self.assertIn("Reading club", cleaned.text)
		self.assertNotIn(b"customXml", inside)

	def test_what_cannot_be_cleaned_is_refused(self):
		cases = {
			"old.doc": (b"x", "kind"),
			"film.mp4": (b"x", "kind"),
			"pack.zip": (b"x", "kind"),
			"page.svg": (b"<svg/>", "kind"),
			"": (b"x", "kind"),
			"broken.pdf": (b"%PDF-1.4 nothing", "unreadable"),
			"broken.png": (b"\x89PNG", "unreadable"),
			"broken.docx": (b"PK", "unreadable"),
			"macro.docx": (docx(**{"word/vbaProject.bin": b"x"}), "embedded"),
			"drawing.docx": (docx(**{"word/media/image2.emf": b"x"}), "embedded"),
			"locked.pdf": (pdf(password="secret"), "unreadable"),
		}
		for name, (content, reason) in cases.items():
			with self.subTest(name=name):
				self.assertEqual(self.refused(content, name), reason)

	def test_a_text_is_read_in_the_encodings_of_its_country(self):
		for encoding in ("utf-8", "utf-8-sig", "gb18030"):
			with self.subTest(encoding=encoding):
				cleaned = clean("职工书屋".encode(encoding), "说明.txt")
				self.assertEqual((cleaned.text, cleaned.content), ("职工书屋", "职工书屋".encode()))


def jpeg(size=(8, 8), orientation: int = 1) -> bytes:
	buffer, exif = io.BytesIO(), Image.Exif()
	exif[0x013B], exif[0x0112] = MARK, orientation
	Image.new("RGB", size, "teal").save(buffer, "JPEG", exif=exif, comment=MARK.encode())
	return buffer.getvalue()


def pdf(password: str = "") -> bytes:
	writer = PdfWriter()
	page = writer.add_blank_page(200, 200)
	picture = StreamObject()
	picture._data = jpeg()
	picture.update(
		{NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image")}
	)
	picture[NameObject("/Filter")] = NameObject("/DCTDecode")
	metadata = StreamObject()
	metadata._data = f"<x>{MARK}</x>".encode()
	picture[NameObject("/Metadata")] = writer._add_object(metadata)
	images = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
	page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
	comment = DictionaryObject(
		{NameObject("/Subtype"): NameObject("/Text"), NameObject("/T"): TextStringObject(MARK)}
	)
	page[NameObject("/Annots")] = ArrayObject([writer._add_object(comment)])
	writer.add_metadata({"/Author": MARK, "/Title": MARK})
	writer.add_attachment(f"{MARK}.txt", MARK.encode())
	if password:
		writer.encrypt(password)
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def xlsx() -> bytes:
	book = Workbook()
	book.properties.creator = book.properties.lastModifiedBy = MARK
	book.active["A1"] = "Books"
	book.active["A1"].comment = Comment("Too dear", MARK)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def docx(**more: bytes) -> bytes:
	"""The parts of a Word document that a program writes, no more than a reader needs."""
	word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
	parts = {
		"[Content_Types].xml": '<Types><Override PartName="/docProps/core.xml"/><Override PartName="/customXml/itemProps1.xml"/></Types>',
		"_rels/.rels": '<Relationships><Relationship Id="rId1" Target="word/document.xml"/></Relationships>',
		"docProps/core.xml": f"<cp><dc:creator>{MARK}</dc:creator></cp>",
		"docProps/app.xml": f"<Properties><Company>{MARK}</Company></Properties>",
		"customXml/item1.xml": f"<x>{MARK}</x>",
		"customXml/itemProps1.xml": f"<x>{MARK}</x>",
		"word/_rels/document.xml.rels": f'<Relationships><Relationship Id="rId1" Target="../customXml/item1.xml"/><Relationship Id="rId2" TargetMode="External" Type="http://x/attachedTemplate" Target="file:///C:/{MARK}/a.dotx"/></Relationships>',
		"word/document.xml": f'<w:document {word}><w:p><w:r><w:t>Reading </w:t></w:r><w:ins w:id="1" w:author="{MARK}"><w:r><w:t>club</w:t></w:r></w:ins></w:p></w:document>',
		"word/comments.xml": f'<w:comments {word}><w:comment w:id="0" w:author="{MARK}" w:initials="{MARK}"/></w:comments>',
		"word/people.xml": f'<w15:people><w15:person w15:author="{MARK}"><w15:presenceInfo w15:providerId="AD" w15:userId="{MARK}"/></w15:person></w15:people>',
		"word/media/image1.jpg": jpeg(),
		**more,
	}
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w") as target:
		for name, part in parts.items():
			target.writestr(name, part)
	return buffer.getvalue()


def unpacked(content: bytes) -> bytes:
	with zipfile.ZipFile(io.BytesIO(content)) as source:
		return (
			b"\n".join(source.read(name) for name in source.namelist()) + "".join(source.namelist()).encode()
		)
