"""Base of what a unit files: the application and the summary."""

import frappe

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import arguments, comparison, filing, signing


class FiledForm(BrandDocument):
	"""A paper of a unit that is signed, filed, sent back, and frozen version by version."""

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def return_to_unit(self, reason: str, action: str = "") -> None:
		"""Send the paper back with a reason."""
		filing.return_to_unit(self, reason, action=action)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def sign(self, endorsement: str, opinion: str = "") -> None:
		"""Sign an opinion box on screen, as the person who holds the post that it asks for."""
		signing.sign(self, endorsement, opinion)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def add_paper(self, endorsement: str, values: dict | str) -> None:
		"""Enter what was signed on paper: {opinion, signer, post, signed_on, sealed, scan}."""
		signing.add_paper(self, endorsement, arguments.read("values", values, dict))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def ask_for_signature(self) -> list[str]:
		"""Tell those who may sign the next box; returns their names."""
		return signing.ask(self)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def versions_side_by_side(self) -> dict:
		"""The frozen versions and their differences, for the form: see services.comparison."""
		return comparison.versions_of(self)
