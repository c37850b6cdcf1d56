"""What a browser sends as JSON: read, or refused in a sentence. A script may send anything in its place."""

from typing import Any

import frappe
from frappe import _

from brand_union.services.errors import BrandError


def read(name: str, given: Any, *shapes: type, of: type | tuple[type, ...] = object) -> Any:
	"""The argument `name` in one of `shapes` (list, dict), each of its entries a `of`. Raises BrandError."""
	found = parsed(given)
	if not isinstance(found, shapes) or not all(isinstance(one, of) for one in _entries(found)):
		refuse(name)
	return found


def parsed(given: Any) -> Any:
	"""The content of a JSON text, and None where it is none; anything else as it is."""
	try:
		return frappe.parse_json(given)
	except (ValueError, RecursionError):
		return None


def refuse(name: str) -> None:
	"""Raise BrandError for the argument `name`, which cannot be made sense of."""
	frappe.throw(
		_(
			"The request cannot be read: its part {0} does not have the form that is needed here. Reload the page and try again."
		).format(frappe.bold(name)),
		BrandError,
	)


def _entries(found: Any) -> Any:
	return found.values() if isinstance(found, dict) else found
