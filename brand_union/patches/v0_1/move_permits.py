"""Permits were rows of their cycle, whose readers could find out the reasons; they are documents of the office."""

import frappe

ROWS = "Brand Cycle Permit"
FIELDS = ("phase", "unit", "project", "valid_until", "reason", "granted_by")
MADE = ("owner", "creation", "modified", "modified_by")


def execute() -> None:
	"""Moves every row to a Brand Permit of its own and takes the old table away; a second run finds nothing."""
	if frappe.db.table_exists(ROWS):
		rows = frappe.qb.DocType(ROWS)
		for row in frappe.qb.from_(rows).select("*").orderby(rows.creation, rows.idx).run(as_dict=True):
			_move(row)
		frappe.db.delete(ROWS)
	frappe.delete_doc("DocType", ROWS, force=True, ignore_missing=True)
	# Frappe keeps the table of a deleted DocType and has no call of its own to drop one.
	frappe.db.sql_ddl(f"drop table if exists `tab{ROWS}`")  # nosemgrep


def _move(row) -> None:
	organiser = frappe.db.get_value("Brand Cycle", row.parent, "organiser")
	permit = frappe.get_doc(
		{
			"doctype": "Brand Permit",
			"cycle": row.parent,
			"organiser": organiser,
			**{field: row[field] for field in (*FIELDS, *MADE)},
		}
	)
	permit.set_new_name()
	# As it was granted: today's checks are for new permits.
	permit.db_insert()
