"""What every factory uses: running numbers, and acting as somebody."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from secrets import token_hex

import frappe

# Data that an earlier run left on the site must not get in the way of this one.
RUN = token_hex(2)
_numbers = count(1)


def number() -> int:
	"""The next running number."""
	return next(_numbers)


@contextmanager
def acting(user: str) -> Iterator[None]:
	"""Run a block as this user."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)
