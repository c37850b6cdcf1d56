"""What a juror has typed and not yet saved, kept word for word beside the sheet.

It is no score: nothing is counted from it, and a mark that cannot stand stays in it as it was typed. It becomes
marks when the juror hands the sheet in, and it is gone as soon as the sheet itself is saved.
"""

import json

import frappe
from frappe import _
from frappe.utils import cint, cstr, format_time, get_datetime_str, now

from brand_union.services import arguments, guard, sheets
from brand_union.services.errors import ScoreProblem, SheetChanged

DOCTYPE, SCORES = "Brand Review", "scores"
MOST_CHARACTERS = 60_000


@frappe.whitelist(methods=["POST"])
def keep(sheet: str, typed: dict | str, modified: str) -> dict:
	"""Keep what is typed into an own sheet that is still open; returns {"modified", "autosaved_on", "progress"}.

	`typed` is {"scores": {criterion code: {"score": text, "not_applicable": 0 or 1}}, field: text}; what is not
	a criterion or a field of the juror is left out. `modified` is the version that it was typed into. Raises
	PermissionError, NotAllowedNow, PanelSealed, ScoreProblem (too long), and SheetChanged if another window was
	faster.
	"""
	review = frappe.get_doc(DOCTYPE, sheet, for_update=True)
	review.check_permission("write")
	sheets.demand_markable(review)
	_demand_latest(review, modified)
	draft = _plain(review, _read(typed))
	_put(review, draft)
	moment = now()
	shown = {"autosaved_on": moment, "progress": sheets.progress_of(review)}
	frappe.db.set_value(DOCTYPE, sheet, {"draft": _text(draft), **shown}, modified=moment)
	return {"modified": moment, **shown}


def take_in(review) -> None:
	"""Put what was kept into the sheet, which its juror is handing in."""
	if review.draft:
		_put(review, json.loads(review.draft))
		review.draft = None


def ignore_sent(review) -> None:
	"""What is kept lies with the server alone: a form that was opened before has no say in it when it is saved."""
	before = review.get_doc_before_save()
	if before and not review.flags.by_service:
		review.draft = before.draft


def drop(review) -> None:
	"""The sheet is saved with what its juror sees on the form, so that nothing is left beside it."""
	if not review.flags.by_service:
		review.draft = None


def _put(review, draft: dict) -> None:
	given = draft.get(SCORES, {})
	for row in review.scores:
		row.update(given.get(row.criterion_code, {}))
	review.update({field: text for field, text in draft.items() if field != SCORES})


def _read(typed: dict | str) -> dict:
	found = arguments.parsed(typed)
	if not isinstance(found, dict) or not isinstance(found.get(SCORES, {}), dict):
		frappe.throw(_("What was typed could not be read. Reload the sheet."), ScoreProblem)
	return found


def _plain(review, typed: dict) -> dict:
	"""Only what a juror may type, and only as texts and ticks."""
	given = typed.get(SCORES, {})
	texts = set(guard.content_fields(review.meta)) - {SCORES}
	return {
		SCORES: {
			row.criterion_code: _mark(given[row.criterion_code])
			for row in review.scores
			if isinstance(given.get(row.criterion_code), dict)
		},
		**{field: cstr(typed[field]) for field in sorted(texts & set(typed))},
	}


def _mark(value: dict) -> dict:
	return {"score": cstr(value.get("score")), "not_applicable": int(bool(cint(value.get("not_applicable"))))}


def _text(draft: dict) -> str:
	text = json.dumps(draft, ensure_ascii=False)
	if len(text) > MOST_CHARACTERS:
		frappe.throw(
			_(
				"Marks and comments have {0} characters together, and at most {1} are kept. Shorten them."
			).format(len(text), MOST_CHARACTERS),
			ScoreProblem,
		)
	return text


def _demand_latest(review, modified: str) -> None:
	if get_datetime_str(review.modified) == modified:
		return
	frappe.throw(
		_(
			"This sheet was changed in another window at {0}. What you typed here is not lost: choose which of the two shall stay."
		).format(format_time(review.modified)),
		SheetChanged,
		title=_("Changed in Another Window"),
	)
