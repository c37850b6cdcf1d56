"""The forms of the programme: sections of every kind, the chain of signatures, the check list, the score sheets."""

APPLICATION, SUMMARY = "Application", "Summary"
SELECTION_SHEET, ACCEPTANCE_SHEET, OLD_SHEET = "云麓立项评分表", "云麓验收评分表", "云麓旧评分表"


def _field(form: str, name: str, **values) -> dict:
	return {"form": form, "field_name": name, "shown_to_jurors": 1, "clause": "附件1", **values}


def _own(name: str, kind: str, label: str, form: str = APPLICATION, **values) -> dict:
	return _field(form, name, kind=kind, label=label, required=1, identity_free=1, **values)


FIRST_SECTIONS = [
	_field(APPLICATION, "project_title", required=1, max_chars=20, identity_free=1),
	_field(APPLICATION, "objectives", required=1),
	_field(SUMMARY, "main_results", required=1),
]
SECTIONS = [
	_field(APPLICATION, "project_title", label="品牌名称", required=1, max_chars=20, identity_free=1),
	_field(APPLICATION, "leader_phone", shown_to_jurors=0, required=1),
	_field(APPLICATION, "objectives", required=1, min_chars=10, max_chars=300, identity_free=1),
	_own("party_building", "Long Text", "党建引领", help="写明党组织怎样参与。", min_chars=10, max_chars=60),
	_own("beneficiaries", "Number", "受益人数", min_number="10", max_number="5000"),
	_own("reach", "Choice", "覆盖范围", choices="全校\n本单位\n跨单位"),
	_own("past_results", "Table", "已有成果", columns="成果\n年份"),
	_own(
		"photos",
		"Files",
		"前期照片",
		min_files=1,
		max_files=2,
		file_types="jpg, png",
		min_file_mb=0.01,
		max_file_mb=0.5,
	),
	_own("legal_note", "Long Text", "法律意见", categories="R", shown_to_jurors=0, max_chars=80),
	_field(SUMMARY, "main_results", required=1, min_chars=10, max_chars=3000),
	_own("new_members", "Number", "新增会员", form=SUMMARY, min_number="0"),
]


def _box(name: str, post: str, manner: str, moment: str, form: str = APPLICATION, **values) -> dict:
	signed = {"signer_post": post, "manner": manner, "required_before": moment}
	return {"form": form, "endorsement": name, **signed, "clause": "附件1", **values}


ENDORSEMENTS = [
	_box("经办人确认", "Officer", "On Screen", "Filing"),
	_box("单位工会意见", "Chair", "On Screen", "Filing"),
	_box("二级党组织意见", "Party Secretary", "On Screen or Paper", "Filing"),
	_box("校工会收件章", "Office", "Stamped Scan", "Formal Check", scan_required=1, print_height=45),
	_box("专家组长意见", "", "On Screen or Paper", "Review"),
	_box("建设承诺书", "Chair", "On Screen or Paper", "Start"),
	_box("备注栏", "", "On Screen or Paper", "Not Required"),
	_box("二级党组织预审", "Party Secretary", "On Screen or Paper", "Filing", form=SUMMARY),
	_box("单位工会意见", "Chair", "On Screen", "Filing", form=SUMMARY),
]
CHECKS = [
	{"item": "支委会与党委会均已研究", "description": "附会议纪要", "clause": "三.2"},
	{"item": "纸质材料一式三份", "description": "", "clause": "三.2"},
]


def _criterion(code: str, name: str, most: int, least: int = 0, **values) -> dict:
	given = {"criterion_code": code, "criterion": name, "max_score": most, "min_score": least, "step": 1}
	return {**given, "clause": "四.1", **values}


# Whole numbers, and eighty points at least: the floors of the criteria add up to it.
SHEETS = (
	{
		"sheet_name": SELECTION_SHEET,
		"purpose": "Selection",
		"guidance": "只打整数分，总分不低于80分。",
		"criteria": [
			_criterion("effect", "实效性", 50, 40, description="教职工是否真正受益"),
			_criterion("innovation", "创新性", 25, 20),
			_criterion("feasible", "可操作性", 25, 20),
		],
	},
	{
		"sheet_name": ACCEPTANCE_SHEET,
		"purpose": "Acceptance",
		"criteria": [
			_criterion("goals", "目标完成", 60),
			_criterion("members", "会员满意", 30, step=0.5),
			_criterion("press", "宣传报道", 10, allow_na=1),
		],
		"grades": [
			{"grade": "优秀", "threshold": 90, "max_share": 25, "passes": 1, "clause": "四.4"},
			{"grade": "良好", "threshold": 80, "passes": 1, "clause": "四.4"},
			{"grade": "合格", "threshold": 60, "passes": 1, "clause": "四.4"},
			{"grade": "不合格", "threshold": 0, "passes": 0, "clause": "四.4"},
		],
	},
	{
		"sheet_name": OLD_SHEET,
		"purpose": "Selection",
		"is_active": 0,
		"criteria": [_criterion("whole", "总体印象", 100)],
	},
)
