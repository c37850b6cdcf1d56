"""The rules of the programme as its notice has them: who may file when, and what earlier years entail.

The first year runs on FIRST; what the school learnt from it is SECOND, and becomes the rules from the next year on.
"""

from brand_union.tests.year.invented import forms
from brand_union.tests.year.invented.cast import CLUB, COLLEGE, FEDERATION, UNION, WOMEN

NOTICE_OF_THE_SCHOOL = "云大工〔2024〕6号"
CATEGORIES = (("S", "思想引领类"), ("W", "文体活动类"), ("R", "维权服务类"))
TITLES = [name for _code, name in CATEGORIES]


def _window(phase: str, opens: str, closes: str, *rights: str, **values) -> dict:
	dates = {"opens_on": f"2024-{opens}", "closes_on": f"2024-{closes}"}
	return {"phase": phase, **dates, "clause": "三.1", **dict.fromkeys(rights, 1), **values}


WINDOWS = [
	_window("Application", "03-01", "03-20", "may_file", "may_edit", title="第一轮"),
	_window("Formal Check", "03-01", "04-07", "may_edit"),
	_window("Application", "04-01", "04-05", "may_file", title="补报"),
	_window("Review", "04-08", "04-25"),
	_window("Notice", "04-26", "05-15", "may_see_results"),
	_window("Cultivation", "05-16", "10-31"),
	_window("Mid-term", "09-01", "09-15", "may_see_results", title="中期检查"),
	_window("Acceptance", "11-01", "11-30", "may_file_summary"),
	_window("Acceptance Review", "12-01", "12-15"),
	_window("Award", "12-16", "12-31", "may_see_results"),
]
QUOTAS = [
	{"unit_type": CLUB, "condition": "unit.head_count >= 30", "cap": 1, "clause": "二.4"},
	{"tag": COLLEGE, "min_head_count": 300, "cap": 2, "duty": 1, "clause": "二.1"},
	{"tag": COLLEGE, "max_head_count": 299, "cap": 1, "duty": 1, "clause": "二.1"},
	{"unit_type": "Second-level Union", "max_head_count": 99, "cap": 1, "clause": "二.2"},
]
RANKED = [
	{**row, "ranked": 1} if row.get("min_head_count") else row
	for row in [
		*QUOTAS,
		{"unit_type": FEDERATION, "cap": 1, "clause": "二.3"},
		{"unit_type": "University Union", "cap": 0, "clause": "二.5"},
	]
]
CONSEQUENCES = [
	{"outcome": "Passed", "grade": "优秀", "effect": "More Applications", "change": 1, "clause": "六.1"},
	{"outcome": "Terminated", "effect": "Barred", "years": 2, "clause": "六.2"},
	{"outcome": "Not Filed", "effect": "Fewer Applications", "change": 1, "clause": "六.3"},
	{"outcome": "Deferred", "effect": "Must Be Continued", "clause": "六.4"},
	{
		"outcome": "Rectify",
		"effect": "Fewer Applications",
		"change": 1,
		"condition": "result.score < 60",
		"clause": "六.5",
	},
	{
		"outcome": "Not Approved",
		"effect": "More Applications",
		"change": 1,
		"condition": "unit.head_count < 100",
		"clause": "六.6",
	},
]
ORGANISERS = [
	{"organiser": WOMEN, "unit_type": FEDERATION, "clause": "一.2"},
	{"organiser": WOMEN, "tag": "女工", "clause": "一.2"},
]
AWARDS = [
	{
		"award_title": "示范品牌",
		"max_count": 1,
		"grade": "优秀",
		"min_score": 90,
		"condition": "project.score >= 90 and unit.head_count >= 300",
		"certificate_pattern": "YLSF{year}{number:3}",
		"recommend": 1,
		"level": "省级",
		"clause": "七.1",
	},
	{
		"award_title": "优秀品牌",
		"max_share": 12.5,
		"certificate_pattern": "YLYX{year}{number}",
		"clause": "七.2",
	},
	{
		"award_title": "组织奖",
		"max_share": 15,
		"share_of": "Units",
		"rounding": "Up",
		"certificate_pattern": "YLZZ{number}",
		"clause": "七.3",
	},
	{
		"award_title": "新秀奖",
		"max_share": 10,
		"share_of": "Approved Projects",
		"rounding": "Down",
		"certificate_pattern": "YLXX{number}",
		"clause": "七.4",
	},
]
TIERS = [
	{"tier": "重点", "amount": 8000, "max_count": 5, "clause": "五.1"},
	{"tier": "一般", "amount": 3000, "max_count": 7, "clause": "五.1"},
]
TIE_BREAKS = [
	{"rule": "Total of All Scores", "clause": "四.3"},
	{"rule": "Criterion Mean", "criterion_code": "innovation", "clause": "四.3"},
	{"rule": "Earlier Filing", "clause": "四.3"},
]
FIRST = {
	"programme_code": "YL-BRAND",
	"programme_name": "云麓大学工会品牌项目",
	"organiser": UNION,
	"base_year": 2024,
	"windows": WINDOWS,
	"quotas": QUOTAS,
	"joint_quota": "Every Unit",
	"sections": forms.FIRST_SECTIONS,
	"tiers": [{"tier": "立项", "amount": 2000}],
	"selection_sheet": forms.SELECTION_SHEET,
	"acceptance_sheet": forms.ACCEPTANCE_SHEET,
	"acceptance_mode": "Online",
	"method": "Mean",
	"rectify_days": 60,
}
SECOND = {
	"document_number": NOTICE_OF_THE_SCHOOL,
	"description": "每会一品，一品一策。",
	"co_organisers": ORGANISERS,
	"quotas": RANKED,
	"joint_quota": "Nobody",
	"joint_cap": 1,
	"consequences": CONSEQUENCES,
	"sections": forms.SECTIONS,
	"endorsements": forms.ENDORSEMENTS,
	"checks": forms.CHECKS,
	"selection_mode": "Online",
	"acceptance_mode": "Meeting",
	"method": "Trimmed Mean",
	"precision_digits": 1,
	"min_valid_sheets": 5,
	"hide_unit": 1,
	"others_scores": "Never",
	"notice_days": 5,
	"tie_breaks": TIE_BREAKS,
	"tiers": TIERS,
	"awards": AWARDS,
	"clauses": [{"rule": "notice_days", "clause": "五.2"}, {"rule": "method", "clause": "四.2"}],
}
