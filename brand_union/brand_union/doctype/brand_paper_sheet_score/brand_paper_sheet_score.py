from brand_union.child_row import ChildRow


class BrandPaperSheetScore(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		allow_na: DF.Check
		criterion: DF.Data
		criterion_code: DF.Data
		max_score: DF.Float
		min_score: DF.Float
		not_applicable: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		range: DF.Data | None
		ruled_by: DF.Link | None
		ruled_na: DF.Check
		ruled_on: DF.Datetime | None
		ruled_score: DF.Data | None
		ruling_reason: DF.SmallText | None
		score: DF.Data | None
		step: DF.Float
	# end: auto-generated types
