"""Base of what is written once, by the system: logs and frozen versions."""

import frappe

from brand_union.document import BrandDocument
from brand_union.services.errors import FrozenContent


class KeptRecord(BrandDocument):
	"""A record that a service makes; nobody makes one by hand, and nobody changes or deletes it."""

	def validate(self):
		if not self.is_new() or not self.flags.by_service:
			self._refuse()

	def on_trash(self):
		self._refuse()

	def why_kept(self) -> str:
		"""What the record is for, and that it stays as it is, in a translated sentence."""
		raise NotImplementedError

	def _refuse(self):
		frappe.throw(self.why_kept(), FrozenContent)
