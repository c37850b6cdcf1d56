from brand_union.document import BrandDocument


class BrandCategory(BrandDocument):
	"""A category that projects of a programme choose from."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category_code: DF.Data
		category_name: DF.Data
		clause: DF.Data | None
		description: DF.Text | None
		is_active: DF.Check
		position: DF.Int
		programme: DF.Link
	# end: auto-generated types
