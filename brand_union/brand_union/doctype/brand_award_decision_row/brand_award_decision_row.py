from brand_union.child_row import ChildRow


class BrandAwardDecisionRow(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		award: DF.Link | None
		award_title: DF.Data | None
		flags_text: DF.SmallText | None
		grade: DF.Data | None
		held_title: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project: DF.Link
		project_title: DF.Data | None
		proposed_title: DF.Data | None
		rank: DF.Int
		reason: DF.SmallText | None
		score: DF.Data | None
		unit: DF.Link | None
		unit_name: DF.Data | None
	# end: auto-generated types
