from brand_union.child_row import ChildRow


class BrandProjectJointUnit(ChildRow):
	pass
