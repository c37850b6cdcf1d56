import frappe
from frappe import _

from brand_union.kept_record import KeptRecord


class BrandSnapshot(KeptRecord):
	"""One frozen version of a document, with its hash. Made by services, never changed, never deleted."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		content: DF.JSON
		digest: DF.Data
		joint_cycle: DF.Link | None
		kind: DF.Literal[
			"As Filed",
			"As Approved",
			"Score Table",
			"As Proposed",
			"As Posted",
			"Summary Filed",
			"Summary Accepted",
			"Award List",
		]
		office_only: DF.Check
		organiser: DF.Link | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		taken_by: DF.Link
		taken_on: DF.Datetime
		unit: DF.Link | None
	# end: auto-generated types

	def why_kept(self) -> str:
		return _(
			"A snapshot keeps what was filed or decided. It is made by the system and cannot be changed or deleted."
		)


def on_doctype_update():
	frappe.db.add_index("Brand Snapshot", ["reference_doctype", "reference_name", "kind"])
	frappe.db.add_index("Brand Snapshot", ["creation"])
