import frappe

from brand_union.document import BrandDocument
from brand_union.services import guard, numbering, permits


class BrandPermit(BrandDocument):
	"""Leave for one unit, or for one project of it, to enter a phase of a cycle after its window has closed."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cycle: DF.Link
		granted_by: DF.Link | None
		organiser: DF.Link | None
		phase: DF.Literal[
			"",
			"Application",
			"Formal Check",
			"Review",
			"Notice",
			"Cultivation",
			"Mid-term",
			"Acceptance",
			"Acceptance Review",
			"Award",
		]
		project: DF.Link | None
		reason: DF.SmallText
		unit: DF.Link
		valid_until: DF.Date
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("PM", self.cycle, digits=3)

	def validate(self):
		guard.enforce_read_only(self)
		self.set_organiser()
		permits.demand_day_to_come(self)
		permits.demand_phase_that_opens(self)
		permits.demand_project_of_unit(self)
		self.set_granted_by()

	def set_organiser(self):
		self.organiser = permits.organiser_of(self)

	def set_granted_by(self):
		if self.is_new():
			self.granted_by = frappe.session.user


def on_doctype_update():
	frappe.db.add_index("Brand Permit", ["cycle", "phase"])
	frappe.db.add_index("Brand Permit", ["creation"])
