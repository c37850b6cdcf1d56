from brand_union.child_row import ChildRow


class ReviewPanelEvent(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		by_user: DF.Link | None
		event: DF.Literal[
			"Opened",
			"Sealed",
			"Reopened",
			"Juror Added",
			"Recused",
			"Declined",
			"Juror Left",
			"Conflict Found",
			"Conflict Settled",
			"Assigned Again",
			"Order Drawn",
			"Paper Sheets Entered",
			"Keying Discarded",
			"Scores Imported",
			"Part Scores Entered",
		]
		happened_on: DF.Datetime | None
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
