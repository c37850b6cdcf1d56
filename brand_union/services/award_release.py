"""Releasing an award decision: preview, then everything in one transaction, and once only."""

import frappe
from frappe import _
from frappe.utils import cstr

from brand_union.services import award_check, award_records, awards, releasing, snapshots
from brand_union.services.atomic import all_or_nothing
from brand_union.services.awards import DECISION, RELEASED, Standing
from brand_union.services.errors import AwardProblem, refuse


def preview(doc) -> dict:
	"""How many get which title of how many places, and all that stands against releasing; nothing is written."""
	doc.check_permission("read")
	found = awards.standing(doc)
	return {
		**outcome_of(doc),
		"titles": award_check.places(doc, found),
		"problems": award_check.problems(doc, found) if doc.status != RELEASED else [],
		"warnings": award_check.warnings(doc, found) if doc.status != RELEASED else [],
	}


def release(name: str) -> dict:
	"""Freeze the list, make the awards with their certificates' numbers, revoke what was corrected away.

	Returns {"status", "awarded": names of new awards, "revoked": how many}; a second call changes nothing. Raises
	AwardProblem with every row that stands against it.
	"""
	doc = releasing.locked(DECISION, name)
	if doc.status == RELEASED:
		return outcome_of(doc)
	# Two decisions of a cycle share its places and projects: one waits here for the other.
	frappe.db.get_value("Brand Cycle", doc.cycle, "name", for_update=True)
	found = awards.standing(doc, lock=True)
	refuse(award_check.problems(doc, found), AwardProblem, _("Award Decision Not Released"))
	with all_or_nothing("release_awards"):
		for row in doc.rows:
			_carry_out(doc, row, found)
		releasing.mark_released(doc)
		releasing.keep_for_office(doc, snapshots.AWARD_LIST, _content(doc, found))
		award_records.tell_units(doc, found.held)
	return outcome_of(doc)


def outcome_of(doc) -> dict:
	"""What the decision does, in plain values."""
	changed = [row for row in doc.rows if cstr(row.award_title) != cstr(row.held_title)]
	return {
		"status": doc.status,
		"awarded": sum(bool(row.award_title) for row in changed),
		"revoked": sum(bool(row.held_title) for row in changed),
	}


def _carry_out(doc, row, found: Standing) -> None:
	"""A title that stays as it is keeps its certificate."""
	if cstr(row.award_title) == cstr(row.held_title):
		return
	if held := found.held.get(row.project):
		award_records.revoke(held.name, doc, row.reason)
	if row.award_title:
		row.award = award_records.make(doc, row, found)


def _content(doc, found: Standing) -> dict:
	"""What people wrote, the rows as they were drawn up and chosen, and the places that there were."""
	return {
		**snapshots.content_of(doc),
		"released_on": cstr(doc.released_on),
		"titles": award_check.places(doc, found),
	}
