from brand_union.child_row import ChildRow


class BrandReviewScore(ChildRow):
	pass
