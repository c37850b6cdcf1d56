"""Who takes part in the year 2021, what they file to whom, and what comes of it, worked out by hand."""

from brand_union.tests.year.entries import Ended, Filed
from brand_union.tests.year.school import JURY, School, Unit

FEDERATION = "Women's Federation"
JSNU = School(
	preset="jsnu_2021",
	domain="jsnu.example",
	year=2021,
	# The document is of this day, and its windows for applications are over by then.
	opened_at="2021-04-12 09:00:00",
	units=(
		Unit("JS", "江苏师范大学工会", "University Union"),
		Unit("JSW", "江苏师范大学妇女联合会", FEDERATION),
		Unit("JS-01", "文学院工会", parent="JS"),
		Unit("JS-02", "数学与统计学院工会", parent="JS"),
		Unit("JS-03", "机关工会", parent="JS"),
		Unit("JSW-01", "文学院妇联", FEDERATION, parent="JSW"),
		Unit("JSW-02", "音乐学院妇联", FEDERATION, parent="JSW"),
		Unit("JSW-03", "图书馆妇联", FEDERATION, parent="JSW"),
	),
	people={
		"admin": ("苏文", "Brand Administrator", "JS"),
		"office": ("吴桐", "Brand Officer", "JS"),
		"women": ("秦岚", "Brand Officer", "JSW"),
		**JURY,
	},
	co_organisers={"womens_federation": "JSW"},
	budget=10000,
	meeting="校工会、妇联联席会",
	attendance="双方主席",
)

# This year's own dates, entered before the cycle runs.
OVERRIDDEN = {
	"Application": ("2021-04-13", "2021-04-25"),
	"Formal Check": ("2021-04-13", "2021-04-29"),
	"Review": ("2021-04-30", "2021-05-10"),
	"Notice": ("2021-05-11", "2021-05-20"),
	"Cultivation": ("2021-05-21", "2021-12-31"),
}
# Of five totals the highest and the lowest are dropped, and the other three averaged.
OF_UNION = {
	# 95 94 93
	"JS-01": Filed("经典润心读书季", "思想引领类", "2021-04-15 10:00:00", (2, 5, 6, 7, 11), "94.00", 2),
	# 88 87 83
	"JS-02": Filed("数学人提案日", "民主管理类", "2021-04-20 10:00:00", (10, 12, 13, 17, 20), "86.00", 4),
}
OF_FEDERATION = {
	# 96 95 94
	"JSW-01": Filed("巾帼书香家庭", "文化涵育类", "2021-04-16 09:00:00", (3, 4, 5, 6, 12), "95.00", 1),
	# 89 88 87
	"JSW-02": Filed("女教师合唱工坊", "文化涵育类", "2021-04-22 14:00:00", (8, 11, 12, 13, 16), "88.00", 3),
}
# With a permit for this one federation: 70 69 65.
LATE = {
	"JSW-03": Filed(
		"哺乳期女教工关爱角", "维权服务类", "2021-04-27 10:00:00", (20, 30, 31, 35, 40), "68.00", 5
	),
}
ALL_FILED = {**OF_UNION, **OF_FEDERATION, **LATE}

# These are approved, and report at a hearing.
ENDED = {
	# 95 94 93
	"JS-01": Ended("2022-01-04 10:00:00", (4, 5, 6, 7, 15), "94.00", 1, "优秀"),
	# 76 75 74
	"JS-02": Ended("2022-01-06 10:00:00", (20, 24, 25, 26, 30), "75.00", 4, "合格"),
	# 93 92 91
	"JSW-01": Ended("2022-01-07 10:00:00", (6, 7, 8, 9, 15), "92.00", 2, "优秀"),
	# 91 90 88
	"JSW-02": Ended("2022-01-10 10:00:00", (5, 9, 10, 12, 20), "89.67", 3, "良好"),
}
# 30 % of four accepted projects are 1.2 titles, rounded half up: one.
TITLE, AWARDED, CERTIFICATE = "优秀“一会一品”活动品牌项目", "JS-01", "YHYP20210001"
