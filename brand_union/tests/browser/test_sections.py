"""A unit fills in a form with a section of every kind, at a desk and on a phone."""

from dataclasses import dataclass

import frappe
import pytest
from frappe.utils.password import update_password
from playwright.sync_api import Locator, expect

from brand_union.demo import load
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.browser.desk import Desk

PHONE = {"width": 390, "height": 844}
HELP = "近三年开展的活动及效果。"
AIMS = {
	"form": "Application",
	"field_name": "objectives",
	"label": "项目愿景",
	"required": 1,
	"help": "写明目标。",
}


@dataclass(frozen=True)
class Form:
	"""A blank draft, who fills it in, and the categories with and without the first section."""

	project: str
	officer: str
	with_results: str
	without_results: str


@pytest.fixture
def form(demo_year: str) -> Form:
	frappe.set_user("Administrator")
	officer = make.make_user("Brand Unit Officer", name="李填报", language="zh")
	update_password(officer, load.PASSWORD)
	union = make.make_unit(unit_type="University Union", is_group=1)
	unit = make.make_unit(parent_union_unit=union.name, members=[(officer, "Officer")])
	programme = make.make_programme(union.name)
	first, second = (
		make.make_category(programme.name, category_code=code, category_name=name).name
		for code, name in (("A", "思想引领类"), ("B", "建功立业类"))
	)
	programme.reload()
	programme.set("sections", [AIMS, *own.rows(past_results={"categories": "A", "help": HELP})])
	programme.save()
	cycle = make.make_cycle(programme=programme)
	blank = {"objectives": "", "team": [], "budget": [], "leader_name": ""}
	with make.acting(officer):
		project = make.make_project(cycle, unit, category=first, project_title="书香校园", **blank)
	frappe.db.commit()  # nosemgrep: the server is another process
	return Form(project.name, officer, first, second)


class SectionsOfForm:
	"""The sections on the tab of the project's content."""

	def __init__(self, desk: Desk, form: Form):
		self.desk, self.page = desk, desk.page
		desk.open_form("Brand Project", form.project)
		expect(self.page.locator(".bu-section").first).to_be_attached()
		self.page.locator(".form-tabs .nav-link", has_text="建设内容").click()
		expect(self.page.locator(".bu-section").first).to_be_visible()

	def of(self, key: str) -> Locator:
		return self.page.locator(f'.bu-section[data-section="{key}"]')

	def write(self, key: str, text: str, place: int = 0) -> None:
		self.of(key).locator("textarea, input[type=text]").nth(place).fill(text)

	def upload(self, key: str, name: str, content: bytes, caption: str) -> None:
		self.of(key).locator(".bu-upload").click()
		dialog = self.page.locator(".modal.show")
		expect(dialog.locator(".file-upload-area")).to_be_visible()
		dialog.locator("input[type=file]").first.set_input_files(
			{"name": name, "mimeType": "image/png", "buffer": content}
		)
		dialog.locator(".btn-modal-primary").click()
		expect(self.of(key).locator(".bu-section-file")).to_have_count(1)
		self.of(key).locator(".bu-section-file input").fill(caption)
		expect(dialog).to_have_count(0)


def stored(form: Form):
	frappe.db.rollback()  # read what the server has committed meanwhile
	return frappe.get_doc("Brand Project", form.project)


def test_a_unit_fills_in_every_kind_of_section_and_files(desk_of, form):
	desk = desk_of(form.officer)
	sections = SectionsOfForm(desk, form)
	page = desk.page
	titles = [row["label"] for row in own.ROWS]
	shown = [text.strip() for text in page.locator(".bu-section .control-label").all_inner_texts()]
	assert shown == titles
	assert page.locator('[data-fieldname="answers"]:visible, [data-fieldname="files"]:visible').count() == 0
	assert page.locator('[data-fieldname="foundation"]:visible').count() == 0, "the cycle does not list it"
	aims = page.locator('.frappe-control[data-fieldname="objectives"]')
	expect(aims).to_contain_text("项目愿景")
	expect(aims).to_contain_text("写明目标。")
	expect(sections.of("past_results")).to_contain_text(HELP)

	desk.type_into("objectives", "人人爱读书。")
	sections.write("past_results", "这一段 写得太长" * 4)
	expect(sections.of("past_results").locator(".bu-count")).to_have_text("不超过20字 · 现有 28 / 20 字")
	sections.write("readers", "5")
	sections.of("reach").locator("select").select_option("学院")
	sections.write("achievements", "职工书屋", 0)
	sections.write("achievements", "2024", 1)
	sections.of("achievements").locator("button", has_text="添加行").click()
	sections.write("achievements", "巾帼讲堂", 2)
	sections.write("achievements", "2025", 3)
	sections.upload("photos", f"{form.project} 100% #1.png", own.picture("teal", side=120), "读书月启动")
	desk.picture("sections_filled")
	desk.save()

	desk.act("报送")
	sentence = desk.message()
	assert "前期成效" in sentence and "28" in sentence and "20" in sentence, sentence
	assert "参与人数" in sentence and "不得小于10" in sentence, sentence
	desk.picture("sections_refused")
	desk.close_message()
	assert sections.of("readers").locator("input").input_value() == "5", "what was typed stays"

	sections.write("past_results", "连续三年开展读书月活动。")
	sections.write("readers", "320")
	desk.save()
	desk.act("报送")
	page.wait_for_function("() => cur_frm.doc.stage === 'Filed'")
	project = stored(form)
	assert {row.section: row.answer for row in project.answers if row.answer} == own.ANSWERS
	assert [(row.section, row.caption) for row in project.files] == [("photos", "读书月启动")]

	expect(page.locator(".bu-section textarea, .bu-section input, .bu-section select")).to_have_count(0)
	expect(sections.of("achievements")).to_contain_text("巾帼讲堂")
	desk.picture("sections_filed")


def test_a_section_comes_and_goes_with_the_category(desk_of, form):
	desk = desk_of(form.officer)
	sections = SectionsOfForm(desk, form)
	sections.write("past_results", "先写好的成效。")
	for category, count in ((form.without_results, 0), (form.with_results, 1)):
		desk.page.evaluate("(category) => cur_frm.set_value('category', category)", category)
		expect(sections.of("past_results")).to_have_count(count)
		desk.save()
	assert sections.of("past_results").locator("textarea").input_value() == "先写好的成效。"


def test_on_a_phone_the_sections_fit_the_screen(desk_of, form):
	desk = desk_of(form.officer, PHONE)
	sections = SectionsOfForm(desk, form)
	first, second = (
		sections.of("achievements").locator("textarea").nth(place).bounding_box() for place in (0, 1)
	)
	assert second["y"] > first["y"] + first["height"], "the cells stand below each other"
	assert first["width"] > PHONE["width"] * 0.6
	sections.write("achievements", "职工书屋")
	desk.picture("sections_phone")
	wide = desk.page.evaluate("() => document.documentElement.scrollWidth")
	assert wide <= PHONE["width"], wide
	desk.page.evaluate("() => cur_frm.save()")
	desk.page.wait_for_function("() => !cur_frm.is_dirty()")
	(row,) = [row for row in stored(form).answers if row.section == "achievements"]
	assert "职工书屋" in row.answer
