import frappe

from brand_union.child_row import ChildRow


class BrandProjectJointUnit(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		quota_slot: DF.Data | None
		unit: DF.Link
		unit_name: DF.Data | None
	# end: auto-generated types


def on_doctype_update():
	frappe.db.add_index("Brand Project Joint Unit", ["unit"])
