"""Units and their people: user permissions, history of names."""

import frappe
from frappe import _
from frappe.utils import cstr, format_date, getdate, nowdate

from brand_union.domain.unit_change import name_on
from brand_union.persons import ADMINISTRATOR, ENDORSER, OFFICER, SIGNING_POSTS, UNIT_POSTS, UNIT_ROLES
from brand_union.services import heirs, records, unit_change
from brand_union.services.errors import BrandError, UnitProblem, refuse

# A change says itself what it takes; the office may know of a juror's years in a unit that is gone.
MAY_NAME_DISSOLVED = frozenset({"Union Unit Change", "Brand Conflict"})


def sync_user_permissions(unit) -> None:
	"""Keep one User Permission per officer and chair in office, as the member table says.

	The people of a unit also have those of the dissolved units whose work it goes on with.
	"""
	for name in (unit.name, *heirs.left_to(unit.name)):
		_sync_user_permissions(name)


def _sync_user_permissions(unit: str) -> None:
	wanted = _entitled(unit)
	held = frappe.get_all(
		"User Permission",
		{"allow": "Union Unit", "for_value": unit},
		["name", "user"],
		order_by=None,
	)
	# Whoever may save the member table sets the rights that follow from it.
	for row in held:
		if row.user not in wanted:
			records.delete(frappe.get_doc("User Permission", row.name))
	for user in sorted(wanted - {row.user for row in held}):
		right = {"doctype": "User Permission", "user": user, "allow": "Union Unit", "for_value": unit}
		records.write(frappe.get_doc(right))


def _entitled(unit: str) -> set[str]:
	"""Whoever is in office in the unit and, where it is dissolved, in the units that go on with its work."""
	status = frappe.db.get_value("Union Unit", unit, "status")
	later = heirs.of_units([unit]).get(unit, []) if status == heirs.DISSOLVED else []
	users = frappe.get_all(
		"Union Unit Member",
		filters={
			"parent": ("in", [unit, *later]),
			"parenttype": "Union Unit",
			"is_active": 1,
			"post": ("in", sorted(UNIT_POSTS | SIGNING_POSTS)),
		},
		pluck="user",
		distinct=True,
		order_by=None,
	)
	return {user for user in users if _is_unit_user(user)}


def remember_name(unit) -> None:
	"""A renamed unit keeps its former name, so that old papers can be read.

	A change of units says in the flag `renaming` from which day on and by which paper.
	"""
	before = unit.get_doc_before_save()
	if before and before.unit_name != unit.unit_name:
		decided = unit.flags.pop("renaming", None) or {"used_until": nowdate()}
		unit.append("former_names", {"former_name": before.unit_name, **decided})


def stamp_end(unit) -> None:
	"""Step of `validate`: a unit that is dissolved by hand ends today, unless it has projects to hand over."""
	before = unit.get_doc_before_save()
	if unit.flags.by_service or not before or before.status == unit.status:
		return
	if unit.status == heirs.DISSOLVED:
		_demand_nothing_open(unit)
	unit.dissolved_on = nowdate() if unit.status == heirs.DISSOLVED else None


def _demand_nothing_open(unit) -> None:
	titles = [row.project_title for row in unit_change.open_projects([unit.name])]
	if titles:
		frappe.throw(
			_(
				"{0} still has open projects: {1}. Use the button Change This Unit, which hands them over."
			).format(unit.unit_name, ", ".join(titles)),
			UnitProblem,
		)


def existed_on(unit, day) -> bool:
	"""Whether the unit (with status, founded_on, dissolved_on) was there on that day."""
	if unit.founded_on and getdate(unit.founded_on) > day:
		return False
	return getdate(unit.dissolved_on) > day if unit.dissolved_on else unit.status == "Active"


