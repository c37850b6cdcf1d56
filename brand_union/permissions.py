"""Both permission hooks of every DocType, and what else asks the scopes (scopes.py) when a document is saved.

Whoever may read a document may read all of it. A permission level keeps people from writing, and hides nothing:
Frappe 15 lists the second of two neighbouring columns on a closed level, and answers filters on all of them. So
every role that reads a DocType reads its levels too, and what it may not know is in a DocType of its own.
"""

import frappe
from frappe import _

from brand_union.clauses import Scope
from brand_union.scopes import SCOPES, scope_of
from brand_union.services.errors import NotYourUnit

READING = frozenset({"read", "select", "print", "report", "export", "email"})

# A share or an assignment of these would open them to people whom the scopes keep out.
SECRET = frozenset(SCOPES) - {"Union Unit", "Union Tag", "Brand Programme", "Brand Category", "Score Sheet"}

RULES = ("Brand Programme", "Brand Cycle")

# Child tables answer `get_list` by themselves, so each asks for its parents' scope.
CHILDREN: dict[str, tuple[str, ...]] = {
	"Union Unit Member": ("Union Unit",),
	"Union Unit Former Name": ("Union Unit",),
	"Union Unit Successor": ("Union Unit",),
	"Union Unit Tag": ("Union Unit",),
	"Union Unit Change Before": ("Union Unit Change",),
	"Union Unit Change After": ("Union Unit Change",),
	"Union Unit Change Project": ("Union Unit Change",),
	"Union Unit Change Person": ("Union Unit Change",),
	"Union Unit Change Below": ("Union Unit Change",),
	"Brand Programme Window": RULES,
	"Brand Programme Quota": RULES,
	"Brand Programme Section": RULES,
	"Brand Programme Endorsement": RULES,
	"Brand Programme Check": RULES,
	"Brand Programme Tie Break": RULES,
	"Brand Programme Tier": RULES,
	"Brand Programme Clause": ("Brand Programme",),
	"Brand Programme Organiser": RULES,
	"Brand Programme Consequence": RULES,
	"Brand Programme Award": RULES,
	"Brand Rule Change Row": ("Brand Rule Change",),
	"Score Sheet Criterion": ("Score Sheet",),
	"Score Sheet Grade": ("Score Sheet",),
	"Brand Project Joint Unit": ("Brand Project",),
	"Brand Project Member": ("Brand Project",),
	"Brand Project Schedule": ("Brand Project",),
	"Brand Project Budget": ("Brand Project",),
	"Brand Project Endorsement": ("Brand Project", "Brand Acceptance"),
	"Brand Project Check": ("Brand Project",),
	"Brand Project Answer": ("Brand Project", "Brand Acceptance"),
	"Brand Project File": ("Brand Project", "Brand Acceptance"),
	"Brand Acceptance Goal": ("Brand Acceptance",),
	"Brand Acceptance Press": ("Brand Acceptance",),
	"Brand Acceptance Account": ("Brand Acceptance",),
	"Brand Acceptance Attachment": ("Brand Acceptance",),
	"Brand Adjustment Change": ("Brand Adjustment",),
	"Review Panel Juror": ("Review Panel",),
	"Review Panel Project": ("Review Panel",),
	"Review Panel Event": ("Review Panel",),
	"Review Panel Competence": ("Review Panel",),
	"Review Panel Part": ("Review Panel",),
	"Review Panel Part Score": ("Review Panel",),
	"Brand Review Score": ("Brand Review",),
	"Brand Paper Sheet Score": ("Brand Paper Sheet",),
	"Brand Decision Row": ("Brand Decision",),
	"Brand Award Decision Row": ("Brand Award Decision",),
	"Brand Award Recommendation": ("Brand Award",),
	"Brand Notice Row": ("Brand Notice",),
	"Brand Objection Event": ("Brand Objection",),
}


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook `permission_query_conditions`: for DocTypes of ours and for their child tables."""
	if doctype in SCOPES:
		return scope_of(doctype, user).sql(doctype)
	return _child_conditions(doctype, user)


def has_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""Hook `has_permission`: explicit True or False, on v15 and v16 alike.

	Creating asks only for a scope at all: which unit or organiser a new document may carry is settled by
	`demand_scope`, which can say so in a sentence.
	"""
	scope = scope_of(doc.doctype, user, writing=(ptype or "read") not in READING)
	if ptype == "create":
		return scope.everything or any(all(clause.values()) for clause in scope.clauses)
	return scope.holds(doc) and _holds_stored(doc, scope)


def _holds_stored(doc, scope: Scope) -> bool:
	"""What is stored counts as well: a browser may send a document with its unit or parent rewritten."""
	if scope.is_unlimited or not doc.get("name"):
		return True
	fields = sorted({field for clause in (*scope.clauses, scope.without) for field in clause})
	stored = frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True)
	return not stored or scope.holds(stored)


def demand_scope(doc, method: str | None = None) -> None:
	"""Hook `before_save`: nobody saves a document outside the own scope, whatever the fields were set to."""
	if doc.flags.ignore_permissions or scope_of(doc.doctype, writing=True).holds(doc) or _lacks_unit(doc):
		return
	unit = doc.get("unit_name") or doc.get("unit") or doc.get("organiser") or doc.get("programme") or ""
	frappe.throw(
		_(
			"You may not save {0} for {1}: you are not among its officers. Choose your own unit, or ask the union's office to add you under People of This Unit."
		).format(_(doc.doctype), frappe.bold(unit)),
		NotYourUnit,
	)


def _lacks_unit(doc) -> bool:
	"""Frappe is about to name the empty mandatory field, which says more."""
	field = doc.meta.get_field("unit")
	return bool(field and field.reqd and not doc.unit)


def _child_conditions(doctype: str, user: str | None) -> str:
	scopes = {parent: scope_of(parent, user) for parent in CHILDREN[doctype]}
	if all(scope.is_unlimited for scope in scopes.values()):
		return ""
	parts = [_rows_of(doctype, parent, scope) for parent, scope in scopes.items()]
	return f"({' or '.join(parts)})"


def _rows_of(doctype: str, parent: str, scope: Scope) -> str:
	condition = scope.sql(parent) or "1=1"
	return (
		f"(`tab{doctype}`.parenttype = {frappe.db.escape(parent)} and `tab{doctype}`.parent in "
		f"(select `tab{parent}`.name from `tab{parent}` where {condition}))"
	)
