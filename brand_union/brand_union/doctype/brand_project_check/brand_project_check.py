from brand_union.child_row import ChildRow


class BrandProjectCheck(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		checked_by: DF.Link | None
		checked_on: DF.Datetime | None
		item: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		result: DF.Literal["", "Passed", "Waived", "Failed"]
	# end: auto-generated types
