"""The applications and summaries of the second year: written with every kind of section, and signed box by box.

`case` is the InventedYear. A project goes by a key of the story, and its unit by its code.
"""

import base64
from io import BytesIO
from random import Random

from PIL import Image

from brand_union.demo.clock import later
from brand_union.services import cycles
from brand_union.tests.year import steps
from brand_union.tests.year.steps import PROJECT, SUMMARY

SIDE = 64
AGREED = "同意。"
PASSED_BY_PARTY = "分党委通过"
# What the boxes look like that were signed on paper.
PAPER = {"opinion": AGREED, "signer": "云麓见证", "post": "负责人", "sealed": 1}


def picture(name: str, side: int = SIDE) -> str:
	"""A picture that nobody else has, as base64: 64 pixels a side are 12 kB."""
	target = BytesIO()
	Image.frombytes("RGB", (side, side), Random(name).randbytes(side * side * 3)).save(target, "PNG")
	return base64.b64encode(target.getvalue()).decode()


def upload(actor, name: str, side: int = SIDE) -> str:
	"""Upload a private picture; returns its address."""
	values = {"file_name": f"{name}.png", "is_private": 1, "content": picture(name, side), "decode": 1}
	return actor.insert("File", **values)["file_url"]


def answers(**changes) -> list[dict]:
	"""What is filled into the school's own sections; None leaves one out."""
	given = {
		"party_building": "支部与工会小组结对，党员带头认领项目任务。",
		"beneficiaries": "260",
		"reach": "跨单位",
		"past_results": [{"成果": "职工书屋", "年份": "2024"}],
		**changes,
	}
	return [{"section": key, "answer": answer} for key, answer in given.items() if answer is not None]


def write(case, key: str, unit: str, title: str, moment: str, category: str = "思想引领类", **values) -> str:
	"""A complete application, not signed yet."""
	case.year.clock.move_to(moment)
	actor = case.officer(unit)
	sections = {"answers": answers(), "files": [{"section": "photos", "file": upload(actor, key)}]}
	name = case.year.projects[key] = actor.insert(
		PROJECT,
		cycle=case.year.cycle,
		unit=unit,
		project_title=title,
		category=case.year.categories[category],
		**{**steps.application(case, moment), **sections, **values},
	)["name"]
	return name


def sign(case, key: str, unit: str) -> None:
	"""Officer and chair sign on screen, the party's opinion comes on paper."""
	name = case.project(key)
	case.officer(unit).call(PROJECT, name, "sign", endorsement="经办人确认", opinion=AGREED)
	case.chair(unit).call(PROJECT, name, "sign", endorsement="单位工会意见", opinion=AGREED)
	add_paper(case.officer(unit), name, "二级党组织意见")


def add_paper(actor, name: str, box: str, doctype: str = PROJECT, **values) -> None:
	"""Enter a box that was signed and sealed on paper today."""
	signed = {**PAPER, "signed_on": str(cycles.today()), **values}
	actor.call(doctype, name, "add_paper", endorsement=box, values=signed)


def file(case, key: str, unit: str, moment: str) -> None:
	"""File a signed application; the party committee's chair lets it pass on to the office."""
	case.year.clock.move_to(moment)
	case.officer(unit).act(PROJECT, case.project(key), steps.FILE_APPLICATION)
	case.chair(unit).act(PROJECT, case.project(key), PASSED_BY_PARTY)


def apply(case, key: str, unit: str, title: str, moment: str, **values) -> None:
	"""Write, sign and file."""
	write(case, key, unit, title, moment, **values)
	sign(case, key, unit)
	file(case, key, unit, later(moment, minutes=30))


def file_summary(case, key: str, unit: str, moment: str) -> None:
	"""Begin, write and sign the summary of a project on screen, and file it."""
	case.year.clock.move_to(moment)
	actor = case.officer(unit)
	name = actor.rpc("brand_union.services.acceptance.start", project=case.project(key))
	case.year.summaries[key] = name
	actor.update(SUMMARY, name, **steps.summary(moment), answers=[{"section": "new_members", "answer": "12"}])
	sign_summary(case, key, unit)
	actor.act(SUMMARY, name, steps.FILE_SUMMARY)


def sign_summary(case, key: str, unit: str) -> None:
	"""The party organisation checks the summary first, on paper, then the chair signs."""
	name = case.year.summaries[key]
	add_paper(case.officer(unit), name, "二级党组织预审", SUMMARY)
	case.chair(unit).call(SUMMARY, name, "sign", endorsement="单位工会意见", opinion=AGREED)
