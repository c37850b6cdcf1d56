from hashlib import sha256

import frappe
from frappe import _

from brand_union.document import BrandDocument
from brand_union.services import guard
from brand_union.services.errors import PanelProblem


class PanelAssignment(BrandDocument):
	"""Which juror scores which project in which sheet, or why not. Only the office ever reads it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acceptance: DF.Link | None
		basis: DF.SmallText | None
		conflict: DF.Literal[
			"", "Same Unit", "Unit Above or Below", "Team Member", "Recorded", "Declared", "Declined"
		]
		joint_cycle: DF.Link | None
		juror: DF.Link
		organiser: DF.Link | None
		pair_key: DF.Data | None
		panel: DF.Link
		project: DF.Link
		reason: DF.SmallText | None
		review: DF.Link | None
		ruling: DF.SmallText | None
		status: DF.Literal["Assigned", "In Question", "Recused", "Withdrawn"]
	# end: auto-generated types

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
	frappe.db.add_index("Panel Assignment", ["creation"])
