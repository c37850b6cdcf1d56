from brand_union.child_row import ChildRow


class UnionUnitChangePerson(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_unit: DF.Link | None
		full_name: DF.Data | None
		goes_to: DF.Autocomplete | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		post: DF.Literal["", "Chair", "Officer", "Member"]
		post_there: DF.Literal["", "Chair", "Officer", "Member"]
		user: DF.Link | None
	# end: auto-generated types
