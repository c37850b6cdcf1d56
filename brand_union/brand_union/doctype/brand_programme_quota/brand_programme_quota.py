from brand_union.child_row import ChildRow


class BrandProgrammeQuota(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cap: DF.Int
		clause: DF.Data | None
		condition: DF.Code | None
		duty: DF.Int
		max_head_count: DF.Int
		min_head_count: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		ranked: DF.Check
		tag: DF.Link | None
		unit_type: DF.Literal[
			"", "University Union", "Second-level Union", "Women's Federation", "Staff Association"
		]
	# end: auto-generated types
