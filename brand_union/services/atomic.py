"""All or nothing, also where the caller goes on after an error (a job, a script, a bulk action)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import frappe
from frappe import _

from brand_union.services.errors import Busy

TRIES = 4
Answer = TypeVar("Answer")


@contextmanager
def all_or_nothing(name: str) -> Iterator[None]:
	"""Undo every write of the block if it raises; `name` is the savepoint's."""
	frappe.db.savepoint(name)
	try:
		yield
	except frappe.QueryDeadlockError:
		# The database has already rolled back, and the savepoint is gone with it.
		raise
	except Exception:
		frappe.db.rollback(save_point=name)
		raise


def until_free(act: Callable[[], Answer]) -> Answer:
	"""What `act` returns, begun anew when the database broke it off because two people waited for each other.

	The database has then undone the whole transaction, so it is begun anew only where `act` is all of it. Raises Busy
	after TRIES.
	"""
	is_all_of_it = not frappe.db.transaction_writes
	for _try in range(TRIES):
		try:
			return act()
		except frappe.QueryDeadlockError:
			if not is_all_of_it:
				raise
			frappe.db.rollback()
			frappe.clear_messages()
	frappe.throw(
		_("Others are changing the same documents at this moment. Nothing was changed here; try again."), Busy
	)
