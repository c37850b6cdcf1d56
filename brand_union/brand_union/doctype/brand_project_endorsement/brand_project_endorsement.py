from brand_union.child_row import ChildRow


class BrandProjectEndorsement(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		endorsement: DF.Data
		opinion: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		post: DF.Data | None
		scan: DF.Attach | None
		sealed: DF.Check
		signed_by: DF.Link | None
		signed_on: DF.Date | None
		signer: DF.Data | None
	# end: auto-generated types
