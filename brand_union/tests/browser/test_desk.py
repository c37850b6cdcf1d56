"""The Desk as a unit, an office and a juror meet it, in Chinese."""

import frappe
import pytest
from playwright.sync_api import expect

from brand_union.tests.browser import rounds

OFFICER = "hit.officer1@hit.example"
UNIT_OFFICER = "hit-15.officer@hit.example"
OWN_UNIT = "HIT-15"
JUROR = "hit.juror1@hit.example"


def project_of(cycle: str, unit: str) -> str:
	frappe.db.rollback()  # read what the server has committed meanwhile
	return frappe.db.get_value("Brand Project", {"cycle": cycle, "unit": unit, "stage": "Under Way"})


@pytest.fixture(scope="module")
def sheets(demo_year: str) -> list[str]:
	return rounds.open_panel(
		demo_year,
		JUROR,
		OFFICER,
		{"HIT-03": "hit-03.officer@hit.example", "HIT-06": "hit-06.officer@hit.example"},
	)


def test_the_office_sees_the_year_at_a_glance(desk_of):
	desk = desk_of(OFFICER)
	desk.go("/app/brand-union")
	expect(desk.page.locator(".widget.number-widget-box").first).to_be_visible()
	expect(desk.page.locator(".layout-main")).to_contain_text("品牌项目")
	expect(desk.page.locator(".dashboard-widget-box svg.frappe-chart")).to_have_count(2)
	expect(desk.page.locator(".widget-loading:visible, .chart-loading-state:visible")).to_have_count(0)
	desk.picture("workspace")


def test_what_people_wrote_is_shown_and_not_run(desk_of):
	"""Frappe renders the content of an HTML field as a template, which would run what stands in braces."""
	desk = desk_of(OFFICER)
	desk.go("/app/brand-union")
	shown = desk.page.evaluate(
		"""(title) => {
			frappe.was_run = [];
			const options = brand_union.releasing.list("", [title]);
			const dialog = new frappe.ui.Dialog({ fields: [{ fieldname: "html", fieldtype: "HTML", options }] });
			dialog.show();
			return [dialog.fields_dict.html.$wrapper.text(), frappe.was_run];
		}""",
		title := "{{ frappe.was_run.push(1) }} {% frappe.was_run.push(2) %} <b>",
	)
	assert shown == [title, []]


def test_the_board_shows_projects_by_stage(desk_of, demo_year):
	desk = desk_of(OFFICER)
	boards = frappe.get_all("Kanban Board", {"reference_doctype": "Brand Project"}, pluck="name")
	desk.go(f"/app/brand-project/view/kanban/{boards[0]}")
	column = desk.page.locator(".kanban-column", has_text="建设中")
	expect(column.locator(".kanban-card-wrapper").first).to_be_visible()
	under_way = frappe.db.count("Brand Project", {"stage": "Under Way"})
	assert column.locator(".kanban-card-wrapper").count() == under_way
	desk.picture("kanban")


def test_a_unit_sees_its_own_project_and_what_comes_next(desk_of, demo_year):
	desk = desk_of(UNIT_OFFICER)
	desk.go("/app/brand-project")
	names = desk.rows_of_list()
	units = set(frappe.get_all("Brand Project", {"name": ("in", names)}, pluck="unit"))
	assert names and units == {OWN_UNIT}

	desk.open_form("Brand Project", project_of(demo_year, OWN_UNIT))
	expect(desk.page.locator(".form-message, .form-dashboard .form-message").first).to_contain_text("总结")
	desk.picture("project")


def test_frozen_versions_stand_side_by_side(desk_of, demo_year):
	desk = desk_of("hit-17.officer@hit.example")
	desk.open_form("Brand Project", project_of(demo_year, "HIT-17"))
	desk.press("存档版本")
	table = desk.page.locator(".modal.show .bu-versions")
	expect(table.first).to_be_visible()
	expect(table.first.locator("del").first).to_be_visible()
	expect(table.first.locator("ins").first).to_be_visible()
	desk.picture("versions")


