from brand_union.child_row import ChildRow


class BrandAcceptanceAccount(ChildRow):
	pass
