"""Units, the people in them and beside them, and what changes there."""

import frappe
from frappe.utils import nowdate

from brand_union.tests.factories.base import RUN, number


def make_unit(code: str | None = None, **values):
	"""A second-level union under no parent; `members` as (user, post) pairs or (user, post, in office)."""
	code = code or f"T{RUN}-{number():03d}"
	members = [
		{"user": user, "post": post, "is_active": int(rest[0]) if rest else 1}
		for user, post, *rest in values.pop("members", ())
	]
	return frappe.get_doc(
		{
			"doctype": "Union Unit",
			"unit_code": code,
			"unit_name": f"Unit {code}",
			"unit_type": "Second-level Union",
			"head_count": 100,
			"members": members,
			**values,
		}
	).insert()


def join(unit: str, user: str, post: str, in_office: bool = True):
	"""Enter a user among the people of a stored unit; returns the unit."""
	doc = frappe.get_doc("Union Unit", unit)
	doc.append("members", {"user": user, "post": post, "is_active": int(in_office)})
	return doc.save()


def make_unit_change(kind: str, before, after=(), **values):
	"""A change of units that is not carried out yet: `before` as documents, `after` as rows of its table."""
	return frappe.get_doc(
		{
			"doctype": "Union Unit Change",
			"kind": kind,
			"effective_on": nowdate(),
			"document_number": "No. 7 [2026]",
			"reason": "Reorganisation of the colleges",
			"units_before": [{"unit": unit.name} for unit in before],
			"units_after": list(after),
			**values,
		}
	).insert()


def make_user(*roles: str, name: str | None = None, **values) -> str:
	"""An enabled user with these roles, without a password; returns the e-mail address.

	Written row by row: saving a User empties every cache of the site and takes seconds.
	"""
	key = number()
	email = values.pop("email", f"person{key}-{RUN}@test.example")
	user = frappe.get_doc(
		{
			"doctype": "User",
			"name": email,
			"email": email,
			"first_name": name or f"Person{key}",
			"full_name": name or f"Person{key}",
			"enabled": 1,
			"user_type": "System User",
			"language": "en",
			"roles": [{"role": role} for role in roles],
			**values,
		}
	)
	user.set_parent_in_children()
	# Without settings for notifications the Desk does not start for a user.
	settings = frappe.get_doc(
		{"doctype": "Notification Settings", "name": email, "user": email, "enabled": 1}
	)
	for row in (user, *user.get_all_children(), settings):
		row.db_insert()
	return email


def make_jurors(size: int) -> list[str]:
	"""Users with the juror's role."""
	return [make_user("Brand Juror") for _index in range(size)]


def make_conflict(juror: str, **values):
	"""What the office knows about a juror and a `project` or a `unit` (names)."""
	return frappe.get_doc(
		{
			"doctype": "Brand Conflict",
			"juror": juror,
			"kind": "Relative",
			"reason": "Married to the leader",
			**values,
		}
	).insert()
