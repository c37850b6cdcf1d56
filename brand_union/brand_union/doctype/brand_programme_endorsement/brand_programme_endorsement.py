from brand_union.child_row import ChildRow


class BrandProgrammeEndorsement(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		endorsement: DF.Data
		form: DF.Literal["Application", "Summary"]
		manner: DF.Literal["On Screen or Paper", "On Screen", "Stamped Scan"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		print_height: DF.Int
		required_before: DF.Literal["Filing", "Formal Check", "Review", "Start", "Not Required"]
		scan_required: DF.Check
		signer_post: DF.Literal["", "Chair", "Officer", "Party Secretary", "Office"]
	# end: auto-generated types
