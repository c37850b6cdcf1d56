from brand_union.child_row import ChildRow


class UnionUnitChangeProject(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cycle: DF.Link | None
		from_unit: DF.Link | None
		goes_to: DF.Autocomplete | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project: DF.Link | None
		project_title: DF.Data | None
		stage: DF.Literal["", "Draft", "Filed", "Checked", "In Review", "Decided", "Under Way", "Acceptance"]
	# end: auto-generated types
