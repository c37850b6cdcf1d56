from brand_union.child_row import ChildRow


class UnionUnitChangeAfter(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		head_count: DF.Int
		parent: DF.Data
		parent_unit: DF.Link | None
		parentfield: DF.Data
		parenttype: DF.Data
		unit: DF.Link | None
		unit_code: DF.Data | None
		unit_name: DF.Data | None
		unit_type: DF.Literal[
			"", "University Union", "Second-level Union", "Women's Federation", "Staff Association", "Group"
		]
	# end: auto-generated types
