import frappe

from brand_union.child_row import ChildRow


class UnionUnitMember(ChildRow):
	pass


def on_doctype_update():
	frappe.db.add_index("Union Unit Member", ["user", "is_active"])
