import frappe
from frappe import _

from brand_union.document import BrandDocument
from brand_union.services import conflict_records, guard, recheck
from brand_union.services.errors import ConflictProblem


class BrandConflict(BrandDocument):
	"""What keeps a juror from judging a project, or the projects of a unit. Only the office ever reads it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		concerns: DF.Data | None
		cycle: DF.Link | None
		entered_by: DF.Link | None
		juror: DF.Link
		juror_name: DF.Data | None
		kind: DF.Literal["", "Relative", "Supervisor or Subordinate", "Co-author", "Former Unit", "Other"]
		organiser: DF.Link | None
		project: DF.Link | None
		reason: DF.SmallText
		unit: DF.Link | None
		valid_from: DF.Date | None
		valid_until: DF.Date | None
	# end: auto-generated types

	def validate(self):
		guard.enforce_read_only(self)
		conflict_records.demand_one_object(self)
		conflict_records.demand_dates(self)
		conflict_records.set_organiser(self)
		conflict_records.demand_own_project(self)
		conflict_records.set_names(self)
		self.set_entered_by()

	def on_update(self):
		recheck.look()

	def on_trash(self):
		frappe.throw(
			_("An entry on a conflict of interest stays on record. Enter a day in Valid Until to end it."),
			ConflictProblem,
		)

	def set_entered_by(self):
		if self.is_new():
			self.entered_by = frappe.session.user


def on_doctype_update():
	frappe.db.add_index("Brand Conflict", ["creation"])
