from brand_union.child_row import ChildRow


class BrandProgrammeTier(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		clause: DF.Data | None
		max_count: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		tier: DF.Data
	# end: auto-generated types
