"""Documents for site tests: real ones, made the way people make them, each with keyword overrides.

Everything is made as the acting user of the test (Administrator unless a test says otherwise), and goes with
the test's rollback. Names carry a running number, so that tests of one class do not meet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from secrets import token_hex

import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.services import acceptance as summaries
from brand_union.services import stage as stages

# Data that an earlier run left on the site must not get in the way of this one.
RUN = token_hex(2)
_numbers = count(1)

OFFICE_ROLES = ("Brand Administrator", "Brand Officer")
PROJECT_WAY = ("Draft", "Filed", "Checked", "In Review", "Decided", "Under Way", "Acceptance", "Closed")
CRITERIA = (("need", "Need", 40), ("plan", "Plan", 40), ("budget", "Budget", 20))
BANDS = (("Excellent", 90, 0, 1), ("Good", 80, 0, 1), ("Sufficient", 60, 0, 1), ("Insufficient", 0, 0, 0))
TIERS = (("Key", 8000, 0), ("General", 4000, 0))


def number() -> int:
	"""The next running number."""
	return next(_numbers)


@contextmanager
def acting(user: str) -> Iterator[None]:
	"""Run a block as this user."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def make_unit(code: str | None = None, **values):
	"""A second-level union under no parent; `members` as (user, post) pairs or (user, post, in office)."""
	code = code or f"T{RUN}-{number():03d}"
	members = [
		{"user": user, "post": post, "is_active": int(rest[0]) if rest else 1}
		for user, post, *rest in values.pop("members", ())
	]
	return frappe.get_doc(
		{
			"doctype": "Union Unit",
			"unit_code": code,
			"unit_name": f"Unit {code}",
			"unit_type": "Second-level Union",
			"head_count": 100,
			"members": members,
			**values,
		}
	).insert()


def make_unit_change(kind: str, before, after=(), **values):
	"""A change of units that is not carried out yet: `before` as documents, `after` as rows of its table."""
	return frappe.get_doc(
		{
			"doctype": "Union Unit Change",
			"kind": kind,
			"effective_on": nowdate(),
			"document_number": "No. 7 [2026]",
			"reason": "Reorganisation of the colleges",
			"units_before": [{"unit": unit.name} for unit in before],
			"units_after": list(after),
			**values,
		}
	).insert()


def make_user(*roles: str, name: str | None = None, **values) -> str:
	"""An enabled user with these roles, without a password; returns the e-mail address.

	Written row by row: saving a User empties every cache of the site and takes seconds.
	"""
	key = number()
	email = values.pop("email", f"person{key}-{RUN}@test.example")
	user = frappe.get_doc(
		{
			"doctype": "User",
			"name": email,
			"email": email,
			"first_name": name or f"Person{key}",
			"full_name": name or f"Person{key}",
			"enabled": 1,
			"user_type": "System User",
			"language": "en",
			"roles": [{"role": role} for role in roles],
			**values,
		}
	)
	user.set_parent_in_children()
	# Without settings for notifications the Desk does not start for a user.
	settings = frappe.get_doc(
		{"doctype": "Notification Settings", "name": email, "user": email, "enabled": 1}
	)
	for row in (user, *user.get_all_children(), settings):
		row.db_insert()
	return email


def make_jurors(size: int) -> list[str]:
	"""Users with the juror's role."""
	return [make_user("Brand Juror") for _index in range(size)]


def make_score_sheet(purpose: str = "Selection", criteria=CRITERIA, bands=BANDS, **values):
	"""A score sheet; criteria as (code, label, maximum) with further values as a dict in fourth place."""
	return frappe.get_doc(
		{
			"doctype": "Score Sheet",
			"sheet_name": f"{purpose} sheet {RUN}-{number()}",
			"purpose": purpose,
			"criteria": [
				{
					"criterion_code": code,
					"criterion": label,
					"max_score": maximum,
					"step": 1,
					**(rest[0] if rest else {}),
				}
				for code, label, maximum, *rest in criteria
			],
			"grades": [
				{"grade": grade, "threshold": threshold, "max_share": share, "passes": passes}
				for grade, threshold, share, passes in bands
			],
			**values,
		}
	).insert()


