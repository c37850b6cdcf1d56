"""Puts a fresh site past the set-up wizard, or changes its language. Run with the bench's Python in `sites`.

Usage: prepare_site.py SITE LANGUAGE_CODE
"""

import sys

import frappe
from frappe.desk.page.setup_wizard.setup_wizard import setup_complete
from frappe.translate import set_default_language

PLACE = {"country": "China", "timezone": "Asia/Shanghai", "currency": "CNY", "language": "English"}


def prepare(language: str) -> None:
	setup_complete(dict(PLACE))
	settings = frappe.get_doc("System Settings")
	settings.update({"language": language, "time_zone": PLACE["timezone"], "currency": PLACE["currency"]})
	settings.update({"enable_onboarding": 0, "enable_telemetry": 0, "first_day_of_the_week": "Monday"})
	settings.save()
	set_default_language(language)
	frappe.db.commit()
	frappe.clear_cache()


if __name__ == "__main__":
	site, language = sys.argv[1:]
	frappe.init(site)
	frappe.connect()
	prepare(language)
	frappe.destroy()
