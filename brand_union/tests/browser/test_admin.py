"""An admin goes the way from a published notice to a running cycle on the Desk, in Chinese."""

import json
from collections.abc import Iterator

import frappe
import pytest
from frappe.utils.xlsxutils import make_xlsx
from playwright.sync_api import expect

from brand_union.demo.load import PASSWORD
from brand_union.tests.browser.desk import Desk
from brand_union.tests.browser.rules import Rules
from brand_union.tests.year import traces

ADMIN = "set.up.admin@hit.example"
ORGANISER, UNIT, UNIT_NAME = "HIT", "HIT-15", "计算学部工会"
SET_UP = "Brand Union Set-Up"
PRESET, CODE, TAG = "zjgsu_2024", "ZJGSU-BRAND", "学科性学院"
YEAR = 2026
HEADS = ["单位代码", "单位名称", "单位类别", "上级单位", "会员人数"]
NEW_UNITS = [
	["HIT-91", "未来技术学院工会", "Second-level Union", ORGANISER, 86],
	["HIT-92", "教职工合唱团", "Staff Association", ORGANISER, 60],
]


@pytest.fixture(scope="module")
def admin(demo_year: str) -> Iterator[str]:
	"""Who sets the programme up; afterwards the site is as it was before."""
	frappe.db.rollback()
	before = traces.remember()
	shown = frappe.db.get_single_value("System Settings", "enable_onboarding")
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
	begin_set_up_anew()
	roles = [{"role": role} for role in ("System Manager", "Brand Administrator")]
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": ADMIN,
			"first_name": "周管理",
			"send_welcome_email": 0,
			"language": "zh",
			"new_password": PASSWORD,
			"roles": roles,
		}
	)
	user.flags.ignore_password_policy = True
	user.insert()
	frappe.db.commit()
	yield ADMIN
	frappe.db.rollback()
	traces.remove_new(before)
	begin_set_up_anew()
	frappe.db.set_single_value("System Settings", "enable_onboarding", shown)
	frappe.db.commit()
	frappe.clear_cache()


def begin_set_up_anew() -> None:
	"""Visiting a page of the set-up ticks its step."""
	for step in frappe.get_all("Onboarding Step Map", {"parent": SET_UP}, pluck="step", order_by="idx"):
		frappe.db.set_value("Onboarding Step", step, {"is_complete": 0, "is_skipped": 0})


@pytest.fixture
def desk(desk_of, admin) -> Desk:
	return desk_of(admin)


def programme() -> str:
	return stored("Brand Programme", {"programme_code": CODE}).name


def cycle() -> str:
	return stored("Brand Cycle", {"programme": programme(), "year": YEAR}).name


def stored(doctype: str, filters: dict):
	"""A document as the server has saved it."""
	frappe.db.rollback()  # read what the server has committed meanwhile
	name = frappe.db.exists(doctype, filters)
	assert name, f"there is no {doctype} with {filters}"
	return frappe.get_doc(doctype, name)


def test_the_set_up_is_shown_step_by_step(desk):
	desk.go("/app/brand-union")
	steps = desk.page.locator(".onboarding-widget-box .onboarding-step")
	expect(steps).to_have_count(5)
	expect(desk.page.locator(".onboarding-widget-box")).to_contain_text("建立账号、分配角色")
	desk.picture("admin_set_up")
	desk.page.locator(".onboarding-widget-box button:visible", has_text="打开申报单位").click()
	desk.page.wait_for_function("() => window.cur_list?.doctype === 'Union Unit'")


def test_units_come_from_a_spreadsheet(desk):
	desk.go("/app/union-unit")
	assert ORGANISER in desk.rows_of_list()
	desk.picture("admin_units")
	desk.press("从电子表格导入")
	desk.page.wait_for_function("() => window.cur_frm?.doctype === 'Data Import'")
	assert desk.value_of("reference_doctype") == "Union Unit"
	desk.save()
	record = desk.value_of("name")
	attach(desk, make_xlsx([HEADS, *NEW_UNITS], "Units").getvalue())
	preview = desk.page.locator('[data-fieldname="import_preview"] .datatable')
	expect(preview).to_contain_text("未来技术学院工会")
	expect(preview).to_contain_text("教职工合唱团")
	desk.page.locator('[data-fieldname="import_preview"]').first.scroll_into_view_if_needed()
	desk.picture("admin_import")
	kept = stored("Data Import", {"name": record})
	assert kept.reference_doctype == "Union Unit" and kept.import_file.endswith(".xlsx")


