from brand_union.child_row import ChildRow


class ReviewPanelPart(ChildRow):
	"""What one kind of score (jury, self, peers, public) weighs in the result."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal["Jury", "Self", "Peers", "Public"]
		weight: DF.Percent
	# end: auto-generated types
