from brand_union.child_row import ChildRow


class BrandAwardRecommendation(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document: DF.Attach | None
		document_number: DF.Data | None
		honour: DF.Data | None
		level: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recommended_on: DF.Date | None
		recommended_to: DF.Data | None
		result: DF.Literal["Recommended", "Awarded", "Not Awarded"]
		result_on: DF.Date | None
	# end: auto-generated types
