from brand_union.child_row import ChildRow


class ScoreSheetCriterion(ChildRow):
	pass
