"""Base of the documents of this app."""

from typing import Self

from frappe.model.document import Document

from brand_union.services import limits


class BrandDocument(Document):
	"""A document whose fields hold single values before anything is made of them.

	No hook is early enough: Frappe first looks up the links, taking what is no text for a filter, and then asks for
	permission, where the unit is looked for among those of the user.
	"""

	def insert(self, *args, **kwargs) -> Self:
		limits.demand_plain(self)
		return super().insert(*args, **kwargs)

	def save(self, *args, **kwargs) -> Self:
		limits.demand_plain(self)
		return super().save(*args, **kwargs)
