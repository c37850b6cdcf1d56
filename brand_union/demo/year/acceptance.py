"""The next year: summaries, the acceptance review, grades, one project to rectify, and the closing."""

from brand_union.demo import files
from brand_union.demo.clock import later
from brand_union.demo.driver import Refused
from brand_union.demo.year import reviewing, selection
from brand_union.demo.year.story import ADMIN, Year, happen, merge_rows, officer_of

FILE = "File Summary"
FIRST, SECOND = "acceptance", "rectification"
FIELDS_OF_ROW = ("outcome", "grade", "reason", "due_on")
SEALED_AT = "17:30:00"
CLOSED_AT = "2026-09-21 09:00:00"
PERMIT_AT = "10:00:00"
NOT_FIELDS = frozenset({"unit", "scenario", "endorsements"})


def grant_permit(year: Year) -> None:
	"""One unit gets more time, with the reason in the permit."""
	permit = files.read("scenario")["acceptance"]["permit"]
	year.clock.move_to(f"{permit['granted_on']} {PERMIT_AT}")
	terms = {field: permit[field] for field in ("phase", "unit", "valid_until", "reason")}
	year.people(permit["granted_by"]).insert("Brand Permit", cycle=year.cycle, **terms)


def file_all(year: Year) -> None:
	"""Every summary is written and filed at its time; the permit is granted in between."""
	summaries = files.read_all("acceptance").values()
	permit = files.read("scenario")["acceptance"]["permit"]
	events = [(f"{permit['granted_on']} {PERMIT_AT}", lambda: grant_permit(year))]
	for summary in summaries:
		filed_on = summary["scenario"]["filed_on"]
		events.append((later(filed_on, days=-2), _drafting(year, summary)))
		events.append((filed_on, _filing(year, summary["unit"])))
	happen(year, events)


def open_panel(year: Year) -> dict:
	"""The panel of five gets every summary."""
	panel = files.read("scenario")["acceptance"]["panel"]
	return reviewing.open_panel(year, FIRST, panel, sorted(year.summaries))


def score_all(year: Year) -> None:
	"""All sheets of the first round are handed in."""
	reviewing.score_all(year, FIRST, reviewing.reviews_of("acceptance_reviews", 1))


def seal(year: Year) -> dict:
	"""The scoring of the first round ends."""
	panel = files.read("scenario")["acceptance"]["panel"]
	return reviewing.seal(year, FIRST, f"{panel['closes_on']} {SEALED_AT}")


def draft_decision(year: Year) -> None:
	"""What the committee decided on the summaries."""
	selection.draft_from(year, FIRST, _decision(1), FIELDS_OF_ROW)


def release_decision(year: Year) -> dict:
	"""Grades are released; all but one project close."""
	return selection.release(year, FIRST, _decision(1))


def rectify(year: Year) -> None:
	"""The unit makes good what was missing and files its summary again."""
	for unit, summary in files.read_all("acceptance").items():
		again = summary["scenario"].get("rectified")
		if again:
			year.clock.move_to(later(again["filed_on"], minutes=-30))
			write(year, unit, again["changes"])
			year.clock.move_to(again["filed_on"])
			file(year, unit)


def review_again(year: Year) -> dict:
	"""The second panel looks at what was rectified; returns what sealing it gave."""
	panel = files.read("scenario")["acceptance"]["second_panel"]
	reviewing.open_panel(year, SECOND, panel, [row["unit"] for row in _decision(2)["rows"]])
	reviewing.score_all(year, SECOND, reviewing.reviews_of("acceptance_reviews", 2))
	return reviewing.seal(year, SECOND, f"{panel['closes_on']} {SEALED_AT}")


def decide_again(year: Year) -> dict:
	"""The second decision closes the last project."""
	selection.draft_from(year, SECOND, _decision(2), FIELDS_OF_ROW)
	return selection.release(year, SECOND, _decision(2))


def finish(year: Year) -> None:
	"""The cycle is over."""
	year.clock.move_to(CLOSED_AT)
	year.people(ADMIN).update("Brand Cycle", year.cycle, status="Finished")


def draft(year: Year, unit: str, summary: dict) -> None:
	"""The unit's officer begins the summary from the project and writes it."""
	year.summaries[unit] = year.people(officer_of(unit)).rpc(
		"brand_union.services.acceptance.start", project=year.of_unit(unit)
	)
	write(year, unit, summary)


def write(year: Year, unit: str, values: dict) -> None:
	"""Enter fields of the summary and the opinions on it."""
	actor, name = year.people(officer_of(unit)), year.summaries[unit]
	rows = actor.read("Brand Acceptance", name)["endorsements"]
	fields = {field: value for field, value in values.items() if field not in NOT_FIELDS}
	endorsements = merge_rows(rows, values["endorsements"], "endorsement")
	actor.update("Brand Acceptance", name, **fields, endorsements=endorsements)


def file(year: Year, unit: str) -> None:
	"""The unit files its summary; a refusal is kept in `year.refused` under the summary's name."""
	try:
		year.people(officer_of(unit)).act("Brand Acceptance", year.summaries[unit], FILE)
	except Refused as refusal:
		year.refused[year.summaries[unit]] = refusal


def _drafting(year: Year, summary: dict):
	return lambda: draft(year, summary["unit"], summary)


def _filing(year: Year, unit: str):
	return lambda: file(year, unit)


def _decision(number: int) -> dict:
	return next(one for one in files.read("acceptance_decisions") if one["round"] == number)
