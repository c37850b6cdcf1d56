"""Filing an application: window, sections; the formal check; the way back to the unit."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime, strip_html

from brand_union.domain import phases
from brand_union.services import cycles, guard, sections, snapshots, stage
from brand_union.services.errors import (
	BrandError,
	FormalCheckOpen,
	ReasonMissing,
	throw_list,
)

DONE_CHECKS = ("Passed", "Waived")

# Demands: (doc, old stage, new stage) -> None or an error


def demand_window(doc, old: str, new: str) -> None:
	"""The cycle runs, and lets this unit or project file today, or file again what was returned."""
	cycles.demand_running(doc.cycle)
	cycles.demand_open(doc.cycle, rights_to_file(doc), doc.unit, doc.name, doc.organiser)


def rights_to_file(doc) -> frozenset[str]:
	"""What an application needs of the windows: less, once it was filed and has come back."""
	return phases.TO_FILE_AGAIN if doc.filed_on else phases.TO_FILE


def demand_sections(doc, old: str, new: str) -> None:
	"""Every section that the cycle requires is there and within its limits."""
	sections.demand(doc)


def demand_checks_done(doc, old: str, new: str) -> None:
	"""Each item of the formal check list is passed, or waived with a reason."""
	problems = [text for row in doc.checks if (text := _check_problem(row))]
	if problems:
		throw_list(
			_("The formal check of {0} is not finished:").format(doc.project_title), problems, FormalCheckOpen
		)


def demand_return_reason(doc, old: str, new: str) -> None:
	"""Sending a document back, refusing or terminating it takes a reason that was given for this step."""
	if doc.flags.by_service and cstr(doc.get("return_reason")).strip():
		return
	frappe.throw(
		_(
			"Moving {0} to {1} needs a reason. Use the button on the form and say what has to be changed."
		).format(doc.project_title, frappe.bold(_(new, context=doc.doctype))),
		ReasonMissing,
	)


def mark_filed(doc, old: str, new: str) -> None:
	"""Who filed and when, the unit's name as of today, and the blank check list for the office."""
	doc.filed_on, doc.filed_by = now_datetime(), frappe.session.user
	doc.unit_name = frappe.db.get_value("Union Unit", doc.unit, "unit_name")
	doc.set("checks", [{"item": row.item} for row in cycles.rules_of(doc.cycle).checks])


# Effects


def freeze_filed(doc, old: str, new: str) -> None:
	"""Keep the application exactly as it was filed."""
	snapshots.take(doc, snapshots.AS_FILED)


def freeze_approved(doc, old: str, new: str) -> None:
	"""Keep the application as approved: with the adjustment, the tier and the amount."""
	content = snapshots.content_of(doc)
	content.update({"tier": cstr(doc.tier), "approved_amount": doc.approved_amount})
	snapshots.take(doc, snapshots.AS_APPROVED, content)


# Actions


def return_to_unit(doc, reason: str, to_stage: str = "Draft", action: str = "") -> None:
	"""Send a filed document back (or to another end) with a reason that the unit reads.

	`action` is that of the workflow which was chosen; without it the first one that leads to the stage is taken.
	"""
	doc.check_permission("write")
	if not strip_html(cstr(reason)).strip():
		frappe.throw(_("Say what has to be changed, so that the unit knows what to do."), ReasonMissing)
	with guard.as_service(doc):
		doc.return_reason = strip_html(reason).strip()
		stage.move(doc, to_stage, cstr(action))


def record_checks(doc, results: list[dict]) -> None:
	"""Write results of the formal check: [{item, result, reason}]; who and when are added here."""
	doc.check_permission("write")
	if not all(isinstance(row, dict) for row in results):
		frappe.throw(
			_("Each result of the formal check takes its item, its result and a reason."), BrandError
		)
	given = {cstr(row.get("item")): row for row in results}
	for row in doc.checks:
		if row.item in given:
			row.result = given[row.item].get("result")
			row.reason = given[row.item].get("reason")
	doc.save()


def stamp_checks(doc) -> None:
	"""Step of `validate`: a check whose result changed carries who set it and when."""
	before = {row.name: row for row in (doc.get_doc_before_save() or {}).get("checks") or []}
	for row in doc.checks:
		old = before.get(row.name)
		if row.result and (not old or (old.result, old.reason) != (row.result, row.reason)):
			row.checked_by, row.checked_on = frappe.session.user, now_datetime()


# Sentences


def _check_problem(row) -> str | None:
	if row.result not in DONE_CHECKS:
		return _("Row {0}, {1}: {2}.").format(
			row.idx,
			row.item,
			_(row.result, context="Brand Project Check") if row.result else _("not checked yet"),
		)
	if row.result == "Waived" and not cstr(row.reason).strip():
		return _("Row {0}, {1}: waived without a reason.").format(row.idx, row.item)
	return None
