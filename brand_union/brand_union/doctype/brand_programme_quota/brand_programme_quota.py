from brand_union.child_row import ChildRow


class BrandProgrammeQuota(ChildRow):
	pass
