"""The summary of a project: started with what was approved, filed, frozen, accepted.

Form: DOMAIN 3 (项目总结表).
"""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import format_date, getdate, now_datetime

from brand_union.domain import money, phases
from brand_union.services import cycles, endorsements, guard, sections, signing, snapshots, stage
from brand_union.services.errors import BrandError, WindowClosed

# The heading of the form, taken over from the project as it was approved.
HEADER = (
	"project_title",
	"cycle",
	"unit",
	"unit_name",
	"category",
	"leader_name",
	"approved_amount",
	"organiser",
)


@frappe.whitelist(methods=["POST"])
def start(project: str) -> str:
	"""Begin the summary of a project that is under way, or find the one begun; returns its name."""
	source = frappe.get_doc("Brand Project", project)
	source.check_permission("write")
	begun = frappe.db.get_value("Brand Acceptance", {"project": project})
	if begun:
		return begun
	_demand_under_way(source)
	doc = frappe.new_doc("Brand Acceptance")
	with guard.as_service(doc):
		doc.update({"project": project, **{field: source.get(field) for field in HEADER}})
		if source.filed_unit:
			# The unit that took the project over writes its own name on the summary.
			doc.unit_name = frappe.db.get_value("Union Unit", source.unit, "unit_name")
		doc.actual_start, doc.actual_end = source.starts_on, source.ends_on
		for row in source.budget:
			doc.append("accounts", {"heading": row.heading, "budgeted": row.amount})
		return doc.insert().name


def demand_started(doc) -> None:
	"""A summary is begun from its project, so that its heading is the approved one."""
	if doc.is_new() and not doc.flags.by_service:
		frappe.throw(
			_("Begin the summary with the button on the project, so that it takes over what was approved."),
			BrandError,
		)


def reckon(doc) -> None:
	"""What each heading of the accounts is under or over, and what is left in all."""
	for row in doc.accounts:
		row.difference = float(money.yuan(row.budgeted) - money.yuan(row.spent))
	spent = (row.spent for row in doc.accounts)
	budgeted = money.total(row.budgeted for row in doc.accounts)
	doc.balance = float(money.balance(budgeted, spent).left)


def why_frozen(doc) -> str:
	"""The sentence for someone who tries to change a filed summary."""
	return _("{0} was filed on {1} and is frozen. Return it to the unit for changes.").format(
		doc.project_title, format_date(doc.filed_on) if doc.filed_on else ""
	)


def demand_never_filed(doc) -> None:
	"""Only a draft that was never filed can be deleted."""
	if doc.filed_on:
		frappe.throw(
			_("{0} was filed on {1}, so it cannot be deleted.").format(
				doc.project_title, format_date(doc.filed_on)
			),
			BrandError,
		)


def demand_may_file(doc, old: str, new: str) -> None:
	"""Edges to Filed: in time, complete, signed and sealed; stamps who filed it, when, and in which round."""
	if old == "Rectify":
		_demand_before_due_date(doc)
	else:
		cycles.demand_open(doc.cycle, rights_to_file(doc), doc.unit, doc.project, doc.organiser)
	_demand_ready(doc)
	sections.demand(doc)
	endorsements.check(doc, endorsements.FILING)
	doc.filed_on, doc.filed_by = now_datetime(), frappe.session.user
	doc.round = (doc.round or 1) + (1 if old == "Rectify" else 0)


def rights_to_file(doc) -> frozenset[str]:
	"""What a summary needs of the windows: less, once it was filed and has come back."""
	return phases.TO_FILE_SUMMARY_AGAIN if doc.filed_on else phases.TO_FILE_SUMMARY


def demand_filed_summary(doc, old: str, new: str) -> None:
	"""Edge of the project into acceptance: its summary has been filed."""
	summary = frappe.db.get_value("Brand Acceptance", {"project": doc.name}, ["name", "stage"], as_dict=True)
	if not summary or summary.stage != "Filed":
		frappe.throw(
			_("{0} comes to acceptance when its summary form is filed. {1}").format(
				doc.project_title,
				_("The summary {0} is in the stage {1}.").format(
					summary.name, _(summary.stage, context="Brand Acceptance")
				)
				if summary
				else _("It has not been begun yet."),
			),
			BrandError,
		)


