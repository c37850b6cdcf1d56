from brand_union.child_row import ChildRow


class BrandDecisionRow(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acceptance: DF.Link | None
		amount: DF.Currency
		due_on: DF.Date | None
		firmness: DF.Data | None
		flags_text: DF.SmallText | None
		grade: DF.Data | None
		missing: DF.Int
		outcome: DF.Literal["", "Approved", "Not Approved", "Passed", "Rectify", "Deferred", "Terminated"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project: DF.Link
		project_title: DF.Data | None
		rank: DF.Int
		ranks_text: DF.SmallText | None
		reason: DF.SmallText | None
		recused: DF.Int
		score: DF.Data | None
		spread: DF.Data | None
		standardised: DF.Data | None
		tier: DF.Data | None
		unit_name: DF.Data | None
		valid_sheets: DF.Int
	# end: auto-generated types
