from brand_union.child_row import ChildRow


class BrandProjectAnswer(ChildRow):
	# A table's answer may come as a list of rows; services.sections reads it, and says which answer is no text.
	SHAPED = frozenset({"answer"})

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.LongText | None
		kind: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		section: DF.Data
		title: DF.Data | None
	# end: auto-generated types
