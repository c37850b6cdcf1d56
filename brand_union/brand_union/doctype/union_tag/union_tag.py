from brand_union.document import BrandDocument


class UnionTag(BrandDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		description: DF.SmallText | None
		tag_name: DF.Data
	# end: auto-generated types
