from brand_union.child_row import ChildRow


class BrandAcceptancePress(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		headline: DF.Data
		level: DF.Data | None
		link: DF.Data | None
		medium: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		published_on: DF.Date | None
	# end: auto-generated types
