"""The opinion boxes of the forms: what was signed and sealed, what was released, and room for the pen."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import cint, cstr

from brand_union.services import cycles
from brand_union.services.paper_reader import Reader, day, paragraphs
from brand_union.services.sections import APPLICATION, SUMMARY

# Millimetres, where the cycle says nothing.
DEFAULT_HEIGHT = 36
UNIVERSITY_UNION = "University Union"


@dataclass(frozen=True)
class Verdict:
	"""A box that the office fills: its title, the one that a cycle may list it under, and what was released, if anything."""

	title: str
	usual: str = ""
	lines: list[str] = field(default_factory=list)
	date: str = ""


def boxes(reader: Reader, form: str, blank: bool) -> list[dict]:
	"""The boxes of the cycle in its order, then rows that only the document has.

	Boxes that the cycle lists as not required are filled on paper or by the office; where it lists none, the
	two usual ones close the form.
	"""
	asked = [row for row in cycles.rules_of(reader.value("cycle")).endorsements if row.form == form]
	given = {} if blank else {row.endorsement: row for row in reader.rows("endorsements")}
	heights = {row.endorsement: cint(row.print_height) for row in asked}
	titles = [*heights, *(title for title in given if title not in heights)]
	listed = {_(title) for title in titles}
	known = {_name_of(verdict, listed): verdict for verdict in VERDICTS[form](reader)}
	if all(row.required_before != "Not Required" for row in asked):
		titles += [title for title in known if title not in listed]
	return [
		{
			"title": _(title),
			"height": heights.get(title) or DEFAULT_HEIGHT,
			**_opinion(given.get(title), None if blank else known.get(_(title))),
		}
		for title in titles
	]


def _name_of(verdict: Verdict, listed: Collection[str]) -> str:
	"""The title of the box that a verdict goes into, among those that the form has already."""
	is_under_usual = verdict.usual in listed and verdict.title not in listed
	return verdict.usual if is_under_usual else verdict.title


def _opinion(row, verdict: Verdict | None) -> dict:
	if row:
		return {
			"text": paragraphs(row.opinion),
			"signer": cstr(row.signer),
			"on_screen": bool(row.signed_by),
			# A signature on screen has a post of the table; what was typed stays as it is.
			"post": _(cstr(row.post), context="Union Unit Member") if row.post else "",
			"sealed": bool(cint(row.sealed)),
			"date": day(row.signed_on),
		}
	lines, date = (verdict.lines, verdict.date) if verdict else ([], "")
	return {"text": lines, "signer": "", "on_screen": False, "post": "", "sealed": False, "date": date}


def _selection_verdicts(reader: Reader) -> list[Verdict]:
	if reader.doc.stage == "Not Approved":
		lines = [_("Not Approved", context="Brand Project")]
	else:
		lines = _labelled(reader, "tier", "approved_amount")
	return [
		Verdict(_("Opinion of the Expert Panel")),
		_of_organiser(reader, lines, "decided_on"),
	]


def _acceptance_verdicts(reader: Reader) -> list[Verdict]:
	return [
		Verdict(_("Opinion of the Expert Panel"), lines=_labelled(reader, "score", "grade")),
		_of_organiser(reader, _labelled(reader, "grade", "rectify_until"), "closed_on"),
	]


def _of_organiser(reader: Reader, lines: list[str], decided_on: str) -> Verdict:
	"""The closing box bears the name of the organiser that took the filing, unless that is the university's union."""
	organiser = reader.value("organiser") or cycles.rules_of(reader.value("cycle")).organiser
	kind, name = frappe.get_cached_value("Union Unit", organiser, ["unit_type", "unit_name"])
	usual = _("Opinion of the University Union")
	title = usual if kind == UNIVERSITY_UNION else _("Opinion of {0}").format(name)
	return Verdict(title, usual, lines, day(reader.value(decided_on)))


def _labelled(reader: Reader, *names: str) -> list[str]:
	return [f"{reader.label(name)}: {reader.text(name)}" for name in names if reader.text(name)]


VERDICTS: dict[str, Callable[[Reader], list[Verdict]]] = {
	APPLICATION: _selection_verdicts,
	SUMMARY: _acceptance_verdicts,
}
