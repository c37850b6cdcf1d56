"""A round of review, for selection and for acceptance: the panel, its sheets, the seal."""

from brand_union.demo import files
from brand_union.demo.year.story import OFFICE, Year, happen

OPENS_AT = "08:30:00"


def open_panel(year: Year, key: str, panel: dict, units: list[str]) -> dict:
	"""Set up a panel for the units' projects and open it; returns {"sheets", "recused"}."""
	year.clock.move_to(f"{panel['opens_on']} {OPENS_AT}")
	office = year.people(OFFICE)
	made = office.insert(
		"Review Panel",
		panel_name=panel["panel_name"],
		cycle=year.cycle,
		purpose=panel["purpose"],
		mode="Online",
		opens_on=panel["opens_on"],
		closes_on=panel["closes_on"],
		jurors=[{"juror": juror} for juror in panel["jurors"]],
		projects=[{"project": year.of_unit(unit)} for unit in units],
	)
	year.panels[key] = made["name"]
	return office.call("Review Panel", made["name"], "open_panel")


def score_all(year: Year, key: str, reviews: list[dict]) -> None:
	"""Every juror fills in and hands in every sheet, each at its time."""
	sheets = sheets_of(year, key)
	happen(year, [(row["submitted_on"], _scoring(year, row, sheets)) for row in reviews])


def seal(year: Year, key: str, moment: str) -> dict:
	"""End the scoring; returns {"submitted", "missing", "short"}."""
	year.clock.move_to(moment)
	return year.people(OFFICE).call("Review Panel", year.panels[key], "seal")


def sheets_of(year: Year, key: str) -> dict[tuple[str, str], str]:
	"""The sheets of a panel as {(project, juror): name}: only the office knows whose sheet is about what."""
	found = year.people(OFFICE).find(
		"Panel Assignment",
		{"panel": year.panels[key], "status": "Assigned"},
		["project", "juror", "review"],
	)
	return {(row["project"], row["juror"]): row["review"] for row in found}


def score(year: Year, juror: str, sheet: str, row: dict) -> None:
	"""One juror fills in one sheet and hands it in."""
	actor = year.people(juror)
	rows = actor.read("Brand Review", sheet)["scores"]
	actor.update(
		"Brand Review",
		sheet,
		scores=[{**one, **_mark(row["scores"][one["criterion"]])} for one in rows],
		comment_to_unit=row["comment_to_unit"],
		comment_to_committee=row["comment_to_committee"],
	)
	actor.call("Brand Review", sheet, "submit_review")


def reviews_of(name: str, number: int | None = None) -> list[dict]:
	"""The scores of a data file, those of one round where it has rounds."""
	return [row for row in files.read(name) if number is None or row["round"] == number]


def _scoring(year: Year, row: dict, sheets: dict):
	sheet = sheets[year.of_unit(row["unit"]), row["juror"]]
	return lambda: score(year, row["juror"], sheet, row)


def _mark(value: int | str) -> dict:
	return (
		{"score": "", "not_applicable": 1} if value == "n/a" else {"score": str(value), "not_applicable": 0}
	)
