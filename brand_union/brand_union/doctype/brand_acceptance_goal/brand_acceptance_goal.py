from brand_union.child_row import ChildRow


class BrandAcceptanceGoal(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.SmallText | None
		goal: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		why_not: DF.SmallText | None
	# end: auto-generated types
