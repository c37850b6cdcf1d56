"""Whole rounds of a small school's year: all units file, a jury scores, a committee decides, the best are commended.

They are made of the steps in steps.py; `case`, units and moments are what they are there.
"""

from collections.abc import Iterable, Mapping

from brand_union.tests.year import questions, steps
from brand_union.tests.year.entries import Ended, Filed
from brand_union.tests.year.steps import DECISION, PANEL, SUMMARY

NOTICE, AWARD, AWARDS = "Brand Notice", "Brand Award", "Brand Award Decision"


def apply_all(case, filed: Mapping[str, Filed]) -> None:
	"""Every unit files at its moment; what it has drafted before is signed and filed as it is."""
	for unit, entry in filed.items():
		if unit in case.year.projects:
			steps.sign_and_file(case, unit, entry.moment)
		else:
			steps.apply(case, unit, entry.title, entry.category, entry.moment)


def file_summaries(case, ended: Mapping[str, Ended]) -> None:
	"""Every unit files its summary at its moment; one that was refused before is filed as it is."""
	for unit, entry in ended.items():
		if unit in case.year.summaries:
			case.year.clock.move_to(entry.moment)
			case.officer(unit).act(SUMMARY, case.year.summaries[unit], steps.FILE_SUMMARY)
		else:
			steps.file_summary(case, unit, entry.moment)


def join(case, key: str, units: Iterable[str], office: str = "women") -> dict:
	"""The other organiser's office puts what was filed to it into a joint panel; returns the panel."""
	actor, name = case.as_user(office), case.year.panels[key]
	rows = actor.read(PANEL, name)["projects"]
	own = [{"project": case.project(unit)} for unit in units]
	return actor.update(PANEL, name, projects=[*rows, *own])


def review(case, key: str, losses: Mapping[str, tuple[int, ...]]) -> dict:
	"""A panel is opened, scored and sealed; returns {"sheets", "recused", "submitted", "missing", "short"}."""
	opened = steps.open_panel(case, key)
	steps.score_all(case, key, losses)
	return {**opened, **steps.seal(case, key)}


def decide(
	case, key: str, rows: Mapping[str, dict], moment: str, purpose: str = steps.SELECTION, **values
) -> None:
	"""Enter what the committee decided on a panel that day, ready to be released."""
	case.year.clock.move_to(moment)
	school = case.school
	meeting = {"meeting": school.meeting, "meeting_date": moment[:10], "attendance": school.attendance}
	given = {"decision_title": key, "purpose": purpose, **meeting, **values}
	steps.draft_decision(case, key, rows, **given)


def approve(filed: Iterable[str], approved: Iterable[str], **terms) -> dict[str, dict]:
	"""The rows of a decision that approves some of the projects, all on the same terms."""
	yes, no = {"outcome": "Approved", **terms}, {"outcome": "Not Approved"}
	return {unit: yes if unit in approved else no for unit in filed}


def start_all(case, key: str) -> dict:
	"""The work on what was approved begins; returns {"started", "waiting", "held"}."""
	return case.as_user("office").call(DECISION, case.year.decisions[key], "start_all")


def announce(case, notice: str, contact: str) -> str:
	"""The office makes a drafted notice public; returns its page."""
	office = case.as_user("office")
	office.update(NOTICE, notice, contact=contact)
	office.call(NOTICE, notice, "post")
	return office.page(f"/brand-notices/{notice}")


def draft_awards(case, **values) -> str:
	"""An award decision with the titles that the rules propose; returns its name."""
	office = case.as_user("office")
	name = office.insert(AWARDS, **{"cycle": case.year.cycle, **values})["name"]
	office.call(AWARDS, name, "draft_rows")
	return name


def commend(case, moment: str, **values) -> list[dict]:
	"""Award the titles just as the rules propose them; returns the awards."""
	case.year.clock.move_to(moment)
	case.as_user("office").call(AWARDS, draft_awards(case, **values), "release")
	return awards(case)


def awards(case, cycle: str = "") -> list[dict]:
	"""The awards of a cycle (the year's own), as its office reads them."""
	fields = ["name", "unit", "project", "award_title", "certificate_number", "recommendation"]
	return case.as_user("office").find(AWARD, {"cycle": cycle or case.year.cycle}, fields)


def finish(case) -> dict[str, tuple]:
	"""The administrator ends the cycle; returns {unit: (grade, amount)} of what was closed in it."""
	case.as_user("admin").update("Brand Cycle", case.year.cycle, status="Finished")
	return {row["unit"]: (row["grade"], row["amount"]) for row in questions.who_closed(case.year.cycle)}
