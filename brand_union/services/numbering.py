"""Numbers of documents: "BP-2025-0001", counted within a year or within another document.

Frappe keeps all counters of a site in one table, by prefix alone: two apps that both write "BP-2025-" would count
together, and nobody could tell whose counter it is. Ours therefore bear the app's name; uninstalling takes exactly
these away.
"""

from frappe.model.naming import getseries

from brand_union.services import cycles

# How the app's counters begin in Frappe's table of series.
COUNTERS = "brand_union:"


def of_year(prefix: str, cycle: str, digits: int) -> str:
	"""The next name of a kind of documents in the cycle's year: of_year("BP", cycle, 4) gives "BP-2025-0001"."""
	return following(f"{prefix}-{cycles.rules_of(cycle).year}-", digits)


def following(stem: str, digits: int) -> str:
	"""The stem with its next number, from 1, in at least so many digits."""
	return stem + getseries(f"{COUNTERS}{stem}", digits)


def count(stem: str) -> int:
	"""The next whole number of a counter of its own, from 1; taken back with the transaction, so that none is lost."""
	return int(getseries(f"{COUNTERS}{stem}", 1))
