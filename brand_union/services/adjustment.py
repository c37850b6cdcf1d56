"""Consultative adjustment: the office proposes, the unit answers, and only then the project changes.

Source: 在充分沟通的基础上…对单位所申报的项目进行方向、内容上的调整, clause 四.2 of all three programmes that the app ships.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from brand_union.domain.rounding import to_decimal
from brand_union.persons import UNIT_ROLES
from brand_union.scopes import scope_of
from brand_union.services import audit, guard, notices, records, section_adjustment, snapshots
from brand_union.services.errors import AdjustmentProblem, NotYourUnit

OPEN = ("Draft", "Proposed", "Consented")
ADJUSTABLE_STAGES = ("Decided", "Under Way")


def demand_none_open(doc, old: str, new: str) -> None:
	"""A project starts only when every adjustment of it has been applied, declined or dropped."""
	rows = frappe.get_all(
		"Brand Adjustment", {"project": doc.name, "status": ("in", OPEN)}, ["name", "status"]
	)
	if rows:
		frappe.throw(
			_("{0} cannot start: {1} is {2}. Let the unit answer it, then apply or drop it.").format(
				doc.project_title, rows[0].name, frappe.bold(_(rows[0].status))
			),
			AdjustmentProblem,
		)


def propose(doc) -> None:
	"""Draft → Proposed, by the office; from here on the unit reads it, with what is attached to it."""
	doc.check_permission("write")
	_demand_status(doc, "Draft")
	_demand_adjustable(doc, frappe.db.get_value("Brand Project", doc.project, "stage"))
	_put(doc, status="Proposed", proposed_by=frappe.session.user, proposed_on=now_datetime())
	audit.close_trail(doc, snapshots.take(doc, snapshots.AS_PROPOSED, office_only=True), "status")
	notices.adjustment_proposed(doc)


def answer(doc, consents: bool, note: str = "") -> None:
	"""Proposed → Consented or Declined, by an officer or the chair of the project's unit."""
	doc.check_permission("read")
	_demand_status(doc, "Proposed")
	_demand_of_unit(doc)
	if not consents and not cstr(note).strip():
		frappe.throw(_("Say why the unit does not consent."), AdjustmentProblem)
	_put(
		doc,
		status="Consented" if consents else "Declined",
		answered_by=frappe.session.user,
		answered_on=now_datetime(),
		answer_note=cstr(note).strip(),
	)


def apply(doc) -> None:
	"""Consented → Applied, by the office: writes the new values into the project, all or none."""
	doc.check_permission("write")
	_demand_status(doc, "Consented")
	project = frappe.get_doc("Brand Project", doc.project, for_update=True)
	project.check_permission("write")
	_demand_adjustable(doc, project.stage)
	_demand_unchanged(doc, project)
	with guard.as_service(project):
		for row in doc.changes:
			section_adjustment.put(project, row.field_name, row.new_value)
		project.save()
	_put(doc, status="Applied", applied_on=now_datetime())


def drop(doc) -> None:
	"""Draft, Proposed, Consented or Declined → Dropped, by the office."""
	doc.check_permission("write")
	if doc.status == "Applied":
		_demand_status(doc, "Proposed")
	_put(doc, status="Dropped")


def fill_old_values(doc) -> None:
	"""Step of `validate`: each row shows the field's title and what stands in the project now."""
	project = frappe.get_doc("Brand Project", doc.project)
	for row in doc.changes:
		if section_adjustment.fill(project, row):
			continue
		df = project.meta.get_field(row.field_name)
		if not df or row.field_name not in adjustable_fields():
			frappe.throw(
				_("Row {0}: the field {1} cannot be adjusted. Choose one of: {2}.").format(
					row.idx,
					frappe.bold(cstr(row.field_name)),
					", ".join(_(project.meta.get_label(field)) for field in adjustable_fields()),
				),
				AdjustmentProblem,
			)
		row.field_label = df.label
		row.old_value = cstr(project.get(row.field_name))
		_demand_fitting(row, df)


def adjustable_fields() -> list[str]:
	"""Fields of Brand Project that an adjustment may change: what people wrote, tables and filing data apart."""
	meta = frappe.get_meta("Brand Project")
	fixed = {"cycle", "unit", "workflow_state", "stage", "kind", "continues_project"}
	return [
		field
		for field in guard.content_fields(meta)
		if field not in fixed and meta.get_field(field).fieldtype not in ("Table", "Table MultiSelect")
	]


def _demand_fitting(row, df) -> None:
	"""A value that the field cannot hold is refused now, not when the unit has consented to it."""
	if not _fits(df, cstr(row.new_value).strip()):
		frappe.throw(
			_("Row {0}: {1} cannot be {2}. Enter {3}.").format(
				row.idx,
				_(df.label, context=df.parent),
				frappe.bold(frappe.utils.escape_html(row.new_value)),
				_wanted(df),
			),
			AdjustmentProblem,
		)


def _fits(df, value: str) -> bool:
	if not value:
		return not df.reqd
	try:
		if df.fieldtype == "Int":
			return int(value) >= 0 or not df.non_negative
		if df.fieldtype in ("Float", "Currency", "Percent"):
			return to_decimal(value) >= 0 or not df.non_negative
		if df.fieldtype == "Date":
			return bool(date.fromisoformat(value))
	except ValueError:
		return False
	if df.fieldtype == "Link":
		return bool(frappe.db.exists(df.options, value))
	return df.fieldtype != "Data" or len(value) <= (cint(df.length) or 140)


def _wanted(df) -> str:
	if df.fieldtype == "Date":
		return _("a date like {0}").format("2030-12-31")
	if df.fieldtype == "Link":
		return _("the number of an existing {0}").format(_(df.options))
	if df.fieldtype == "Data":
		return _("at most {0} characters").format(cint(df.length) or 140)
	return _("a number that is not negative")


def _demand_adjustable(doc, stage: str) -> None:
	if stage not in ADJUSTABLE_STAGES:
		frappe.throw(
			_("{0} is in the stage {1}, so it is not adjusted any more. Drop this adjustment.").format(
				doc.project, frappe.bold(_(stage, context="Brand Project"))
			),
			AdjustmentProblem,
		)


def _demand_unchanged(doc, project) -> None:
	for row in doc.changes:
		if section_adjustment.value_of(project, row.field_name) != cstr(row.old_value):
			frappe.throw(
				_("Row {0}: {1} has changed since the unit consented. Make a new adjustment.").format(
					row.idx, _(row.field_label)
				),
				AdjustmentProblem,
			)


def _demand_of_unit(doc) -> None:
	user = frappe.session.user
	if not set(frappe.get_roles()) & UNIT_ROLES or not scope_of("Brand Project", user, writing=True).holds(
		{"unit": doc.unit}
	):
		frappe.throw(
			_("Only an officer or the chair of {0} can answer this adjustment.").format(
				frappe.db.get_value("Union Unit", doc.unit, "unit_name")
			),
			NotYourUnit,
		)


def _demand_status(doc, wanted: str) -> None:
	if doc.status != wanted:
		frappe.throw(
			_("{0} is {1}; this step is for one that is {2}.").format(
				doc.name,
				frappe.bold(_(doc.status, context="Brand Adjustment")),
				frappe.bold(_(wanted, context="Brand Adjustment")),
			),
			AdjustmentProblem,
		)


def _put(doc, **values) -> None:
	# The unit answers a document that it may not write: the step was checked above.
	doc.update(values)
	records.write(doc)
