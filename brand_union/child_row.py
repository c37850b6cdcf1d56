"""Base of every child row of the app."""

import frappe
from frappe import _
from frappe.model.document import Document


class ChildRow(Document):
	"""A row that is saved with its parent only.

	Frappe runs a child's own hooks only when the row is saved or deleted by itself, which would pass by
	every rule of the parent. So both are refused here.
	"""

	def validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(
			_(
				"A row of {0} is saved together with its document. Open {1} {2} and change the row there."
			).format(_(self.doctype), _(self.parenttype or ""), self.parent or ""),
			frappe.PermissionError,
		)
