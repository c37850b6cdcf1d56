from brand_union.child_row import ChildRow


class BrandProjectCheck(ChildRow):
	pass
