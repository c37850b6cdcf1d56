"""How many statements something costs the database."""

import frappe


class QueryCount:
	"""Counts the statements that reach the database inside its block."""

	def __enter__(self):
		self.count, self.sql = 0, frappe.db.sql
		frappe.db.sql = self.counting
		return self

	def __exit__(self, *error):
		del frappe.db.sql

	def counting(self, *args, **kwargs):
		self.count += 1
		return self.sql(*args, **kwargs)
