"""Who takes part in the year 2024, what they file, and what comes of it, worked out by hand."""

from brand_union.tests.year.school import School, Unit

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
		**{f"juror{n}": (f"评委{n}", "Brand Juror", "") for n in range(1, 6)},
	},
)
JURORS = [f"juror{n}" for n in range(1, 6)]

# unit: (title, category, filed at)
APPLICATIONS = {
	"ZJ-01": ("“经世”读书会", "思想引领类", "2024-03-12 10:00:00"),
	"ZJ-02": ("教代会提案工作坊", "民主管理类", "2024-03-20 15:00:00"),
	"ZJ-06": ("后勤岗位技能比武", "建功立业类", "2024-03-28 09:00:00"),
	"ZJ-07": ("商大好声音合唱季", "校园文化类", "2024-04-01 11:00:00"),
	"ZJ-08": ("羽毛球公益课堂", "校园文化类", "2024-04-02 16:00:00"),
}
LATE = {"ZJ-03": ("多语种法律维权角", "维权服务类", "2024-04-09 17:00:00")}
ALL_FILED = {**APPLICATIONS, **LATE}

# What each of five jurors takes off the hundred. The highest and the lowest total are dropped, the other three averaged.
SELECTION_LOSSES = {
	"ZJ-01": (4, 5, 6, 2, 9),  # 96 95 94 98 91: (96 + 95 + 94) / 3 = 95.00
	"ZJ-02": (7, 8, 9, 3, 20),  # 93 92 91 97 80: (93 + 92 + 91) / 3 = 92.00
	"ZJ-03": (10, 11, 13, 8, 16),  # 90 89 87 92 84: (90 + 89 + 87) / 3 = 88.67
	"ZJ-06": (30, 35, 31, 25, 40),  # 70 65 69 75 60: (70 + 65 + 69) / 3 = 68.00
	"ZJ-07": (12, 12, 15, 6, 21),  # 88 88 85 94 79: (88 + 88 + 85) / 3 = 87.00
	"ZJ-08": (14, 15, 18, 12, 19),  # 86 85 82 88 81: (86 + 85 + 82) / 3 = 84.33
}
SELECTED = {
	"ZJ-01": ("95.00", 1),
	"ZJ-02": ("92.00", 2),
	"ZJ-03": ("88.67", 3),
	"ZJ-07": ("87.00", 4),
	"ZJ-08": ("84.33", 5),
	"ZJ-06": ("68.00", 6),
}
APPROVED = ("ZJ-01", "ZJ-02", "ZJ-03", "ZJ-07", "ZJ-08")

SUMMARIES = {
	"ZJ-01": "2024-10-15 10:00:00",
	"ZJ-02": "2024-10-22 10:00:00",
	"ZJ-03": "2024-11-05 10:00:00",
	"ZJ-07": "2024-11-12 10:00:00",
	"ZJ-08": "2024-11-29 16:00:00",
}
ACCEPTANCE_LOSSES = {
	"ZJ-01": (5, 6, 7, 3, 12),  # 95 94 93: 94.00
	"ZJ-02": (6, 7, 8, 5, 9),  # 94 93 92: 93.00
	"ZJ-03": (14, 15, 16, 10, 20),  # 86 85 84: 85.00
	"ZJ-07": (8, 9, 10, 6, 14),  # 92 91 90: 91.00
	"ZJ-08": (25, 26, 27, 20, 30),  # 75 74 73: 74.00
}
# Three reach 90, and of five projects at most half may be 优秀: two.
ACCEPTED = {
	"ZJ-01": ("94.00", 1, "优秀"),
	"ZJ-02": ("93.00", 2, "优秀"),
	"ZJ-07": ("91.00", 3, "良好"),
	"ZJ-03": ("85.00", 4, "良好"),
	"ZJ-08": ("74.00", 5, "合格"),
}
# 30 % of five accepted projects are 1.5 titles, rounded half up: two.
TITLE = "“一会一品”优秀文化品牌项目"
AWARDED = {"ZJ-01": "YHYP20240001", "ZJ-02": "YHYP20240002"}
