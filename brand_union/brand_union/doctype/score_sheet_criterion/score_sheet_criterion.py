from brand_union.child_row import ChildRow


class ScoreSheetCriterion(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		allow_na: DF.Check
		clause: DF.Data | None
		criterion: DF.Data
		criterion_code: DF.Data
		description: DF.SmallText | None
		max_score: DF.Float
		min_score: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		step: DF.Float
	# end: auto-generated types
