"""How the steps of the year act on a site.

The steps are written once. A driver carries them out: in the demo through the document API (below), in the
tests through REST as logged-in people. Both check every permission of whoever acts.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import frappe
from frappe.handler import is_whitelisted
from frappe.utils import strip_html

from brand_union.services.workflow_actions import apply_workflow

Record = dict[str, Any]


class Refused(Exception):
	"""The site refused an act: `kind` is the name of the error's class, `message` its sentence without HTML."""

	def __init__(self, kind: str, message: str):
		super().__init__(f"{kind}: {message}")
		self.kind, self.message = kind, message


class Actor(Protocol):
	"""One person at work. Every method raises Refused; records come back as plain JSON values."""

	def insert(self, doctype: str, /, **values: Any) -> Record:
		"""Make a document."""

	def read(self, doctype: str, name: str) -> Record:
		"""A document with its rows."""

	def update(self, doctype: str, name: str, /, **values: Any) -> Record:
		"""Change fields; a table is given as all its rows."""

	def find(
		self, doctype: str, filters: Record | None = None, fields: list[str] | None = None
	) -> list[Record]:
		"""The documents in this person's list, oldest name first."""

	def act(self, doctype: str, name: str, action: str) -> Record:
		"""Press a workflow action."""

	def call(self, doctype: str, name: str, method: str, /, **arguments: Any) -> Any:
		"""Press a button of the form: run a method of the document."""

	def rpc(self, method: str, /, **arguments: Any) -> Any:
		"""Call a whitelisted function by its dotted path."""


People = Callable[[str], Actor]


class DeskActor:
	"""Acts through the document API as a user, inside the running transaction."""

	def __init__(self, user: str):
		self.user = user

	def insert(self, doctype: str, /, **values: Any) -> Record:
		with self._acting():
			return _plain(frappe.get_doc({"doctype": doctype, **values}).insert())

	def read(self, doctype: str, name: str) -> Record:
		with self._acting():
			return _plain(_readable(doctype, name))

	def update(self, doctype: str, name: str, /, **values: Any) -> Record:
		with self._acting():
			doc = frappe.get_doc(doctype, name, for_update=True)
			doc.update(values)
			return _plain(doc.save())

	def find(
		self, doctype: str, filters: Record | None = None, fields: list[str] | None = None
	) -> list[Record]:
		with self._acting():
			found = frappe.get_list(
				doctype, filters=filters, fields=fields or ["name"], order_by="name asc", limit_page_length=0
			)
			return [dict(row) for row in found]

	def act(self, doctype: str, name: str, action: str) -> Record:
		with self._acting():
			return _plain(apply_workflow(_readable(doctype, name).as_dict(), action))

	def call(self, doctype: str, name: str, method: str, /, **arguments: Any) -> Any:
		with self._acting():
			doc = _readable(doctype, name)
			function = getattr(doc, method)
			is_whitelisted(function.__func__)
			return function(**arguments)

	def rpc(self, method: str, /, **arguments: Any) -> Any:
		with self._acting():
			function = frappe.get_attr(method)
			is_whitelisted(function)
			return function(**arguments)

	@contextmanager
	def _acting(self) -> Iterator[None]:
		before = frappe.session.user
		if before != self.user:
			frappe.set_user(self.user)
		frappe.db.savepoint("desk_actor")
		try:
			yield
		except (frappe.ValidationError, frappe.PermissionError) as error:
			frappe.db.rollback(save_point="desk_actor")
			frappe.clear_messages()
			raise Refused(type(error).__name__, strip_html(str(error))) from error


def _readable(doctype: str, name: str):
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return doc


def _plain(doc) -> Record:
	return json.loads(frappe.as_json(doc.as_dict()))
