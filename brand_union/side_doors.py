"""Ways of Frappe that pass by the scopes of scopes.py, closed for the documents of the app.

Each function says what Frappe does without it. What is not ours is handed on to Frappe unchanged.
"""

from typing import Any
from urllib.parse import unquote

import frappe
from frappe import _, client
from frappe.core.doctype.file import file as files
from frappe.desk import like, notifications, search
from frappe.desk.doctype.tag import tag as tags
from frappe.desk.form import utils as form_utils
from frappe.utils import cstr

from brand_union.permissions import CHILDREN, SECRET, query_conditions
from brand_union.scopes import SCOPES
from brand_union.services import arguments
from brand_union.services.errors import NotAllowedNow

# What is listed; a Single has neither a table nor a list.
LISTED = frozenset(SCOPES) - {"Brand Union Settings"}
GUARDED = LISTED | frozenset(CHILDREN)

# Where Frappe keeps parts of our documents, or who had to do with them: told with the reader's own rights too.
TRACES = frozenset(
	{
		*("Version", "Comment", "Deleted Document", "File", "Tag Link", "Communication", "Email Queue"),
		*("Notification Log", "ToDo", "DocShare", "Workflow Action", "Prepared Report", "Document Follow"),
		*("Activity Log", "Access Log", "View Log", "Route History", "Error Log", "User Permission"),
	}
)

# Which document a File belongs to.
ATTACHED = ("attached_to_doctype", "attached_to_name")

# Hooks on documents


def refuse_share(doc, method: str | None = None) -> None:
	"""Hook on DocShare: a share of a secret document would beat every scope."""
	if doc.share_doctype in SECRET:
		frappe.throw(
			_("{0} cannot be shared: who sees it follows from units and roles.").format(_(doc.share_doctype))
		)


def refuse_assignment(doc, method: str | None = None) -> None:
	"""Hook on ToDo: assigning a document shares it with the person."""
	if doc.reference_type in SECRET and doc.allocated_to and doc.allocated_to != doc.assigned_by:
		frappe.throw(
			_("{0} cannot be assigned to a person: that would share it. Use its own actions instead.").format(
				_(doc.reference_type)
			)
		)


def refuse_follower(doc, method: str | None = None) -> None:
	"""Hook on Document Follow: Frappe mails every change and comment to a follower, and asks for no permission."""
	if doc.ref_doctype in SECRET and not _may_read(doc.ref_doctype, doc.ref_docname, doc.user):
		raise frappe.PermissionError


def refuse_rename(doc, method: str | None = None, *names: Any) -> None:
	"""Hook before and after a rename: the form's own method renames without any check, if told so."""
	frappe.throw(
		_("{0} keeps its number for good: papers and snapshots refer to it.").format(_(doc.doctype)),
		NotAllowedNow,
	)


def refuse_docstatus(doc, method: str | None = None) -> None:
	"""Hook on submit, cancel and discard: Frappe would jump over the workflow."""
	frappe.throw(
		_("{0} {1} is never submitted or cancelled. Use its own actions.").format(_(doc.doctype), doc.name),
		NotAllowedNow,
	)


def refuse_public_file(doc, method: str | None = None) -> None:
	"""Hook on File: a public file opens for everybody who knows or guesses its address."""
	if doc.attached_to_doctype in SECRET | frozenset(CHILDREN) and not doc.is_private and not doc.is_folder:
		frappe.throw(
			_(
				"{0} is public, so everybody could open it. Files of {1} are private: close its lock and upload it again."
			).format(doc.file_name, _(doc.attached_to_doctype))
		)


# Hooks on rights


def file_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""Hook on File: Frappe asks nobody whose file an address opens, nor whose document an attachment joins."""
	if ptype in ("create", "write"):
		stored = frappe.db.get_value("File", {"name": cstr(doc.name)}, ["file_url", *ATTACHED], as_dict=True)
		if _takes_content(doc, stored or {}, user) or _joins_document(doc, stored or {}, user):
			return False
	return files.has_permission(doc, ptype, user)


def _takes_content(doc, stored: dict, user: str | None) -> bool:
	"""Whether it is to open a file that the user may not read; what is uploaded gets an address of its own."""
	url, is_upload = cstr(doc.get("file_url")), doc.is_new() and doc.get("content")
	return bool(url) and url != stored.get("file_url") and not is_upload and _is_hidden(url, user)


def _joins_document(doc, stored: dict, user: str | None) -> bool:
	"""Whether it is to be attached to a document of ours that the user may not write."""
	target = [cstr(doc.get(field)) for field in ATTACHED]
	# The database takes other spellings for the same, and Frappe corrects them afterwards.
	kind, name = frappe.db.exists("DocType", target[0]), target[1]
	if kind not in GUARDED or not name or target == [cstr(stored.get(field)) for field in ATTACHED]:
		return False
	if frappe.db.exists(kind, name):
		return not frappe.has_permission(kind, "write", name, user=user)
	# A form that is not saved yet has a name like this one; any other may become somebody else's.
	return not name.startswith("new-")


def _is_hidden(url: str, user: str | None) -> bool:
	"""Whether the file belongs to a document of ours, and to none that the user may read."""
	rows = frappe.get_all("File", {"file_url": unquote(url)}, ["name", "attached_to_doctype"], order_by=None)
	if not any(row.attached_to_doctype in GUARDED for row in rows):
		return False
	return not any(frappe.get_doc("File", row.name).has_permission("read", user=user) for row in rows)


# Hooks on lists


def file_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Files of our documents are listed to those who may read the document (Frappe: the DocType)."""
	return _attached("File", "attached_to_doctype", "attached_to_name", user)


