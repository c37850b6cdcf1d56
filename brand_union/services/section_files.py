"""The files of a form's sections: attached to their document, private, and read from the disk where they are checked."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

import frappe
from frappe import _
from frappe.utils import cstr, get_files_path, now

from brand_union.domain import file_kinds, lifecycle
from brand_union.domain.sections import GivenFile
from brand_union.services.errors import FrozenContent, SectionProblem, refuse

FILE, FIELD, ROW = "File", "files", "Brand Project File"
# The scan of an opinion that was signed on paper.
BOX, SCAN = "Brand Project Endorsement", "scan"
PLACE = ("file_url", "attached_to_doctype", "attached_to_name", "attached_to_field")
PRIVATE = "/private/files/"
FORMS = ("Brand Project", "Brand Acceptance")

endings = file_kinds.endings


def claim(doc) -> None:
	"""Attach every file of the sections to `doc`: an upload of the user's, or a copy of a file that the user may read.

	Raises SectionProblem for a file that is none of these: nobody files what belongs to somebody else.
	"""
	own = _attached(doc) if doc.files else set()
	problems = []
	for row in doc.files:
		url = cstr(row.file).strip()
		if url in own:
			continue
		if not take(doc, url):
			problems.append(
				_("Files, row {0}: {1} is not a private file of yours. Upload it in this form.").format(
					row.idx, name_of(url) or "—"
				)
			)
	refuse(problems, SectionProblem, _("Not Saved"))


def of_section(doc, key: str) -> list[GivenFile]:
	"""The files of one section as they lie on the disk, in the order of the rows."""
	names = names_of(doc)
	return [_given(row, names) for row in doc.files if row.section == key]


def name_of(url: str | None) -> str:
	"""The last part of a file's address."""
	return PurePosixPath(cstr(url)).name


def names_of(doc) -> dict[str, str]:
	"""{address: name} of the files attached to `doc`: the name as it was uploaded, which the address may lack."""
	return names_of_many(doc.doctype, [doc.name])


def names_of_many(doctype: str, names: Sequence[str]) -> dict[str, str]:
	"""The same for several documents, of which the caller has made sure that the user may read them."""
	rows = frappe.get_all(
		FILE,
		filters={"attached_to_doctype": doctype, "attached_to_name": ("in", names), "is_folder": 0},
		fields=["file_url", "file_name"],
		order_by="creation asc",
	)
	return {row.file_url: row.file_name for row in rows}


def facts_of(row) -> dict:
	"""What a snapshot keeps of a file beside its address: its size in bytes and the SHA-256 of its content."""
	path = _path(row.file)
	if not path or not path.is_file():
		return {"file_size": 0, "sha256": ""}
	return {"file_size": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}


def refuse_removal(file, method: str | None = None) -> None:
	"""Hook on File: what was filed or signed on screen stays; Frappe asks only who may write the document."""
	doctype, name = file.attached_to_doctype, file.attached_to_name
	stage = frappe.db.get_value(doctype, name, "stage") if doctype in FORMS else None
	if not stage or not _is_listed(file):
		return
	if lifecycle.is_content_frozen(doctype, stage):
		frappe.throw(
			_("{0} was filed with {1} {2} and stays with it.").format(file.file_name, _(doctype), name),
			FrozenContent,
		)
	if frappe.db.exists(BOX, {"parenttype": doctype, "parent": name, "signed_by": ("is", "set")}):
		frappe.throw(
			_(
				"{0} is a part of what was signed on screen. Take it out of the form first; the form is signed anew then."
			).format(file.file_name),
			FrozenContent,
		)


def refuse_exchange(file, method: str | None = None) -> None:
	"""Hook on File: what may not be removed is not led away either, which would leave its address to another file."""
	if file.is_new():
		return
	stored = frappe.db.get_value(FILE, file.name, ["file_name", *PLACE], as_dict=True)
	if any(cstr(file.get(field)) != cstr(stored.get(field)) for field in PLACE):
		refuse_removal(stored)


def _is_listed(file) -> bool:
	table = {FIELD: (ROW, "file"), SCAN: (BOX, "scan")}.get(file.attached_to_field)
	of_document = {"parenttype": file.attached_to_doctype, "parent": file.attached_to_name}
	return bool(table and frappe.db.exists(table[0], {**of_document, table[1]: file.file_url}))


def _attached(doc) -> set[str]:
	filters = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "attached_to_field": FIELD}
	return set(frappe.get_all(FILE, filters=filters, pluck="file_url", order_by=None))


def take(doc, url: str, field: str = FIELD) -> bool:
	"""Attach the private file with this address; whether the user has one, by Frappe's own rules for files."""
	if not url.startswith(PRIVATE):
		return False
	found = frappe.get_all(FILE, filters={"file_url": url, "is_folder": 0}, pluck="name", order_by="creation")
	readable = [file for name in found if (file := frappe.get_doc(FILE, name)).has_permission("read")]
	if not readable:
		return False
	free = next((file for file in readable if _is_free(file, doc, field)), None)
	target = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "attached_to_field": field}
	if free:
		frappe.db.set_value(FILE, free.name, target)
	else:
		_copy(readable[0], target)
	return True


def _copy(file, target: dict) -> None:
	"""A second record of the same file. Row by row, since an upload may move to the address of an equal file."""
	kept = ("file_name", "file_url", "file_size", "file_type", "content_hash", "folder")
	values = {field: file.get(field) for field in kept}
	name, moment, user = frappe.generate_hash(length=10), now(), frappe.session.user
	stamps = {"name": name, "creation": moment, "modified": moment, "owner": user, "modified_by": user}
	frappe.get_doc({"doctype": FILE, "is_private": 1, **values, **target, **stamps}).db_insert()


def _is_free(file, doc, field: str) -> bool:
	"""Uploaded for nothing yet by this user, or for this document without saying where."""
	if not file.attached_to_doctype:
		return file.owner == frappe.session.user
	is_of_document = (file.attached_to_doctype, file.attached_to_name) == (doc.doctype, doc.name)
	return is_of_document and (file.attached_to_field or field) == field


def _given(row, names: dict[str, str]) -> GivenFile:
	name = names.get(row.file) or name_of(row.file)
	path = _path(row.file)
	if row.file not in names or not path or not path.is_file():
		return GivenFile(name, None)
	with path.open("rb") as opened:
		return GivenFile(name, path.stat().st_size, opened.read(file_kinds.HEAD))


def _path(url: str | None) -> Path | None:
	"""Where a private file lies; the name alone counts, so that no address leads out of the folder."""
	if not cstr(url).startswith(PRIVATE):
		return None
	return Path(get_files_path(name_of(url), is_private=True))
