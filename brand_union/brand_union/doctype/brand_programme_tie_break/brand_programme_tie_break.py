from brand_union.child_row import ChildRow


class BrandProgrammeTieBreak(ChildRow):
	pass