def make_programme(organiser: str | None = None, on=None, **values):
	"""A programme with one quota row for everybody, no required sections, and windows around `on`."""
	key, day = number(), getdate(on or nowdate())
	return frappe.get_doc(
		{
			"doctype": "Brand Programme",
			"programme_code": f"P{RUN}-{key:03d}",
			"programme_name": f"Programme {key}",
			"organiser": organiser or make_unit(unit_type="University Union").name,
			"base_year": day.year,
			"windows": _windows(day),
			"quotas": [{"cap": 5}],
			"sections": [
				{"form": "Application", "field_name": "objectives", "identity_free": 1},
				{"form": "Application", "field_name": "team"},
				{"form": "Application", "field_name": "budget", "identity_free": 1},
				{"form": "Summary", "field_name": "main_results", "identity_free": 1},
			],
			"selection_sheet": make_score_sheet("Selection").name,
			"acceptance_sheet": make_score_sheet("Acceptance").name,
			"min_valid_sheets": 1,
			"tiers": [{"tier": tier, "amount": amount, "max_count": limit} for tier, amount, limit in TIERS],
			**values,
		}
	).insert()


def make_cycle(on=None, programme=None, **values):
	"""A running cycle of its own programme, every window open around `on` (default: today)."""
	day = getdate(on or nowdate())
	source = programme or make_programme(on=day, **values.pop("rules", {}))
	cycle = frappe.get_doc("Brand Cycle", source.open_cycle(day.year, f"Cycle {number()}"))
	cycle.update({"status": "Running", **values})
	return cycle.save()


def make_permit(cycle, unit, **values):
	"""Leave for a unit to file its application late, until the end of today."""
	return frappe.get_doc(
		{
			"doctype": "Brand Permit",
			"cycle": cycle and cycle.name,
			"unit": unit and unit.name,
			"phase": "Application",
			"valid_until": nowdate(),
			"reason": "Illness",
			**values,
		}
	).insert()


def make_conflict(juror: str, **values):
	"""What the office knows about a juror and a `project` or a `unit` (names)."""
	return frappe.get_doc(
		{
			"doctype": "Brand Conflict",
			"juror": juror,
			"kind": "Relative",
			"reason": "Married to the leader",
			**values,
		}
	).insert()


def make_workday(day: str, kind: str = "Holiday", **values):
	"""A day that the office has entered."""
	return frappe.get_doc(
		{"doctype": "Brand Workday", "date": day, "kind": kind, "title": "Sports Day", **values}
	).insert()


def make_category(programme: str, **values):
	"""A category of a programme."""
	key = f"C{number():04d}"
	return frappe.get_doc(
		{
			"doctype": "Brand Category",
			"programme": programme,
			"category_code": key,
			"category_name": f"Category {key}",
			**values,
		}
	).insert()


def make_project(cycle=None, unit=None, stage: str = "Draft", **values):
	"""A project brought to `stage` by the real steps (a panel and a decision of its own where needed)."""
	cycle = cycle or make_cycle()
	project = frappe.get_doc(
		{
			"doctype": "Brand Project",
			"project_title": f"Project {number()}",
			"cycle": cycle.name,
			"unit": unit.name if unit else make_unit().name,
			"objectives": "A club for reading together",
			"leader_name": "Li Lei",
			"starts_on": getdate(nowdate()),
			"ends_on": add_days(nowdate(), 200),
			"amount_requested": 9000,
			"team": [{"member_name": "Han Meimei", "duty": "Programme"}],
			"budget": [{"heading": "Books", "amount": 9000}],
			**values,
		}
	).insert()
	return advance(project, stage)


