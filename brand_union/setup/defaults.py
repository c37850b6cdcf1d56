"""Defaults that an admin's changes outlive: seeded once, replaced by a newer one only while untouched.

A default is a record of the site (a Workflow, a Kanban Board) whose first content is shipped with the app.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import frappe

from brand_union.domain import snapshot
from brand_union.setup import seeded

AS_SHIPPED = "As Shipped"
CHANGED = "Changed"
NEWER_AVAILABLE = "Newer Default Available"
DELETED = "Deleted"
STATUSES = (AS_SHIPPED, CHANGED, NEWER_AVAILABLE, DELETED)

# Where a record stands, who saved it when, and where the builder drew it: none of it is content.
NOT_CONTENT = frozenset(
	{
		"name",
		"owner",
		"creation",
		"modified",
		"modified_by",
		"parent",
		"parentfield",
		"parenttype",
		"doctype",
		"docstatus",
		"idx",
		"order",
		"workflow_data",
		"workflow_builder_id",
	}
)


@dataclass(frozen=True)
class Default:
	"""A shipped record: its DocType, its name, what the file says, and what must exist before it."""

	kind: str
	name: str
	content: Mapping[str, Any]
	prepare: Callable[[], None] = lambda: None
	before_insert: Callable[[Any], None] = lambda doc: None
	before_save: Callable[[Any], None] = lambda doc: None

	@property
	def shipped(self) -> str:
		return digest_of(self.content)

	def stored(self) -> Mapping[str, Any] | None:
		"""The record as the site has it; None if it is not there."""
		if not frappe.db.exists(self.kind, self.name):
			return None
		return frappe.get_doc(self.kind, self.name).as_dict()

	def wanted(self) -> Mapping[str, Any]:
		"""The record as it would be, to be shown beside `stored`."""
		return self.content

	def restore(self) -> None:
		"""Give the record the shipped content, or create it again."""
		write(self)


def content_of(record: Mapping[str, Any]) -> dict[str, Any]:
	"""What an admin could have meant to set: fields and rows without empty values and bookkeeping."""
	content = {}
	for field, value in record.items():
		if field.startswith("_") or field in NOT_CONTENT or value in (None, "", 0, "0", []):
			continue
		content[field] = [content_of(row) for row in value] if isinstance(value, list) else str(value)
	return content


def digest_of(record: Mapping[str, Any]) -> str:
	"""SHA-256 (hex) of the record's content; equal for the shipped file and its untouched record."""
	return snapshot.digest(content_of(record))


def status_of(default: Default) -> str:
	"""One of STATUSES: how the site's record stands to the one the app ships."""
	stored = default.stored()
	if stored is None:
		return DELETED
	known = seeded.recall_default(default.kind, default.name) or {}
	is_newest = known.get("shipped", default.shipped) == default.shipped
	if digest_of(stored) in {default.shipped, known.get("stored") if is_newest else None}:
		return AS_SHIPPED
	return CHANGED if is_newest else NEWER_AVAILABLE


def ensure(default: Default, recreate: bool = False) -> None:
	"""Creates a default that was never seeded and renews one that nobody has touched.

	`recreate` brings back a deleted one too, as a fresh installation does.
	"""
	known = seeded.recall_default(default.kind, default.name)
	stored = default.stored()
	if stored is None:
		if known is None or recreate:
			write(default)
	elif known is None:
		_adopt(default, stored)
	elif digest_of(stored) == known["stored"] and known["shipped"] != default.shipped:
		_renew(default)


def write(default: Default, keep: frozenset[str] = frozenset()) -> None:
	"""Creates the record, or gives the existing one the shipped content, and remembers it.

	Fields in `keep` stay as they are in an existing record.
	"""
	default.prepare()
	if frappe.db.exists(default.kind, default.name):
		doc = frappe.get_doc(default.kind, default.name)
		_fill(doc, default.content, keep)
		default.before_save(doc)
		doc.save(ignore_permissions=True)  # callers have checked who asks; installing asks for nobody
	else:
		doc = frappe.get_doc(dict(default.content))
		default.before_insert(doc)
		default.before_save(doc)
		doc.insert(ignore_permissions=True)  # as above
		seeded.note_created(default.kind, [default.name])
	stored = digest_of(frappe.get_doc(default.kind, default.name).as_dict())
	seeded.remember_default(default.kind, default.name, default.shipped, stored)


def _adopt(default: Default, stored: Mapping[str, Any]) -> None:
	"""A record of that name was there before us: unless it is the same, it is the site's own and stays."""
	if digest_of(stored) == default.shipped:
		seeded.remember_default(default.kind, default.name, default.shipped, default.shipped)
	else:
		remember_foreign(default)


def remember_foreign(default: Default) -> None:
	"""Note that the site has something else, so that only a default that comes later than this one is new."""
	seeded.remember_default(default.kind, default.name, default.shipped, stored="")


def _renew(default: Default) -> None:
	"""Replaces an untouched record; where documents would be stranded, the old one stays and settings say so."""
	frappe.db.savepoint("renew_default")
	try:
		# A default that gave way to the site's own workflow does not push it aside later.
		write(default, keep=frozenset({"is_active"}))
	except frappe.ValidationError as error:
		frappe.db.rollback(save_point="renew_default")
		frappe.clear_messages()
		frappe.log_error(
			title=f"The newer default of {default.kind} {default.name} was not installed", message=str(error)
		)


def _fill(doc, content: Mapping[str, Any], keep: frozenset[str]) -> None:
	for field, value in content.items():
		if field in NOT_CONTENT or field in keep:
			continue
		if isinstance(value, list):
			doc.set(field, [])
			for row in value:
				doc.append(field, {key: cell for key, cell in row.items() if key not in NOT_CONTENT})
		else:
			doc.set(field, value)
