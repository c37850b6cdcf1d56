"""What uninstalling takes away: everything the app put outside its own tables, and nothing else.

No step commits, so that `bench uninstall-app --dry-run` changes nothing.
"""

from functools import partial
from pathlib import Path

import frappe

from brand_union.services.numbering import COUNTERS
from brand_union.setup import seeded, traces
from brand_union.setup.workflows import ACTION, STATE

APP = "brand_union"
ROLE = "Role"

# What may stay because something of the site still names it, and where it would.
NAMED_BY_THE_SITE = {
	STATE: (
		("Workflow Document State", "state"),
		("Workflow Transition", "state"),
		("Workflow Transition", "next_state"),
	),
	ACTION: (("Workflow Transition", "action"),),
	ROLE: (
		("Workflow Document State", "allow_edit"),
		("Workflow Transition", "allowed"),
		("User Type", "role"),
	),
}


def our_modules() -> list[str]:
	"""The app's modules."""
	return frappe.get_all("Module Def", {"app_name": APP}, pluck="name", order_by="name")


def our_doctypes() -> list[str]:
	"""Every DocType of the app's modules, child tables included."""
	return frappe.get_all("DocType", {"module": ("in", our_modules())}, pluck="name", order_by="name")


def our_records() -> dict[str, list[str]]:
	"""What Frappe takes away together with the modules, and the modules: {DocType: names}."""
	modules = our_modules()
	links = frappe.get_all(
		"DocField",
		{"fieldtype": "Link", "options": "Module Def", "parent": ("not in", our_doctypes())},
		["parent", "fieldname"],
		order_by="parent",
	)
	records = {"Module Def": modules}
	for link in links:
		meta = frappe.get_meta(link.parent)
		if not (meta.istable or meta.issingle):
			filters = {link.fieldname: ("in", modules)}
			records[link.parent] = frappe.get_all(link.parent, filters, pluck="name", order_by="name")
	return records


def our_steps() -> list[str]:
	"""The steps of the app's guided set-up that no other onboarding uses; Frappe leaves them when a module goes."""
	ours = frappe.get_all(
		"Module Onboarding", {"module": ("in", our_modules())}, pluck="name", order_by="name"
	)
	users: dict[str, set[str]] = {}
	for row in frappe.get_all("Onboarding Step Map", fields=["step", "parent"], order_by="step"):
		users.setdefault(row.step, set()).add(row.parent)
	return [step for step, named_by in users.items() if named_by <= set(ours)]


def remove_records_about_us() -> None:
	"""Deletes all that speaks of the app's DocTypes, their documents, or the reports and pages of its modules."""
	records = our_records()
	remove_choices(records["DocType"])
	remove_visits({name for names in records.values() for name in names})
	traces.remove_of_documents(records["DocType"])
	for doctype, names in records.items():
		traces.remove_around(doctype, names)


def remove_choices(doctypes: list[str]) -> None:
	"""Deletes what people chose for themselves: defaults of the session, the app to begin with, forms of tools."""
	asked_for = {"ref_doctype": ("in", doctypes)}
	defaults = frappe.get_all("Session Default", asked_for, pluck="ref_doctype", order_by="ref_doctype")
	keys = [frappe.scrub(doctype) for doctype in defaults]
	if keys:
		frappe.db.delete("DefaultValue", {"defkey": ("in", keys)})
	frappe.db.delete("DefaultValue", {"defkey": ("like", f"{_literally(APP)}\\_%")})
	frappe.db.set_value("User", {"default_app": APP}, "default_app", None, update_modified=False)
	frappe.db.delete("Singles", {"doctype": "System Settings", "field": "default_app", "value": APP})
	for tool, field in traces.TOOLS:
		frappe.db.delete("Singles", {"doctype": tool, "field": field, "value": ("in", doctypes)})


def remove_visits(places: set[str]) -> None:
	"""Deletes visited routes that lead to one of these places, and errors that came out of our code."""
	routes = frappe.get_all("Route History", pluck="route", distinct=True, order_by="route")
	ours = [route for route in routes if places & set((route or "").split("/")[1:2])]
	if ours:
		frappe.db.delete("Route History", {"route": ("in", ours)})
	traces.delete_rows("Error Log", {"error": ("like", f"%/{_literally(APP)}/%")})


def remove_names() -> None:
	"""Deletes the workflow states, actions and roles that the app created and that nothing of the site names."""
	for doctype, places in NAMED_BY_THE_SITE.items():
		named = {
			name
			for place, field in traces.existing(places)
			for name in frappe.get_all(place, pluck=field, distinct=True, order_by=field)
		}
		traces.remove(doctype, [name for name in seeded.created(doctype) if name not in named])


def remove_bookkeeping() -> None:
	"""Deletes the steps of set-up, scheduled jobs with their logs, the app's counters, and the notes on its patches."""
	traces.remove("Onboarding Step", our_steps())
	jobs = frappe.get_all("Scheduled Job Type", fields=["name", "method"], order_by="name")
	traces.remove("Scheduled Job Type", [job.name for job in jobs if job.method.startswith(f"{APP}.")])
	frappe.db.delete("Series", {"name": ("like", f"{_literally(COUNTERS)}%")})
	frappe.db.delete("Patch Log", {"patch": ("like", f"{_literally(APP)}.%")})


def remove_settings() -> None:
	"""Erases every setting and with them our memory of the site; the values of a single DocType outlive it."""
	frappe.db.delete("Singles", {"doctype": ("in", our_doctypes())})


def remove_demo() -> None:
	"""Locks the demo's people out, whose password anybody can read, and deletes the file that lists their logins.

	The people stay: users are the site's, and its own records may name them.
	"""
	people = seeded.created("User")
	if people:
		frappe.db.set_value("User", {"name": ("in", people)}, "enabled", 0)
	for name in seeded.created(seeded.SITE_FILE):
		file = Path(frappe.get_site_path(name)).absolute()
		frappe.db.after_commit.add(partial(file.unlink, missing_ok=True))


def _literally(text: str) -> str:
	"""For a pattern of LIKE, where an underscore stands for any character; `get_all` does not take this form."""
	return text.replace("_", "\\_")
