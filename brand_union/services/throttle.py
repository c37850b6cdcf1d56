"""How often something may be asked for, for doors that are open to everybody.

Frappe's own decorator counts by the values as they were sent, and under the command, which its second API leaves out:
another spelling or another door would begin another count. Here the key is ours.
"""

import frappe
from frappe import _


def demand(what: str, who: str, most: int, seconds: int) -> None:
	"""Count one more of `what` for `who`, an address or a document. Raises RateLimitExceededError above `most`.

	The count begins anew `seconds` after its first; nothing is counted outside of requests.
	"""
	if not frappe.request:
		return
	key = frappe.cache.make_key(f"brand_union:{what}:{who}")
	# The key that was made bears the site.
	frappe.cache.set(key, 0, ex=seconds, nx=True)  # nosemgrep
	if frappe.cache.incrby(key, 1) > most:
		frappe.throw(
			_("Too many requests of this kind in a short time. Try again later."),
			frappe.RateLimitExceededError,
		)
