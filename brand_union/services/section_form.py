"""What the Desk needs to show a form as a cycle's rows say."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import lifecycle
from brand_union.domain import sections as pure
from brand_union.services import cycles, guard, section_texts, sections

# Fields that the app itself works with: a cycle need not list them.
ALWAYS_SHOWN = frozenset(
	{
		*("cycle", "unit", "organiser", "category", "kind", "continues_project", "joint_units", "unit_rank"),
		*("workflow_state", "stage", "endorsements", "checks", "answers", "files", "project"),
		*("apply_continuation",),
	}
)


@frappe.whitelist(methods=["GET", "POST"])
def rules_of_form(doctype: str, cycle: str, name: str | None = None) -> dict:
	"""How the form of a Brand Project or Brand Acceptance looks in a cycle.

	{"sections": [{kind, own, key, title, help, hint, required, max_chars, choices, columns, file_types, max_files,
	categories: [Brand Category] or None for all}], "unlisted": [fields to leave out while they are empty],
	"editable": [stages]}. Takes the right to read the cycle, or the document `name` of it.
	"""
	_demand_right(doctype, cycle, name)
	rows = sections.rows_of(cycle, sections.FORM_OF[doctype])
	by_code = _categories(cycle)
	return {
		"sections": [_section(row, by_code) for row in rows],
		"unlisted": _unlisted(doctype, {row.field_name for row in rows}) if rows else [],
		"editable": sorted(
			stage for stage in lifecycle.stages(doctype) if not lifecycle.is_content_frozen(doctype, stage)
		),
	}


def _demand_right(doctype: str, cycle: str, name: str | None) -> None:
	if doctype not in sections.FORM_OF:
		raise frappe.PermissionError
	doc = frappe.get_doc(doctype, name) if name and frappe.db.exists(doctype, name) else None
	if doc and doc.cycle == cycle and doc.has_permission("read"):
		return
	frappe.has_permission("Brand Cycle", "read", cycle, throw=True)


def _section(row, by_code: dict[str, str]) -> dict:
	codes = pure.lines(row.categories)
	own = sections.is_own(row)
	plain = sections.plain(row)
	return {
		"kind": row.kind,
		"own": own,
		"key": row.field_name,
		"title": plain.title if own else _(cstr(row.label), context=row.parenttype),
		"help": cstr(row.help).strip(),
		"hint": section_texts.hint(plain),
		"required": cint(row.required),
		"max_chars": plain.max_chars,
		"choices": plain.choices,
		"columns": plain.columns,
		"file_types": plain.file_types,
		"max_files": plain.max_files,
		"categories": [by_code[code] for code in codes if code in by_code] if codes else None,
	}


def _categories(cycle: str) -> dict[str, str]:
	"""{code: Brand Category} of the cycle's programme."""
	rows = frappe.get_all(
		"Brand Category",
		filters={"programme": cycles.rules_of(cycle).programme},
		fields=["name", "category_code"],
		order_by=None,
	)
	return {row.category_code: row.name for row in rows}


def _unlisted(doctype: str, listed: Iterable[str]) -> list[str]:
	"""Fields of the form that the cycle does not ask for: the app's own, and a school's if another cycle lists them."""
	meta = frappe.get_meta(doctype)
	elsewhere = set(
		frappe.get_all(
			"Brand Programme Section",
			filters={"form": sections.FORM_OF[doctype]},
			pluck="field_name",
			distinct=True,
			order_by=None,
		)
	)
	fields = (meta.get_field(name) for name in guard.content_fields(meta))
	return [
		df.fieldname
		for df in fields
		if df.fieldname not in ALWAYS_SHOWN | set(listed)
		and not df.reqd
		and not df.permlevel
		and (not df.get("is_custom_field") or df.fieldname in elsewhere)
	]
