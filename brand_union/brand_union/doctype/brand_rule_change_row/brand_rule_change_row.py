from brand_union.child_row import ChildRow


class BrandRuleChangeRow(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		after_value: DF.SmallText | None
		before_value: DF.SmallText | None
		field_doctype: DF.Data | None
		field_label: DF.Data | None
		field_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		row_number: DF.Int
		table_label: DF.Data | None
		what: DF.Literal["Changed", "Row Added", "Row Removed"]
	# end: auto-generated types
