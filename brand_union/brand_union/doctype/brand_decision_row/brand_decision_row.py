from brand_union.child_row import ChildRow


class BrandDecisionRow(ChildRow):
	pass
