"""What each step between two stages demands before it is saved, and what it brings about afterwards.

The edges themselves are in domain/lifecycle.py. Demands look at facts in the database, never at who called:
a button, a bulk action and a plain REST save meet the same ones.
"""

from brand_union.services import (
	acceptance,
	adjustment,
	decision,
	endorsements,
	filing,
	holds,
	notices,
	review_round,
	signing,
	slots,
	stage,
	units,
)

PROJECT, ACCEPTANCE = "Brand Project", "Brand Acceptance"

DEMANDS = {
	(PROJECT, "Draft", "Filed"): (
		units.demand_units_active,
		filing.demand_window,
		filing.demand_sections,
		endorsements.demand_before_filing,
		slots.claim,
		filing.mark_filed,
	),
	(PROJECT, "Filed", "Draft"): (filing.demand_return_reason, endorsements.empty),
	(PROJECT, "Checked", "Draft"): (filing.demand_return_reason, endorsements.empty),
	(PROJECT, "Filed", "Checked"): (endorsements.demand_before_check, filing.demand_checks_done),
	(PROJECT, "Filed", "Not Approved"): (filing.demand_return_reason,),
	(PROJECT, "Checked", "Not Approved"): (filing.demand_return_reason,),
	(PROJECT, "Checked", "In Review"): (endorsements.demand_before_review, review_round.demand_assigned),
	(PROJECT, "In Review", "Checked"): (review_round.demand_unassigned,),
	(PROJECT, "In Review", "Decided"): (decision.demand_outcome,),
	(PROJECT, "In Review", "Not Approved"): (decision.demand_outcome,),
	(PROJECT, "Decided", "Under Way"): (adjustment.demand_none_open, holds.demand_free_to_start),
	(PROJECT, "Under Way", "Acceptance"): (acceptance.demand_filed_summary, holds.demand_no_objection),
	(PROJECT, "Acceptance", "Under Way"): (decision.demand_outcome,),
	(PROJECT, "Acceptance", "Closed"): (decision.demand_outcome, holds.demand_no_objection),
	(PROJECT, "Acceptance", "Terminated"): (decision.demand_outcome,),
	(PROJECT, "Decided", "Terminated"): (filing.demand_return_reason,),
	(PROJECT, "Under Way", "Terminated"): (filing.demand_return_reason,),
	(PROJECT, "Draft", "Withdrawn"): (slots.give_back,),
	(PROJECT, "Filed", "Withdrawn"): (slots.give_back,),
	(PROJECT, "Checked", "Withdrawn"): (slots.give_back,),
	(ACCEPTANCE, "Draft", "Filed"): (acceptance.demand_may_file,),
	(ACCEPTANCE, "Rectify", "Filed"): (acceptance.demand_may_file,),
	(ACCEPTANCE, "Filed", "Draft"): (filing.demand_return_reason, endorsements.empty),
	(ACCEPTANCE, "Filed", "In Review"): (endorsements.demand_before_review, review_round.demand_assigned),
	(ACCEPTANCE, "In Review", "Filed"): (review_round.demand_unassigned,),
	(ACCEPTANCE, "In Review", "Closed"): (decision.demand_outcome,),
	(ACCEPTANCE, "In Review", "Rectify"): (decision.demand_outcome, endorsements.empty),
	(ACCEPTANCE, "In Review", "Terminated"): (decision.demand_outcome,),
	(ACCEPTANCE, "Rectify", "Terminated"): (decision.demand_outcome,),
}

EFFECTS = {
	(PROJECT, "Draft", "Filed"): (filing.freeze_filed, signing.tell_next),
	(PROJECT, "Filed", "Draft"): (notices.returned,),
	(PROJECT, "Checked", "Draft"): (notices.returned,),
	(PROJECT, "Filed", "Not Approved"): (notices.released,),
	(PROJECT, "Checked", "Not Approved"): (notices.released,),
	(PROJECT, "In Review", "Decided"): (notices.released,),
	(PROJECT, "In Review", "Not Approved"): (notices.released,),
	(PROJECT, "Decided", "Under Way"): (filing.freeze_approved,),
	(ACCEPTANCE, "Draft", "Filed"): (acceptance.after_filed, signing.tell_next),
	(ACCEPTANCE, "Rectify", "Filed"): (acceptance.after_filed, signing.tell_next),
	(ACCEPTANCE, "Filed", "Draft"): (notices.returned,),
	(ACCEPTANCE, "In Review", "Rectify"): (notices.to_rectify,),
	(ACCEPTANCE, "In Review", "Closed"): (acceptance.after_closed, notices.released),
	(ACCEPTANCE, "In Review", "Terminated"): (notices.released,),
}


def enter(doc) -> None:
	"""Step of `validate`: derive the stage and, if it changes, hold the step against its demands."""
	step = stage.guard(doc)
	doc.flags.stage_step = step
	for demand in DEMANDS.get((doc.doctype, *step), ()) if step else ():
		demand(doc, *step)


def settle(doc) -> None:
	"""Step of `on_update`: bring about what the step that was just saved entails."""
	step = doc.flags.pop("stage_step", None)
	for effect in EFFECTS.get((doc.doctype, *step), ()) if step else ():
		effect(doc, *step)


def missing_demands(doctype: str, edges: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
	"""Edges of a DocType that demand nothing; a test keeps this list empty but for the intended ones."""
	return sorted(edge for edge in edges if (doctype, *edge) not in DEMANDS)
