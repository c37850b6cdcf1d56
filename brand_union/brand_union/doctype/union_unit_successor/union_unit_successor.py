from brand_union.child_row import ChildRow


class UnionUnitSuccessor(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document_number: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		since: DF.Date | None
		successor: DF.Link
		successor_name: DF.Data | None
		unit_change: DF.Link | None
	# end: auto-generated types
