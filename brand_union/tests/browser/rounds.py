"""A second cycle of the demo's programme with a panel that is open today, for a juror to score."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.services import cycle_opening, cycles, stage

PHASES = ("Application", "Formal Check", "Review")


def open_panel(cycle: str, juror: str, officer: str, filed_by: dict[str, str]) -> list[str]:
	"""Copies approved projects of the demo into a cycle of today, files, checks and gives them to the juror.

	`filed_by`: {unit: its officer}. Returns the names of the sheets. Everything is done as the right person.
	"""
	if sheets := _sheets(juror):
		return sheets  # the site was kept from an earlier run
	new = cycle_of_today(cycle)
	names = [_filed(cycle, new, unit, user) for unit, user in filed_by.items()]
	frappe.set_user(officer)
	for name in names:
		project = frappe.get_doc("Brand Project", name)
		project.record_checks([{"item": row.item, "result": "Passed"} for row in project.checks])
		stage.move(frappe.get_doc("Brand Project", name), "Checked")
	panel = frappe.get_doc(
		{
			"doctype": "Review Panel",
			"panel_name": f"{new.year} 年度立项评审",
			"cycle": new.name,
			"purpose": "Selection",
			"min_valid_sheets": 1,
			"closes_on": add_days(nowdate(), 10),
			"jurors": [{"juror": juror}],
			"projects": [{"project": name} for name in names],
		}
	).insert()
	panel.open_panel()
	frappe.set_user("Administrator")
	frappe.db.commit()
	return _sheets(juror)


def _sheets(juror: str) -> list[str]:
	waiting = {"juror": juror, "sealed": 0, "status": "Pending"}
	return frappe.get_all("Brand Review", waiting, pluck="name", order_by="name")


def cycle_of_today(cycle: str):
	"""A running cycle of the demo's programme whose windows are open today; the one that is there, or a new one."""
	programme, year = cycles.rules_of(cycle).programme, int(nowdate()[:4])
	if name := frappe.db.exists("Brand Cycle", {"programme": programme, "year": year}):
		return frappe.get_doc("Brand Cycle", name)
	new = cycle_opening.open_cycle(programme, year, f"基层工会品牌建设项目（{year}年度）")
	for row in new.windows:
		if row.phase in PHASES:
			row.opens_on, row.closes_on = add_days(nowdate(), -5), add_days(nowdate(), 15)
	new.update({"status": "Running", "min_valid_sheets": 1})
	return new.save()


def draft(old_cycle: str, new, unit: str, user: str):
	"""A complete draft of the unit in the new cycle, written by that user: a copy of what it filed for the demo."""
	frappe.set_user(user)
	source = frappe.get_doc("Brand Project", {"cycle": old_cycle, "unit": unit})
	copy = frappe.copy_doc(source)
	copy.update({"cycle": new.name, "project_title": source.project_title, "joint_units": []})
	copy.set("checks", [])
	copy.insert()
	frappe.set_user("Administrator")
	return copy


def _filed(old_cycle: str, new, unit: str, user: str) -> str:
	copy = draft(old_cycle, new, unit, user)
	frappe.set_user(user)
	stage.move(copy, "Filed")
	frappe.set_user("Administrator")
	return copy.name
