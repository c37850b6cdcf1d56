from brand_union.child_row import ChildRow


class BrandProgrammeTieBreak(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		criterion_code: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		rule: DF.Literal["Total of All Scores", "Criterion Mean", "Earlier Filing"]
	# end: auto-generated types
