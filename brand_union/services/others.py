"""What a juror is shown of the other jurors' scores for the same project, and when: as the panel says.

Never their names, and never their comments. A number stands for the same juror wherever it is shown for one
project, and for another juror with the next project.
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr, now

from brand_union.services import sheets
from brand_union.services.errors import NotAllowedNow

DOCTYPE, ASSIGNMENT = "Brand Review", "Panel Assignment"


@frappe.whitelist(methods=["POST"])
def look(sheet: str) -> list[dict]:
	"""The handed-in sheets of the others as [{"number", "total", "marks": [{"criterion", "mark"}]}].

	Takes the own sheet. That the juror looked is noted on it, and from then on it is not taken back where the
	panel shows scores before sealing. Raises NotAllowedNow before the moment that the panel sets.
	"""
	review = frappe.get_doc(DOCTYPE, sheet, for_update=True)
	review.check_permission("read")
	_demand_allowed(review)
	if not review.others_seen_on:
		frappe.db.set_value(DOCTYPE, sheet, "others_seen_on", now(), update_modified=False)
	numbers = _numbers(sheet)
	found = _handed_in([name for name in numbers if name != sheet])
	return [{"number": number, **found[name]} for name, number in numbers.items() if name in found]


def _demand_allowed(review) -> None:
	if review.juror != frappe.session.user:
		frappe.throw(_("Only the juror of this sheet sees the other jurors' scores on it."), NotAllowedNow)
	own_is_in = review.status == sheets.SUBMITTED
	if review.others_scores == sheets.AFTER_SEALING and cint(review.sealed):
		return
	if review.others_scores == sheets.AFTER_OWN and own_is_in:
		return
	reasons = {
		sheets.AFTER_SEALING: _("The other jurors' scores are shown when the panel is sealed."),
		sheets.AFTER_OWN: _("The other jurors' scores are shown when you have handed in your own sheet."),
	}
	never = _("The other jurors' scores are not shown in this panel.")
	frappe.throw(reasons.get(review.others_scores, never), NotAllowedNow)


def _numbers(sheet: str) -> dict[str, int]:
	"""{sheet: its number among the sheets for the same project}, in the random order in which they were made.

	Sheets that were withdrawn keep their number, so that nobody else's changes.
	"""
	own = frappe.db.get_value(ASSIGNMENT, {"review": sheet}, ["panel", "project"], as_dict=True)
	names = frappe.get_all(
		ASSIGNMENT,
		filters={**own, "review": ("is", "set")},
		pluck="review",
		order_by="creation asc, name asc",
	)
	return {name: number for number, name in enumerate(names, start=1)}


def _handed_in(names: list[str]) -> dict[str, dict]:
	reviews = frappe.get_all(
		DOCTYPE,
		filters={"name": ("in", names or [""]), "status": sheets.SUBMITTED},
		fields=["name", "total"],
		order_by=None,
	)
	found = {row.name: {"total": row.total, "marks": []} for row in reviews}
	for row in frappe.get_all(
		"Brand Review Score",
		filters={"parent": ("in", list(found) or [""]), "parenttype": DOCTYPE},
		fields=["parent", "criterion", "score", "not_applicable"],
		order_by="idx asc",
	):
		mark = _("n/a") if cint(row.not_applicable) else cstr(row.score)
		found[row.parent]["marks"].append({"criterion": row.criterion, "mark": mark})
	return found
