from brand_union.child_row import ChildRow


class ReviewPanelPartScore(ChildRow):
	"""What the unit itself, its peers or the public gave to a project, on the scale of the score sheet."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal["Self", "Peers", "Public"]
		project: DF.Link | None
		score: DF.Data | None
	# end: auto-generated types