def advance(project, stage: str):
	"""Bring a project on to `stage`, step by step; returns it as it is then."""
	steps = PROJECT_WAY[PROJECT_WAY.index(project.stage) + 1 : PROJECT_WAY.index(stage) + 1]
	for step in steps:
		_STEPS.get(step, stages.move)(frappe.get_doc("Brand Project", project.name), step)
	return frappe.get_doc("Brand Project", project.name)


def make_panel(projects, jurors=(), opened: bool = False, **values):
	"""A panel for `projects` (documents of one cycle), with new jurors unless some are given."""
	cycle = values.pop("cycle", None) or projects[0].cycle
	panel = frappe.get_doc(
		{
			"doctype": "Review Panel",
			"panel_name": f"Panel {number()}",
			"cycle": cycle,
			"purpose": "Selection",
			"jurors": [{"juror": juror} for juror in jurors or make_jurors(3)],
			"projects": [{"project": project.name} for project in projects],
			**values,
		}
	).insert()
	if opened:
		panel.open_panel()
	return panel


def sheet_of(panel: str, project: str, juror: str):
	"""The Brand Review that a juror has for a project in a panel."""
	name = frappe.db.get_value(
		"Panel Assignment", {"panel": panel, "project": project, "juror": juror}, "review"
	)
	return frappe.get_doc("Brand Review", name)


def mark(review, *scores, submit: bool = True):
	"""Let the sheet's juror give these scores in the order of the criteria, and hand it in."""
	with acting(review.juror):
		for row, score in zip(review.scores, scores, strict=True):
			row.score = str(score)
		review.save()
		if submit:
			review.submit_review()
	return review


def score_all(panel, marks=None, default=(30, 30, 20)) -> None:
	"""Mark every sheet of an open panel: `marks` as {(project, juror) or project: scores}."""
	for row in frappe.get_all(
		"Panel Assignment",
		filters={"panel": panel.name, "status": "Assigned"},
		fields=["project", "juror", "review"],
		order_by="project, juror",
	):
		given = marks or {}
		scores = given.get((row.project, row.juror)) or given.get(row.project) or default
		mark(frappe.get_doc("Brand Review", row.review), *scores)


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


def make_acceptance(project, filed: bool = False, **values):
	"""The summary of a project that is under way."""
	summary = frappe.get_doc("Brand Acceptance", summaries.start(project.name))
	summary.update({"main_results": "Two hundred readers", **values})
	summary.save()
	if filed:
		stages.move(summary, "Filed")
	return frappe.get_doc("Brand Acceptance", summary.name)


def _windows(day) -> list[dict]:
	phases = ("Application", "Formal Check", "Review", "Cultivation", "Acceptance", "Acceptance Review")
	return [
		{"phase": phase, "opens_on": add_days(day, -30), "closes_on": add_days(day, 30)} for phase in phases
	]


def _check(project, step: str) -> None:
	for row in project.checks:
		row.result = "Passed"
	stages.move(project, step)


def _review(project, step: str) -> None:
	make_panel([project], make_jurors(1), opened=True)


def _decide(project, step: str) -> None:
	name = frappe.db.get_value("Panel Assignment", {"project": project.name}, "panel")
	panel = frappe.get_doc("Review Panel", name)
	score_all(panel)
	panel.seal()
	make_decision(panel, {project.name: {"outcome": "Approved", "tier": "General"}}, released=True)


def _file_summary(project, step: str) -> None:
	make_acceptance(project, filed=True)


def _close(project, step: str) -> None:
	panel = make_panel([project], make_jurors(1), opened=True, purpose="Acceptance")
	score_all(panel)
	panel.seal()
	make_decision(panel, {project.name: {"outcome": "Passed"}}, released=True)


_STEPS = {
	"Checked": _check,
	"In Review": _review,
	"Decided": _decide,
	"Acceptance": _file_summary,
	"Closed": _close,
}
