from brand_union.child_row import ChildRow


class BrandNoticeRow(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		category: DF.Data | None
		grade: DF.Data | None
		outcome: DF.Literal["", "Approved", "Not Approved", "Passed", "Rectify", "Deferred", "Terminated"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project: DF.Link
		project_title: DF.Data | None
		tier: DF.Data | None
		unit_name: DF.Data | None
	# end: auto-generated types
