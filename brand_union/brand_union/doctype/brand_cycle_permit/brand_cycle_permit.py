from brand_union.child_row import ChildRow


class BrandCyclePermit(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		granted_by: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		phase: DF.Literal[
			"Application",
			"Formal Check",
			"Review",
			"Notice",
			"Cultivation",
			"Acceptance",
			"Acceptance Review",
			"Award",
		]
		project: DF.Link | None
		reason: DF.SmallText
		unit: DF.Link
		valid_until: DF.Date
	# end: auto-generated types
