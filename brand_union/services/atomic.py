"""All or nothing, also where the caller goes on after an error (a job, a script, a bulk action)."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe


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
