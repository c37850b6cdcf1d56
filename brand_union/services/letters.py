"""Letters to the units about a decision: drawn up as drafts when it is released, one for each unit.

They say what the unit reads in its projects anyway: outcome, tier and amount, grade, until when to correct. What the
committee wrote down for itself stays out. A school that wants other words names an Email Template in the settings.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import comma_and, cstr, escape_html, flt, fmt_money, format_date

from brand_union.services import cycles, notices, organisers, records
from brand_union.services.decision import APPROVED, PASSED, TERMINATED, WITH_DUE_DATE
from brand_union.services.errors import LetterProblem
from brand_union.services.panels import SELECTION

LETTER, SETTINGS = "Brand Letter", "Brand Union Settings"


def draft(decision) -> int:
	"""One draft for each unit in the decision; returns how many. Raises LetterProblem where the template fails."""
	rows_of: dict[str, list] = {}
	units = _units(row.project for row in decision.rows)
	for row in decision.rows:
		rows_of.setdefault(units[row.project], []).append(row)
	addresses, template = _addresses(rows_of), template_name()
	names = _names(rows_of)
	for unit, rows in rows_of.items():
		with print_language(_language()):
			words = _words(decision, names[unit], rows, template)
		_insert(decision, unit, names[unit], addresses.get(unit, []), words)
	return len(rows_of)


def template_name() -> str | None:
	"""The Email Template that the school has chosen."""
	return frappe.db.get_single_value(SETTINGS, "letter_template")


def check_template(name: str | None) -> None:
	"""Render the template once with an example, so that a fault shows here and not when a decision is released."""
	if name:
		_from_template(name, EXAMPLE)


# What a template can name
EXAMPLE = {
	"organisation": "",
	"unit_name": "",
	"cycle_name": "",
	"year": 0,
	"purpose": "",
	"decision_title": "",
	"document_number": "",
	"meeting_date": "",
	"projects": [
		{"title": "", "outcome": "", "tier": "", "amount": "", "grade": "", "due_on": "", "sentence": ""}
	],
}


def _words(decision, unit_name: str, rows: list, template: str | None) -> dict[str, str]:
	facts = _facts(decision, unit_name, rows)
	return _from_template(template, facts) if template else _own_words(decision, facts)


def _from_template(name: str, facts: dict) -> dict[str, str]:
	try:
		found = frappe.get_doc("Email Template", name).get_formatted_email(facts)
	except Exception as error:
		# Whatever the admin's template runs into belongs into the sentence.
		frappe.throw(
			_("The Email Template {0} cannot be filled in: {1}").format(name, escape_html(cstr(error))),
			LetterProblem,
		)
	return {"subject": found["subject"][:140], "message": found["message"]}


def _own_words(decision, facts: dict) -> dict[str, str]:
	subject = (
		_("Result of the selection: {0}")
		if decision.purpose == SELECTION
		else _("Result of the acceptance: {0}")
	)
	told = "".join(f"<li>{escape_html(project['sentence'])}</li>" for project in facts["projects"])
	paragraphs = (
		_("To {0}:").format(escape_html(facts["unit_name"])),
		_("After review and deliberation, this was decided on your projects of {0}:").format(
			escape_html(facts["cycle_name"])
		),
	)
	begin = "".join(f"<p>{text}</p>" for text in paragraphs)
	end = "".join(
		f"<p>{escape_html(text)}</p>" for text in (facts["organisation"], facts["meeting_date"]) if text
	)
	return {
		"subject": subject.format(facts["cycle_name"])[:140],
		"message": f"{begin}<ul>{told}</ul>{end}",
	}


def _facts(decision, unit_name: str, rows: list) -> dict:
	rules = cycles.rules_of(decision.cycle)
	return {
		"organisation": _organisation(decision, rules),
		"unit_name": unit_name,
		"cycle_name": rules.cycle_name,
		"year": rules.year,
		"purpose": _(decision.purpose, context="Brand Decision"),
		"decision_title": decision.decision_title,
		"document_number": cstr(decision.document_number),
		"meeting_date": format_date(decision.meeting_date) if decision.meeting_date else "",
		"projects": [_project(row) for row in rows],
	}


def _organisation(decision, rules) -> str:
	"""Who writes: the organisation of the settings, or those who decided where a cycle has several organisers."""
	if len(organisers.of(rules)) > 1:
		return comma_and(organisers.issuers_of(decision), add_quotes=False)
	return cstr(frappe.db.get_single_value(SETTINGS, "organisation_name"))


def _project(row) -> dict[str, str]:
	return {
		"title": cstr(row.project_title),
		"outcome": _(row.outcome, context="Brand Decision Row"),
		"tier": cstr(row.tier),
		"amount": fmt_money(row.amount) if flt(row.amount) else "",
		"grade": cstr(row.grade),
		"due_on": format_date(row.due_on) if row.due_on else "",
		"sentence": _sentence(row),
	}


def _sentence(row) -> str:
	told = _("{0} – {1}").format(row.project_title, _(row.outcome, context="Brand Decision Row"))
	details = _details(row)
	return _("{0} ({1})").format(told, ", ".join(details)) if details else told


def _details(row) -> list[str]:
	if row.outcome == APPROVED:
		amount = [_("{0} yuan").format(fmt_money(row.amount))] if flt(row.amount) else []
		return [cstr(row.tier), *amount] if row.tier else amount
	if row.outcome == PASSED and row.grade:
		return [_("grade {0}").format(row.grade)]
	if row.outcome in WITH_DUE_DATE and row.due_on:
		return [_("until {0}").format(format_date(row.due_on))]
	# The unit reads this reason in its project.
	return [row.reason] if row.outcome == TERMINATED and row.reason else []


def _insert(decision, unit: str, unit_name: str, recipients: list[str], words: dict[str, str]) -> None:
	letter = frappe.get_doc(
		{
			"doctype": LETTER,
			"decision": decision.name,
			"cycle": decision.cycle,
			"organiser": decision.organiser,
			"joint_cycle": decision.joint_cycle,
			"unit": unit,
			"unit_name": unit_name,
			"recipients": "\n".join(recipients),
			**words,
		}
	)
	records.write(letter)


def _units(projects: Iterable[str]) -> dict[str, str]:
	found = {"name": ("in", list(projects) or [""])}
	return dict(frappe.get_all("Brand Project", found, ["name", "unit"], as_list=True, order_by=None))


def _names(units: Iterable[str]) -> dict[str, str]:
	"""{unit: what it is called today}; its projects may have been filed under another name."""
	found = {"name": ("in", list(units) or [""])}
	return dict(frappe.get_all("Union Unit", found, ["name", "unit_name"], as_list=True, order_by=None))


def _addresses(units: Iterable[str]) -> dict[str, list[str]]:
	"""{unit: addresses of its people in office who can log in}."""
	people = notices.people_of(units)
	users = sorted({user for found in people.values() for user in found})
	enabled = {"name": ("in", users or [""]), "enabled": 1}
	address = dict(frappe.get_all("User", enabled, ["name", "email"], as_list=True, order_by=None))
	return {unit: [address[user] for user in found if address.get(user)] for unit, found in people.items()}


def _language() -> str:
	return frappe.db.get_single_value("System Settings", "language") or "en"
