"""An admin changes the way of projects in Frappe's own Workflow Builder, and the default comes back."""

from collections.abc import Iterator

import frappe
import pytest
from playwright.sync_api import expect

from brand_union.demo.load import PASSWORD
from brand_union.services import defaults
from brand_union.tests.browser.builder import Builder

ADMIN = "workflow.admin@hit.example"
WORKFLOW = "Brand Project"
PARTY, HAND_ON = "分党委审核", "送分党委审核"
DRAFTING, FILED, WITHDRAWN = "起草申报", "申报已报送", "申报已撤回"


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
		("Workflow Action Master", HAND_ON),
	):
		frappe.delete_doc(kind, name, force=True, ignore_missing=True)
	frappe.delete_doc("User", ADMIN, force=True)
	frappe.db.commit()


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
