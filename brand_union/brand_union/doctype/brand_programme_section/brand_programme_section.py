from brand_union.child_row import ChildRow


class BrandProgrammeSection(ChildRow):
	pass
