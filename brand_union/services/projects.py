"""What holds for a project as a whole: what is frozen, its slot, its end, what comes next."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import format_date

from brand_union.domain import lifecycle, phases
from brand_union.services import allowance_told, cycles, filing, guard, organisers, signing
from brand_union.services.errors import BrandError, FrozenContent, NotYourUnit

# The office's own part of the form; all the rest is the unit's application.
OFFICE_FIELDS = frozenset({"checks", "workflow_state", "stage"})
ENDS_WITH_REASON = ("Not Approved", "Terminated")


def application_fields(meta) -> list[str]:
	"""The fields that make up the application as the unit wrote it."""
	return [field for field in guard.content_fields(meta) if field not in OFFICE_FIELDS]


def is_frozen(doc) -> bool:
	"""Whether the application has been filed, so that only an adjustment may change it."""
	return lifecycle.is_content_frozen(doc.doctype, doc.stage)


def why_frozen(doc) -> str:
	"""The sentence for someone who tries to change a filed application."""
	return _(
		"{0} was filed on {1} and is frozen. Return it to the unit for changes, or use an adjustment after the decision."
	).format(doc.project_title, format_date(doc.filed_on) if doc.filed_on else "")


def demand_never_filed(doc) -> None:
	"""Only a draft that was never filed can be deleted."""
	if doc.filed_on:
		frappe.throw(
			_("{0} was filed on {1}, so it cannot be deleted. Withdraw it instead.").format(
				doc.project_title, format_date(doc.filed_on)
			),
			FrozenContent,
		)
	if doc.stage != "Draft":
		frappe.throw(
			_("{0} is in the stage {1}; only a draft can be deleted.").format(
				doc.project_title, frappe.bold(_(doc.stage, context="Brand Project"))
			),
			FrozenContent,
		)


def demand_own_forerunner(doc) -> None:
	"""A project continues one that its writer may read: a link opens the fields of what it leads to."""
	before = doc.get_doc_before_save()
	if not doc.continues_project or (before and before.continues_project == doc.continues_project):
		return
	earlier = frappe.get_doc("Brand Project", doc.continues_project)
	if not earlier.has_permission("read"):
		frappe.throw(
			_("Continues Project: {0} is not a project of your unit.").format(doc.continues_project),
			NotYourUnit,
		)


def end_with_reason(doc, to_stage: str, reason: str, action: str = "") -> None:
	"""Refuse an application or terminate a project; the reason is kept on the document."""
	if to_stage not in ENDS_WITH_REASON:
		frappe.throw(
			_("{0} is not an end that takes a reason. Choose one of: {1}.").format(
				frappe.bold(to_stage), ", ".join(_(end, context="Brand Project") for end in ENDS_WITH_REASON)
			),
			BrandError,
		)
	filing.return_to_unit(doc, reason, to_stage, action)


def what_is_next(doc) -> dict:
	"""What is to be done now, as {"text", "colour", "signature": see signing.steps_of}: the form opens on it."""
	doc.check_permission("read")
	colour, sentence = _next_steps().get(doc.stage, ("gray", lambda doc: ""))
	signature = signing.steps_of(doc)
	text = " ".join(part for part in (sentence(doc), signature["text"]) if part)
	return {"text": text, "colour": colour, "signature": signature}


def _next_in_draft(doc) -> str:
	window = cycles.window_state(doc.cycle, filing.rights_to_file(doc), doc.unit, doc.name, doc.organiser)
	if doc.return_reason:
		return _("Returned: {0} — change it and file it again by {1}.").format(
			doc.return_reason, format_date(window.closes_on) if window.closes_on else "—"
		)
	if window.is_open:
		file_it = _("Fill in the form and file it by {0}.").format(format_date(window.closes_on))
		return f"{file_it} {allowance_told.sentence(doc.cycle, doc.unit)}"
	return _("The application window is not open: {0} – {1}.").format(
		format_date(window.opens_on) if window.opens_on else "—",
		format_date(window.closes_on) if window.closes_on else "—",
	)


def _next_after_filing(doc) -> str:
	return _("Filed on {0} to {1}, whose office checks it now.").format(
		format_date(doc.filed_on), ", ".join(organisers.names_of([doc.organiser]))
	)


def _next_decided(doc) -> str:
	return _("Approved as {0} with {1} yuan. Work starts when the office has settled any adjustment.").format(
		doc.tier or "—", frappe.format(doc.approved_amount, {"fieldtype": "Float", "precision": 2})
	)


def _next_under_way(doc) -> str:
	if doc.rectify_until:
		return _("To be rectified: file the summary form again by {0}.").format(
			format_date(doc.rectify_until)
		)
	window = cycles.window_state(doc.cycle, phases.TO_FILE_SUMMARY, doc.unit, doc.name, doc.organiser)
	return _("Carry out the project; the summary form is due from {0} to {1}.").format(
		format_date(window.opens_on) if window.opens_on else "—",
		format_date(window.closes_on) if window.closes_on else "—",
	)


def _next_closed(doc) -> str:
	return _("Closed on {0}, grade: {1}.").format(
		format_date(doc.closed_on), _(doc.grade) if doc.grade else "—"
	)


def _next_steps() -> dict[str, tuple[str, Callable]]:
	return {
		"Draft": ("orange", _next_in_draft),
		"Filed": ("blue", _next_after_filing),
		"Checked": ("blue", lambda doc: _("The formal check is passed. The review comes next.")),
		"In Review": ("blue", lambda doc: _("The panel is reviewing it.")),
		"Decided": ("green", _next_decided),
		"Under Way": ("green", _next_under_way),
		"Acceptance": ("blue", lambda doc: _("The summary form is filed. The acceptance review comes next.")),
		"Closed": ("green", _next_closed),
		"Not Approved": ("red", lambda doc: _("Not approved in this cycle.")),
		"Withdrawn": ("gray", lambda doc: _("Withdrawn by the unit; its quota slot is free again.")),
		"Terminated": ("red", lambda doc: _("Terminated: {0}").format(doc.return_reason or "")),
	}
