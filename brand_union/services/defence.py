"""A live defence: the running order drawn by lot, who is up, and the time that is left.

Rules: DOMAIN 4 (order by 抽签, 5, 6 or 8 minutes each, scored on the spot).
"""

import secrets

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from brand_union.domain import running_order
from brand_union.services import guard
from brand_union.services.errors import PanelProblem
from brand_union.services.panels import OPEN, SEALED

MODE = "Defence"
SEED_BYTES = 8
MOST_CHARACTERS = 140


def draw(name: str, seed: str | None = None) -> dict:
	"""Draw the running order of a panel that is not sealed; returns {"seed", "order": [project titles]}.

	`seed` is what was drawn in the room; without one the system makes one. It is kept in the panel and in its log, and
	the draw can be repeated from it by anybody. Who was drawn before keeps the place: late projects follow.
	"""
	panel = _locked(name)
	_demand_timing(panel)
	seed = panel.draw_seed or _seed(seed)
	drawn = sorted((row for row in panel.projects if row.running_no), key=lambda row: row.running_no)
	order = running_order.draw([row.project for row in panel.projects], seed, [row.project for row in drawn])
	rows = {row.project: row for row in panel.projects}
	for place in order:
		rows[place.key].running_no = place.number
	_plan_times(panel, [place.key for place in order])
	panel.update({"draw_seed": seed, "drawn_on": now_datetime()})
	_save(panel, "Order Drawn", _("Seed {0}, {1} projects").format(seed, len(order)))
	number_sheets(panel)
	return {"seed": seed, "order": [rows[place.key].project_title for place in order]}


def call_up(name: str, project: str) -> None:
	"""Let a project begin its presentation now; the one before it leaves the stage."""
	panel = _locked(name, OPEN)
	if project not in [row.project for row in panel.projects if row.running_no]:
		frappe.throw(
			_("{0} has no place in the running order of {1}. Draw the order first.").format(
				cstr(project), panel.panel_name
			),
			PanelProblem,
		)
	panel.update({"on_stage": project, "on_stage_since": now_datetime()})
	_save(panel)


def clear_stage(name: str) -> None:
	"""End the presentation that is going on."""
	panel = _locked(name)
	panel.update({"on_stage": None, "on_stage_since": None})
	_save(panel)


@frappe.whitelist(methods=["GET"])
def now_on_stage(panel: str) -> dict:
	"""What the projector shows: {"panel", "total", "minutes", "now": place or None, "next": place or None}.

	A place is {"number", "title", "unit", "planned_at"}; "now" also has "seconds_left", negative when the time is
	over. Takes the right to read the panel.
	"""
	doc = frappe.get_doc("Review Panel", panel)
	doc.check_permission("read")
	order = sorted((row for row in doc.projects if row.running_no), key=lambda row: row.running_no)
	now = next((row for row in order if row.project == doc.on_stage), None)
	coming = [row for row in order if not now or row.running_no > now.running_no]
	return {
		"panel": doc.panel_name,
		"total": len(order),
		"minutes": cint(doc.minutes_per_project),
		"now": {**_place(now), "seconds_left": _seconds_left(doc)} if now else None,
		"next": _place(coming[0]) if coming else None,
	}


def number_sheets(panel) -> None:
	"""Show each juror the running number of what the sheet is for; one statement for each project."""
	review, assignment = frappe.qb.DocType("Brand Review"), frappe.qb.DocType("Panel Assignment")
	for row in panel.projects:
		if not row.running_no:
			continue
		own = (
			frappe.qb.from_(assignment)
			.select(assignment.review)
			.where((assignment.panel == panel.name) & (assignment.project == row.project))
		)
		frappe.qb.update(review).set(review.running_no, row.running_no).where(review.name.isin(own)).run()


def _place(row) -> dict:
	planned = get_datetime(row.planned_at).strftime("%H:%M") if row.planned_at else ""
	return {
		"number": row.running_no,
		"title": row.project_title,
		"unit": row.unit_name,
		"planned_at": planned,
	}


def _seconds_left(doc) -> int:
	return running_order.seconds_left(
		get_datetime(doc.on_stage_since), now_datetime(), cint(doc.minutes_per_project)
	)


def _plan_times(panel, order: list[str]) -> None:
	rows = {row.project: row for row in panel.projects}
	if not panel.starts_at:
		return
	timing = running_order.Timing(
		cint(panel.minutes_per_project), cint(panel.break_after), cint(panel.break_minutes)
	)
	for slot in running_order.schedule(order, get_datetime(panel.starts_at), timing):
		if slot.key:
			rows[slot.key].planned_at = slot.starts_at


def _seed(given: str | None) -> str:
	seed = cstr(given).strip() or secrets.token_hex(SEED_BYTES)
	if len(seed) > MOST_CHARACTERS:
		frappe.throw(
			_("The seed of a draw has at most {0} characters.").format(MOST_CHARACTERS), PanelProblem
		)
	return seed


def _demand_timing(panel) -> None:
	if not panel.projects:
		frappe.throw(_("{0} has no projects to draw.").format(panel.panel_name), PanelProblem)
	if cint(panel.minutes_per_project) < 1:
		frappe.throw(_("Enter how many minutes each project has."), PanelProblem)


def _locked(name: str, status: str | None = None):
	panel = frappe.get_doc("Review Panel", name, for_update=True)
	panel.check_permission("write")
	if panel.mode != MODE:
		frappe.throw(
			_("{0} is not a defence, so nobody appears in person. Its mode is {1}.").format(
				panel.panel_name, _(panel.mode, context="Review Panel")
			),
			PanelProblem,
		)
	if panel.status == SEALED or (status and panel.status != status):
		frappe.throw(
			_("The panel {0} is {1}. This can be done only while it is {2}.").format(
				panel.panel_name,
				_(panel.status, context="Review Panel"),
				_(status or OPEN, context="Review Panel"),
			),
			PanelProblem,
		)
	return panel


def _save(panel, event: str | None = None, note: str = "") -> None:
	with guard.as_service(panel):
		if event:
			panel.append(
				"events",
				{
					"event": event,
					"happened_on": now_datetime(),
					"by_user": frappe.session.user,
					"note": note,
				},
			)
		panel.save()
