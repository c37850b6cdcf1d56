"""A juror at a desk and on a phone: blind, nothing typed is lost, and a whole defence."""

import json
import random

import frappe
import pytest
from playwright.sync_api import Page, expect

from brand_union.domain import scoring
from brand_union.domain.masking import MASK
from brand_union.tests.browser import juries
from brand_union.tests.browser.desk import Desk
from brand_union.tests.browser.juries import Jury

PHONE = {"width": 390, "height": 844}
MARKS = ("13", "12", "17.5", "18", "14", "9", "5.3")


@pytest.fixture(scope="module")
def blind(demo_year: str) -> Jury:
	return juries.convene(projects=4, hide_unit=1)


@pytest.fixture(scope="module")
def defence(demo_year: str) -> Jury:
	return juries.convene(mode="Defence", minutes_per_project=8, starts_at="2026-05-20 09:00:00")


def sheets_of(jury: Jury) -> tuple[str, list[str]]:
	(juror,) = jury.jurors
	return juror, list(jury.sheets[juror].values())


def open_sheet(desk, name: str) -> None:
	desk.open_form("Brand Review", name)
	expect(desk.page.locator(".bu-mark").first).to_be_visible()


def type_mark(desk, place: int, mark: str) -> None:
	desk.page.locator(".bu-mark-score").nth(place).fill(mark)


def typed(desk) -> list[str]:
	return [box.input_value() for box in desk.page.locator(".bu-mark-score").all()]


def kept(desk) -> None:
	expect(desk.page.locator(".bu-sheet-kept")).to_contain_text("已自动保存")


def hand_in(desk) -> None:
	desk.page.locator(".bu-sheet-bar button").click()


def stored(name: str, field: str) -> str:
	frappe.db.rollback()  # read what the server has committed meanwhile
	return frappe.db.get_value("Brand Review", name, field)


def total_shown(desk) -> str:
	return desk.page.locator(".bu-sheet-total b").inner_text()


def listen(page: Page) -> list[str]:
	"""Everything that the site sends to a page from now on, as text."""
	heard: list[str] = []

	def note(response) -> None:
		if "/api/" in response.url or "/app/" in response.url:
			heard.append(response.text())

	page.on("requestfinished", lambda request: note(request.response()))
	return heard


def test_a_blind_review_at_a_desk(desk_of, blind):
	juror, (name, *_others) = sheets_of(blind)
	desk = desk_of(juror)
	heard = listen(desk.page)
	desk.go("/app/brand-review")
	assert len(desk.rows_of_list()) == 4
	desk.picture("review_list")
	open_sheet(desk, name)
	expect(desk.page.locator('[data-fieldname="packet_html"]')).to_contain_text("建设读书、交流、分享的场所")
	for telling in juries.TELLING:
		assert telling not in desk.page.content()
		assert not [text for text in heard if telling in text or json.dumps(telling)[1:-1] in text]
	assert f"{MASK}职工书屋" in desk.page.content()
	desk.picture("review_blind")


def test_what_is_typed_survives_without_saving(desk_of, blind):
	juror, (name, *_others) = sheets_of(blind)
	desk = desk_of(juror)
	open_sheet(desk, name)
	for place, mark in enumerate(("13", "99", "17.")):
		type_mark(desk, place, mark)
	desk.page.locator(".bu-mark-na input").check()
	desk.page.locator('[data-fieldname="comment_to_unit"] textarea').fill("思路清晰，但")
	kept(desk)
	desk.page.reload()
	expect(desk.page.locator(".form-message").last).to_contain_text("已恢复")
	assert typed(desk) == ["13", "99", "17.", "", "", "", ""]
	assert desk.page.locator(".bu-mark-na input").is_checked()
	assert desk.value_of("comment_to_unit") == "思路清晰，但"
	desk.picture("review_restored")


