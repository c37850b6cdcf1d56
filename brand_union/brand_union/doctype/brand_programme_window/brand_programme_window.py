from brand_union.child_row import ChildRow
from brand_union.domain import phases


class BrandProgrammeWindow(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		closes_on: DF.Date
		may_edit: DF.Check
		may_file: DF.Check
		may_file_summary: DF.Check
		may_see_results: DF.Check
		opens_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		phase: DF.Literal[
			"Application",
			"Formal Check",
			"Review",
			"Notice",
			"Cultivation",
			"Mid-term",
			"Acceptance",
			"Acceptance Review",
			"Award",
		]
		title: DF.Data | None
	# end: auto-generated types

	def __init__(self, *args, **kwargs):
		super().__init__(*args, **kwargs)
		# Frappe would make 0 of a right that was not given, so that it could not be told from one taken away.
		self.dont_update_if_missing = [*self.dont_update_if_missing, *phases.RIGHTS]
