from brand_union.child_row import ChildRow


class ReviewPanelProject(ChildRow):
	pass