def test_handing_in_names_what_is_missing_and_then_counts_what_was_shown(desk_of, blind):
	juror, (name, *_others) = sheets_of(blind)
	desk = desk_of(juror)
	open_sheet(desk, name)
	type_mark(desk, 1, "12")
	hand_in(desk)
	sentence = desk.message()
	assert all(criterion in sentence for criterion in ("方案可行", "示范持续", "预算合理")), sentence
	assert "覆盖与成效" not in sentence, "n/a is not missing"
	desk.picture("review_missing")
	desk.close_message()
	for place in (2, 3, 5, 6):
		type_mark(desk, place, MARKS[place])
	shown = total_shown(desk)
	hand_in(desk)
	desk.page.wait_for_function("() => cur_frm.doc.status === 'Submitted'")
	assert (stored(name, "total"), stored(name, "progress")) == (shown, "7/7")
	expect(desk.page.locator(".bu-mark-score").first).to_be_disabled()
	desk.picture("review_handed_in")


def test_a_lost_line_loses_nothing(desk_of, blind):
	juror, (_first, name, *_others) = sheets_of(blind)
	desk = desk_of(juror)
	open_sheet(desk, name)
	desk.page.context.set_offline(True)
	type_mark(desk, 0, "11")
	state = desk.page.locator(".bu-sheet-kept")
	expect(state).to_contain_text("网络已断开")
	desk.picture("review_offline")
	desk.page.context.set_offline(False)
	kept(desk)
	assert json.loads(stored(name, "draft"))["scores"]["guide"]["score"] == "11"


def test_a_session_that_has_ended_loses_nothing(desk_of, blind):
	juror, (_first, _second, name, *_others) = sheets_of(blind)
	desk = desk_of(juror)
	open_sheet(desk, name)
	cookies = desk.page.context.cookies()
	desk.page.context.clear_cookies()
	type_mark(desk, 0, "8")
	expect(desk.page.locator(".bu-sheet-kept")).to_contain_text("登录已过期")
	assert not stored(name, "draft")
	assert juror in desk.page.evaluate(
		"() => Object.keys(localStorage).find((key) => key.startsWith('brand_union.sheet'))"
	)
	context = desk.page.context
	desk.page.close()  # it would send what waits as soon as the juror is known again
	context.add_cookies(cookies)
	desk = Desk(context.new_page(), desk.pictures)
	open_sheet(desk, name)
	expect(desk.page.locator(".form-message").last).to_contain_text("未能上传")
	assert typed(desk)[0] == "8"
	kept(desk)
	assert json.loads(stored(name, "draft"))["scores"]["guide"]["score"] == "8"
	assert (
		desk.page.evaluate("(key) => localStorage.getItem(key)", f"brand_union.sheet.{juror}.{name}") is None
	)


def test_two_windows_are_told_of_each_other(desk_of, blind):
	juror, (*_others, name) = sheets_of(blind)
	here, there = desk_of(juror), desk_of(juror)
	open_sheet(here, name)
	open_sheet(there, name)
	type_mark(there, 0, "5")
	kept(there)
	type_mark(here, 0, "7")
	dialog = here.page.locator(".modal.show")
	expect(dialog).to_contain_text("已在另一窗口中修改")
	assert [cell.inner_text() for cell in dialog.locator("tbody tr").first.locator("td").all()] == [
		"导向契合",
		"7",
		"5",
	]
	here.picture("review_two_windows")
	dialog.locator(".btn-modal-primary").click()
	kept(here)
	assert json.loads(stored(name, "draft"))["scores"]["guide"]["score"] == "7"
	assert typed(here)[0] == "7"


def test_the_browser_adds_up_as_the_server_does(desk_of, blind):
	juror, _sheets = sheets_of(blind)
	desk = desk_of(juror)
	desk.go("/app/brand-review")
	sheets = [awkward_sheet(random.Random(seed)) for seed in range(3000)]
	shown = desk.page.evaluate(
		"(sheets) => sheets.map((rows) => brand_union.sheet_total.of(rows)).map((one) => [one.is_complete, one.so_far])",
		sheets,
	)
	for rows, (is_complete, so_far) in zip(sheets, shown, strict=True):
		total = total_of(rows)
		assert (is_complete, so_far if is_complete else "") == (bool(total), total), rows


