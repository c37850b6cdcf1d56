from brand_union.child_row import ChildRow


class BrandCyclePermit(ChildRow):
	pass
