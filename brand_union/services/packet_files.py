"""Attachments for jurors: new files with neutral names and without metadata, private to the sheets they belong to.

Frappe gives a file with known content the address and the name of the first one. So the new files are written
here, under random names, and never through the way of an upload.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import frappe
from frappe import _
from frappe.core.doctype.file.utils import get_content_hash
from frappe.utils import get_files_path, now

from brand_union.services import blinding, clean_files, endorsements, section_answers, section_files
from brand_union.services.clean_files import CannotClean, Cleaned

FOLDER = "Home/Attachments"
REVIEW = "Brand Review"


@dataclass(frozen=True)
class Candidate:
	"""An attachment: `cleaned` is None when it is left out, and `note` says why, or what the office should look at.

	`caption` is the section that it belongs to and what the unit wrote below it, as jurors may read it.
	"""

	file_name: str
	cleaned: Cleaned | None
	note: str = ""
	caption: str = ""


@dataclass(frozen=True)
class Stored:
	"""A new file on the disk: neutral name, private address, size and hash of its content."""

	file_name: str
	file_url: str
	file_size: int
	content_hash: str


def candidates(subject, names: Sequence[str], hide_unit: bool) -> list[Candidate]:
	"""The attachments of what is reviewed, cleaned; scans of opinions carry seals and signatures and stay out.

	Files of the form's sections follow their rows: shown to jurors or not, free of identity or not. One that was
	taken out of its section is still attached, and stays out.
	"""
	masked = names if hide_unit else ()
	captions = section_answers.captions(subject, hide_unit)
	return [
		replace(_candidate(row, masked), caption=blinding.mask(captions.get(row.file_url, ""), masked).text)
		for row in _chosen(subject, captions)
	]


def _chosen(subject, captions: Iterable[str]) -> list:
	"""The files of no section, and after them those of `captions` in their order."""
	rows = frappe.get_all(
		"File",
		filters={
			"attached_to_doctype": subject.doctype,
			"attached_to_name": subject.name,
			"is_folder": 0,
		},
		fields=["name", "file_name", "file_url", "attached_to_field"],
		order_by="creation asc, name asc",
	)
	scans = endorsements.scans_of(subject)
	by_url = {row.file_url: row for row in rows if row.file_url not in scans}
	of_sections = {row.file for row in subject.files}
	of_sections |= {row.file_url for row in rows if row.attached_to_field == section_files.FIELD}
	loose = [row for url, row in by_url.items() if url not in of_sections]
	return [*loose, *(by_url[url] for url in captions if url in by_url)]


def store(cleaned: Iterable[Cleaned]) -> list[Stored]:
	"""Write the files to the disk, numbered from 1; they are gone again if the transaction is."""
	return [_write(one, number) for number, one in enumerate(cleaned, start=1)]


def attach(review: str, files: Sequence[Stored]) -> None:
	"""Give a sheet its files. Row by row, since an upload would note on the sheet who in the office made it."""
	moment = now()
	for file in files:
		row = frappe.get_doc(
			{
				"doctype": "File",
				"name": frappe.generate_hash(length=10),
				"attached_to_doctype": REVIEW,
				"attached_to_name": review,
				"is_private": 1,
				"folder": FOLDER,
				"file_name": file.file_name,
				"file_url": file.file_url,
				"file_size": file.file_size,
				"content_hash": file.content_hash,
				"creation": moment,
				"modified": moment,
				"owner": "Administrator",
				"modified_by": "Administrator",
			}
		)
		row.db_insert()


def _candidate(row, names: Sequence[str]) -> Candidate:
	try:
		cleaned = clean_files.clean(_content(row), row.file_name or row.file_url)
	except CannotClean as error:
		return Candidate(row.file_name, None, _reason(error.reason))
	if not names:
		return Candidate(row.file_name, cleaned)
	if cleaned.text is None:
		return Candidate(row.file_name, cleaned, _("a picture or a scan; look whether it shows who applies."))
	found = blinding.mask(cleaned.text, names).found
	if found:
		return Candidate(
			row.file_name, None, _("left out, because it names {0}.").format(", ".join(sorted(found)))
		)
	return Candidate(row.file_name, cleaned)


def _content(row) -> bytes:
	url = row.file_url or ""
	folder = "/private/files/" if url.startswith("/private/files/") else "/files/"
	if not url.startswith(folder):
		raise CannotClean(clean_files.UNKNOWN_KIND)
	path = Path(get_files_path(PurePosixPath(url).name, is_private=folder.startswith("/private")))
	if not path.is_file():
		raise CannotClean(clean_files.UNREADABLE)
	if path.stat().st_size > clean_files.MOST_BYTES:
		raise CannotClean(clean_files.TOO_LARGE)
	return path.read_bytes()


def _reason(reason: str) -> str:
	reasons = {
		clean_files.UNKNOWN_KIND: _("left out, because files of this kind cannot be cleaned."),
		clean_files.UNREADABLE: _("left out, because it cannot be read; it may be protected or damaged."),
		clean_files.EMBEDDED: _("left out, because it holds other files or macros."),
		clean_files.TOO_LARGE: _("left out, because it is too large."),
	}
	return reasons[reason]


def _write(cleaned: Cleaned, number: int) -> Stored:
	name = f"{frappe.generate_hash(length=24)}{cleaned.ending}"
	path = Path(get_files_path(name, is_private=True))
	path.write_bytes(cleaned.content)
	frappe.db.after_rollback.add(lambda: path.unlink(missing_ok=True))
	return Stored(
		_("Attachment {0}").format(number) + cleaned.ending,
		f"/private/files/{name}",
		len(cleaned.content),
		get_content_hash(cleaned.content),
	)
