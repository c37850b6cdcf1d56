from brand_union.child_row import ChildRow


class BrandAcceptanceAccount(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		budgeted: DF.Currency
		difference: DF.Currency
		heading: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		spent: DF.Currency
	# end: auto-generated types
