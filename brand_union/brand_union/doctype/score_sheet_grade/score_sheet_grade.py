from brand_union.child_row import ChildRow


class ScoreSheetGrade(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		grade: DF.Data
		max_share: DF.Percent
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		passes: DF.Check
		threshold: DF.Float
	# end: auto-generated types
