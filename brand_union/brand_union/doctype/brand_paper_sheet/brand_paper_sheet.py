from hashlib import sha256

import frappe
from frappe import _

from brand_union.document import BrandDocument
from brand_union.services import guard
from brand_union.services.errors import PanelProblem


class BrandPaperSheet(BrandDocument):
	"""What one person of the office has keyed in from a juror's paper sheet: once here, once by somebody else."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.brand_paper_sheet_score.brand_paper_sheet_score import (
			BrandPaperSheetScore,
		)

		finished_on: DF.Datetime | None
		joint_cycle: DF.Link | None
		juror: DF.Link
		juror_name: DF.Data | None
		keyed_by: DF.Link
		keying: DF.Literal["First Keying", "Second Keying"]
		keying_key: DF.Data | None
		organiser: DF.Link | None
		panel: DF.Link
		person_key: DF.Data | None
		project: DF.Link
		project_title: DF.Data | None
		scan: DF.Attach | None
		scores: DF.Table[BrandPaperSheetScore]
		status: DF.Literal["Being Keyed", "Keyed", "Compared", "Entered"]
	# end: auto-generated types

	def validate(self):
		guard.enforce_read_only(self)
		self.set_keys()

	def on_trash(self):
		if not self.flags.by_service:
			frappe.throw(
				_(
					"Paper sheets belong to the record of the panel. Discard a keying with the buttons of the panel."
				),
				PanelProblem,
			)

	def set_keys(self):
		"""One keying of each number, and one by each person: no race makes a third or keys both."""
		sheet = (self.panel, self.juror, self.project)
		self.keying_key = _digest(*sheet, self.keying)
		self.person_key = _digest(*sheet, self.keyed_by)


def _digest(*parts: str) -> str:
	return sha256("\n".join(parts).encode()).hexdigest()


def on_doctype_update():
	frappe.db.add_index("Brand Paper Sheet", ["panel", "status"])
	frappe.db.add_index("Brand Paper Sheet", ["organiser", "status"])
	frappe.db.add_index("Brand Paper Sheet", ["creation"])
