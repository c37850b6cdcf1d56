from brand_union.child_row import ChildRow


class BrandProgrammeOrganiser(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		condition: DF.Code | None
		organiser: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		tag: DF.Link | None
		unit_type: DF.Literal[
			"", "University Union", "Second-level Union", "Women's Federation", "Staff Association"
		]
	# end: auto-generated types
