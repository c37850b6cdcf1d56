from brand_union.child_row import ChildRow


class BrandProgrammeSection(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		field_name: DF.Data
		form: DF.Literal["Application", "Summary"]
		identity_free: DF.Check
		label: DF.Data | None
		max_chars: DF.Int
		min_chars: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		required: DF.Check
		shown_to_jurors: DF.Check
	# end: auto-generated types
