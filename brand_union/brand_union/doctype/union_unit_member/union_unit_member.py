import frappe

from brand_union.child_row import ChildRow


class UnionUnitMember(ChildRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		full_name: DF.Data | None
		is_active: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		post: DF.Literal["Chair", "Officer", "Party Secretary", "Member"]
		user: DF.Link
	# end: auto-generated types


def on_doctype_update():
	frappe.db.add_index("Union Unit Member", ["user", "is_active"])