def test_a_shipped_programme_is_loaded(desk):
	desk.go("/app/brand-union-settings")
	desk.press("载入建设方案")
	rules = Rules(desk)
	rules.dialog().locator("select:visible").select_option(PRESET)
	desk.picture("admin_load")
	rules.dialog().locator(".btn-primary:visible").click()
	preview = rules.dialog()
	expect(preview).to_contain_text("浙商大工〔2024〕2号")
	expect(preview).to_contain_text(TAG)
	rules.choose(preview, "organiser_0", ORGANISER)
	desk.picture("admin_preview")
	preview.locator(".btn-primary:visible").click()
	desk.page.wait_for_function("() => window.cur_frm?.doctype === 'Brand Programme' && !cur_frm.is_new()")
	desk.picture("admin_programme")

	loaded = stored("Brand Programme", {"programme_code": CODE})
	assert loaded.organiser == ORGANISER
	assert [(row.unit_type, row.tag, row.cap, row.duty) for row in loaded.quotas] == [
		("Second-level Union", TAG, 1, 1),
		("Second-level Union", None, 1, 0),
		("Staff Association", None, 1, 0),
	]
	assert frappe.db.count("Brand Category", {"programme": loaded.name}) == 6


def test_a_unit_gets_a_tag(desk):
	desk.open_form("Union Unit", UNIT)
	box = desk.page.locator('.form-layout [data-fieldname="unit_tags"] input:visible').first
	box.click()
	box.press_sequentially(TAG)
	desk.page.locator(".awesomplete [role=option]:visible", has_text=TAG).first.click()
	desk.save()
	desk.picture("admin_unit")
	assert [row.tag for row in stored("Union Unit", {"name": UNIT}).unit_tags] == [TAG]


def test_a_condition_is_tried_on_every_unit_before_it_is_saved(desk):
	desk.open_form("Brand Programme", programme())
	rules = Rules(desk)
	for tab, picture in (
		("时间安排", "admin_dates"),
		("评审与资助", "admin_review"),
		("依据条款", "admin_clauses"),
	):
		rules.tab(tab)
		desk.picture(picture)
	rules.tab("申报要求")
	desk.picture("admin_filing")
	row = rules.open_row("quotas", 2)
	rules.write_condition(row, "unit.head_count >= 200")
	rules.see_row(row)
	desk.picture("admin_condition")
	row.locator('[data-fieldname="try_it"] button').click()
	tried = rules.dialog()
	lines = tried.locator("tbody tr")
	expect(lines.first).to_be_visible()
	answers = {line.split("\t")[0]: line for line in lines.all_inner_texts()}
	frappe.db.rollback()
	units = frappe.get_all(
		"Union Unit", {"unit_type": "Second-level Union", "status": "Active"}, ["unit_name", "head_count"]
	)
	assert units and all(
		("是" in answers[unit.unit_name].split("\t")[2]) == (unit.head_count >= 200) for unit in units
	)
	desk.picture("admin_try_it")
	rules.close_dialog()
	rules.close_row(row)
	desk.save()
	assert (
		stored("Brand Programme", {"name": programme()}).quotas[1].condition.strip()
		== "unit.head_count >= 200"
	)

	desk.press("各单位可申报项数")
	expect(rules.dialog().locator("tbody tr", has_text=UNIT_NAME)).to_contain_text(TAG)
	desk.picture("admin_what_each_may_file")


def test_a_misspelt_condition_is_refused_with_its_row(desk):
	desk.open_form("Brand Programme", programme())
	rules = Rules(desk)
	rules.tab("申报要求")
	row = rules.open_row("quotas", 2)
	rules.write_condition(row, "unit.headcount >= 200")
	rules.close_row(row)
	desk.page.keyboard.press("Control+s")
	sentence = desk.message()
	assert "第2行" in sentence and "unit.headcount" in sentence, sentence
	desk.picture("admin_refused")
	assert "head_count" in stored("Brand Programme", {"name": programme()}).quotas[1].condition


