from brand_union.child_row import ChildRow


class ReviewPanelEvent(ChildRow):
	pass
