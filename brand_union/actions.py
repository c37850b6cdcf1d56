"""How a button of a form reaches the server.

Frappe builds the document of such a call from what the browser sends. A service that writes computed fields would
save every other value that was slipped in with it. It also sends the document back as it is, so what the caller
may not read is taken out of it.
"""

from collections.abc import Callable, Iterable
from functools import wraps

import frappe
from frappe.model import table_fields
from frappe.model.document import Document

from brand_union.services.atomic import until_free


def on_saved_document(method: Callable) -> Callable:
	"""Run a whitelisted controller method on the document as it is stored, locked, and on nothing else."""
	return _on_stored(method, for_update=True)


def reading_saved_document(method: Callable) -> Callable:
	"""The same for a method that only reads: nobody who looks keeps others from saving, or loses what is not saved.

	A form asks while somebody fills it in, and Frappe would put the stored document in the place of what is typed.
	"""
	return _on_stored(method, for_update=False)


def leaving_document(method: Callable) -> Callable:
	"""The same for an act after which the caller may not read the document any more: nothing of it is sent back.

	The method locks what it needs itself, other documents first.
	"""

	@wraps(method)
	def run(self, *args, **kwargs):
		def act():
			stored = frappe.get_doc(self.doctype, self.name)
			stored.check_permission("read")
			return method(stored, *args, **kwargs)

		result = until_free(act)
		for df in self.meta.fields:
			self.set(df.fieldname, [] if df.fieldtype in table_fields else None)
		return result

	return run


def _on_stored(method: Callable, for_update: bool) -> Callable:
	@wraps(method)
	def run(self, *args, **kwargs):
		def act():
			stored = frappe.get_doc(self.doctype, self.name, for_update=for_update)
			stored.check_permission("read")
			return method(stored, *args, **kwargs)

		result = until_free(act)
		self.load_from_db()
		self.apply_fieldlevel_read_permissions()
		if not for_update:
			frappe.local.response.docs = _AllBut(self, frappe.local.response.docs)
		return result

	return run


class _AllBut(list):
	"""The documents of an answer, to which Frappe adds the one whose method was called: all but this one."""

	def __init__(self, left_out: Document, documents: Iterable = ()):
		super().__init__(documents)
		self.left_out = left_out

	def append(self, document: Document) -> None:
		if document is not self.left_out:
			super().append(document)
