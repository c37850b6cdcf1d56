from brand_union.child_row import ChildRow


class BrandProjectBudget(ChildRow):
	pass
