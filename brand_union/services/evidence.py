"""Files that somebody unknown sends along: few, small, of known kinds, kept private and under neutral names."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from secrets import token_hex

import frappe
from frappe import _
from frappe.utils import cstr

from brand_union.services import records

# All together have to pass Frappe's own limit for a request, which is 25 MB.
MOST_FILES = 5
MOST_MEGABYTES, MOST_TOGETHER = 10, 20
MEGABYTE = 1024 * 1024
# The kinds by what a file begins with, whatever its name says. The last two are archives with a fixed part in them.
BEGINNINGS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ALIASES = {"jpeg": "jpg"}
KINDS = (*BEGINNINGS, *PARTS)


@dataclass(frozen=True)
class Upload:
	"""A file as it was sent: the name on the sender's machine, for sentences only, and the content."""

	name: str
	content: bytes

	@property
	def kind(self) -> str:
		ending = self.name.rpartition(".")[2].lower()
		return ALIASES.get(ending, ending)


def limits() -> dict:
	"""What the form tells before anything is sent."""
	return {
		"files": MOST_FILES,
		"each": MOST_MEGABYTES,
		"together": MOST_TOGETHER,
		"kinds": ", ".join(KINDS),
		"accept": ",".join(f".{kind}" for kind in (*KINDS, *ALIASES)),
	}


def read(sent: Iterable) -> list[Upload]:
	"""Files of a request (werkzeug's FileStorage), at most one more than allowed, none further than it may be long."""
	found = []
	for file in sent:
		if file.filename and len(found) <= MOST_FILES:
			found.append(Upload(cstr(file.filename), file.stream.read(MOST_MEGABYTES * MEGABYTE + 1)))
	return found


def problems(files: list[Upload]) -> Iterator[str]:
	"""What keeps the files from being accepted."""
	if len(files) > MOST_FILES:
		yield _("At most {0} files can be sent. Put several pages into one file.").format(MOST_FILES)
		return
	for file in files:
		name = file.name[:80]
		if not file.content:
			yield _("The file {0} is empty.").format(name)
		elif len(file.content) > MOST_MEGABYTES * MEGABYTE:
			yield _("The file {0} is larger than {1} MB.").format(name, MOST_MEGABYTES)
		elif not _is_what_it_says(file):
			yield _("The file {0} is none of these kinds: {1}.").format(name, ", ".join(KINDS))
	if sum(len(file.content) for file in files) > MOST_TOGETHER * MEGABYTE:
		yield _("The files are larger than {0} MB together.").format(MOST_TOGETHER)


def attach(doc, files: list[Upload]) -> None:
	"""Keep the files with the objection. Their own names could tell who sent them, so they get neutral ones."""
	for number, file in enumerate(files, 1):
		record = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{doc.name}-{number}-{token_hex(4)}.{file.kind}",
				"content": file.content,
				"is_private": 1,
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
			}
		)
		_keep_apart(records.write(record), file)


def _keep_apart(record, file: Upload) -> None:
	"""Frappe stores equal contents once, under the first one's name. Who uploaded the same would learn of this one."""
	own_place = f"/private/files/{record.file_name}"
	if record.file_url != own_place:
		record.save_file(content=file.content, ignore_existing_file_check=True)
	# Equal contents are found by this, and only a file whose value nobody shares is deleted with its record.
	record.db_set(
		{"file_url": record.file_url, "file_name": record.file_name, "content_hash": token_hex(16)},
		update_modified=False,
	)


def _is_what_it_says(file: Upload) -> bool:
	if file.kind in BEGINNINGS:
		return file.content.startswith(BEGINNINGS[file.kind])
	return file.kind in PARTS and PARTS[file.kind] in _members(file.content)


def _members(content: bytes) -> list[str]:
	try:
		with zipfile.ZipFile(BytesIO(content)) as archive:
			return archive.namelist()
	except (zipfile.BadZipFile, ValueError, OSError):
		return []
