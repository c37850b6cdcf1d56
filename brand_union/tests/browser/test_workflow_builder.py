"""An admin changes the way of projects in Frappe's own Workflow Builder, and the default comes back."""

from collections.abc import Iterator

import frappe
import pytest
from playwright.sync_api import expect

from brand_union.demo.load import PASSWORD
from brand_union.services import defaults
from brand_union.tests.browser import rounds
from brand_union.tests.browser.builder import Builder, WorkflowForm

ADMIN = "workflow.admin@hit.example"
WORKFLOW = "Brand Project"
PARTY, HAND_ON = "分党委审核", "送分党委审核"
DRAFTING, FILED, WITHDRAWN = "起草申报", "申报已报送", "申报已撤回"
RECEIVED, FILE = "校工会已收件", "报送申报"
UNIT, UNIT_OFFICER, UNIT_CHAIR = "HIT-08", "hit-08.officer@hit.example", "hit-08.chair@hit.example"


@pytest.fixture(scope="module")
def admin(demo_year: str) -> Iterator[str]:
	"""Who looks after the site and the programme, and afterwards the site as it was before."""
	user = {
		"doctype": "User",
		"email": ADMIN,
		"first_name": "张管理",
		"send_welcome_email": 0,
		"language": "zh",
	}
	roles = [{"role": role} for role in ("System Manager", "Brand Administrator")]
	doc = frappe.get_doc({**user, "new_password": PASSWORD, "roles": roles})
	doc.flags.ignore_password_policy = True
	doc.insert(ignore_if_duplicate=True)
	frappe.db.commit()
	yield ADMIN
	frappe.db.rollback()
	defaults.restore("Workflow", WORKFLOW)
	for kind, name in (
		("Workflow State", PARTY),
		("Workflow State", RECEIVED),
		("Workflow Action Master", HAND_ON),
	):
		frappe.delete_doc(kind, name, force=True, ignore_missing=True)
	frappe.delete_doc("User", ADMIN, force=True)
	frappe.db.commit()


@pytest.fixture(scope="module")
def draft(demo_year: str) -> str:
	"""A complete application that its unit has not filed yet."""
	name = rounds.draft(demo_year, rounds.cycle_of_today(demo_year), UNIT, UNIT_OFFICER).name
	frappe.db.commit()
	return name


def stored():
	"""The workflow as the server has saved it."""
	frappe.db.rollback()
	return frappe.get_doc("Workflow", WORKFLOW)


def states() -> dict[str, str]:
	return {row.state: row.update_value for row in stored().states}


def test_a_state_without_a_stage_is_refused_and_nothing_is_lost(desk_of, admin):
	builder = Builder(desk_of(admin), WORKFLOW)
	before = stored().modified
	add_party_state(builder)
	builder.save()
	sentence = builder.desk.message()
	assert PARTY in sentence and "stage" in sentence and "草稿" in sentence, sentence
	builder.desk.picture("builder_refused")
	builder.desk.close_message()
	assert PARTY in builder.states()
	assert stored().modified == before


def test_a_state_is_added_and_another_removed(desk_of, admin):
	builder = Builder(desk_of(admin), WORKFLOW)
	add_party_state(builder)
	builder.save()  # refused; the admin goes on from here
	builder.desk.message()
	builder.desk.close_message()
	builder.state(PARTY).click()
	builder.set_stage("Draft")
	builder.connect(builder.state(DRAFTING), "bottom", builder.state(PARTY), "top")
	builder.create("action", HAND_ON)
	builder.action("无标签").click()
	builder.choose("action", HAND_ON)
	builder.choose("allowed", "二级工会干事")
	builder.connect(builder.state(PARTY), "right", builder.state(FILED), "bottom")
	builder.choose("action", "File Application")
	builder.choose("allowed", "二级工会主席")
	builder.desk.picture("builder_added")
	builder.see_all()
	builder.remove(builder.state(WITHDRAWN))
	builder.save()
	expect(builder.page.get_by_text("流程已更新")).to_be_visible()

	assert states()[PARTY] == "Draft"
	assert "Withdrawn" not in states().values()
	assert {row.doc_status for row in stored().states} == {"0"}
	steps = {(row.state, row.next_state, row.allowed) for row in stored().transitions}
	assert {
		("Drafting", PARTY, "Brand Unit Officer"),
		(PARTY, "Application Filed", "Brand Unit Chair"),
	} <= steps


def test_projects_go_the_new_way(desk_of, admin, draft):
	"""The unit's officer hands on to the party organisation's state, and the chair files from there."""
	for user, action, state in ((UNIT_OFFICER, HAND_ON, PARTY), (UNIT_CHAIR, FILE, "Application Filed")):
		desk = desk_of(user)
		desk.open_form("Brand Project", draft)
		desk.act(action)
		desk.page.wait_for_function("(state) => cur_frm.doc.workflow_state === state", arg=state)
	frappe.db.rollback()
	assert frappe.db.get_value("Brand Project", draft, ["stage", "filed_by"]) == ("Filed", UNIT_CHAIR)


def test_a_state_is_renamed_and_documents_follow(desk_of, admin, draft):
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": RECEIVED}).insert(
		ignore_if_duplicate=True
	)
	frappe.db.commit()
	form = WorkflowForm(desk_of(admin), WORKFLOW)
	form.rename("Application Filed", RECEIVED)
	form.save_anyway()
	assert RECEIVED in form.desk.message()
	form.desk.picture("workflow_renamed")

	assert states()[RECEIVED] == "Filed" and "Application Filed" not in states()
	ends = {end for row in stored().transitions for end in (row.state, row.next_state)}
	assert RECEIVED in ends and "Application Filed" not in ends
	assert frappe.db.get_value("Brand Project", draft, ["workflow_state", "stage"]) == (RECEIVED, "Filed")
	desk = desk_of(UNIT_CHAIR)
	desk.open_form("Brand Project", draft)
	expect(desk.page.locator(".indicator-pill:visible", has_text=RECEIVED).first).to_be_visible()


def test_the_default_comes_back(desk_of, admin, draft):
	desk = desk_of(admin)
	desk.go("/app/brand-union-settings")
	row = desk.page.locator(f'[data-default="Workflow/{WORKFLOW}"]')
	expect(row).to_contain_text(RECEIVED)
	row.locator("summary").click()
	desk.picture("defaults")
	row.locator("[data-restore]").click()
	question = desk.page.locator(".modal.show")
	expect(question).to_contain_text(RECEIVED)
	desk.picture("restore_default")
	question.locator(".btn-primary:visible").click()
	expect(row).to_contain_text("与默认一致")
	assert "Withdrawn" in states().values() and not {PARTY, RECEIVED} & set(states())
	found = frappe.db.get_value("Brand Project", draft, ["workflow_state", "stage"])
	assert found == ("Application Filed", "Filed")


def add_party_state(builder: Builder) -> None:
	"""分党委审核 with its role, but still without a stage."""
	builder.drop_state(160, 420)
	if frappe.db.exists("Workflow State", PARTY):
		builder.choose("state", PARTY)
	else:
		builder.create("state", PARTY)
		frappe.db.rollback()
		builder.state("无标签").click()
		builder.choose("state", PARTY)
	builder.choose("allow_edit", "二级工会主席")