def tag_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Tags carry the title of their document (Frappe: to everybody)."""
	return _attached("Tag Link", "document_type", "document_name", user)


def _attached(table: str, type_field: str, name_field: str, user: str | None) -> str:
	if (user or frappe.session.user) == "Administrator":
		return ""
	owned = ", ".join(frappe.db.escape(name) for name in sorted(GUARDED))
	parts = [f"ifnull(`tab{table}`.`{type_field}`, '') not in ({owned})"]
	for parent in sorted(LISTED):
		condition = query_conditions(user, parent) or "1=1"
		parts.append(
			f"(`tab{table}`.`{type_field}` = {frappe.db.escape(parent)} and `tab{table}`.`{name_field}` in "
			f"(select `tab{parent}`.name from `tab{parent}` where {condition}))"
		)
	return f"({' or '.join(parts)})"


# Instead of whitelisted functions of Frappe


@frappe.whitelist(methods=["GET", "POST"])
def get_count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""How many documents the user may read (Frappe v15: how many there are, so a filter finds out their text)."""
	if doctype not in GUARDED | TRACES:
		return client.get_count(doctype, filters, debug, cache)
	filters = client.get_safe_filters(filters)
	return len(frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0, order_by=None))


@frappe.whitelist(methods=["GET", "POST"])
def get_open_count(doctype: str, name: str, items: list | str | None = None) -> dict:
	"""The numbers beside a form's connections: of what the user may read (Frappe: of all that one asks for)."""
	links = frappe.get_meta(doctype).get_dashboard_data()
	asked = arguments.read("items", items, list, of=str) if items else []
	asked = asked or [item for group in links.transactions for item in group["items"]]
	ours = [item for item in asked if item in GUARDED | TRACES]
	answer = notifications.get_open_count(doctype, name, [item for item in asked if item not in ours])
	for item in ours:
		field = links.non_standard_fieldnames.get(item, links.fieldname)
		answer["count"]["external_links_found"] += _connected(item, field, name)
	return answer


def _connected(doctype: str, field: str | None, name: str) -> list[dict]:
	if not field or not frappe.get_meta(doctype).has_field(field):
		return []
	try:
		found = frappe.get_list(doctype, {field: name}, pluck="name", limit_page_length=100, order_by=None)
	except frappe.PermissionError:
		return []
	return [{"doctype": doctype, "count": len(found), "open_count": 0}]


@frappe.whitelist(methods=["GET", "POST"])
def search_link(doctype: str, txt: str, **options: Any) -> list:
	"""What a link field offers; a caller may not wish the user's permissions away."""
	return frappe.call(search.search_link, doctype, txt, **_with_permissions(doctype, options))


@frappe.whitelist(methods=["GET", "POST"])
def search_widget(doctype: str, txt: str, **options: Any) -> list:
	"""The same for the search dialog."""
	return frappe.call(search.search_widget, doctype, txt, **_with_permissions(doctype, options))


def _with_permissions(doctype: str, options: dict) -> dict:
	# Frappe then ignores every permission, not the user permissions alone.
	return {**options, "ignore_user_permissions": 0} if doctype in GUARDED | TRACES else options


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a document that the user may read; otherwise its number (Frappe: always the title)."""
	if doctype in SECRET and not _may_read(doctype, docname):
		return docname
	return search.get_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def get_next(doctype: str, value: str, prev: str | int, **options: Any) -> str | None:
	"""The neighbour in a list; Frappe compares with any field of `value`, also of a hidden document."""
	if doctype in GUARDED and not _may_read(doctype, value):
		raise frappe.PermissionError
	return frappe.call(form_utils.get_next, doctype, value, prev, **options)


@frappe.whitelist(methods=["GET", "POST"])
def get_tagged_docs(doctype: str, tag: str) -> list:
	"""Documents with a tag, of those that the user may read (Frappe: of all)."""
	if doctype not in GUARDED:
		return tags.get_tagged_docs(doctype, tag)
	return frappe.get_list(doctype, {"_user_tags": ("like", tag)}, as_list=True, order_by="name")


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Like a document that the user may read (Frappe: any, which shows in its timeline)."""
	if doctype in GUARDED and not _may_read(doctype, name):
		raise frappe.PermissionError
	like.toggle_like(doctype, name, add)


def _may_read(doctype: str, name: str, user: str | None = None) -> bool:
	return bool(frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", name, user=user))