def after_filed(doc, old: str, new: str) -> None:
	"""Effect of filing: freeze the summary, and bring the project to acceptance if it is not there."""
	snapshots.take(doc, snapshots.SUMMARY_FILED)
	project = frappe.get_doc("Brand Project", doc.project)
	if project.stage == "Under Way":
		stage.move(project, "Acceptance")


def after_closed(doc, old: str, new: str) -> None:
	"""Effect of acceptance: freeze the summary with its grade and score."""
	content = snapshots.content_of(doc)
	content.update(
		{"grade": doc.grade or "", "score": doc.score or "", "closed_on": str(doc.closed_on or "")}
	)
	snapshots.take(doc, snapshots.SUMMARY_ACCEPTED, content)


def what_is_next(doc) -> dict:
	"""What is to be done now, as {"text", "colour", "signature": see signing.steps_of}: the form opens on it."""
	doc.check_permission("read")
	colour, sentence = _next_steps().get(doc.stage, ("gray", lambda doc: ""))
	signature = signing.steps_of(doc)
	text = " ".join(part for part in (sentence(doc), signature["text"]) if part)
	return {"text": text, "colour": colour, "signature": signature}


def _demand_under_way(project) -> None:
	if project.stage != "Under Way":
		frappe.throw(
			_("{0} is in the stage {1}. A summary is begun while the project is under way.").format(
				project.project_title, frappe.bold(_(project.stage, context="Brand Project"))
			),
			BrandError,
		)


def _demand_ready(doc) -> None:
	now = frappe.db.get_value("Brand Project", doc.project, "stage")
	# A summary that the office returned finds its project still in acceptance.
	if now not in ("Under Way", "Acceptance"):
		frappe.throw(
			_("{0} is in the stage {1}, so its summary cannot be filed.").format(
				doc.project_title, frappe.bold(_(now, context="Brand Acceptance"))
			),
			BrandError,
		)


def _demand_before_due_date(doc) -> None:
	if doc.rectify_until and getdate(doc.rectify_until) < cycles.today():
		# The office can still let a unit in, with the same permit as for any late filing.
		if cycles.window_state(
			doc.cycle, phases.TO_FILE_SUMMARY, doc.unit, doc.project, doc.organiser
		).is_open:
			return
		frappe.throw(
			_(
				"{0} had to be filed again by {1}, and today is {2}. Ask the union's office for a deferral."
			).format(doc.project_title, format_date(doc.rectify_until), format_date(cycles.today())),
			WindowClosed,
		)


def _next_in_draft(doc) -> str:
	if doc.return_reason:
		return _("Returned: {0} Change it and file it again.").format(doc.return_reason)
	window = cycles.window_state(doc.cycle, rights_to_file(doc), doc.unit, doc.project, doc.organiser)
	dates = [format_date(day) if day else "—" for day in (window.opens_on, window.closes_on)]
	if window.is_open:
		return _("Fill in the summary and file it by {0}.").format(dates[1])
	return _("The summary can be filed from {0} to {1}.").format(*dates)


def _next_steps() -> dict[str, tuple[str, Callable]]:
	return {
		"Draft": ("orange", _next_in_draft),
		"Filed": (
			"blue",
			lambda doc: _("Filed on {0}. The acceptance review comes next.").format(
				format_date(doc.filed_on)
			),
		),
		"In Review": ("blue", lambda doc: _("The panel is reviewing it.")),
		"Rectify": (
			"orange",
			lambda doc: _("To be rectified: change the summary and file it again by {0}.").format(
				format_date(doc.rectify_until) if doc.rectify_until else "—"
			),
		),
		"Closed": (
			"green",
			lambda doc: _("Accepted on {0}, grade: {1}.").format(
				format_date(doc.closed_on) if doc.closed_on else "—", doc.grade or "—"
			),
		),
		"Terminated": ("red", lambda doc: _("The project was terminated.")),
	}
