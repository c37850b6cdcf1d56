"""Does what an admin may do on a site, and sees whether it outlives a newer version of the app.

Run with the bench's Python in `sites`; PYTHONPATH says which version of the app answers.

Usage: upgrade.py change SITE     changes everything that an admin may change, and keeps it in the site's folder
       upgrade.py compare SITE    fails where something is not as it was changed
       upgrade.py next FOLDER     makes a copy of the app the next version: each kind of default differs
       upgrade.py offered SITE    fails unless the next defaults are in force or offered, and can be restored
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frappe

PROJECT, SUMMARY, SETTINGS = "Brand Project", "Brand Acceptance", "Brand Union Settings"
STATE, FORMAT = "分党委审核", "学校申报书"
NEXT, LATER = "Of the next version", "2099-01-01 00:00:00.000000"
# When a record was saved, by whom and where its row lies in the database is nobody's setting.
FLEETING = {"modified", "modified_by", "creation", "owner", "name", "parent", "idx", "seeded"}
CARD_CHANGED, CARD_DELETED, CARD_UNTOUCHED = "Applications Filed", "Grants Approved", "Summaries to Rectify"
BOARD, WORKSPACE = "Brand Projects by Stage", "Brand Union"
Touched = Iterator[tuple[str, Any]]


# --- what an admin does


def make(doctype: str, **values: Any) -> tuple[str, str]:
	doc = frappe.get_doc({"doctype": doctype, **values}).insert()
	return doctype, doc.name


def change(doctype: str, name: str, **values: Any) -> tuple[str, str]:
	doc = frappe.get_doc(doctype, name)
	doc.update(values)
	doc.save()
	return doctype, name


def workflows() -> Touched:
	yield make("Workflow State", workflow_state_name=STATE, style="Warning")
	yield make("Workflow Action Master", workflow_action_name="送分党委审核")
	doc = frappe.get_doc("Workflow", PROJECT)
	draft, filed = (
		next(row for row in doc.states if row.update_value == stage) for stage in ("Draft", "Filed")
	)
	gone = {row.state for row in doc.states if row.update_value == "Withdrawn"}
	doc.states = [row for row in doc.states if row.state not in gone]
	doc.transitions = [row for row in doc.transitions if not {row.state, row.next_state} & gone]
	own = {"state": STATE, "update_field": "stage", "update_value": "Draft", "allow_edit": "Brand Unit Chair"}
	doc.append("states", {**own, "is_optional_state": 1, "message": "请分党委先审核"})
	step = {"action": "送分党委审核", "allowed": "Brand Unit Officer"}
	doc.append("transitions", {"state": draft.state, "next_state": STATE, **step})
	doc.append(
		"transitions", {"state": STATE, "next_state": filed.state, **step, "allowed": "Brand Unit Chair"}
	)
	doc.save()
	yield "Workflow", PROJECT
	yield change("Workflow State", draft.state, style="Danger")


def rights() -> Touched:
	from frappe.permissions import add_permission, update_permission_property

	add_permission(PROJECT, "Report Manager", 0)
	update_permission_property(PROJECT, "Brand Observer", 0, "print", 0)
	update_permission_property(PROJECT, "Brand Officer", 0, "delete", 0)
	yield "Custom DocPerm", {"parent": PROJECT}
	yield make("Role", role_name="分党委书记", desk_access=1)
	yield change("Role", "Brand Observer", desk_access=0)
	yield make("Custom Role", report="Brand Coverage", roles=[{"role": "Brand Officer"}])


def paper() -> Touched:
	shipped = frappe.get_doc("Print Format", "Brand Application Form")
	own = frappe.copy_doc(shipped)
	own.update({"name": FORMAT, "standard": "No", "html": f"<h1>{FORMAT}</h1>", "css": "h1 { color: red }"})
	yield "Print Format", own.insert().name
	frappe.make_property_setter(
		{
			"doctype": PROJECT,
			"doctype_or_field": "DocType",
			"property": "default_print_format",
			"value": FORMAT,
		}
	)
	frappe.db.set_value("Print Format", "Brand Score Sheet Form", "disabled", 1)
	yield "Print Format", {"name": "Brand Score Sheet Form", "disabled": 1}
	yield make(
		"Letter Head", letter_head_name="校工会信头", source="HTML", content="<p>校工会</p>", is_default=1
	)


def form() -> Touched:
	frappe.make_property_setter(
		{"doctype": PROJECT, "fieldname": "contact_name", "property": "label", "value": "项目联系人"}
	)
	yield "Property Setter", {"doc_type": PROJECT}
	yield make(
		"Client Script",
		name="申报表脚本",
		dt=PROJECT,
		script="frappe.ui.form.on('Brand Project', {})",
		enabled=0,
	)
	yield make("Translation", language="zh", source_text="Brand Project", translated_text="品牌立项")
	yield make("Custom Field", dt=PROJECT, fieldname="party_branch", label="党支部", fieldtype="Data")


def desk() -> Touched:
	yield change("Number Card", CARD_CHANGED, label="已报送（学校）", color="#FF0000")
	workspace = frappe.get_doc("Workspace", WORKSPACE)
	workspace.number_cards = [row for row in workspace.number_cards if row.number_card_name != CARD_DELETED]
	workspace.title = "工会之家"
	workspace.append("shortcuts", {"type": "URL", "url": "https://example.com", "label": "校工会网站"})
	workspace.save()
	yield "Workspace", WORKSPACE
	frappe.delete_doc("Number Card", CARD_DELETED)
	yield "Number Card", CARD_DELETED
	yield make("Workspace", label="分工会", title="分工会", public=1, content="[]")
	board = frappe.get_doc("Kanban Board", BOARD)
	board.columns[0].indicator = "Pink"
	board.columns[-1].status = "Archived"
	board.save()
	yield "Kanban Board", BOARD
	card = {"document_type": PROJECT, "function": "Count", "type": "Document Type", "filters_json": "[]"}
	yield make("Number Card", label="全部项目", **card)
	frappe.db.set_value("Report", "Brand Pipeline", "disabled", 1)
	yield "Report", {"name": "Brand Pipeline", "disabled": 1}


def mail() -> Touched:
	yield make(
		"Notification",
		name="有新的申报",
		subject="有新的申报",
		document_type=PROJECT,
		event="New",
		channel="System Notification",
		recipients=[{"receiver_by_role": "Brand Officer"}],
		message="有新的申报",
	)
	yield make("Email Template", name="申报提醒", subject="申报提醒", response="请按时报送")


def settings() -> Touched:
	yield change(SETTINGS, SETTINGS, organisation_name="示例大学工会", reminder_days=9)
	yield make("Auto Email Report", **_mailed_report())


def _mailed_report() -> dict[str, Any]:
	report = {"report": "Brand Coverage", "report_type": "Script Report", "user": "Administrator"}
	return {**report, "email_to": "office@example.com", "frequency": "Weekly", "format": "HTML", "enabled": 0}


CHANGES: tuple[Callable[[], Touched], ...] = (workflows, rights, paper, desk, mail, settings, form)


# --- how it stands


def lasting(value: Any) -> Any:
	"""A record or row without what is fleeting."""
	if isinstance(value, list):
		return [lasting(row) for row in value]
	if isinstance(value, dict):
		return {key: lasting(cell) for key, cell in value.items() if key not in FLEETING and cell is not None}
	return str(value)


def standing(doctype: str, which: Any) -> list:
	"""The records as they are: of one name, or all that a filter finds."""
	filters = which if isinstance(which, dict) else {"name": which}
	if frappe.get_meta(doctype).issingle:
		return [lasting(frappe.get_doc(doctype).as_dict())]
	names = frappe.get_all(doctype, filters, pluck="name", order_by="name")
	return [lasting(frappe.get_doc(doctype, name).as_dict()) for name in names]


def notes(site: str) -> Path:
	return Path(site, "private", "admin_changes.json")


def command_change(site: str) -> None:
	touched = [list(entry) for step in CHANGES for entry in step()]
	frappe.db.commit()
	frappe.clear_cache()
	found = [[doctype, which, standing(doctype, which)] for doctype, which in touched]
	notes(site).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
	print(f"{len(found)} changes")


def command_compare(site: str) -> None:
	wrong = [
		f"{doctype} {which}:\n  was {was}\n  is  {now}"
		for doctype, which, was in json.loads(notes(site).read_text(encoding="utf-8"))
		if (now := json.loads(json.dumps(standing(doctype, which)))) != was
	]
	if wrong:
		sys.exit("What an admin had set was lost:\n" + "\n".join(wrong))
	print("everything is as the admin left it")


# --- the next version


def command_next(folder: str) -> None:
	"""The copy in `folder` becomes a version that differs in every kind of default."""
	model = Path(folder, "brand_union", "brand_union")
	for name in (PROJECT, SUMMARY):
		with edited(model, "workflow", name) as content:
			content["states"][0]["message"] = NEXT
	for name in (CARD_CHANGED, CARD_DELETED, CARD_UNTOUCHED):
		with edited(model, "number_card", name) as content:
			content.update({"color": "#00FF00", "modified": LATER})
	with edited(model, "workspace", WORKSPACE) as content:
		content.update({"indicator_color": "pink", "modified": LATER})
	for name in (PROJECT, SUMMARY):
		with edited(model, "doctype", name) as content:
			content["permissions"].append({"role": "Report Manager", "read": 1, "report": 1})
			content["modified"] = LATER


class edited:
	"""The content of a record's file, written back at the end."""

	def __init__(self, model: Path, kind: str, name: str):
		stem = name.lower().replace(" ", "_")
		self.path = model / kind / stem / f"{stem}.json"

	def __enter__(self) -> dict:
		self.content = json.loads(self.path.read_text(encoding="utf-8"))
		return self.content

	def __exit__(self, *error: Any) -> None:
		self.path.write_text(json.dumps(self.content, ensure_ascii=False, indent=1), encoding="utf-8")


