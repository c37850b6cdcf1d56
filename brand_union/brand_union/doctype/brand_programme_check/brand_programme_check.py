from brand_union.child_row import ChildRow


class BrandProgrammeCheck(ChildRow):
	pass
