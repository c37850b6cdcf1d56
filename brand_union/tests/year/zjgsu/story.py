"""Who takes part in the year 2024, what they file, and what comes of it, worked out by hand."""

from brand_union.tests.year.entries import Ended, Filed
from brand_union.tests.year.school import JURY, School, Unit

FACULTY, CLUB = "学科性学院", "Staff Association"
ZJGSU = School(
	preset="zjgsu_2024",
	domain="zjgsu.example",
	year=2024,
	opened_at="2024-02-26 09:00:00",
	units=(
		Unit("ZJ", "浙江工商大学工会", "University Union"),
		Unit("ZJ-01", "经济学院工会", parent="ZJ", tags=(FACULTY,)),
		Unit("ZJ-02", "法学院工会", parent="ZJ", tags=(FACULTY,)),
		Unit("ZJ-03", "外国语学院工会", parent="ZJ", tags=(FACULTY,)),
		Unit(
			"ZJ-04",
			"统计与数学学院工会",
			parent="ZJ",
			tags=(FACULTY,),
			more={"exempt_from_duty": 1, "exemption_reason": "本年度整体搬迁"},
		),
		Unit("ZJ-05", "机关工会", parent="ZJ"),
		Unit("ZJ-06", "后勤服务工会", parent="ZJ"),
		Unit("ZJ-07", "教职工合唱协会", CLUB, parent="ZJ"),
		Unit("ZJ-08", "教职工羽毛球协会", CLUB, parent="ZJ"),
	),
	people={
		"admin": ("何清", "Brand Administrator", "ZJ"),
		"office": ("方一鸣", "Brand Officer", "ZJ"),
		"auditor": ("卢正", "Brand Auditor", ""),
		**JURY,
	},
	attendance="全体常委",
)

# Of five totals the highest and the lowest are dropped, and the other three averaged.
IN_TIME = {
	# 96 95 94
	"ZJ-01": Filed("“经世”读书会", "思想引领类", "2024-03-12 10:00:00", (4, 5, 6, 2, 9), "95.00", 1),
	# 93 92 91
	"ZJ-02": Filed("教代会提案工作坊", "民主管理类", "2024-03-20 15:00:00", (7, 8, 9, 3, 20), "92.00", 2),
	# 70 65 69
	"ZJ-06": Filed("后勤岗位技能比武", "建功立业类", "2024-03-28 09:00:00", (30, 35, 31, 25, 40), "68.00", 6),
	# 88 88 85
	"ZJ-07": Filed("商大好声音合唱季", "校园文化类", "2024-04-01 11:00:00", (12, 12, 15, 6, 21), "87.00", 4),
	# 86 85 82
	"ZJ-08": Filed("羽毛球公益课堂", "校园文化类", "2024-04-02 16:00:00", (14, 15, 18, 12, 19), "84.33", 5),
}
# The one that owes an application: 90 89 87.
OWING = {
	"ZJ-03": Filed("多语种法律维权角", "维权服务类", "2024-04-09 17:00:00", (10, 11, 13, 8, 16), "88.67", 3),
}
ALL_FILED = {**IN_TIME, **OWING}

# These are approved. Three of them reach 90, and of five projects at most half may be 优秀: two.
ENDED = {
	# 95 94 93
	"ZJ-01": Ended("2024-10-15 10:00:00", (5, 6, 7, 3, 12), "94.00", 1, "优秀"),
	# 94 93 92
	"ZJ-02": Ended("2024-10-22 10:00:00", (6, 7, 8, 5, 9), "93.00", 2, "优秀"),
	# 86 85 84
	"ZJ-03": Ended("2024-11-05 10:00:00", (14, 15, 16, 10, 20), "85.00", 4, "良好"),
	# 92 91 90
	"ZJ-07": Ended("2024-11-12 10:00:00", (8, 9, 10, 6, 14), "91.00", 3, "良好"),
	# 75 74 73
	"ZJ-08": Ended("2024-11-29 16:00:00", (25, 26, 27, 20, 30), "74.00", 5, "合格"),
}
# 30 % of five accepted projects are 1.5 titles, rounded half up: two.
TITLE = "“一会一品”优秀文化品牌项目"
AWARDED = {"ZJ-01": "YHYP20240001", "ZJ-02": "YHYP20240002"}
