"""What a decision and an award decision have in common: a draft, released once, and final from then on."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from brand_union.services import audit, guard, snapshots
from brand_union.services.errors import AwardProblem, DecisionProblem

RELEASED = "Released"
PROBLEMS = {"Brand Decision": DecisionProblem, "Brand Award Decision": AwardProblem}


def locked(doctype: str, name: str):
	"""The decision, locked until the transaction ends, if the user may write it."""
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.check_permission("write")
	return doc


def demand_draft(doc) -> None:
	"""A released decision never changes."""
	if doc.status == RELEASED:
		frappe.throw(
			_(
				"{0} was released on {1} and is final. A correction is a new decision that names it under {2}."
			).format(
				doc.decision_title,
				frappe.format(doc.released_on, "Datetime"),
				_(doc.meta.get_label("corrects"), context=doc.doctype),
			),
			PROBLEMS[doc.doctype],
		)


def check_draft(doc) -> None:
	"""Step of `validate`: nothing released is changed, and nobody enters the rows of a new decision."""
	before = doc.get_doc_before_save()
	if before:
		demand_draft(before)
	elif doc.rows and not doc.flags.by_service:
		frappe.throw(
			_("The rows are drawn up by the system, not entered. Save without them."), PROBLEMS[doc.doctype]
		)


def check_corrected(doc, same: str) -> None:
	"""Step of `validate`: a correction names a released decision on the same panel, or cycle: the field `same`."""
	if not doc.corrects or not doc.get(same):
		return  # the mandatory check says what is missing
	found = frappe.db.get_value(doc.doctype, doc.corrects, ["status", same], as_dict=True)
	if not found or found.status != RELEASED or found[same] != doc.get(same):
		frappe.throw(
			_("Only a released decision with the same {0} can be corrected; {1} is not one.").format(
				_(doc.meta.get_label(same), context=doc.doctype), doc.corrects
			),
			PROBLEMS[doc.doctype],
		)


def mark_released(doc) -> None:
	"""Draft → Released, by the acting user, now."""
	with guard.as_service(doc):
		doc.update({"status": RELEASED, "released_on": now_datetime(), "released_by": frappe.session.user})
		doc.save()


def keep_for_office(doc, kind: str, content: dict) -> None:
	"""Freeze what was released under a snapshot that the office alone reads, with the past and the files of the draft.

	To be called right after `mark_released`, which lets other readers in.
	"""
	cover = snapshots.take(doc, kind, content, office_only=True)
	audit.close_trail(doc, cover, "status")
	audit.move_files(doc, cover)
