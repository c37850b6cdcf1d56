from brand_union.child_row import ChildRow


class BrandProgrammeConsequence(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		change: DF.Int
		clause: DF.Data | None
		condition: DF.Code | None
		effect: DF.Literal["Barred", "More Applications", "Fewer Applications", "Must Be Continued"]
		grade: DF.Data | None
		outcome: DF.Literal["Passed", "Rectify", "Deferred", "Terminated", "Not Approved", "Not Filed"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		years: DF.Int
	# end: auto-generated types
