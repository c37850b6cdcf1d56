"""The demo: HIT's year 2025 on a site of its own, stopped half-way through cultivation.

`bench --site SITE execute brand_union.demo.load.run`. All of it or nothing: one transaction. The demo keeps the
days of 2025, so the clock of this process is moved while it is loaded.
"""

import json
from pathlib import Path

import frappe
from frappe import _
from frappe.translate import set_default_language

from brand_union.demo import files
from brand_union.demo.clock import demand_freezegun, movable_clock
from brand_union.demo.driver import DeskActor
from brand_union.demo.year import cultivation, filing, opening, selection
from brand_union.demo.year.story import Year
from brand_union.setup import seeded

PASSWORD = "gonghui2025"  # for everybody in the demo, and printed beside each login
LANGUAGE = "zh"
SETTINGS = {"country": "China", "time_zone": "Asia/Shanghai", "currency": "CNY", "language": LANGUAGE}
FORMATS = {"number_format": "#,###.##", "date_format": "yyyy-mm-dd", "first_day_of_the_week": "Monday"}
# Under this name the site remembers that its cycle is the demo's.
MARK = "brand_union_demo_cycle"
LOGINS = "demo_logins.json"

# Who of the story shows what a role sees; the first is the one to begin with.
SHOWN = (
	("Brand Administrator", "hit.admin@hit.example"),
	("Brand Officer", "hit.officer1@hit.example"),
	("Brand Unit Officer", "hit-15.officer@hit.example"),
	("Brand Unit Chair", "hit-17.chair@hit.example"),
	("Brand Endorser", "hit-15.secretary@hit.example"),
	("Brand Juror", "hit.juror1@hit.example"),
	("Brand Auditor", "hit.auditor@hit.example"),
	("Brand Observer", "hit.observer@hit.example"),
)
ROLES_IN_CHINESE = {
	"Brand Administrator": "校工会管理员",
	"Brand Officer": "校工会干事",
	"Brand Unit Officer": "二级工会干事",
	"Brand Unit Chair": "二级工会主席",
	"Brand Endorser": "意见签署人",
	"Brand Juror": "评委",
	"Brand Auditor": "经审委员",
	"Brand Observer": "校领导",
}


def run() -> None:
	"""Load the demo year, unless it is there; refuses on a site with other work in it."""
	if not frappe.db.get_global(MARK):
		demand_empty_site()
		demand_freezegun()
		set_site()
		load_year()
		seeded.note_created(seeded.SITE_FILE, [LOGINS])
		frappe.db.commit()
	write_logins()


def demand_empty_site() -> None:
	"""Raise ValidationError on a site where a union already works: demo people do not belong there."""
	for doctype in ("Brand Project", "Brand Cycle", "Brand Programme", "Union Unit"):
		found = frappe.db.get_value(doctype, {}, "name", order_by="creation asc")
		if found:
			frappe.throw(
				_(
					"This site already has the {0} {1}. The demo year is for an empty site; make a new one."
				).format(_(doctype), found)
			)


def set_site() -> None:
	"""Chinese, China's time and money, no set-up tours."""
	settings = frappe.get_doc("System Settings")
	settings.update({**SETTINGS, **FORMATS, "enable_onboarding": 0, "setup_complete": 1})
	settings.save()
	set_default_language(LANGUAGE)
	frappe.db.set_default("currency", SETTINGS["currency"])
	frappe.db.set_value("Currency", SETTINGS["currency"], "symbol", "¥")
	frappe.local.lang = LANGUAGE


def load_year() -> None:
	"""The year up to the winter of its cultivation, as the people of the story."""
	before = frappe.session.user
	with movable_clock(opening.OPENED_AT) as clock:
		year = Year(people=DeskActor, clock=clock)
		seeded.note_created("User", opening.make_people(PASSWORD, LANGUAGE))
		for title, step in STEPS:
			print(title, flush=True)
			step(year)
		frappe.set_user(before)
		frappe.db.set_global(MARK, year.cycle)


def adjust_and_start(year: Year) -> None:
	"""Eleven projects start, the twelfth when its unit has consented."""
	names = selection.propose_adjustments(year)
	selection.start_others(year)
	selection.answer_adjustments(year, names)
	selection.apply_adjustments(year, names)


def review(year: Year) -> None:
	"""The selection's round of review."""
	selection.open_panel(year)
	selection.score_all(year)
	selection.seal(year)


def decide(year: Year) -> None:
	"""The committee's decision and its release."""
	selection.draft_decision(year)
	selection.release_decision(year)


STEPS = (
	("units, programme, cycle", opening.open_year),
	("applications", filing.apply_all),
	("formal check", filing.check_all),
	("expert review", review),
	("decision", decide),
	("adjustment, start of work", adjust_and_start),
	("guidance", cultivation.guide),
)


def write_logins() -> None:
	"""Write one login for each role to `demo_logins.json` in the site's folder."""
	names = {person["user"]: person["full_name"] for person in files.read("people")}
	logins = [
		{
			"role": role,
			"role_zh": ROLES_IN_CHINESE[role],
			"user": user,
			"full_name": names[user],
			"password": PASSWORD,
		}
		for role, user in SHOWN
	]
	file = Path(frappe.get_site_path(LOGINS))
	file.write_text(json.dumps(logins, ensure_ascii=False, indent="\t") + "\n", encoding="utf-8")
