"""What the link fields of a form may offer."""

import frappe
from frappe import _

from brand_union.domain import phases
from brand_union.persons import person
from brand_union.services import adjustment, cycles, organisers, panels, section_adjustment


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def categories_of_cycle(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list]:
	"""Active categories of the programme that a cycle belongs to, in the programme's order."""
	programme = frappe.db.get_value("Brand Cycle", filters.get("cycle"), "programme")
	rows = frappe.get_list(
		"Brand Category",
		filters={"programme": programme or "", "is_active": 1, "category_name": ("like", f"%{txt}%")},
		fields=["name", "category_name"],
		order_by="position asc",
		start=start,
		limit_page_length=page_len,
	)
	return [[row.name, row.category_name] for row in rows]


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def active_units(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list]:
	"""Names of the units that one may apply with; nothing but the name of another unit is given away."""
	frappe.has_permission("Brand Project", "create", throw=True)
	who, unit = person(), frappe.qb.DocType("Union Unit")
	# A unit with groups below it files for itself.
	own = sorted(who.own_units) if who.is_unit else []
	return (
		frappe.qb.from_(unit)
		.select(unit.name, unit.unit_name)
		.where(
			(unit.status == "Active")
			& ((unit.is_group == 0) | unit.name.isin(own or [""]))
			& (unit.name != (filters.get("except") or ""))
		)
		.where(unit.unit_name.like(f"%{txt}%"))
		.orderby(unit.unit_code)
		.limit(page_len)
		.offset(start)
	).run(as_list=True)


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def jurors(doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict) -> list[list]:
	"""Enabled users with the juror's role, by name."""
	frappe.has_permission("Review Panel", "write", throw=True)
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	return (
		frappe.qb.from_(user)
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.select(user.name, user.full_name)
		.where((user.enabled == 1) & (role.role == panels.JUROR_ROLE))
		.where(user.full_name.like(f"%{txt}%") | user.name.like(f"%{txt}%"))
		.orderby(user.full_name)
		.limit(page_len)
		.offset(start)
	).run(as_list=True)


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def projects_of_notice(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list]:
	"""The projects in the list of a notice, in its order."""
	notice = filters.get("notice")
	frappe.has_permission("Brand Notice", "read", notice, throw=True)
	row = frappe.qb.DocType("Brand Notice Row")
	return (
		frappe.qb.from_(row)
		.select(row.project, row.project_title, row.unit_name)
		.where((row.parent == (notice or "")) & (row.parenttype == "Brand Notice"))
		.where(row.project_title.like(f"%{txt}%") | row.project.like(f"%{txt}%"))
		.orderby(row.idx)
		.limit(page_len)
		.offset(start)
	).run(as_list=True)


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def organisers_of_cycle(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list]:
	"""The organisers of a cycle, in its order; with a `unit` in the filters, those that the unit may file to."""
	cycle = filters.get("cycle") or ""
	frappe.has_permission("Brand Cycle", "read", cycle, throw=True)
	rules = cycles.rules_of(cycle)
	found = organisers.choices(rules, filters["unit"]) if filters.get("unit") else organisers.of(rules)
	rows = zip(found, organisers.names_of(found), strict=True)
	return [[name, title] for name, title in rows if txt.casefold() in title.casefold()][
		start : start + page_len
	]


@frappe.whitelist(methods=["GET", "POST"])
def adjustable_fields(project: str | None = None) -> list[dict]:
	"""Fields, and sections of the given project, that an adjustment may change: {"value", "label"} for a choice."""
	frappe.has_permission("Brand Adjustment", "read", throw=True)
	meta = frappe.get_meta("Brand Project")
	fields = [{"value": field, "label": _(meta.get_label(field))} for field in adjustment.adjustable_fields()]
	doc = frappe.get_doc("Brand Project", project) if project else None
	if not doc or not doc.has_permission("read"):
		return fields
	return fields + [
		{"value": key, "label": title} for key, title in section_adjustment.adjustable(doc).items()
	]


@frappe.whitelist(methods=["GET", "POST"])
def defaults_of_new_project() -> dict:
	"""What a new application starts with: {"cycle", "unit", "member_count"}, each only where there is one choice."""
	frappe.has_permission("Brand Project", "create", throw=True)
	who = person()
	units = frappe.get_list(
		"Union Unit",
		{
			"status": "Active",
			**({"name": ("in", sorted(who.own_units) or [""])} if who.is_unit else {"is_group": 0}),
		},
		["name", "head_count"],
		order_by="unit_code asc",
		limit=2,
	)
	own = units[0].name if len(units) == 1 else None
	open_now = _open_cycles(own)
	return {
		**({"cycle": open_now[0]} if len(open_now) == 1 else {}),
		**({"unit": units[0].name, "member_count": units[0].head_count} if own else {}),
	}


def _open_cycles(unit: str | None) -> list[str]:
	"""Running cycles in which the unit may file today."""
	running = frappe.get_list("Brand Cycle", {"status": "Running"}, pluck="name", order_by="year desc")
	states = cycles.window_states(running, phases.TO_FILE, unit)
	return [name for name in running if states[name].is_open]
