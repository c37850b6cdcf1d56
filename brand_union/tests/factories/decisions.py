"""Decisions on sealed panels, and what is made public of them."""

import frappe
from frappe.utils import nowdate

from brand_union.tests.factories.base import number


def make_decision(panel, outcomes=None, released: bool = False, **values):
	"""A decision on a sealed panel: `outcomes` as {project: values of its row}; released if asked for."""
	decision = frappe.get_doc(
		{
			"doctype": "Brand Decision",
			"decision_title": f"Decision {number()}",
			"cycle": panel.cycle,
			"purpose": panel.purpose,
			"panel": panel.name,
			"meeting": "Committee meeting",
			"meeting_date": nowdate(),
			**values,
		}
	).insert()
	decision.draft_rows()
	for row in decision.rows:
		row.update((outcomes or {}).get(row.project, {}))
	decision.save()
	if released:
		decision.release()
	return decision


def make_notice(decision: str, days: int = 5, posted: bool = True, **values):
	"""A public notice of a released decision with a window of `days` (0: an announcement), posted today."""
	notice = frappe.get_doc(
		{
			"doctype": "Brand Notice",
			"decision": decision,
			"notice_title": f"Notice {number()}",
			"kind": "Public Notice" if days else "Announcement",
			"working_days": days,
			"intro": "The committee has decided.",
			"contact": "Office of the union, telephone 86410000",
			**values,
		}
	).insert()
	if posted:
		notice.post()
	return frappe.get_doc("Brand Notice", notice.name)


def make_objection(notice, project: str | None = None, **values):
	"""An objection on paper to an open notice, entered by the office."""
	return frappe.get_doc(
		{
			"doctype": "Brand Objection",
			"notice": notice.name,
			"project": project,
			"objector_name": "Zhao Objector",
			"objector_unit": "Library",
			"phone": "0451-86412222",
			"reason": "The activities took place a year ago",
			**values,
		}
	).insert()
