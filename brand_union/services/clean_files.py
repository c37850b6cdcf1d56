"""Files without what says where they come from: no author, company, program, place, comment or thumbnail.

Only kinds whose insides are known are cleaned; everything else is refused, never passed on as it is.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

UNKNOWN_KIND, UNREADABLE, EMBEDDED, TOO_LARGE = "kind", "unreadable", "embedded", "too large"
MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024


class CannotClean(Exception):
	"""Why a file is not passed on: `reason` is one of the constants above."""

	def __init__(self, reason: str):
		super().__init__(reason)
		self.reason = reason


@dataclass(frozen=True)
class Cleaned:
	"""The cleaned bytes, the ending (".pdf"), and the text that a reader sees; None where nobody can tell."""

	content: bytes
	ending: str
	text: str | None


def clean(content: bytes, file_name: str) -> Cleaned:
	"""The same file without metadata. Raises CannotClean with the reason."""
	ending = PurePosixPath(file_name or "").suffix.lower()
	if ending not in CLEANERS:
		raise CannotClean(UNKNOWN_KIND)
	if len(content) > MOST_BYTES:
		raise CannotClean(TOO_LARGE)
	try:
		return CLEANERS[ending](content, ending)
	except CannotClean:
		raise
	except Exception as error:  # the readers of foreign files raise whatever they stumble over
		raise CannotClean(UNREADABLE) from error


# Pictures


def _picture(content: bytes, ending: str) -> Cleaned:
	"""Drawn anew from its pixels, turned the right way up."""
	with Image.open(BytesIO(content)) as opened:
		upright = ImageOps.exif_transpose(opened)
		kind = opened.format if opened.format in SAVED_AS else "PNG"
		pixels = upright.convert(_mode(upright, kind))
		plain = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
		if pixels.mode == "P":
			plain.putpalette(pixels.getpalette())
	buffer = BytesIO()
	plain.save(buffer, kind, **SAVED_AS[kind])
	return Cleaned(buffer.getvalue(), ENDINGS[kind], None)


def _mode(picture, kind: str) -> str:
	if kind == "JPEG" or picture.mode not in PLAIN_MODES:
		return "RGB"
	return "RGBA" if "transparency" in picture.info else picture.mode


PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
SAVED_AS = {"JPEG": {"quality": 92}, "PNG": {}, "WEBP": {"quality": 92}}
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


# PDF

# What programs keep beside the page itself.
TRACES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/StructParents", "/AF")


def _pdf(content: bytes, ending: str) -> Cleaned:
	reader = PdfReader(BytesIO(content))
	if reader.is_encrypted:
		raise CannotClean(UNREADABLE)
	writer = PdfWriter()
	for page in reader.pages:
		writer.add_page(page)
	for page in writer.pages:
		_keep_fields_only(page)
	for found in writer._objects:
		_clean_object(found)
	text = "\n".join(page.extract_text() or "" for page in reader.pages).strip()
	buffer = BytesIO()
	writer.write(buffer)
	return Cleaned(_without_unused(buffer.getvalue()), ending, text or None)


def _without_unused(content: bytes) -> bytes:
	"""Written once more from its pages, so that what nothing refers to any longer is gone."""
	writer = PdfWriter()
	for page in PdfReader(BytesIO(content)).pages:
		writer.add_page(page)
	# The library writes its own name there.
	writer._info.get_object().clear()
	buffer = BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def _keep_fields_only(page) -> None:
	"""Comments, links, scripts and attached files go; the fields of a form are part of what is seen."""
	page.pop("/AA", None)
	if "/Annots" not in page:
		return
	fields = [one for one in page["/Annots"] if one.get_object().get("/Subtype") == "/Widget"]
	for field in fields:
		for key in ("/A", "/AA"):
			field.get_object().pop(key, None)
	page[NameObject("/Annots")] = ArrayObject(fields)


def _clean_object(found) -> None:
	if not isinstance(found, DictionaryObject):
		return
	for key in TRACES:
		found.pop(key, None)
	if isinstance(found, StreamObject) and found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
		found._data = _plain_jpeg(found._data)


def _plain_jpeg(data: bytes) -> bytes:
	"""A JPEG stream without its segments of metadata; the picture itself stays bit for bit."""
	parts, place = [data[:2]], 2
	while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
		marker, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
		segment = data[place : place + 2 + size]
		# JFIF and Adobe's colour transform belong to the picture; all other application data is metadata.
		if not (0xE1 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
			parts.append(segment)
		place += 2 + size
	return b"".join([*parts, data[place:]])


# Word, Excel, PowerPoint

EMPTY = {
	"docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
	"docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
	"docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
# Objects with insides of their own, macros, and print settings that name a printer.
STRANGE = re.compile(r"(embeddings/|activeX/|vbaProject|oleObject|externalLinks/)", re.IGNORECASE)
DROPPED = re.compile(r"^(docProps/thumbnail\.|customXml/|.*/printerSettings/)", re.IGNORECASE)
PEOPLE = (
	re.compile(
		rb'\b((?:w\d*|p\d*|x\d*)?:?(?:author|initials|lastModifiedBy|displayName|userId|providerId|userName|name))="[^"]*"(?=[^<>]*/?>)'
	),
	re.compile(rb"(<author>)[^<]*(</author>)"),
)
WITH_PEOPLE = re.compile(r"(comments|people|persons?/|authors|commentAuthors|revisionHeaders)", re.IGNORECASE)
AUTHOR = re.compile(rb'\b(w:author|w:initials|w15:author|w16\w*:author|w:userId)="[^"]*"')
TARGET = re.compile(rb'\b(Target|PartName)="([^"]*)"')
RSID = re.compile(rb'\s+w:rsid\w*="[^"]*"')
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def _office(content: bytes, ending: str) -> Cleaned:
	source = zipfile.ZipFile(BytesIO(content))
	if sum(entry.file_size for entry in source.infolist()) > MOST_UNPACKED:
		raise CannotClean(TOO_LARGE)
	if any(STRANGE.search(name) for name in source.namelist()):
		raise CannotClean(EMBEDDED)
	buffer, texts = BytesIO(), []
	gone = {name for name in source.namelist() if DROPPED.search(name)}
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
		for name in (name for name in source.namelist() if name not in gone):
			part = _part(name, source.read(name), gone)
			texts.append(_text_of(name, part))
			target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
	return Cleaned(buffer.getvalue(), ending, "\n".join(text for text in texts if text) or None)


def _part(name: str, part: bytes, gone: set[str]) -> bytes:
	if name in EMPTY:
		return EMPTY[name].encode()
	if name.endswith(".rels") or name == "[Content_Types].xml":
		return _without_targets(part, gone)
	if "/media/" in name:
		if PurePosixPath(name).suffix.lower() not in PICTURES:
			raise CannotClean(EMBEDDED)
		return _picture(part, "").content
	part = RSID.sub(b"", AUTHOR.sub(rb'\1=""', part)) if name.endswith(".xml") else part
	if WITH_PEOPLE.search(name):
		part = PEOPLE[1].sub(rb"\1\2", PEOPLE[0].sub(rb'\1=""', part))
	return part


def _without_targets(part: bytes, gone: set[str]) -> bytes:
	"""Relations to parts that were left out go with them; a template elsewhere is called by its usual name."""
	names = {PurePosixPath(name).name.encode() for name in gone}

	def kept(match: re.Match) -> bytes:
		target = TARGET.search(match[0])
		if target and target[2].rsplit(b"/", 1)[-1] in names:
			return b""
		is_outside = b'TargetMode="External"' in match[0] and b"/hyperlink" not in match[0]
		return TARGET.sub(rb'\1="Normal.dotm"', match[0]) if is_outside else match[0]

	return re.sub(rb"<(?:Relationship|Override)\b[^>]*/>", kept, part)


def _text_of(name: str, part: bytes) -> str:
	"""What stands in the paragraphs of a part, with the pieces of one paragraph put together again."""
	if not name.endswith((".xml", ".rels")):
		return ""
	text = part.decode("utf-8", "replace")
	if name.endswith(".rels"):
		return " ".join(re.findall(r'Target="(https?:[^"]*|mailto:[^"]*)"', text))
	return re.sub(r"<[^>]*>", "", re.sub(r"</(?:w:p|a:p|row|si|c)>", "\n", text))


# Plain text


def _plain_text(content: bytes, ending: str) -> Cleaned:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			text = content.decode(encoding)
		except UnicodeDecodeError:
			continue
		return Cleaned(text.encode(), ending, text)
	raise CannotClean(UNREADABLE)


CLEANERS: dict[str, Callable[[bytes, str], Cleaned]] = {
	**dict.fromkeys((".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"), _picture),
	**dict.fromkeys((".docx", ".xlsx", ".pptx"), _office),
	**dict.fromkeys((".txt", ".csv", ".md"), _plain_text),
	".pdf": _pdf,
}
