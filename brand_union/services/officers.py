"""The office's own people: whoever sits in a panel, or belongs to one of its projects, stands back from handling it."""

import frappe
from frappe import _

from brand_union.services import conflicts, organisers
from brand_union.services.errors import NotAllowedNow


def demand_free(panel, project: str | None = None) -> None:
	"""Raise NotAllowedNow if the acting user is a juror of the panel, or in conflict with the `project` acted on.

	Being of the office is no conflict with the units below it; a post in any other unit is.
	"""
	if frappe.session.user in [row.juror for row in panel.jurors]:
		frappe.throw(
			_("You are a juror of {0}, so somebody else in the office has to do this.").format(
				panel.panel_name
			),
			NotAllowedNow,
		)
	if not project:
		return
	found = conflicts.of_pairs([(project, frappe.session.user)], besides=organisers.offices_of(panel))
	for conflict in found.values():
		frappe.throw(
			_(
				"You have a conflict of interest with {0} yourself ({1}). Somebody else in the office has to do this."
			).format(project, conflict.reason),
			NotAllowedNow,
		)