def test_a_refused_summary_keeps_what_was_typed(desk_of, demo_year):
	"""The acceptance window of the demo year is past: filing is refused in Chinese, and nothing is lost."""
	desk = desk_of(UNIT_OFFICER)
	desk.open_form("Brand Project", project_of(demo_year, OWN_UNIT))
	desk.press("项目总结表")
	desk.page.wait_for_function("() => window.cur_frm && cur_frm.doctype === 'Brand Acceptance'")
	desk.page.locator(".form-tabs .nav-link", has_text="建设成效").click()
	desk.type_into("features", "以师带徒，以赛促学，形成可复制的经验。")
	desk.save()
	desk.act("报送")
	sentence = desk.message()
	assert "2026" in sentence and "草稿" in sentence, sentence
	desk.close_message()
	assert desk.value_of("features") == "以师带徒，以赛促学，形成可复制的经验。"
	assert desk.value_of("stage") == "Draft"


def test_a_new_application_starts_with_cycle_and_unit(desk_of, demo_year, sheets):
	desk = desk_of(UNIT_OFFICER)
	desk.new_form("Brand Project")
	desk.page.wait_for_function("() => cur_frm.doc.unit && cur_frm.doc.cycle")
	assert desk.value_of("unit") == OWN_UNIT
	assert desk.value_of("cycle") != demo_year, "the demo's own window is past"
	desk.type_into("project_title", "职工书屋提升行动")
	desk.save()
	name = desk.value_of("name")
	frappe.db.rollback()
	assert frappe.db.get_value("Brand Project", name, "project_title") == "职工书屋提升行动"


def test_a_juror_scores_and_hands_in(desk_of, sheets):
	desk = desk_of(JUROR)
	desk.go("/app/brand-review")
	assert set(sheets) <= set(desk.rows_of_list())
	desk.open_form("Brand Review", sheets[0])
	expect(desk.page.locator('[data-fieldname="packet_html"]')).to_contain_text("建设目标")

	score(desk, 0, "99")
	desk.page.keyboard.press("Control+s")
	sentence = desk.message()
	assert "99" in sentence and "15" in sentence, sentence
	desk.close_message()
	assert desk.page.evaluate("() => cur_frm.doc.scores[0].score") == "99", "what was typed stays"

	maxima = desk.page.evaluate("() => cur_frm.doc.scores.map((row) => row.max_score)")
	for row, most in enumerate(maxima):
		score(desk, row, str(int(most) - 1))
	desk.picture("juror_sheet")
	desk.save()
	desk.press("提交")
	desk.page.wait_for_function("() => cur_frm.doc.status === 'Submitted'")
	frappe.db.rollback()
	assert float(frappe.db.get_value("Brand Review", sheets[0], "total")) == sum(maxima) - len(maxima)


def test_a_juror_reaches_no_project(desk_of, sheets, demo_year):
	desk = desk_of(JUROR)
	for path in (
		"/api/resource/Brand Project",
		f"/api/resource/Brand Project/{project_of(demo_year, 'HIT-03')}",
	):
		assert desk.page.request.get(path).status == 403


def test_a_report_begins_with_the_current_cycle(desk_of, demo_year, sheets):
	desk = desk_of(OFFICER)
	desk.go("/app/query-report/Brand Coverage")
	# The report runs at once, and the cycle is asked for meanwhile.
	desk.page.wait_for_function(
		"() => frappe.query_report?.data?.length && frappe.query_report.get_filter_value('cycle')"
	)
	shown = desk.page.evaluate("() => frappe.query_report.get_filter_value('cycle')")
	assert shown != demo_year, "the newer cycle is the current one"
	expect(desk.page.locator(".datatable .dt-row").nth(1)).to_be_visible()
	desk.picture("coverage")


def score(desk, row: int, mark: str) -> None:
	"""Type a mark into the card of a criterion."""
	box = desk.page.locator(".bu-mark .bu-mark-score").nth(row)
	box.fill(mark)
	box.press("Tab")
