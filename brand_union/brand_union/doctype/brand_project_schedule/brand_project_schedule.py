from brand_union.child_row import ChildRow


class BrandProjectSchedule(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		content: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		period: DF.Data
		responsible: DF.Data | None
	# end: auto-generated types
