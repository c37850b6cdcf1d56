from brand_union.child_row import ChildRow


class BrandProgrammeSection(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		categories: DF.SmallText | None
		choices: DF.SmallText | None
		clause: DF.Data | None
		columns: DF.SmallText | None
		field_name: DF.Autocomplete
		file_types: DF.Data | None
		form: DF.Literal["Application", "Summary"]
		help: DF.SmallText | None
		identity_free: DF.Check
		kind: DF.Literal["Form Field", "Long Text", "Number", "Choice", "Table", "Files"]
		label: DF.Data | None
		max_chars: DF.Int
		max_file_mb: DF.Float
		max_files: DF.Int
		max_number: DF.Data | None
		min_chars: DF.Int
		min_file_mb: DF.Float
		min_files: DF.Int
		min_number: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		required: DF.Check
		shown_to_jurors: DF.Check
	# end: auto-generated types
