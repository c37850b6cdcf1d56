from brand_union.child_row import ChildRow


class ReviewPanelProject(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acceptance: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		planned_at: DF.Datetime | None
		project: DF.Link
		project_title: DF.Data | None
		running_no: DF.Int
		unit_name: DF.Data | None
	# end: auto-generated types
