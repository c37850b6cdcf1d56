from brand_union.child_row import ChildRow


class BrandAdjustmentChange(ChildRow):
	pass
