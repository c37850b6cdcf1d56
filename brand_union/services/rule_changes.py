"""The log of changed rules: who changed what and why, once a year is under way.

As long as a cycle is being prepared its rules are free. From the day it runs, units rely on them: only the
administrator changes them, says why, and every row that is changed, added or taken out is kept. To set it back to be
prepared again is such a change too, and does not make its rules free anew: otherwise that would be a way past the log.
"""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime, strip_html

from brand_union.domain import snapshot
from brand_union.persons import ADMINISTRATOR, person
from brand_union.services import records, snapshots
from brand_union.services.errors import BrandError, NotAllowedNow, ReasonMissing
from brand_union.services.rule_fields import CYCLE, fields_of_row, rule_fields

PREPARING = "Preparing"
CHANGE = "Brand Rule Change"
CHANGED, ADDED, REMOVED = "Changed", "Row Added", "Row Removed"


def demand_reason(cycle) -> None:
	"""Step of `validate`: a change of the rules of a year under way is the administrator's, with a reason.

	The reason goes into the log and not onto the cycle. Raises NotAllowedNow, ReasonMissing or BrandError.
	"""
	reason, cycle.change_reason = strip_html(cstr(cycle.change_reason)).strip(), None
	cycle.flags.rule_change = None
	before = cycle.get_doc_before_save()
	if not before or not has_run(before):
		return
	changes = _way_back(before, cycle) + changes_between(before, cycle)
	if not changes:
		return
	if not _is_administrator():
		_refuse_others(before, cycle, changes)
	if not reason:
		_ask_for_reason(before, cycle, changes)
	cycle.flags.rule_change = (reason, changes)


def has_run(cycle) -> bool:
	"""Whether the cycle, as it is stored, runs or ever did. Back from there leads no way without a log."""
	return cycle.status != PREPARING or bool(frappe.db.exists(CHANGE, {"cycle": cycle.name}))


def record(cycle) -> None:
	"""Step of `on_update`: write down what was just changed."""
	found = cycle.flags.pop("rule_change", None)
	if not found:
		return
	reason, changes = found
	log = frappe.get_doc(
		{
			"doctype": CHANGE,
			"cycle": cycle.name,
			"organiser": cycle.organiser,
			"changed_by": frappe.session.user,
			"changed_on": now_datetime(),
			"reason": reason,
			"changes": changes,
		}
	)
	records.write(log)


def changes_between(before, after) -> list[dict]:
	"""What differs in the rules of two versions of a cycle, as rows of the log."""
	fields = {df.fieldname: df for df in rule_fields()}
	old, new = (_rules(doc, fields) for doc in (before, after))
	return [row for change in snapshot.diff(old, new) for row in _rows(change, fields)]


def _rules(doc, fields: dict) -> dict:
	return {name: snapshots.value_of(doc, df) for name, df in fields.items()}


def _rows(change: snapshot.Change, fields: dict) -> list[dict]:
	if not change.table:
		return [_row(CHANGED, fields[change.field], change.old, change.new)]
	table = fields[change.table]
	of_row = {df.fieldname: df for df in fields_of_row(table.options)}
	if change.field:
		return [_row(CHANGED, of_row[change.field], change.old, change.new, table, change.row)]
	what, values = (ADDED, change.new) if change.old is None else (REMOVED, change.old)
	filled = [(df, values.get(name)) for name, df in of_row.items() if values.get(name)]
	pairs = [(df, None, value) if what == ADDED else (df, value, None) for df, value in filled]
	return [_row(what, df, old, new, table, change.row) for df, old, new in pairs]


def _row(what: str, df, old, new, table=None, number: int = 0) -> dict:
	return {
		"what": what,
		"table_label": table.label if table else "",
		"row_number": number,
		"field_label": df.label,
		"field_doctype": df.parent,
		"field_name": df.fieldname,
		"before_value": _text(old),
		"after_value": _text(new),
	}


def _text(value) -> str:
	return cstr(int(value)) if isinstance(value, float) and value.is_integer() else cstr(value)


def _is_administrator() -> bool:
	who = person()
	return who.user == "Administrator" or ADMINISTRATOR in who.roles


def _goes_back(before, cycle) -> bool:
	return cycle.status == PREPARING and before.status != PREPARING


def _way_back(before, cycle) -> list[dict]:
	"""The row of the log for a cycle that is set back to be prepared again; BrandError where units have begun to work."""
	if not _goes_back(before, cycle):
		return []
	if frappe.db.exists("Brand Project", {"cycle": cycle.name}):
		_refuse_way_back(cycle)
	return [_row(CHANGED, cycle.meta.get_field("status"), before.status, cycle.status)]


def _refuse_way_back(cycle) -> None:
	frappe.throw(
		_(
			"{0} has projects, so it cannot go back to {1}. Change its rules as it is, and say why under {2}."
		).format(
			cycle.cycle_name,
			frappe.bold(_(PREPARING, context=CYCLE)),
			frappe.bold(_("Reason for Changing Rules", context=CYCLE)),
		),
		BrandError,
	)


def _refuse_others(before, cycle, changes: list[dict]) -> None:
	if _goes_back(before, cycle):
		frappe.throw(
			_(
				"{0} is {1}: only the administrator sets it back to {2}, and says why. Undo your changes of {3}, or ask the administrator."
			).format(
				cycle.cycle_name, _state(before), frappe.bold(_(PREPARING, context=CYCLE)), _places(changes)
			),
			NotAllowedNow,
		)
	frappe.throw(
		_(
			"{0} is {1}: only the administrator changes its rules. Undo your changes of {2}, or ask the administrator."
		).format(cycle.cycle_name, _state(before), _places(changes)),
		NotAllowedNow,
	)


def _ask_for_reason(before, cycle, changes: list[dict]) -> None:
	frappe.throw(
		_("{0} is {1}, and you change {2}. Say why under {3}; it is kept in the log.").format(
			cycle.cycle_name,
			_state(before),
			_places(changes),
			frappe.bold(_("Reason for Changing Rules", context=CYCLE)),
		),
		ReasonMissing,
		title=_("Reason Missing"),
	)


def _state(before) -> str:
	word = _(before.status, context=CYCLE)
	return _("{0} again after it ran").format(word) if before.status == PREPARING else word


def _places(changes: list[dict]) -> str:
	return ", ".join(dict.fromkeys(_place(row) for row in changes))


def _place(row: dict) -> str:
	if not row["table_label"]:
		return _(row["field_label"], context=row["field_doctype"])
	return _("{0}, row {1}").format(_(row["table_label"], context=CYCLE), row["row_number"])
