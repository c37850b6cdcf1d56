from brand_union.child_row import ChildRow


class BrandAcceptanceGoal(ChildRow):
	pass
