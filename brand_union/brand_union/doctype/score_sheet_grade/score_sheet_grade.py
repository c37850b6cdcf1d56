from brand_union.child_row import ChildRow


class ScoreSheetGrade(ChildRow):
	pass
