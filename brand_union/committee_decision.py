"""Base of the decisions of a committee."""

from types import ModuleType

import frappe

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, releasing


class CommitteeDecision(BrandDocument):
	"""A list whose rows are drawn up, chosen from, looked at in a preview, and released once.

	Each kind names its two services: `draft_service` with draft_rows, `release_service` with preview and release.
	"""

	draft_service: ModuleType
	release_service: ModuleType

	def validate(self):
		releasing.check_draft(self)
		guard.enforce_read_only(self, fixed_tables=("rows",))

	def on_trash(self):
		releasing.demand_draft(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def draft_rows(self) -> None:
		"""Draw up the rows; what was typed in or chosen is kept."""
		self.draft_service.draft_rows(self.name)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview(self) -> dict:
		"""What releasing would do, and what stands against it."""
		return self.release_service.preview(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def release(self) -> dict:
		"""Release the decision: all of its rows are carried out, or none. A second call changes nothing."""
		return self.release_service.release(self.name)
