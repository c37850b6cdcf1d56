"""The chain of opinions and seals that a form needs: who signs, in which order, how, and before which step.

The rows of the cycle (`endorsements`) say it, in the order of signing. A box is complete when it was signed on screen
(`signed_by`; see signing.py) or on paper, as its row allows. Boxes that are not required stand outside the order.
"""

from collections.abc import Iterator
from itertools import pairwise

import frappe
from frappe import _
from frappe.utils import cint, cstr, escape_html, format_date, getdate

from brand_union.domain import lifecycle
from brand_union.services import cycles, guard, section_files
from brand_union.services.errors import EndorsementMissing, EndorsementProblem, FrozenContent, refuse
from brand_union.services.sections import APPLICATION, FORM_OF, SUMMARY

FILING, FORMAL_CHECK, REVIEW, START = "Filing", "Formal Check", "Review", "Start"
NOT_REQUIRED = "Not Required"
# Before which steps a form may ask for a box, earliest first.
MOMENTS = {APPLICATION: (FILING, FORMAL_CHECK, REVIEW, START), SUMMARY: (FILING, REVIEW)}
ON_SCREEN, STAMPED_SCAN = "On Screen", "Stamped Scan"
# Signed by the organiser's people; every other post is one in the applying unit.
OFFICE = "Office"

# What a signature on screen holds fast, and what a box is emptied of when its paper goes back.
HELD = ("endorsement", "opinion", "signer", "post", "signed_on")
SIGNATURE = ("opinion", "signer", "post", "signed_on", "signed_by", "scan")
TABLE, BOX = "endorsements", "Brand Project Endorsement"


# Demands: (doc, old stage, new stage) -> None or an error


def demand_before_filing(doc, old: str, new: str) -> None:
	"""Every box that the cycle asks for before filing is signed."""
	check(doc, FILING)


def demand_before_check(doc, old: str, new: str) -> None:
	"""Every box that the cycle asks for before the formal check is passed is signed."""
	check(doc, FORMAL_CHECK)


def demand_before_review(doc, old: str, new: str) -> None:
	"""Every box that the cycle asks for before the review is signed."""
	check(doc, REVIEW)


def empty(doc, old: str, new: str) -> None:
	"""A paper that goes back to its unit is signed anew; its trail and its frozen version keep what was signed."""
	for row in doc.endorsements:
		_empty(row)


# The chain


def chain_of(doc) -> list:
	"""The cycle's rows for the document's form that have to be signed, in the order of signing."""
	return [row for row in rules_of(doc) if row.required_before != NOT_REQUIRED]


def rules_of(doc) -> list:
	"""All of the cycle's rows for the document's form."""
	form = FORM_OF[doc.doctype]
	return [row for row in cycles.rules_of(doc.cycle).endorsements if row.form == form]


def check(doc, moment: str) -> None:
	"""Raise EndorsementMissing naming each box that is due before `moment` and not complete."""
	found = problems(doc, moment)
	if found:
		items = "".join(f"<li>{escape_html(problem)}</li>" for problem in found)
		title = escape_html(_("Opinions and seals of {0} are missing:").format(doc.project_title))
		frappe.throw(f"{title}<ul>{items}</ul>", EndorsementMissing)


def before_start(cycle: str, projects: list[str]) -> dict[str, str]:
	"""{project: what its boxes lack that are due before the work starts}; one query at most."""
	due = [row for row in cycles.rules_of(cycle).endorsements if row.required_before == START]
	if not due:
		return {}
	given: dict[str, dict] = {name: {} for name in projects}
	for row in frappe.get_all(
		BOX,
		{"parent": ("in", projects or [""]), "parenttype": "Brand Project"},
		["parent", "idx", "endorsement", "signer", "signed_on", "signed_by", "sealed", "scan"],
		order_by="idx asc",
	):
		given[row.parent][row.endorsement] = row
	found = {name: _problems(due, rows) for name, rows in given.items()}
	return {name: " ".join(lines) for name, lines in found.items() if lines}


def problems(doc, moment: str) -> list[str]:
	"""What the boxes lack that are due before `moment`, and which were signed before the one that comes first."""
	due = [rule for rule in chain_of(doc) if rule.required_before == moment]
	return _problems(due, given_in(doc))


def _problems(due: list, given: dict) -> list[str]:
	missing = [text for rule in due if (text := problem_of(rule, given.get(rule.endorsement)))]
	return missing or list(_out_of_order(due, given))


def next_of(doc):
	"""The cycle's row of the box that is to be signed next, or None when all are, or the paper is at its end."""
	if lifecycle.is_final(doc.doctype, doc.stage):
		return None
	given = given_in(doc)
	return next((rule for rule in chain_of(doc) if problem_of(rule, given.get(rule.endorsement))), None)


def given_in(doc) -> dict:
	"""{name of the box: the document's row}."""
	return {row.endorsement: row for row in doc.endorsements}


def problem_of(rule, row) -> str | None:
	"""What the row of a box lacks, in a sentence; None for a complete one."""
	if not row:
		return _("{0}: the row is missing under Opinions and Seals.").format(rule.endorsement)
	lacks = list(_lacks(rule, row))
	if not lacks:
		return None
	return _("{0} (row {1}): {2} is missing.").format(rule.endorsement, row.idx, ", ".join(lacks))


