"""Windows had no rights of their own: their phase alone said what they open. Each gets what is usual for its phase."""

import frappe

from brand_union.domain import phases
from brand_union.services.cycles import WINDOW


def execute() -> None:
	"""Rows without any right get the usual ones; a second run finds none, but for phases that open nothing."""
	window = frappe.qb.DocType(WINDOW)
	for phase, rights in phases.USUAL.items():
		query = frappe.qb.update(window).where(window.phase == phase)
		for right in phases.RIGHTS:
			query = query.where(window[right] == 0)
		for right in rights:
			query = query.set(right, 1)
		if rights:
			query.run()
	frappe.clear_cache(doctype="Brand Cycle")
