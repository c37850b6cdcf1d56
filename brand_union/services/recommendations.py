"""Recommendation of an award upward (推荐参加市级及以上评选): to whom, with which result, on which paper.

What came from outside without a recommendation of the office is entered the same way, by its result alone.
"""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from brand_union.services import cycles, guard
from brand_union.services.awards import AWARD, REVOKED, VALID
from brand_union.services.errors import AwardProblem, refuse

ROW = "Brand Award Recommendation"
RECOMMENDED, AWARDED, NOT_AWARDED = "Recommended", "Awarded", "Not Awarded"
PLANNED, NOT_PLANNED = "To Be Recommended", "Not Planned"


def recommend(doc, values: dict) -> dict:
	"""Enter a recommendation; returns {"row": its name, "warnings": [sentences]}. Raises AwardProblem."""
	row = doc.append("recommendations", {"recommended_on": cycles.today(), **_given(values)})
	row.result = RECOMMENDED
	return _saved(doc, row)


def record_result(doc, row_name: str, values: dict) -> dict:
	"""Enter what came of the recommendation `row_name`; "" for an honour from outside. Returns as `recommend`."""
	row = _row(doc, row_name) if row_name else doc.append("recommendations", {})
	row.update({"result_on": cycles.today(), **_given(values)})
	return _saved(doc, row)


def check_rows(doc) -> None:
	"""Step of `validate`: a result has its day, an honour its name; all wrong rows in one message."""
	refuse(_problems(doc), AwardProblem, _("Award Not Saved"))


def set_state(doc) -> None:
	"""Step of `validate`: how far it has come upward; the newest row counts."""
	if doc.recommendations:
		doc.recommendation = doc.recommendations[-1].result
	else:
		doc.recommendation = PLANNED if doc.to_recommend else NOT_PLANNED


def freeze_revoked(doc) -> None:
	"""Step of `validate`: a revoked award is neither recommended nor honoured any more."""
	before = doc.get_doc_before_save()
	if before and before.status == REVOKED:
		guard.freeze(doc, ("recommendations",), _("the award was revoked."))


def say_warnings(doc) -> None:
	"""Step of `validate`: what speaks against a row that was just entered is said, and hinders nothing."""
	doc.flags.award_warnings = warnings(doc)
	for sentence in doc.flags.award_warnings:
		frappe.msgprint(sentence, indicator="orange", title=_("Good to know"))


def warnings(doc) -> list[str]:
	"""Not twice for the same honour (DOMAIN 6): new rows whose honour the unit has, or is recommended for, already."""
	rows = (doc.get_doc_before_save() or {}).get("recommendations") or []
	before = {row.name: row.honour for row in rows}
	new = [row for row in doc.recommendations if row.honour and before.get(row.name) != row.honour]
	others = _honours_of(doc) if new else []
	return [
		_("Row {0}: {1} already has the honour {2} by the award {3}, or is recommended for it.").format(
			row.idx, doc.unit_name, row.honour, found
		)
		for row in new
		if (found := _same(doc, row, others))
	]


def _problems(doc) -> Iterator[str]:
	for row in doc.recommendations:
		for problem in _row_problems(row):
			yield _("Row {0}, {1}: {2}").format(row.idx, row.level or "—", problem)


def _row_problems(row) -> Iterator[str]:
	if row.result == RECOMMENDED:
		if not row.recommended_to or not row.recommended_on:
			yield _("enter to whom it was recommended, and when.")
		if row.result_on:
			yield _("it has the day of a result, but no result. Choose the result, or clear the day.")
		return
	if not row.result_on:
		yield _("enter the day of the result.")
	elif row.recommended_on and getdate(row.result_on) < getdate(row.recommended_on):
		yield _("the result is older than the recommendation.")
	if row.result == AWARDED and not cstr(row.honour).strip():
		yield _("enter the name of the honour.")


def _honours_of(doc) -> list[dict]:
	"""Honours that valid awards of the same unit have brought, or are recommended for."""
	award, row = frappe.qb.DocType(AWARD), frappe.qb.DocType(ROW)
	return (
		frappe.qb.from_(row)
		.join(award)
		.on((award.name == row.parent) & (row.parenttype == AWARD))
		.select(row.name, row.honour, row.level, award.name.as_("award"))
		.where((award.unit == doc.unit) & (award.status == VALID) & (row.result != NOT_AWARDED))
		.where(award.name != doc.name)
	).run(as_dict=True)


def _same(doc, row, others: list[dict]) -> str | None:
	"""The award that has the honour; an earlier row of the same award counts as well."""
	own = [
		frappe._dict(honour=one.honour, level=one.level, award=doc.name)
		for one in doc.recommendations
		if one.idx < row.idx and one.result != NOT_AWARDED
	]
	return next((other.award for other in [*own, *others] if _key(other) == _key(row)), None)


def _key(row) -> tuple[str, str]:
	return "".join(cstr(row.honour).split()).casefold(), "".join(cstr(row.level).split()).casefold()


def _given(values: dict) -> dict:
	return {field: value for field, value in values.items() if value not in (None, "")}


def _row(doc, name: str):
	row = next((row for row in doc.recommendations if row.name == name), None)
	if not row:
		frappe.throw(_("{0} has no recommendation {1}.").format(doc.name, name), AwardProblem)
	return row


def _saved(doc, row) -> dict:
	doc.check_permission("write")
	doc.save()
	return {"row": row.name, "warnings": doc.flags.award_warnings or []}
