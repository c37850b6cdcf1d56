"""The steps of a small school's year, as its people take them through REST.

`case` is the SchoolYear, a unit is named by its code, a moment is "2024-03-08 10:00:00" in the site's time zone.
"""

from collections.abc import Iterable, Mapping

from brand_union.demo.clock import later
from brand_union.demo.year import filing
from brand_union.demo.year.story import merge_rows

PROJECT, SUMMARY, PANEL, DECISION = "Brand Project", "Brand Acceptance", "Review Panel", "Brand Decision"
FILE_APPLICATION, FILE_SUMMARY = filing.FILE, "File Summary"
SELECTION, ACCEPTANCE = "Selection", "Acceptance"
WORDS = "按月开展活动，每次有记录、有反馈；院系工会小组轮流承办，教职工自愿参加，年底汇编成册。"


def draft(case, unit: str, title: str, category: str, moment: str, key: str = "", **values) -> str:
	"""The unit's officer writes an application and leaves it as a draft; returns its name."""
	case.year.clock.move_to(moment)
	actor = case.officer(unit)
	made = actor.insert(
		PROJECT,
		cycle=case.year.cycle,
		unit=unit,
		project_title=title,
		category=case.year.categories[category],
		**{**application(case, moment), **values},
	)
	case.year.projects[key or unit] = made["name"]
	_answer(actor, PROJECT, made["name"])
	return made["name"]


def application(case, moment: str) -> dict:
	"""The fields of an application that its title and category do not say."""
	day = moment[:10]
	person = {"leader_name": "周明远", "leader_post": "工会主席", "leader_phone": "19900000001"}
	return {
		**person,
		"contact_name": "林小雨",
		"contact_phone": "19900000002",
		"starts_on": later(day, days=70)[:10],
		"ends_on": later(day, days=220)[:10],
		"member_count": 120,
		"expected_participants": 90,
		"amount_requested": 3000,
		"team": [{"member_name": "周明远", "post": "工会主席", "duty": "统筹"}],
		"schedule": [{"period": "上半年", "content": "启动", "responsible": "林小雨"}],
		"budget": [{"heading": "资料费", "basis": "按册计算", "amount": 3000, "source": "Union"}],
		**dict.fromkeys(
			("foundation", "objectives", "content", "plan", "expected_results", "publicity"), WORDS
		),
	}


def sign_and_file(case, unit: str, moment: str, key: str = "") -> None:
	"""All opinions are entered from paper and the application is filed; raises Refused."""
	case.year.clock.move_to(moment)
	actor, name = case.officer(unit), case.year.projects[key or unit]
	sign(actor, PROJECT, name, moment)
	actor.act(PROJECT, name, FILE_APPLICATION)


def apply(case, unit: str, title: str, category: str, moment: str, **values) -> str:
	"""Draft, sign and file at one moment; returns the project's name."""
	name = draft(case, unit, title, category, moment, **values)
	sign_and_file(case, unit, later(moment, minutes=20), values.get("key", ""))
	return name


def sign(actor, doctype: str, name: str, moment: str) -> None:
	"""Enter every opinion of a form as it came back on paper, signed and sealed the day before."""
	rows = actor.read(doctype, name)["endorsements"]
	signed = {"opinion": "同意报送。", "signer": "周明远", "post": "负责人", "sealed": 1}
	day = later(moment, days=-1)[:10]
	actor.update(doctype, name, endorsements=[{**row, **signed, "signed_on": day} for row in rows])


def check_all(case, units: Iterable[str], moment: str, office: str = "office") -> None:
	"""The office passes the formal check list of the units' applications."""
	case.year.clock.move_to(moment)
	actor = case.as_user(office)
	for unit in units:
		rows = actor.read(PROJECT, case.project(unit))["checks"]
		results = [{"item": row["item"], "result": "Passed"} for row in rows]
		actor.call(PROJECT, case.project(unit), "record_checks", results=results)
		actor.act(PROJECT, case.project(unit), filing.PASS_CHECK)


def set_up_panel(
	case,
	key: str,
	purpose: str,
	jurors: Iterable[str],
	units: Iterable[str],
	office: str = "office",
	**values,
) -> str:
	"""A draft panel for the units' projects; its rules and how it is held come from the cycle."""
	made = case.as_user(office).insert(
		PANEL,
		panel_name=key,
		cycle=case.year.cycle,
		purpose=purpose,
		jurors=[{"juror": case.school.user(juror)} for juror in jurors],
		projects=[{"project": case.project(unit)} for unit in units],
		**values,
	)
	case.year.panels[key] = made["name"]
	return made["name"]


