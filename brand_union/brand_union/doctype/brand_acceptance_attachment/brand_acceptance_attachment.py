from brand_union.child_row import ChildRow


class BrandAcceptanceAttachment(ChildRow):
	pass
