"""What an office sets up for a year: score sheets, programmes, cycles, leave, holidays, categories."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.services import filing_reminders
from brand_union.tests.factories.base import RUN, number
from brand_union.tests.factories.people import make_unit

CRITERIA = (("need", "Need", 40), ("plan", "Plan", 40), ("budget", "Budget", 20))
BANDS = (("Excellent", 90, 0, 1), ("Good", 80, 0, 1), ("Sufficient", 60, 0, 1), ("Insufficient", 0, 0, 0))
TIERS = (("Key", 8000, 0), ("General", 4000, 0))


def make_score_sheet(purpose: str = "Selection", criteria=CRITERIA, bands=BANDS, **values):
	"""A score sheet; criteria as (code, label, maximum) with further values as a dict in fourth place."""
	return frappe.get_doc(
		{
			"doctype": "Score Sheet",
			"sheet_name": f"{purpose} sheet {RUN}-{number()}",
			"purpose": purpose,
			"criteria": [
				{
					"criterion_code": code,
					"criterion": label,
					"max_score": maximum,
					"step": 1,
					**(rest[0] if rest else {}),
				}
				for code, label, maximum, *rest in criteria
			],
			"grades": [
				{"grade": grade, "threshold": threshold, "max_share": share, "passes": passes}
				for grade, threshold, share, passes in bands
			],
			**values,
		}
	).insert()


def make_programme(organiser: str | None = None, on=None, **values):
	"""A programme with one quota row for everybody, no required sections, and windows around `on`."""
	key, day = number(), getdate(on or nowdate())
	return frappe.get_doc(
		{
			"doctype": "Brand Programme",
			"programme_code": f"P{RUN}-{key:03d}",
			"programme_name": f"Programme {key}",
			"organiser": organiser or make_unit(unit_type="University Union").name,
			"base_year": day.year,
			"windows": _windows(day),
			"quotas": [{"cap": 5}],
			"sections": [
				{"form": "Application", "field_name": "objectives", "identity_free": 1},
				{"form": "Application", "field_name": "team"},
				{"form": "Application", "field_name": "budget", "identity_free": 1},
				{"form": "Summary", "field_name": "main_results", "identity_free": 1},
			],
			"selection_sheet": make_score_sheet("Selection").name,
			"acceptance_sheet": make_score_sheet("Acceptance").name,
			"min_valid_sheets": 1,
			"tiers": [{"tier": tier, "amount": amount, "max_count": limit} for tier, amount, limit in TIERS],
			**values,
		}
	).insert()


def make_cycle(on=None, programme=None, **values):
	"""A running cycle of its own programme, every window open around `on` (default: today)."""
	day = getdate(on or nowdate())
	source = programme or make_programme(on=day, **values.pop("rules", {}))
	cycle = frappe.get_doc("Brand Cycle", source.open_cycle(day.year, f"Cycle {number()}"))
	cycle.update({"status": "Running", **values})
	return cycle.save()


def make_permit(cycle, unit, **values):
	"""Leave for a unit to file its application late, until the end of today."""
	return frappe.get_doc(
		{
			"doctype": "Brand Permit",
			"cycle": cycle and cycle.name,
			"unit": unit and unit.name,
			"phase": "Application",
			"valid_until": nowdate(),
			"reason": "Illness",
			**values,
		}
	).insert()


def make_rule_change(cycle, reason: str = "The council wished it", **values) -> str:
	"""Change rules of a cycle under way; returns the name of the log that was written."""
	doc = frappe.get_doc("Brand Cycle", cycle.name)
	doc.update({"rectify_days": doc.rectify_days + 1, "change_reason": reason, **values})
	doc.save()
	return frappe.get_last_doc("Brand Rule Change", {"cycle": cycle.name}).name


def make_reminder(cycle) -> str:
	"""Remind whoever has not filed in a cycle; returns the name of the log of one of the people."""
	filing_reminders.send(cycle.name, everybody=1)
	return frappe.get_last_doc("Brand Reminder", {"cycle": cycle.name}).name


def make_workday(day: str, kind: str = "Holiday", **values):
	"""A day that the office has entered."""
	return frappe.get_doc(
		{"doctype": "Brand Workday", "date": day, "kind": kind, "title": "Sports Day", **values}
	).insert()


def make_category(programme: str, **values):
	"""A category of a programme."""
	key = f"C{number():04d}"
	return frappe.get_doc(
		{
			"doctype": "Brand Category",
			"programme": programme,
			"category_code": key,
			"category_name": f"Category {key}",
			**values,
		}
	).insert()


def _windows(day) -> list[dict]:
	phases = ("Application", "Formal Check", "Review", "Cultivation", "Acceptance", "Acceptance Review")
	return [
		{"phase": phase, "opens_on": add_days(day, -30), "closes_on": add_days(day, 30)} for phase in phases
	]
