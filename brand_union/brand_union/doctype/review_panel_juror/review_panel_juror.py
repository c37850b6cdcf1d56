from brand_union.child_row import ChildRow


class ReviewPanelJuror(ChildRow):
	pass
