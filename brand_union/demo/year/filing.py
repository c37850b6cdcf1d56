"""June: the units apply, one too late, one once too often, one twice; and the office's formal check."""

from collections.abc import Iterator

from brand_union.demo import files
from brand_union.demo.clock import later
from brand_union.demo.driver import Refused
from brand_union.demo.year.story import Event, Year, happen, merge_rows, officer_of

FILE, PASS_CHECK = "File Application", "Pass Formal Check"
# What is not a field of the application, or is filled in later or otherwise.
NOT_FIELDS = frozenset({"key", "unit", "category", "joint_units", "scenario", "endorsements"})
DRAFT_LEFT_AT = "2025-06-25 15:20:00"
CHECK_AT = "09:30:00"
MINUTES_PER_CHECK = 15


def apply_all(year: Year) -> None:
	"""Every application is drafted, signed and filed at its time; what the site refuses is kept in `refused`."""
	events = [event for record in files.read_all("applications").values() for event in _events(year, record)]
	happen(year, events)


def check_all(year: Year) -> None:
	"""The office passes the formal check list of every filed application, waiving what it says it waives."""
	check = files.read("scenario")["formal_check"]
	moment = f"{check['checked_on']} {CHECK_AT}"
	for unit in check["passed_units"]:
		year.clock.move_to(moment)
		waived = [row for row in check["waived"] if row["unit"] == unit]
		check_one(year, unit, check["checked_by"], waived)
		moment = later(moment, minutes=MINUTES_PER_CHECK)


def check_one(year: Year, unit: str, officer: str, waived: list[dict]) -> None:
	"""Tick the check list of a unit's application and pass it."""
	actor, project = year.people(officer), year.of_unit(unit)
	items = [row["item"] for row in actor.read("Brand Project", project)["checks"]]
	results = [_check_result(item, waived) for item in items]
	actor.call("Brand Project", project, "record_checks", results=results)
	actor.act("Brand Project", project, PASS_CHECK)


def draft(year: Year, record: dict, **changes) -> None:
	"""The unit's officer writes the application and leaves it as a draft."""
	made = year.people(officer_of(record["unit"])).insert(
		"Brand Project", cycle=year.cycle, unit=record["unit"], **values_of(year, record), **changes
	)
	year.projects[record["key"]] = made["name"]


def sign_and_file(year: Year, record: dict, endorsements: list[dict] | None = None) -> None:
	"""The opinions are entered and the application filed; a refusal is kept in `year.refused`."""
	actor, project = year.people(officer_of(record["unit"])), year.projects[record["key"]]
	rows = actor.read("Brand Project", project)["endorsements"]
	given = endorsements or record["endorsements"]
	actor.update("Brand Project", project, endorsements=merge_rows(rows, given, "endorsement"))
	try:
		actor.act("Brand Project", project, FILE)
	except Refused as refusal:
		year.refused[record["key"]] = refusal


def values_of(year: Year, record: dict) -> dict:
	"""The fields of an application as the unit types them."""
	return {
		**{field: value for field, value in record.items() if field not in NOT_FIELDS},
		"category": year.categories[record["category"]],
		"joint_units": [{"unit": unit} for unit in record["joint_units"]],
	}


def _events(year: Year, record: dict) -> Iterator[Event]:
	filed_on = record["scenario"]["filed_on"]
	returned = record["scenario"].get("returned")
	if returned:
		yield from _events_of_returned(year, record, returned)
		return
	drafted = later(filed_on, days=-1, hours=-2) if filed_on else DRAFT_LEFT_AT
	yield drafted, lambda: draft(year, record)
	if filed_on:
		yield filed_on, lambda: sign_and_file(year, record)


def _events_of_returned(year: Year, record: dict, returned: dict) -> Iterator[Event]:
	first = {**returned["first_version"]}
	signed = first.pop("endorsements")
	before = {**record, **first}
	yield later(returned["first_filed_on"], days=-1, hours=-2), lambda: draft(year, before)
	yield returned["first_filed_on"], lambda: sign_and_file(year, before, signed)
	yield returned["returned_on"], lambda: _return(year, record, returned)
	yield later(record["scenario"]["filed_on"], minutes=-20), lambda: _improve(year, record, list(first))
	yield record["scenario"]["filed_on"], lambda: sign_and_file(year, record)


def _return(year: Year, record: dict, returned: dict) -> None:
	year.people(returned["returned_by"]).call(
		"Brand Project", year.projects[record["key"]], "return_to_unit", reason=returned["reason"]
	)


def _improve(year: Year, record: dict, fields: list[str]) -> None:
	year.people(officer_of(record["unit"])).update(
		"Brand Project", year.projects[record["key"]], **{field: record[field] for field in fields}
	)


def _check_result(item: str, waived: list[dict]) -> dict:
	reason = next((row["reason"] for row in waived if row["item"] == item), None)
	return {"item": item, "result": "Waived" if reason else "Passed", "reason": reason}