def post_of(rule) -> str:
	"""Whose signature a row asks for, in the reader's language; "" where it does not say."""
	if rule.signer_post == OFFICE:
		return _("the office of the organiser")
	return _(rule.signer_post, context="Union Unit Member") if rule.signer_post else ""


def _lacks(rule, row) -> Iterator[str]:
	if not row.signed_by and rule.manner == ON_SCREEN:
		yield _("the signature on screen")
	elif not row.signed_by:
		yield from (_label(field) for field in ("signer", "signed_on") if not row.get(field))
		if not row.sealed and not row.scan and not _takes_scan(rule):
			yield _label("sealed")
	if _takes_scan(rule) and not row.scan:
		yield _label("scan")


def _takes_scan(rule) -> bool:
	"""A scan that is asked for stands for the seal on paper, and is asked for beside a signature on screen too."""
	return bool(cint(rule.scan_required)) or rule.manner == STAMPED_SCAN


def _out_of_order(due: list, given: dict) -> Iterator[str]:
	rows = [given[rule.endorsement] for rule in due]
	for first, row in pairwise(rows):
		if getdate(row.signed_on) < getdate(first.signed_on):
			yield _("{0} (row {1}) was signed on {2}, before {3} on {4}, which comes first.").format(
				row.endorsement,
				row.idx,
				format_date(row.signed_on),
				first.endorsement,
				format_date(first.signed_on),
			)


def _label(field: str) -> str:
	return _(frappe.get_meta(BOX).get_label(field), context=BOX)


# Steps of the forms


def prefill(doc) -> None:
	"""Give a new document one row per box of its cycle, in the cycle's order."""
	if doc.endorsements or not doc.cycle:
		return
	for rule in chain_of(doc):
		doc.append(TABLE, {"endorsement": rule.endorsement})


def hold_signed(doc) -> None:
	"""Step of `validate`: what was signed on screen stays as it was signed, or is signed anew.

	A row of it is not changed by hand; and a change of the paper takes the signatures on screen back, since nobody
	has signed what it says now.
	"""
	before = doc.get_doc_before_save()
	if doc.flags.by_service or not before:
		return
	signed = [row for row in before.endorsements if row.signed_by]
	now = {row.name: row for row in doc.endorsements}
	for row in signed:
		_demand_same(row, now.get(row.name))
	if signed and _is_changed(doc, before):
		_take_back(doc)


def claim_scans(doc) -> None:
	"""Step of `validate`: a scan is a private file that its writer may open, and belongs to the document from then on."""
	before = doc.get_doc_before_save()
	known = {row.scan for row in (before.endorsements if before else [])}
	refuse(
		[
			_(
				"Opinions and Seals, row {0}: {1} is not a private file of yours. Upload the scan in this form."
			).format(row.idx, section_files.name_of(row.scan) or "—")
			for row in doc.endorsements
			if row.scan
			and row.scan not in known
			and not section_files.take(doc, cstr(row.scan), section_files.SCAN)
		],
		EndorsementProblem,
		_("Not Saved"),
	)


def note_awaited(doc) -> None:
	"""Step of `validate`: the box that is to be signed next, so that lists can be filtered by it."""
	rule = next_of(doc)
	doc.awaited_signature = rule.endorsement if rule else None


def scans_of(doc) -> set[str]:
	"""Addresses of all scans of opinions that the document has or had when it was filed before."""
	frozen = frappe.get_all(
		"Brand Snapshot",
		{"reference_doctype": doc.doctype, "reference_name": doc.name},
		pluck="content",
		order_by="taken_on asc",
	)
	rows = [row for text in frozen for row in frappe.parse_json(text).get(TABLE) or []]
	return {scan for row in [*rows, *(doc.get(TABLE) or [])] if (scan := row.get("scan"))}


def _demand_same(old, row) -> None:
	changed = [field for field in HELD if not row or cstr(row.get(field)) != cstr(old.get(field))]
	if changed:
		frappe.throw(
			_(
				"{0}, row {1}: {2} was signed on screen by {3} and cannot be changed by hand. To have it signed anew, change the paper itself, or have it returned."
			).format(_("Opinions and Seals"), old.idx, old.endorsement, old.signer),
			FrozenContent,
			title=_("Not Saved"),
		)


def _is_changed(doc, before) -> bool:
	own = {TABLE, "checks", *guard.STAGE_FIELDS}
	fields = [field for field in guard.content_fields(doc.meta) if field not in own]
	return bool(guard.changed_fields(doc, before, fields))


def _take_back(doc) -> None:
	names = [row.endorsement for row in doc.endorsements if row.signed_by]
	for row in doc.endorsements:
		if row.signed_by:
			_empty(row)
	frappe.msgprint(
		_(
			"{0} was changed after it was signed on screen, so these have to be signed again: {1}. The history keeps the earlier signatures."
		).format(escape_html(doc.project_title), escape_html(", ".join(names))),
		indicator="orange",
		alert=True,
	)


def _empty(row) -> None:
	row.update(dict.fromkeys(SIGNATURE))
	row.sealed = 0
