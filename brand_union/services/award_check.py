"""What stands against releasing an award decision: every problem, with its row, before anything is written."""

from collections import Counter
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import awards as pure
from brand_union.domain.rounding import plain
from brand_union.services import award_decision, awards, cycles
from brand_union.services.awards import DECISION, RELEASED, Standing

PHASE = "Award"


def problems(doc, found: Standing) -> list[str]:
	"""Sentences, in the order of the rows; an empty list means that the decision can be released."""
	if not doc.rows:
		return [_("The award decision has no rows. Draw them up from the closed projects first.")]
	return [
		*_later_correction(doc),
		*_row_problems(doc, found),
		*_room_problems(doc, found),
		*_reason_problems(doc, found),
		*_nothing_to_do(doc),
	]


def warnings(doc, found: Standing) -> list[str]:
	"""What does not hinder a release, but should be known before."""
	return [
		*_paper_warnings(doc),
		*_window_warning(doc),
		*(
			_("Row {0}, {1}: {2}").format(row.idx, row.project_title, row.flags_text)
			for row in doc.rows
			if row.flags_text
		),
		*_unreached(doc, found),
	]


def places(doc, found: Standing) -> list[dict]:
	"""One row for each title: {"title", "chosen", "places": None for any number, "taken": by others, "rule"}."""
	chosen = Counter(row.award_title for row in doc.rows if row.award_title)
	return [
		{
			"title": name,
			"chosen": chosen[name],
			"places": room.places,
			"taken": room.taken,
			"rule": _rule_text(room),
		}
		for name, room in found.rooms.items()
	]


def _rule_text(room: awards.Room) -> str:
	"""How the number of places came about."""
	title, parts = room.title, []
	if title.max_count:
		parts.append(_("at most {0}").format(title.max_count))
	if title.max_share:
		parts.append(
			_("{0}% of {1} ({2}), rounded: {3}").format(
				plain(title.max_share),
				room.base,
				_(title.share_of, context="Brand Programme Award"),
				_(title.rounding, context="Brand Programme Award"),
			)
		)
	return _("{0}; {1}").format(*parts) if len(parts) > 1 else "".join(parts)


def _later_correction(doc) -> Iterator[str]:
	if not doc.corrects:
		return
	later = frappe.db.get_value(
		DECISION, {"corrects": doc.corrects, "status": RELEASED, "name": ("!=", doc.name)}, "name"
	)
	if later:
		yield _("{0} has already been corrected by {1}. Correct that one.").format(doc.corrects, later)


def _row_problems(doc, found: Standing) -> Iterator[str]:
	if {row.project for row in doc.rows} != set(found.projects):
		yield _("The rows are not those of the closed projects any more. Draw them up again.")
		return
	for row in doc.rows:
		now = award_decision.row_values(found, row.project)
		if any(_differs(row, now, field) for field in ("score", "grade", "proposed_title", "held_title")):
			yield _(
				"Row {0}, {1}: its result or the places have changed since the row was drawn up. Draw the rows up again."
			).format(row.idx, row.project_title)


def _differs(row, now: dict, field: str) -> bool:
	return cstr(row.get(field)) != cstr(now[field])


def _room_problems(doc, found: Standing) -> Iterator[str]:
	for row in places(doc, found):
		left = found.rooms[row["title"]].left
		if left is None or row["chosen"] <= left:
			continue
		holders = [one for one in doc.rows if one.award_title == row["title"]]
		yield _("{0}: {1} places are left ({2}), and {3} rows have it: {4}.").format(
			row["title"], left, row["rule"], len(holders), _named(holders)
		)


def _reason_problems(doc, found: Standing) -> Iterator[str]:
	for row in doc.rows:
		why = None if cstr(row.reason).strip() else _why_reason(doc, row, found.proposals.get(row.project))
		if why:
			yield _("Row {0}, {1}: {2} Give the reason in this row.").format(row.idx, row.project_title, why)


def _why_reason(doc, row, proposal: pure.Proposal | None) -> str | None:
	if doc.corrects:
		return _changed_text(row) if cstr(row.award_title) != cstr(row.held_title) else None
	if proposal and proposal.tied_for:
		return _("its score is equal with others at the last place of {0}.").format(proposal.tied_for)
	if cstr(row.award_title) != cstr(row.proposed_title):
		return _("the order gives it {0}, and {1} is chosen.").format(
			row.proposed_title or _("no title"), row.award_title or _("no title")
		)
	return None


def _changed_text(row) -> str:
	return _("it holds {0}, and {1} is chosen.").format(
		row.held_title or _("no title"), row.award_title or _("no title")
	)


def _nothing_to_do(doc) -> Iterator[str]:
	if any(cstr(row.award_title) != cstr(row.held_title) for row in doc.rows):
		return
	if doc.corrects:
		yield _("No row differs from what was awarded, so there is nothing to correct.")
	else:
		yield _("No row has a title, so there is nothing to award.")


def _paper_warnings(doc) -> Iterator[str]:
	if not doc.meeting or not doc.meeting_date:
		yield _("The meeting and its date are not recorded.")
	if not doc.basis:
		yield _("The documents that the awards rest on are not recorded.")
	if not doc.document_number:
		yield _("There is no document number; the awards and their certificates will have none.")


def _window_warning(doc) -> Iterator[str]:
	"""A cycle without dates for its awards awards when it likes."""
	rules = cycles.rules_of(doc.cycle)
	windows = [window for window in cycles.windows_of(rules) if window.phase == PHASE]
	if windows and not any(one.opens_on <= cycles.today() <= one.closes_on for one in windows):
		yield _("The window for awards of {0} is not open today.").format(rules.cycle_name)


def _unreached(doc, found: Standing) -> Iterator[str]:
	for row in doc.rows:
		room, candidate = found.rooms.get(row.award_title), found.candidates.get(row.project)
		if room and candidate and not pure.reaches(room.title, candidate):
			yield _("Row {0}, {1}: it does not meet what {2} asks for.").format(
				row.idx, row.project_title, row.award_title
			)


def _named(rows) -> str:
	return ", ".join(_("row {0} {1}").format(cint(row.idx), row.project_title) for row in rows)
