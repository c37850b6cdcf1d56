from brand_union.child_row import ChildRow


class UnionUnitChangeBefore(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		head_count: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		unit: DF.Link
		unit_name: DF.Data | None
	# end: auto-generated types
