from brand_union.child_row import ChildRow


class UnionUnitFormerName(ChildRow):
	pass