def test_a_section_of_ones_own_is_a_row(desk):
	desk.open_form("Brand Programme", programme())
	rules = Rules(desk)
	rules.tab("申报要求")
	sections = stored("Brand Programme", {"name": programme()}).sections
	number = next(row.idx for row in sections if row.field_name == "joint_effort")
	row = rules.open_row("sections", number)
	rules.fill(row, "max_chars", "500")
	rules.see_row(row)
	desk.picture("admin_section")
	rules.close_row(row)
	desk.save()
	assert stored("Brand Programme", {"name": programme()}).sections[number - 1].max_chars == 500


def test_a_cycle_is_opened_after_a_look_at_its_dates(desk):
	desk.open_form("Brand Programme", programme())
	desk.press("开启年度批次")
	rules = Rules(desk)
	dialog = rules.dialog()
	year = dialog.locator('[data-fieldname="year"] input')
	year.fill(str(YEAR))
	year.press("Tab")
	dates = dialog.locator(".bu-opening").first
	expect(dates).to_contain_text(f"{YEAR}-03-01")
	expect(dates.locator(".orange").first).to_be_visible()
	desk.picture("admin_open_cycle")
	name = dialog.locator('[data-fieldname="cycle_name"] input').input_value()
	dialog.locator(".btn-primary:visible", has_text="开启该年度批次").click()
	desk.page.wait_for_function("() => window.cur_frm?.doctype === 'Brand Cycle'")
	desk.picture("admin_cycle")

	opened = stored("Brand Cycle", {"programme": programme(), "year": YEAR})
	assert (opened.cycle_name, opened.status) == (name, "Preparing")
	assert str(opened.windows[0].opens_on) == f"{YEAR}-03-01"
	assert opened.quotas[1].condition.strip() == "unit.head_count >= 200"


def test_rules_of_a_running_cycle_change_with_a_reason(desk):
	desk.open_form("Brand Cycle", cycle())
	desk.page.locator('[data-fieldname="status"] select').select_option("Running")
	desk.save()
	rules = Rules(desk)
	rules.tab("申报要求")
	row = rules.open_row("quotas", 3)
	rules.fill(row, "cap", "2")
	rules.close_row(row)
	desk.page.keyboard.press("Control+s")
	sentence = desk.message()
	assert "规则变更理由" in sentence and "第3行" in sentence, sentence
	desk.picture("admin_reason_missing")
	desk.close_message()

	desk.page.locator(".form-tabs .nav-link:visible").first.click()
	desk.type_into("change_reason", "协会反映活动类型多，经研究每个协会可报两项。")
	desk.save()
	assert stored("Brand Cycle", {"name": cycle()}).quotas[2].cap == 2
	log = stored("Brand Rule Change", {"cycle": cycle()})
	assert (log.changed_by, log.reason) == (ADMIN, "协会反映活动类型多，经研究每个协会可报两项。")
	assert [(row.field_name, row.before_value, row.after_value) for row in log.changes] == [("cap", "1", "2")]
	desk.open_form("Brand Rule Change", log.name)
	expect(desk.page.locator('[data-fieldname="changes"] .grid-body')).to_contain_text("最多")
	desk.picture("admin_rule_change")


def test_a_programme_leaves_as_a_file(desk):
	desk.open_form("Brand Programme", programme())
	desk.page.evaluate("() => { window.open = (address) => { window.opened_address = address } }")
	desk.press("导出为文件")
	address = desk.page.wait_for_function("() => window.opened_address").json_value()
	answer = desk.page.request.get(address)
	assert answer.ok and "attachment" in answer.headers["content-disposition"]
	written = json.loads(answer.text())["programme"]
	assert written["programme_code"] == CODE
	assert written["quotas"][1]["condition"].strip() == "unit.head_count >= 200"


def attach(desk: Desk, content: bytes) -> None:
	"""Hand a spreadsheet to the open import."""
	desk.page.locator('[data-fieldname="import_file"] button:visible').first.click()
	dialog = desk.page.locator(".modal.show")
	dialog.locator("input[type=file]").first.set_input_files(
		{
			"name": "units.xlsx",
			"mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			"buffer": content,
		}
	)
	dialog.locator(".btn-primary:visible").click()
	expect(dialog).to_have_count(0)
