"""Who scores what, joined with where: what queries about sheets and panels begin with."""

import frappe

ASSIGNMENT, PANEL, REVIEW = "Panel Assignment", "Review Panel", "Brand Review"


def with_panels() -> tuple:
	"""(query, assignment, panel): all assignments, each with its panel, and the two tables to go on with."""
	assignment, panel = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType(PANEL)
	return frappe.qb.from_(assignment).join(panel).on(panel.name == assignment.panel), assignment, panel


def with_sheets() -> tuple:
	"""(query, assignment, review): all assignments that have a sheet, each with it, and the two tables."""
	assignment, review = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType(REVIEW)
	return frappe.qb.from_(assignment).join(review).on(review.name == assignment.review), assignment, review
