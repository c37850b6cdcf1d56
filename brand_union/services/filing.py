"""Filing an application: window, sections, opinions, quota; the formal check; the way back to the unit."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime, strip_html

from brand_union.domain import quota, rules
from brand_union.services import cycles, guard, snapshots, stage, units
from brand_union.services.errors import (
	BrandError,
	EndorsementMissing,
	FormalCheckOpen,
	QuotaUsedUp,
	ReasonMissing,
	SectionProblem,
)

APPLICATION, SUMMARY = "Application", "Summary"
DONE_CHECKS = ("Passed", "Waived")

# Demands: (doc, old stage, new stage) -> None or an error


def demand_window(doc, old: str, new: str) -> None:
	"""The cycle runs, and its application window is open today for this unit or project."""
	cycles.demand_running(doc.cycle)
	cycles.demand_open(doc.cycle, "Application", doc.unit, doc.name)


def demand_sections(doc, old: str, new: str) -> None:
	"""Every section that the cycle requires is there and within its limits."""
	check_sections(doc, APPLICATION)


def demand_endorsements(doc, old: str, new: str) -> None:
	"""Every opinion that the cycle asks for before filing is signed, dated, sealed, scanned."""
	check_endorsements(doc, APPLICATION, "Filing")


def demand_checks_done(doc, old: str, new: str) -> None:
	"""Each item of the formal check list is passed, or waived with a reason."""
	check_endorsements(doc, APPLICATION, "Formal Check")
	problems = [text for row in doc.checks if (text := _check_problem(row))]
	if problems:
		_throw_list(
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


def claim_slot(doc, old: str, new: str) -> None:
	"""Take a free slot of the unit's quota; a returned application still holds its own."""
	if doc.quota_slot:
		return
	keys = slot_keys(doc)
	taken = set(
		frappe.get_all("Brand Project", {"quota_slot": ("in", keys)}, pluck="quota_slot", order_by=None)
	)
	free = [key for key in keys if key not in taken]
	if not free:
		refuse_quota(doc, len(keys))
	doc.quota_slot = free[0]


def mark_filed(doc, old: str, new: str) -> None:
	"""Who filed and when, the unit's name as of today, and the blank check list for the office."""
	doc.filed_on, doc.filed_by = now_datetime(), frappe.session.user
	doc.unit_name = frappe.db.get_value("Union Unit", doc.unit, "unit_name")
	doc.set("checks", [{"item": row.item} for row in cycles.rules_of(doc.cycle).checks])


def give_back_slot(doc, old: str, new: str) -> None:
	"""A withdrawn application frees its unit's slot."""
	doc.quota_slot = None


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


def return_to_unit(doc, reason: str, to_stage: str = "Draft") -> None:
	"""Send a filed document back (or to another end) with a reason that the unit reads."""
	doc.check_permission("write")
	if not strip_html(cstr(reason)).strip():
		frappe.throw(_("Say what has to be changed, so that the unit knows what to do."), ReasonMissing)
	with guard.as_service(doc):
		doc.return_reason = strip_html(reason).strip()
		stage.move(doc, to_stage)


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


# Shared with the summary


def check_sections(doc, form: str) -> None:
	"""Raise SectionProblem naming every section of `form` that breaks the cycle's limits."""
	rows = [row for row in cycles.rules_of(doc.cycle).sections if row.form == form]
	sections = [
		rules.Section(
			row.field_name,
			_(row.label or doc.meta.get_label(row.field_name), context=doc.doctype),
			bool(row.required),
			cint(row.min_chars),
			cint(row.max_chars),
		)
		for row in rows
	]
	problems = rules.check_sections({s.field: doc.get(s.field) for s in sections}, sections)
	if problems:
		_throw_list(
			_("{0} cannot be filed yet:").format(doc.project_title),
			[_section_text(problem) for problem in problems],
			SectionProblem,
		)


def check_endorsements(doc, form: str, moment: str) -> None:
	"""Raise EndorsementMissing naming each opinion of `form` that is due before `moment` and not complete."""
	rows = [
		row
		for row in cycles.rules_of(doc.cycle).endorsements
		if row.form == form and row.required_before == moment
	]
	given = {row.endorsement: row for row in doc.endorsements}
	problems = [text for row in rows if (text := _endorsement_problem(row, given.get(row.endorsement)))]
	if problems:
		_throw_list(_("Opinions and seals are missing:"), problems, EndorsementMissing)


def prefill_endorsements(doc, form: str) -> None:
	"""Give a new document one row per opinion box of its cycle, in the cycle's order."""
	if doc.endorsements or not doc.cycle:
		return
	for row in cycles.rules_of(doc.cycle).endorsements:
		if row.form == form and row.required_before != "Not Required":
			doc.append("endorsements", {"endorsement": row.endorsement})


# Quota


def slot_keys(doc) -> list[str]:
	"""The keys of all slots that the unit has in the cycle, in order."""
	allowance = units.allowance_of(doc.unit, cycles.rules_of(doc.cycle))
	return [quota.slot_key(doc.cycle, doc.unit, number) for number in range(1, allowance.cap + 1)]


def refuse_quota(doc, cap: int) -> None:
	"""Raise QuotaUsedUp, naming what already holds the slots and the row of the cycle that says so."""
	held = frappe.get_all(
		"Brand Project",
		{"quota_slot": ("in", slot_keys(doc)), "name": ("!=", doc.name)},
		pluck="project_title",
		order_by="filed_on",
	)
	rule = units.allowance_of(doc.unit, cycles.rules_of(doc.cycle)).row
	where = (
		_("row {0} of its quotas").format(rule + 1) if rule is not None else _("no row of its quotas fits")
	)
	frappe.throw(
		_(
			"{0} may file {1} application(s) in {2} ({3}), and has filed: {4}. Withdraw one of them, or ask the union's office."
		).format(
			doc.unit_name or doc.unit,
			cap,
			cycles.rules_of(doc.cycle).cycle_name,
			where,
			", ".join(held) or _("none"),
		),
		QuotaUsedUp,
		title=_("Quota Used Up"),
	)


# Sentences


def _section_text(problem: rules.SectionProblem) -> str:
	if problem.kind == rules.TOO_LONG:
		return _("{0} has {1} characters; at most {2} are allowed.").format(
			problem.label, problem.count, problem.limit
		)
	if problem.kind == rules.TOO_SHORT:
		return _("{0} has {1} characters; at least {2} are asked for.").format(
			problem.label, problem.count, problem.limit
		)
	return _("{0} is required and empty.").format(problem.label)


def _endorsement_problem(rule, row) -> str | None:
	"""What the row of an opinion lacks; an asked-for scan stands for the seal on paper."""
	name = rule.endorsement
	if not row:
		return _("{0}: the row is missing under Opinions and Seals.").format(name)
	lacks = [_(row.meta.get_label(field)) for field in ("signer", "signed_on") if not row.get(field)]
	if not row.sealed and not row.scan:
		lacks.append(_("Seal Affixed"))
	if rule.scan_required and not row.scan:
		lacks.append(_("Stamped Scan"))
	return _("{0} (row {1}): {2} is missing.").format(name, row.idx, ", ".join(lacks)) if lacks else None


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


def _throw_list(title: str, problems: list[str], error: type[Exception]) -> None:
	items = "".join(f"<li>{frappe.utils.escape_html(problem)}</li>" for problem in problems)
	frappe.throw(f"{frappe.utils.escape_html(title)}<ul>{items}</ul>", error)
