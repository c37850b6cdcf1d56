from brand_union.child_row import ChildRow


class BrandProjectEndorsement(ChildRow):
	pass
