"""Leaving a site as it was: the year commits hundreds of documents, most of which nobody may delete.

So what has come is taken away underneath the documents, table by table. Only a test may do that.
"""

import frappe

Names = dict[str, set[str]]
CHUNK = 500


def remember() -> Names:
	"""The names in every table of the site that has names."""
	return {table: _names(table) for table in _tables()}


def new_names(before: Names, doctype: str) -> set[str]:
	"""The names in a DocType's table that were not there before."""
	return _names(f"tab{doctype}") - before.get(f"tab{doctype}", set())


def remove_new(before: Names) -> None:
	"""Delete every row that was not there before, and commit."""
	for table in _tables():
		for names in _chunks(sorted(_names(table) - before.get(table, set()))):
			# Table names come from the database itself.
			frappe.db.sql(f"delete from `{table}` where name in %(names)s", {"names": names})
	frappe.db.sql("delete from tabSessions where user not in (select name from tabUser)")
	frappe.db.commit()
	frappe.clear_cache()


def _tables() -> list[str]:
	return frappe.db.sql_list(
		"""select c.table_name from information_schema.columns c
		join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
		where c.table_schema = database() and c.column_name = 'name' and t.table_type = 'BASE TABLE'
		order by c.table_name"""
	)


def _names(table: str) -> set[str]:
	return set(frappe.db.sql_list(f"select name from `{table}`"))


def _chunks(names: list[str]):
	return (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))
