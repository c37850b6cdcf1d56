"""Records that Frappe does not sync from files: created once, then the admin's own."""

import frappe

from brand_union.domain import lifecycle
from brand_union.setup.defaults import Default

KANBAN_BOARD = "Kanban Board"

# Colour of a column by stage (Kanban Board Column, field indicator).
INDICATOR_OF_STAGE = {
	"Draft": "Gray",
	"Filed": "Blue",
	"Checked": "Cyan",
	"In Review": "Orange",
	"Decided": "Purple",
	"Under Way": "Light Blue",
	"Acceptance": "Yellow",
	"Closed": "Green",
	"Not Approved": "Gray",
	"Withdrawn": "Gray",
	"Terminated": "Red",
}


def shipped_records() -> list[Default]:
	"""Every such record; whoever adds a kind adds a line here."""
	return [project_board()]


def project_board() -> Default:
	"""The Kanban of Brand Projects with one column per stage."""
	columns = [
		{"column_name": stage, "status": "Active", "indicator": INDICATOR_OF_STAGE[stage]}
		for stage in lifecycle.stages(lifecycle.BRAND_PROJECT)
	]
	content = {
		"doctype": KANBAN_BOARD,
		"kanban_board_name": "Brand Projects by Stage",
		"reference_doctype": lifecycle.BRAND_PROJECT,
		"field_name": "stage",
		"private": 0,
		"show_labels": 1,
		"fields": frappe.as_json(["unit_name", "tier"], indent=None),
		"columns": columns,
	}
	return Default(kind=KANBAN_BOARD, name=content["kanban_board_name"], content=content)
