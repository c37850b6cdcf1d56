import frappe

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import (
	guard,
	numbering,
	unit_carry_out,
	unit_change,
	unit_change_check,
	unit_change_preview,
)


class UnionUnitChange(BrandDocument):
	"""Units are renamed, merged, split or closed by a paper of the union, on a day, once."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.union_unit_change_after.union_unit_change_after import (
			UnionUnitChangeAfter,
		)
		from brand_union.brand_union.doctype.union_unit_change_before.union_unit_change_before import (
			UnionUnitChangeBefore,
		)
		from brand_union.brand_union.doctype.union_unit_change_below.union_unit_change_below import (
			UnionUnitChangeBelow,
		)
		from brand_union.brand_union.doctype.union_unit_change_person.union_unit_change_person import (
			UnionUnitChangePerson,
		)
		from brand_union.brand_union.doctype.union_unit_change_project.union_unit_change_project import (
			UnionUnitChangeProject,
		)

		below: DF.Table[UnionUnitChangeBelow]
		carried_out_by: DF.Link | None
		carried_out_on: DF.Datetime | None
		document_number: DF.Data
		effective_on: DF.Date
		kind: DF.Literal["", "Rename", "Merge", "Split", "Close"]
		organiser: DF.Link | None
		people: DF.Table[UnionUnitChangePerson]
		projects: DF.Table[UnionUnitChangeProject]
		reason: DF.SmallText
		status: DF.Literal["Draft", "Done"]
		subject: DF.Data | None
		units_after: DF.Table[UnionUnitChangeAfter]
		units_before: DF.Table[UnionUnitChangeBefore]
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.following(f"UC-{frappe.utils.getdate(self.effective_on).year}-", digits=3)

	def validate(self):
		guard.enforce_read_only(self)
		unit_change.demand_draft(self)
		if self.status == unit_change.DRAFT:
			self.prepare()

	def on_trash(self):
		unit_change.demand_not_done(self)

	def prepare(self):
		"""What the form works out for itself as long as nothing was carried out."""
		unit_change.set_office(self)
		unit_change.fill_units(self)
		unit_change_check.demand_units(self)
		unit_change.fill_movers(self)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview(self) -> dict:
		"""What carrying it out would do, and what stands against it; nothing is written."""
		return unit_change_preview.preview(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def carry_out(self) -> dict:
		"""Change the units, hand over what is open, and close the form; a second call changes nothing."""
		return unit_carry_out.carry_out(self)


def on_doctype_update():
	frappe.db.add_index("Union Unit Change", ["creation"])
