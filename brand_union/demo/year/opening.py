"""Before the year: people, units, the programme from its preset, and the cycle with this year's dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils.password import update_password

from brand_union.demo import files
from brand_union.demo.year.story import ADMIN, Year

OPENED_AT = "2025-05-12 09:00:00"
PRESET = "hit_2025"
BUDGET = 70000
POSTS = {"Brand Unit Chair": "Chair", "Brand Unit Officer": "Officer", "Brand Endorser": "Party Secretary"}
OFFICE_ROLES = {"Brand Administrator", "Brand Officer"}


def make_people(password: str, language: str) -> list[str]:
	"""Make the users of the story with one password for all; the only step that takes a system's administrator."""
	return make_users(files.read("people"), password, language)


def make_users(people: list[dict], password: str, language: str) -> list[str]:
	"""Make users from {user, full_name, roles}, all with one password; returns their names."""
	with _as_set_up():
		users = [_make_user(person, password, language) for person in people]
	frappe.clear_cache()
	return users


def open_year(year: Year) -> None:
	"""Enter the units, load the programme, and open its cycle."""
	year.clock.move_to(OPENED_AT)
	make_units(year)
	make_programme(year)
	open_cycle(year)


def make_units(year: Year) -> None:
	"""The university's union and the units below it, with their people."""
	admin = year.people(ADMIN)
	people = files.read("people")
	for unit in files.read("units"):
		admin.insert(
			"Union Unit",
			unit_code=unit["code"],
			unit_name=unit["unit_name"],
			unit_type=unit["unit_type"],
			parent_union_unit=unit["parent"],
			is_group=int(not unit["parent"]),
			head_count=unit["head_count"],
			party_organisation=unit["party_organisation"],
			members=[_member(person) for person in people if person["unit"] == unit["code"]],
		)


def make_programme(year: Year) -> None:
	"""The school's programme, from the preset that the app ships."""
	admin = year.people(ADMIN)
	organiser = next(unit["code"] for unit in files.read("units") if not unit["parent"])
	year.programme = admin.rpc("brand_union.services.presets.load_preset", preset=PRESET, organiser=organiser)
	found = admin.find("Brand Category", {"programme": year.programme}, ["name", "category_name"])
	year.categories = {row["category_name"]: row["name"] for row in found}


def open_cycle(year: Year) -> None:
	"""The cycle of the year, with its own dates and budget, running."""
	admin = year.people(ADMIN)
	scenario = files.read("scenario")
	year.cycle = admin.call(
		"Brand Programme",
		year.programme,
		"open_cycle",
		year=scenario["programme_year"],
		cycle_name=f"{scenario['programme_year']}年基层工会品牌建设项目",
		budget=BUDGET,
	)
	admin.update("Brand Cycle", year.cycle, windows=scenario["windows"], status="Running")


@contextmanager
def _as_set_up() -> Iterator[None]:
	"""As while installing: otherwise Frappe empties the site's cache for each user, and allows sixty an hour."""
	flags, conf = {"in_install": True}, {"throttle_user_limit": 10_000}
	with patch.dict(frappe.flags, flags), patch.dict(frappe.conf, conf):
		yield


def _make_user(person: dict, password: str, language: str) -> str:
	# Who was here before the app was uninstalled comes back.
	known = frappe.db.exists("User", person["user"])
	user = frappe.get_doc("User", known) if known else frappe.new_doc("User")
	user.update(
		{
			"email": person["user"],
			"first_name": person["full_name"],
			"language": language,
			"send_welcome_email": 0,
			"enabled": 1,
			"roles": [{"role": role} for role in person["roles"]],
		}
	)
	user.save()
	# Not through the document: a site's password policy is for passwords that guard something.
	update_password(user.name, password)
	return user.name


def _member(person: dict) -> dict:
	roles = set(person["roles"])
	post = (
		"Officer"
		if roles & OFFICE_ROLES
		else next((POSTS[role] for role in POSTS if role in roles), "Member")
	)
	return {"user": person["user"], "post": post}
