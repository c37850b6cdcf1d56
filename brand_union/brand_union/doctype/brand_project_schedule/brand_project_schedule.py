from brand_union.child_row import ChildRow


class BrandProjectSchedule(ChildRow):
	pass
