from brand_union.child_row import ChildRow


class BrandProjectMember(ChildRow):
	pass
