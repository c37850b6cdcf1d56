from brand_union.child_row import ChildRow


class BrandAcceptancePress(ChildRow):
	pass
