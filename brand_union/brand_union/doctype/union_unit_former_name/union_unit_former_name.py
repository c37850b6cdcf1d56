from brand_union.child_row import ChildRow


class UnionUnitFormerName(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document_number: DF.Data | None
		former_name: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.Data | None
		used_until: DF.Date | None
	# end: auto-generated types