def names_on(rows: list, day) -> dict[str, str]:
	"""{unit: what it was called on that day}; `rows` have name and unit_name."""
	former: dict[str, list] = {}
	for row in frappe.get_all(
		"Union Unit Former Name",
		filters={"parent": ("in", [row.name for row in rows] or [""]), "parenttype": "Union Unit"},
		fields=["parent", "former_name", "used_until"],
		order_by="idx asc",
	):
		former.setdefault(row.parent, []).append((row.former_name, cstr(row.used_until)))
	return {row.name: name_on(row.unit_name, former.get(row.name, []), cstr(day)) for row in rows}


def demand_active(unit: str) -> None:
	"""Raise BrandError for a dissolved unit; it is not dissolved any more before this transaction ends."""
	row = frappe.db.get_value(
		"Union Unit", unit, ["unit_name", "status", "dissolved_on"], as_dict=True, for_update=True
	)
	if row and row.status != "Active":
		frappe.throw(dissolved_text(unit, row), BrandError)


def demand_units_active(doc, old: str, new: str) -> None:
	"""Edge to Filed: neither the applicant nor a unit that takes part was dissolved since the draft was written."""
	rows = [(_("Applying Unit"), doc.unit)]
	rows += [(_("Joint Units, row {0}").format(row.idx), row.unit) for row in doc.joint_units]
	_refuse_dissolved(doc, rows)


def dissolved_text(unit: str, row) -> str:
	"""Why a dissolved unit is not to be chosen, and which one is instead; `row` has unit_name and dissolved_on."""
	later = heirs.names_of([unit]).get(unit)
	since = format_date(row.dissolved_on) if row.dissolved_on else "—"
	if later:
		return _("{0} is dissolved since {1}. Choose the unit that goes on with its work: {2}.").format(
			row.unit_name, since, later
		)
	return _("{0} is dissolved since {1}. Choose another unit.").format(row.unit_name, since)


def demand_active_links(doc, method: str | None = None) -> None:
	"""Hook on `validate`: nothing new names a dissolved unit; what named it before goes on doing so."""
	if doc.doctype in MAY_NAME_DISSOLVED or doc.flags.by_service:
		return
	_refuse_dissolved(doc, _chosen_units(doc))


def _refuse_dissolved(doc, chosen: list[tuple[str, str]]) -> None:
	rows = frappe.get_all(
		"Union Unit",
		filters={
			"name": ("in", sorted({unit for _place, unit in chosen}) or [""]),
			"status": ("!=", "Active"),
		},
		fields=["name", "unit_name", "dissolved_on"],
		order_by=None,
	)
	ended = {row.name: row for row in rows}
	refuse(
		(f"{place}: {dissolved_text(unit, ended[unit])}" for place, unit in chosen if unit in ended),
		UnitProblem,
		_("{0} Not Saved").format(_(doc.doctype)),
	)


def _chosen_units(doc) -> list[tuple[str, str]]:
	"""(where, unit) for every link to a unit that is new or changed."""
	before = doc.get_doc_before_save()
	old_rows = {row.name: row for row in before.get_all_children()} if before else {}
	found = _links(doc, before, "")
	for row in doc.get_all_children():
		table = _(doc.meta.get_label(row.parentfield), context=doc.doctype)
		found += _links(row, old_rows.get(row.name), _("{0}, row {1}").format(table, row.idx))
	return found


def _links(part, before, place: str) -> list[tuple[str, str]]:
	return [
		(place or _(df.label, context=df.parent), part.get(df.fieldname))
		for df in part.meta.get("fields", {"fieldtype": "Link", "options": "Union Unit"})
		if not df.read_only
		and part.get(df.fieldname)
		and (not before or before.get(df.fieldname) != part.get(df.fieldname))
	]


def _is_unit_user(user: str) -> bool:
	"""A User Permission narrows everything that a user sees, so the office's own people get none."""
	roles = set(frappe.get_roles(user))
	return bool(roles & {*UNIT_ROLES, ENDORSER}) and not roles & {ADMINISTRATOR, OFFICER}
