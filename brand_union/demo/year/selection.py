"""July: review, decision in two tiers, one adjustment with the unit's consent, and the start of the work."""

from brand_union.demo import files
from brand_union.demo.clock import later
from brand_union.demo.year import reviewing
from brand_union.demo.year.story import OFFICE, Year, merge_rows

SELECTION = "selection"
FIELDS_OF_DECISION = ("decision_title", "purpose", "meeting", "meeting_date", "attendance", "document_number")
DRAFTED_AT = "16:00:00"


def open_panel(year: Year) -> dict:
	"""The panel of seven gets every application that passed the formal check."""
	scenario = files.read("scenario")
	units = scenario["formal_check"]["passed_units"]
	return reviewing.open_panel(year, SELECTION, scenario["selection_panel"], units)


def score_all(year: Year) -> None:
	"""All sheets of the selection are handed in."""
	reviewing.score_all(year, SELECTION, reviewing.reviews_of("reviews"))


def seal(year: Year) -> dict:
	"""The scoring ends."""
	return reviewing.seal(year, SELECTION, files.read("scenario")["selection_panel"]["sealed_on"])


def draft_decision(year: Year) -> None:
	"""After the committee's meeting the office enters what it decided."""
	draft_from(year, SELECTION, files.read("decision"), ("outcome", "tier", "amount", "reason"))


def release_decision(year: Year) -> dict:
	"""The decision is released; all projects move at once."""
	return release(year, SELECTION, files.read("decision"))


def propose_adjustments(year: Year) -> list[str]:
	"""The office proposes what was talked over with the unit; returns the adjustments' names."""
	return [_propose(year, adjustment) for adjustment in files.read("decision")["adjustments"]]


def start_others(year: Year) -> dict:
	"""Work starts where nothing waits for a unit's answer; returns {"started", "waiting", "held"}."""
	proposed = max(row["proposed_on"] for row in files.read("decision")["adjustments"])
	year.clock.move_to(later(proposed, minutes=30))
	return start_all(year)


def answer_adjustments(year: Year, names: list[str]) -> None:
	"""The units' chairs consent."""
	for name, adjustment in zip(names, files.read("decision")["adjustments"], strict=True):
		year.clock.move_to(adjustment["answered_on"])
		year.people(adjustment["answered_by"]).call(
			"Brand Adjustment", name, "consent", note=adjustment["answer_note"]
		)


def apply_adjustments(year: Year, names: list[str]) -> dict:
	"""The adjustments are written into their projects, and the last work starts."""
	answered = max(row["answered_on"] for row in files.read("decision")["adjustments"])
	year.clock.move_to(later(answered, minutes=40))
	for name in names:
		year.people(OFFICE).call("Brand Adjustment", name, "apply_to_project")
	return start_all(year)


def start_all(year: Year) -> dict:
	"""Start every approved project that no open adjustment holds up."""
	return year.people(OFFICE).call("Brand Decision", year.decisions[SELECTION], "start_all")


def draft_from(year: Year, key: str, decision: dict, fields: tuple[str, ...]) -> None:
	"""Draw up a decision from its panel and enter `fields` of each row, and the meeting that decided."""
	year.clock.move_to(f"{decision['meeting_date']} {DRAFTED_AT}")
	office = year.people(OFFICE)
	made = office.insert(
		"Brand Decision",
		cycle=year.cycle,
		panel=year.panels[key],
		**{field: decision[field] for field in FIELDS_OF_DECISION},
	)
	year.decisions[key] = made["name"]
	office.call("Brand Decision", made["name"], "draft_rows")
	rows = office.read("Brand Decision", made["name"])["rows"]
	entered = [
		{"project": year.of_unit(row["unit"]), **{field: row[field] for field in fields}}
		for row in decision["rows"]
	]
	office.update("Brand Decision", made["name"], rows=merge_rows(rows, entered, "project"))


def release(year: Year, key: str, decision: dict) -> dict:
	"""Release a decision at its time, by who released it; returns what it gave."""
	year.clock.move_to(decision["released_on"])
	return year.people(decision["released_by"]).call("Brand Decision", year.decisions[key], "release")


def _propose(year: Year, adjustment: dict) -> str:
	year.clock.move_to(adjustment["proposed_on"])
	office = year.people(adjustment["proposed_by"])
	made = office.insert(
		"Brand Adjustment",
		project=year.of_unit(adjustment["unit"]),
		reason=adjustment["reason"],
		consultation=adjustment["consultation"],
		changes=[_change(year, change) for change in adjustment["changes"]],
	)
	office.call("Brand Adjustment", made["name"], "propose")
	return made["name"]


def _change(year: Year, change: dict) -> dict:
	value = change["new_value"]
	if change["field_name"] == "category":
		value = year.categories[value]
	return {"field_name": change["field_name"], "new_value": value}
