"""Data that other connections have to see: committed, and taken out again without a trace.

Snapshots, filed projects and the like cannot be deleted through the app, which is as it should be; so what a test
class committed is removed from the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import now_datetime

# Where Frappe keeps what it makes by itself for a new user or document.
OF_FRAPPE = (
	"User",
	"Has Role",
	"User Permission",
	"Notification Settings",
	"Contact",
	"Contact Email",
	"Version",
	"Comment",
	"File",
	"Communication",
	"Communication Link",
	"ToDo",
	"Tag",
	"Tag Link",
	"Document Follow",
	"Notification Log",
	"Error Log",
	"Activity Log",
	"Route History",
	"Deleted Document",
	"DefaultValue",
)


@contextmanager
def committed() -> Iterator[None]:
	"""Commit what the block made; at the end every row since its beginning is deleted, and the numbers go back."""
	start, series = now_datetime(), _series()
	try:
		yield
		frappe.db.commit()
	except BaseException:
		frappe.db.rollback()
		remove_since(start, series)
		raise
	remove_later.append((start, series))


remove_later: list[tuple] = []


def remove_committed() -> None:
	"""Take out everything that blocks of `committed` left behind."""
	frappe.db.rollback()
	while remove_later:
		remove_since(*remove_later.pop())


def remove_since(start, series: dict[str, int]) -> None:
	ours = frappe.get_all("DocType", {"module": "Brand Union", "issingle": 0}, pluck="name", order_by="name")
	for doctype in (*ours, *OF_FRAPPE):
		table = frappe.qb.DocType(doctype)
		frappe.qb.from_(table).delete().where(table.creation >= start).run()
	for name in _series():
		if name not in series:
			frappe.db.sql("delete from `tabSeries` where name = %s", name)
		else:
			frappe.db.sql("update `tabSeries` set current = %s where name = %s", (series[name], name))
	frappe.db.commit()
	frappe.clear_cache()


def _series() -> dict[str, int]:
	return dict(frappe.db.sql("select name, current from `tabSeries`"))