def open_panel(case, key: str, office: str = "office") -> dict:
	"""Give the sheets out; returns {"sheets", "recused"}."""
	return case.as_user(office).call(PANEL, case.year.panels[key], "open_panel")


def score_all(case, key: str, losses: Mapping[str, tuple[int, ...]], office: str = "office") -> None:
	"""Every juror hands in every sheet: of the full marks, `losses` says how many each juror takes off, by unit."""
	sheets = _sheets(case, key, office)
	jurors = list(dict.fromkeys(juror for _project, juror in sheets))
	for unit, taken in losses.items():
		for juror, loss in zip(jurors, taken, strict=True):
			_score(case.people(juror), sheets[case.project(unit), juror], loss)


def seal(case, key: str, office: str = "office") -> dict:
	"""End the scoring; returns {"submitted", "missing", "short"}."""
	return case.as_user(office).call(PANEL, case.year.panels[key], "seal")


def draft_decision(case, key: str, rows: Mapping[str, dict], office: str = "office", **values) -> str:
	"""What the committee decided on the panel's projects, by unit; returns the decision's name."""
	actor = case.as_user(office)
	panel = case.year.panels[key]
	made = actor.insert(DECISION, cycle=case.year.cycle, panel=panel, **values)
	case.year.decisions[key] = made["name"]
	actor.call(DECISION, made["name"], "draft_rows")
	given = [{"project": case.project(unit), **row} for unit, row in rows.items()]
	found = actor.read(DECISION, made["name"])["rows"]
	actor.update(DECISION, made["name"], rows=merge_rows(found, given, "project"))
	return made["name"]


def release(case, key: str, moment: str, user: str = "office") -> dict:
	"""Release a decision; returns what it gave."""
	case.year.clock.move_to(moment)
	return case.as_user(user).call(DECISION, case.year.decisions[key], "release")


def results(case, key: str, *fields: str, office: str = "office") -> dict[str, tuple]:
	"""{unit: the fields of its row in a decision}."""
	units = {name: unit for unit, name in case.year.projects.items()}
	rows = case.as_user(office).read(DECISION, case.year.decisions[key])["rows"]
	return {units[row["project"]]: tuple(row[field] for field in fields) for row in rows}


def begin_summary(case, unit: str, moment: str, **values) -> str:
	"""The unit begins its summary from the project and writes it; returns its name."""
	case.year.clock.move_to(moment)
	actor = case.officer(unit)
	name = actor.rpc("brand_union.services.acceptance.start", project=case.project(unit))
	case.year.summaries[unit] = name
	actor.update(SUMMARY, name, **{**summary(moment), **values})
	_answer(actor, SUMMARY, name)
	return name


def summary(moment: str) -> dict:
	"""The fields of a summary."""
	return {
		"actual_start": later(moment, days=-120)[:10],
		"actual_end": later(moment, days=-3)[:10],
		"activity_count": 8,
		"participations": 460,
		"coverage_rate": 75,
		"goals": [{"goal": "每月一次活动", "done": "完成8次"}],
		"accounts": [{"heading": "资料费", "budgeted": 3000, "spent": 2960}],
		**dict.fromkeys(("activities", "main_results", "features", "shortcomings"), WORDS),
	}


def file_summary(case, unit: str, moment: str, **values) -> str:
	"""Write, sign and file the summary; returns its name."""
	name = begin_summary(case, unit, moment, **values)
	case.year.clock.move_to(later(moment, minutes=30))
	actor = case.officer(unit)
	sign(actor, SUMMARY, name, moment)
	actor.act(SUMMARY, name, FILE_SUMMARY)
	return name


def _answer(actor, doctype: str, name: str) -> None:
	"""Fill in the sections of the school's own."""
	rows = actor.read(doctype, name).get("answers") or []
	if rows:
		actor.update(doctype, name, answers=[{**row, "answer": row["answer"] or WORDS} for row in rows])


def _sheets(case, key: str, office: str) -> dict[tuple[str, str], str]:
	found = case.as_user(office).find(
		"Panel Assignment",
		{"panel": case.year.panels[key], "status": "Assigned"},
		["project", "juror", "review"],
	)
	return {(row["project"], row["juror"]): row["review"] for row in found}


def _score(juror, sheet: str, loss: int) -> None:
	marks = []
	for row in juror.read("Brand Review", sheet)["scores"]:
		taken = min(loss, int(row["max_score"]))
		marks.append({**row, "score": str(int(row["max_score"]) - taken)})
		loss -= taken
	juror.update("Brand Review", sheet, scores=marks)
	juror.call("Brand Review", sheet, "submit_review")
