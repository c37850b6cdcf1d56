"""Awards as documents: made and revoked by the release of an award decision, and by nothing else."""

from collections.abc import Mapping
from secrets import token_hex

import frappe
from frappe import _
from frappe.utils import cint, cstr, escape_html, getdate

from brand_union.domain import certificate
from brand_union.services import awards, cycles, notices, numbering, records
from brand_union.services.awards import AWARD, REVOKED, VALID, Standing


def make(decision, row, found: Standing) -> str:
	"""The award of one row of a decision that is being released; returns its name."""
	rule, project = awards.rule_of(found.rules, row.award_title), found.projects[row.project]
	award = frappe.get_doc(
		{
			"doctype": AWARD,
			"award_title": row.award_title,
			"status": VALID,
			"level": rule.level,
			"to_recommend": rule.recommend,
			"project": row.project,
			"project_title": project.project_title,
			"unit": project.unit,
			"unit_name": project.unit_name,
			"organiser": project.organiser or decision.organiser,
			"joint_cycle": decision.joint_cycle,
			"cycle": decision.cycle,
			"programme": found.rules.programme,
			"year": found.rules.year,
			"decision": decision.name,
			"document_number": decision.document_number,
			"awarded_on": getdate(decision.awarded_on) if decision.awarded_on else cycles.today(),
			"certificate_number": _next_number(found.rules, rule),
			"check_code": token_hex(8),
		}
	)
	return records.write(award).name


def revoke(name: str, decision, reason: str) -> None:
	"""Valid → Revoked, by a decision that corrects the one which awarded it; its number is not given again."""
	award = frappe.get_doc(AWARD, name, for_update=True)
	award.update(
		{
			"status": REVOKED,
			"revoked_on": cycles.today(),
			"revoked_by": decision.name,
			"revoke_reason": reason,
		}
	)
	# The award may belong to the other organiser of the cycle.
	records.write(award)


def tell_units(decision, held: Mapping[str, dict]) -> None:
	"""Tell each unit in the bell what it was awarded, and what was revoked."""
	changed = [row for row in decision.rows if cstr(row.award_title) != cstr(row.held_title)]
	people = notices.people_of(row.unit for row in changed)
	for row in changed:
		readers = people.get(row.unit, [])
		if row.held_title:
			notices.tell(readers, lambda row=row: _revoked_text(row), AWARD, held[row.project].name)
		if row.award_title:
			notices.tell(readers, lambda row=row: _awarded_text(row), AWARD, row.award)


def _next_number(rules, rule) -> str:
	"""Counted within the cycle from 1, apart for each pattern: the counter's row stays locked until the end.

	Two patterns may come to the same text, as "A{number}" and "A1{number}" do: what is given is passed over.
	"""
	pattern = cstr(rule.certificate_pattern).strip()
	while True:
		count = numbering.count(f"certificate-{rules.name}-{certificate.series(pattern)}-")
		number = certificate.number(pattern, cint(rules.year), count)
		if not _is_given(rules.name, number):
			return number


def _is_given(cycle: str, number: str) -> bool:
	"""Read as it is now: another decision of the cycle may have been released since this request began."""
	filters = {"cycle": cycle, "certificate_number": number}
	return bool(frappe.db.get_value(AWARD, filters, "name", for_update=True))


def _awarded_text(row) -> str:
	return _("{0} was awarded the title {1}.").format(
		escape_html(row.project_title), escape_html(row.award_title)
	)


def _revoked_text(row) -> str:
	return _("The award {0} of {1} was revoked. Read the reason.").format(
		escape_html(row.held_title), escape_html(row.project_title)
	)
