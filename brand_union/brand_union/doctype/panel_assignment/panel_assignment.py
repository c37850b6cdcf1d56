from hashlib import sha256

import frappe
from frappe import _
from frappe.model.document import Document

from brand_union.services import guard
from brand_union.services.errors import PanelProblem


class PanelAssignment(Document):
	"""Which juror scores which project in which sheet, or why not. Only the office ever reads it."""

	def validate(self):
		guard.enforce_read_only(self)
		self.set_pair_key()

	def on_trash(self):
		frappe.throw(_("Assignments belong to the record of the panel and cannot be deleted."), PanelProblem)

	def set_pair_key(self):
		pair = "\n".join((self.panel, self.project, self.juror))
		self.pair_key = sha256(pair.encode()).hexdigest()


def on_doctype_update():
	frappe.db.add_index("Panel Assignment", ["panel", "status"])
	frappe.db.add_index("Panel Assignment", ["project", "status"])
	frappe.db.add_index("Panel Assignment", ["acceptance", "status"])
