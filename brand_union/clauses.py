"""What a scope is made of: clauses, held against a document and written as SQL from the same data.

A document is inside when it meets every field of one clause. Because a clause is plain data ({field: allowed
values}), the list hook turns it into SQL and the document hook holds it against the document: the two cannot
disagree. An empty scope is no document at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe

Clause = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Scope:
	"""What a user reaches of one DocType: everything, or the documents that meet one of the clauses.

	Documents with one of the values in `without` ({field: values}) are left out, whatever else holds.
	"""

	clauses: tuple[Clause, ...] = ()
	everything: bool = False
	without: Clause = field(default_factory=dict)

	@property
	def is_unlimited(self) -> bool:
		return self.everything and not any(self.without.values())

	def holds(self, doc) -> bool:
		"""Whether `doc` (a Document or dict, saved or new) lies inside."""
		if any(str(doc.get(field) or "") in values for field, values in self.without.items()):
			return False
		return self.everything or any(
			all(str(doc.get(field) or "") in allowed for field, allowed in clause.items())
			for clause in self.clauses
		)

	def sql(self, doctype: str) -> str:
		"""The same as an SQL condition in parentheses; "1=0" for nothing, "" for everything."""
		left_out = [f"not {_term_sql(doctype, *term)}" for term in self.without.items() if term[1]]
		inside = [] if self.everything else [self._inside(doctype)]
		return f"({' and '.join([*inside, *left_out])})" if inside or left_out else ""

	def _inside(self, doctype: str) -> str:
		parts = [_clause_sql(doctype, clause) for clause in self.clauses if all(clause.values())]
		return f"({' or '.join(parts)})" if parts else "1=0"


EVERYTHING = Scope(everything=True)


def _clause_sql(doctype: str, clause: Clause) -> str:
	return f"({' and '.join(_term_sql(doctype, *term) for term in clause.items())})"


def _term_sql(doctype: str, field: str, allowed: frozenset[str]) -> str:
	# ifnull() would keep the database from using the field's index, so only where empty is allowed.
	column = f"`tab{doctype}`.`{field}`"
	column = f"ifnull({column}, '')" if "" in allowed else column
	return f"{column} in ({', '.join(frappe.db.escape(value) for value in sorted(allowed))})"
