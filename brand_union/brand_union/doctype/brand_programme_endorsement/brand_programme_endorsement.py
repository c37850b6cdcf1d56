from brand_union.child_row import ChildRow


class BrandProgrammeEndorsement(ChildRow):
	pass