def awkward_sheet(chance: random.Random) -> list[dict]:
	"""Marks with decimals that floating point cannot hold, in scripts and shapes that people type."""
	rows = []
	for place in range(chance.randint(1, 8)):
		most = chance.choice((40, 33.3, 0.1, 7, 12.35, 100, 3.14))
		mark = f"{chance.uniform(0, most):.{chance.choice((0, 1, 2, 3))}f}"
		mark = chance.choice((mark, mark, f" {mark} ", f"{float(mark):.0f}.", "０", "1e-2", "", "x"))
		absent = chance.random() < 0.15
		rows.append(
			{
				"criterion_code": str(place),
				"score": "" if absent else mark,
				"not_applicable": int(absent),
				"max_score": most,
				"min_score": 0,
				"step": 0,
			}
		)
	return rows


def total_of(rows: list[dict]) -> str:
	criteria = [
		scoring.Criterion(row["criterion_code"], "", row["max_score"], step=0, allow_na=True) for row in rows
	]
	marks = {
		row["criterion_code"]: scoring.NA if row["not_applicable"] else row["score"].strip() or None
		for row in rows
	}
	if scoring.check_sheet(criteria, marks):
		return ""
	result = scoring.sheet_total(criteria, marks)
	return str(result.total) if result.is_complete else ""


def test_a_defence_on_a_phone(desk_of, defence):
	juror, sheets = sheets_of(defence)
	office, phone, wall = desk_of(defence.office, PHONE), desk_of(juror, PHONE), desk_of(defence.office)
	office.open_form("Review Panel", defence.panel)
	tap(office, "抽签排序")
	office.page.locator(".modal.show .btn-primary:visible").click()
	office.page.wait_for_function("() => cur_frm.doc.drawn_on")
	wall.page.goto(f"/brand-defence?panel={defence.panel}")
	expect(wall.page.locator("#title")).to_have_text("当前无人答辩")
	for number in range(1, len(sheets) + 1):
		title = call_next(office)
		expect(wall.page.locator("#title")).to_have_text(title)
		expect(wall.page.locator("#clock")).to_contain_text(":")
		wall.picture(f"defence_wall_{number}")
		score_on_the_spot(phone, number)
	tap(office, "结束当前答辩")
	expect(wall.page.locator("#title")).to_have_text("当前无人答辩")
	assert {stored(name, "status") for name in sheets} == {"Submitted"}


def tap(desk, label: str) -> None:
	"""An entry of the menu behind the three dots."""
	desk.page.locator(".page-head .menu-btn-group button:visible").click()
	desk.page.locator(".page-head .dropdown-item:visible", has_text=label).first.click()


def call_next(office) -> str:
	tap(office, "请上场")
	choice = office.page.locator(".modal.show select:visible")
	expect(choice).to_be_visible()
	project = choice.input_value()
	office.page.locator(".modal.show .btn-primary:visible").click()
	office.page.wait_for_function("(project) => cur_frm.doc.on_stage === project", arg=project)
	return office.page.evaluate(
		"() => cur_frm.doc.projects.find((row) => row.project === cur_frm.doc.on_stage).project_title"
	)


def score_on_the_spot(phone, number: int) -> None:
	"""The juror finds the sheet by the number on the wall, marks it and hands it in."""
	phone.go("/app/brand-review")
	phone.page.locator(".list-row", has_text=f"{number}. ").first.locator(".list-subject a").first.click()
	expect(phone.page.locator(".bu-mark").first).to_be_visible()
	fits_the_screen(phone.page)
	phone.picture(f"defence_phone_{number}")
	for place, mark in enumerate(MARKS):
		type_mark(phone, place, mark)
	phone.picture(f"defence_phone_marked_{number}")
	hand_in(phone)
	phone.page.wait_for_function("() => cur_frm.doc.status === 'Submitted'")


def fits_the_screen(page: Page) -> None:
	"""No card is wider than the screen, and every box is large enough for a thumb."""
	for card in page.locator(".bu-mark").all():
		box, entry = card.bounding_box(), card.locator(".bu-mark-score").bounding_box()
		assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
		assert entry["height"] >= 40
