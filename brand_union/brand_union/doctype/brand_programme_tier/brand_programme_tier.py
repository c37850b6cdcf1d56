from brand_union.child_row import ChildRow


class BrandProgrammeTier(ChildRow):
	pass