EXPECTED = {
	("Workflow", PROJECT): "Newer Default Available",
	("Workflow", SUMMARY): "As Shipped",
	("Kanban Board", BOARD): "Changed",
	("Number Card", CARD_CHANGED): "Newer Default Available",
	("Number Card", CARD_DELETED): "Deleted",
	("Number Card", CARD_UNTOUCHED): "As Shipped",
	("Workspace", WORKSPACE): "Newer Default Available",
	("Custom DocPerm", PROJECT): "Newer Default Available",
	("Custom DocPerm", SUMMARY): "As Shipped",
}


def command_offered(site: str) -> None:
	from brand_union.services import defaults

	demand_statuses(defaults.status_table())
	demand_in_force()
	for kind, name in EXPECTED:
		defaults.restore(kind, name)
	left = [row for row in defaults.status_table() if row["status"] != "As Shipped"]
	if left:
		sys.exit(f"Not restored: {left}")
	print(f"{len(EXPECTED)} defaults are offered, in force, or restored")


def demand_statuses(table: list[dict]) -> None:
	found = {(row["kind"], row["name"]): row for row in table}
	wrong = {key: found[key]["status"] for key, status in EXPECTED.items() if found[key]["status"] != status}
	if wrong:
		sys.exit(f"Statuses are not as expected: {wrong}")
	told = found["Workflow", PROJECT]["differences"]
	sides = {
		side: " ".join(row["text"] for row in told if row["side"] == side) for side in ("Here", "Default")
	}
	if STATE not in sides["Here"] or NEXT not in sides["Default"]:
		sys.exit(f"The difference is not told: {sides}")


def demand_in_force() -> None:
	"""What nobody had changed is that of the next version."""
	summary = frappe.get_doc("Workflow", SUMMARY)
	colour = frappe.db.get_value("Number Card", CARD_UNTOUCHED, "color")
	rights_of = frappe.get_all("DocPerm", {"parent": SUMMARY, "role": "Report Manager"})
	if (summary.states[0].message, colour, len(rights_of)) != (NEXT, "#00FF00", 1):
		sys.exit(f"Not renewed: {summary.states[0].message}, {colour}, {rights_of}")


def main(command: str, place: str) -> None:
	if command == "next":
		return command_next(place)
	frappe.init(place)
	frappe.connect()
	{"change": command_change, "compare": command_compare, "offered": command_offered}[command](place)
	frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
