from brand_union.child_row import ChildRow


class BrandProgrammeAward(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		award_title: DF.Data
		certificate_pattern: DF.Data | None
		clause: DF.Data | None
		condition: DF.Code | None
		grade: DF.Data | None
		level: DF.Data | None
		max_count: DF.Int
		max_share: DF.Percent
		min_score: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recommend: DF.Check
		rounding: DF.Literal["Half Up", "Down", "Up"]
		share_of: DF.Literal["Accepted Projects", "Approved Projects", "Units"]
	# end: auto-generated types
