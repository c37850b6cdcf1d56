"""What an office does for single units while a cycle runs: a permit for one that is late, a reminder for one that owes."""

from dataclasses import dataclass

import frappe
import pytest
from frappe.utils import add_days, nowdate
from frappe.utils.password import update_password
from playwright.sync_api import expect

from brand_union.demo import load
from brand_union.tests import factories as make

REASON = "学院换届，新任主席到岗后补报。"
LATE, IDLE, EMPTY = "海洋学院工会", "极地学院工会", "沙漠学院工会"


@dataclass(frozen=True)
class Late:
	"""A cycle whose filing is over, and a complete draft that its unit did not file in time."""

	cycle: str
	office: str
	unit: str
	officer: str
	draft: str


@dataclass(frozen=True)
class Owing:
	"""A cycle that is open, with units that have not filed: two with somebody in office, and one without."""

	cycle: str
	office: str
	officers: tuple[str, str]


def person(role: str, name: str) -> str:
	user = make.make_user(role, name=name, language="zh", dashboard=1, notifications=1)
	update_password(user, load.PASSWORD)
	return user


def organiser() -> tuple:
	"""A union and its officer."""
	office = person("Brand Officer", "王办公")
	return make.make_unit(
		unit_name="示例大学工会", unit_type="University Union", is_group=1, members=[(office, "Officer")]
	), office


@pytest.fixture
def late(demo_year: str) -> Late:
	frappe.set_user("Administrator")
	union, office = organiser()
	officer = person("Brand Unit Chair", "刘迟到")
	unit = make.make_unit(unit_name=LATE, parent_union_unit=union.name, members=[(officer, "Chair")])
	cycle = make.make_cycle(programme=make.make_programme(union.name), cycle_name="品牌建设项目")
	with make.acting(officer):
		draft = make.make_project(cycle, unit, project_title="书香校园").name
	window = next(row for row in cycle.windows if row.phase == "Application")
	window.closes_on = add_days(nowdate(), -1)
	cycle.change_reason = "申报已截止"
	cycle.save()
	frappe.db.commit()  # nosemgrep: the server is another process
	return Late(cycle.name, office, unit.name, officer, draft)


@pytest.fixture
def owing(demo_year: str) -> Owing:
	frappe.set_user("Administrator")
	union, office = organiser()
	tag = f"须按时申报{frappe.generate_hash(length=6)}"
	frappe.get_doc({"doctype": "Union Tag", "tag_name": tag}).insert()
	officers = tuple(person("Brand Unit Officer", name) for name in ("钱未报", "孙未报"))
	for name, members in ((LATE, officers[:1]), (IDLE, officers[1:]), (EMPTY, ())):
		make.make_unit(
			unit_name=name,
			parent_union_unit=union.name,
			members=[(user, "Officer") for user in members],
			unit_tags=[{"tag": tag}],
		)
	quotas = [{"tag": tag, "cap": 1, "duty": 1}]
	cycle = make.make_cycle(programme=make.make_programme(union.name, quotas=quotas))
	frappe.db.commit()  # nosemgrep: the server is another process
	return Owing(cycle.name, office, officers)


def test_a_unit_that_is_late_gets_a_permit_and_files(desk_of, late):
	unit = desk_of(late.officer)
	unit.open_form("Brand Project", late.draft)
	unit.act("报送")
	assert "截止" in unit.message()
	unit.picture("late_refused")
	unit.close_message()

	desk, until = desk_of(late.office), add_days(nowdate(), 10)
	desk.open_form("Brand Cycle", late.cycle)
	desk.page.locator('.document-link[data-doctype="Brand Permit"] .btn-new').click()
	desk.page.wait_for_function("() => window.cur_frm?.doctype === 'Brand Permit' && cur_frm.doc.cycle")
	form = desk.page.locator(".form-page:visible")
	form.locator('[data-fieldname="phase"] select').select_option("Application")
	desk.type_into("valid_until", until)
	desk.choose("unit", late.unit)
	desk.type_into("reason", REASON)
	desk.save()
	desk.picture("admin_permit")
	frappe.db.rollback()  # read what the server has committed meanwhile
	permit = frappe.get_doc("Brand Permit", {"cycle": late.cycle})
	assert (permit.unit, permit.phase, str(permit.valid_until)) == (late.unit, "Application", until)
	assert (permit.reason, permit.granted_by) == (REASON, late.office)

	unit.act("报送")
	unit.page.wait_for_function("() => cur_frm.doc.stage === 'Filed'")


def test_who_has_not_filed_is_reminded_once(desk_of, owing):
	desk = desk_of(owing.office)
	desk.go("/app/query-report/Brand Coverage")
	expect(desk.page.locator(".datatable .dt-scrollable")).to_contain_text(LATE)
	desk.picture("coverage")
	desk.press("发送催报提醒")
	dialog = desk.page.locator(".modal.show")
	expect(dialog.locator("tbody tr")).to_have_count(2)
	expect(dialog.locator("tbody tr", has_text="钱未报")).to_contain_text(LATE)
	expect(dialog.locator(".alert-warning")).to_contain_text(EMPTY)
	desk.picture("reminders")
	dialog.locator(".btn-primary:visible").click()
	expect(desk.page.locator(".alert-message, .desk-alert").first).to_contain_text("2")
	frappe.db.rollback()  # read what the server has committed meanwhile
	told = frappe.get_all("Brand Reminder", {"cycle": owing.cycle}, ["recipient", "unit_names", "sent_by"])
	assert {(row.recipient, row.unit_names, row.sent_by) for row in told} == {
		(owing.officers[0], LATE, owing.office),
		(owing.officers[1], IDLE, owing.office),
	}

	expect(dialog).to_have_count(0)
	desk.press("发送催报提醒")
	again = desk.page.locator(".modal.show")
	expect(again.locator("tbody tr", has_text="今日已提醒")).to_have_count(2)
	expect(again.locator(".btn-primary:visible")).to_be_disabled()

	officer = desk_of(owing.officers[0])
	officer.go("/app")
	officer.page.locator(
		".dropdown-notifications .nav-link:visible, .notifications-icon:visible"
	).first.click()
	expect(officer.page.locator(".notifications-list:visible")).to_contain_text(LATE)
	officer.picture("reminded")
