"""Numbers were counted under names that any app may use; the app has counters of its own now."""

import re

import frappe

from brand_union.services.numbering import COUNTERS

NUMBERED = (
	"Brand Project",
	"Brand Acceptance",
	"Brand Adjustment",
	"Brand Decision",
	"Brand Permit",
	"Review Panel",
)


def execute() -> None:
	"""Each counter of ours goes on after the highest number in use; a second run finds nothing to do."""
	for stem, number in _highest_numbers().items():
		_count_from(f"{COUNTERS}{stem}", number)
		# Somebody who has counted on with the old one goes on using it.
		frappe.db.delete("Series", {"name": stem, "current": number})


def _highest_numbers() -> dict[str, int]:
	highest: dict[str, int] = {}
	for doctype in NUMBERED:
		for name in frappe.get_all(doctype, pluck="name", order_by="name"):
			if found := re.fullmatch(r"(.*-)(\d+)", name):
				highest[found[1]] = max(int(found[2]), highest.get(found[1], 0))
	return highest


def _count_from(counter: str, number: int) -> None:
	series = frappe.qb.DocType("Series")
	if frappe.qb.from_(series).select(series.name).where(series.name == counter).run():
		later = (series.name == counter) & (series.current < number)
		frappe.qb.update(series).set(series.current, number).where(later).run()
	else:
		frappe.qb.into(series).columns(series.name, series.current).insert(counter, number).run()
