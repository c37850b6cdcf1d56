from brand_union.child_row import ChildRow


class BrandProgrammeWindow(ChildRow):
	pass
