from brand_union.child_row import ChildRow


class BrandAdjustmentChange(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		field_label: DF.Data | None
		field_name: DF.Autocomplete
		new_value: DF.Text | None
		old_value: DF.Text | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
