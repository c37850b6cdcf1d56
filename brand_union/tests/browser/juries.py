"""Two panels for the browser: a blind one online, and a defence today. Committed, so that the server sees them."""

from dataclasses import dataclass

import frappe
from frappe.utils.password import update_password

from brand_union.demo import load
from brand_union.tests import factories as make

CRITERIA = (
	("guide", "导向契合", 15, {"description": "紧扣中心工作，体现工会特色"}),
	("need", "基础与需求", 15),
	("idea", "特色创新", 20, {"step": 0.5, "description": "有特色、有新意，可复制可推广"}),
	("plan", "方案可行", 20),
	("reach", "覆盖与成效", 15, {"allow_na": 1}),
	("model", "示范持续", 10),
	("money", "预算合理", 5.5, {"step": 0.1}),
)
UNIT, LEADER = "电气工程学院工会", "李雷鸣"
# What would tell a juror who applies.
TELLING = (UNIT, "电气工程", LEADER, "韩梅影", "13900001111")


@dataclass(frozen=True)
class Jury:
	"""An opened panel with the people who work with it: {juror: {project: sheet}}."""

	panel: str
	office: str
	projects: tuple[str, ...]
	sheets: dict[str, dict[str, str]]

	@property
	def jurors(self) -> list[str]:
		return list(self.sheets)


def convene(jurors: int = 1, projects: int = 2, **values) -> Jury:
	"""Open a panel of `projects` (the first of a unit that names itself everywhere) with that many jurors."""
	frappe.set_user("Administrator")
	office = _person("王办公", "Brand Officer")
	union = make.make_unit(unit_type="University Union", is_group=1, members=[(office, "Officer")])
	unit = make.make_unit(unit_name=UNIT, short_names="电气工程", parent_union_unit=union.name)
	sheet = make.make_score_sheet(criteria=CRITERIA, guidance="请独立评分。")
	programme = make.make_programme(union.name, selection_sheet=sheet.name)
	cycle = make.make_cycle(programme=programme)
	titles = ("电气工程职工书屋", "以赛促学技能行动", "暖心驿站", "青年教师成长营")
	names = [
		make.make_project(
			cycle,
			unit if number == 0 else make.make_unit(parent_union_unit=union.name),
			stage="Checked",
			project_title=titles[number],
			leader_name=LEADER,
			leader_phone="13900001111",
			objectives=f"由{LEADER}牵头，面向{UNIT if number == 0 else '本单位'}全体会员，建设读书、交流、分享的场所。",
			team=[{"member_name": "韩梅影", "duty": "活动组织"}],
			budget=[{"heading": "图书购置", "basis": "300册", "amount": 9000}],
		).name
		for number in range(projects)
	]
	people = [_person(f"评委{number}", "Brand Juror") for number in range(1, jurors + 1)]
	found = [frappe.get_doc("Brand Project", name) for name in names]
	panel = make.make_panel(found, people, **{"panel_name": "年度立项评审", **values})
	with make.acting(office):
		panel.open_panel()
	sheets = {
		juror: {name: make.sheet_of(panel.name, name, juror).name for name in names} for juror in people
	}
	frappe.db.commit()  # nosemgrep: the server is another process
	return Jury(panel.name, office, tuple(names), sheets)


def _person(name: str, role: str) -> str:
	user = make.make_user(role, name=name, language="zh")
	update_password(user, load.PASSWORD)
	return user
