"""Base of the documents of this app."""

from collections.abc import Iterator, Mapping, ValuesView
from typing import Any, Self

from frappe.model.base_document import BaseDocument
from frappe.model.document import Document

from brand_union.services import arguments, limits


class BrandDocument(Document):
	"""A document whose fields hold single values before anything is made of them.

	No hook is early enough: Frappe first looks up the links, taking what is no text for a filter, and then asks for
	permission, where the unit is looked for among those of the user.
	"""

	def extend(self, key: str, value: Any) -> None:
		"""Rows of a table; a script may send anything in their place."""
		given = list(value) if isinstance(value, Iterator | ValuesView) else value
		rows = arguments.read(key, given, list, tuple, of=(Mapping, BaseDocument))
		super().extend(key, rows)

	def insert(self, *args, **kwargs) -> Self:
		limits.demand_plain(self)
		return super().insert(*args, **kwargs)

	def save(self, *args, **kwargs) -> Self:
		limits.demand_plain(self)
		return super().save(*args, **kwargs)
