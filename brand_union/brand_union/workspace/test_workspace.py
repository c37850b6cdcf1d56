import json
from pathlib import Path

import frappe
from frappe.desk.desktop import get_desktop_page, get_workspace_sidebar_items

from brand_union.setup.roles import ROLES
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as f

NAME = "Brand Union"
FILE = Path(__file__).parent / "brand_union" / "brand_union.json"
TABLE_OF_BLOCK = {"shortcut": "shortcuts", "number_card": "number_cards", "chart": "charts"}


def labels(page: dict, part: str) -> set[str]:
	return {item.get("label") for item in page[part]["items"]}


class TestWorkspace(IntegrationTestCase):
	"""Every role lands on the one workspace and finds there what it may open."""

	def page(self, role: str) -> dict:
		with f.acting(f.make_user(role)):
			return get_desktop_page(json.dumps({"name": NAME, "title": NAME, "public": 1}))

	def test_each_of_our_roles_has_it_first_in_the_sidebar(self):
		for role in ROLES:
			with self.subTest(role=role), f.acting(f.make_user(role)):
				self.assertEqual(get_workspace_sidebar_items()["pages"][0]["name"], NAME)

	def test_others_do_not_see_it(self):
		with f.acting(f.make_user()):
			names = [page["name"] for page in get_workspace_sidebar_items()["pages"]]
			self.assertNotIn(NAME, names)

	def test_a_juror_finds_the_sheets_and_nothing_else(self):
		page = self.page("Brand Juror")
		self.assertEqual(labels(page, "shortcuts"), {"Review Tasks"})
		self.assertEqual(labels(page, "number_cards"), {"Sheets Still to Score"})
		self.assertEqual(labels(page, "charts"), set())
		links = [link["link_to"] for card in page["cards"]["items"] for link in card["links"]]
		self.assertEqual(links, ["Brand Review"])

	def test_a_unit_finds_its_projects_and_no_reviews(self):
		page = self.page("Brand Unit Officer")
		self.assertEqual(
			labels(page, "shortcuts"),
			{"Projects", "Board of Stages", "Summaries", "Calendar of the Year", "Who Has Not Filed"},
		)
		links = {link["link_to"] for card in page["cards"]["items"] for link in card["links"]}
		self.assertFalse(links & {"Brand Review", "Review Panel", "Panel Assignment", "Brand Decision"})

	def test_the_office_finds_everything(self):
		page, shipped = self.page("Brand Officer"), json.loads(FILE.read_text())
		for part in ("shortcuts", "number_cards", "charts"):
			self.assertEqual(labels(page, part), {row["label"] for row in shipped[part]}, part)

	def test_the_guided_set_up_is_put_away_in_words_that_fit(self):
		"""Frappe's own Chinese says on this button that somebody is dismissed from work."""
		chinese = frappe.translate.get_all_translations("zh")
		self.assertEqual(chinese["Dismiss:Stop showing the onboarding widget."], "不再显示")

	def test_observers_find_no_card_about_who_has_not_filed(self):
		self.assertNotIn("Units That Have Not Filed", labels(self.page("Brand Observer"), "number_cards"))


def test_every_block_and_link_of_the_file_leads_somewhere():
	shipped = json.loads(FILE.read_text())
	cards = {row["label"] for row in shipped["links"] if row["type"] == "Card Break"}
	known = {kind: {row["label"] for row in shipped[table]} for kind, table in TABLE_OF_BLOCK.items()}
	known |= {"card": cards, "onboarding": set(frappe.get_all("Module Onboarding", pluck="name"))}
	for block in json.loads(shipped["content"]):
		if block["type"] != "spacer":
			assert block["data"][f"{block['type']}_name"] in known[block["type"]], block
	for row in shipped["links"] + shipped["shortcuts"]:
		if row.get("link_to"):
			kind = row.get("link_type") or row["type"]
			assert frappe.db.exists(kind, row["link_to"]), row["link_to"]
	for row in shipped["number_cards"]:
		assert frappe.db.exists("Number Card", row["number_card_name"])
	for row in shipped["charts"]:
		assert frappe.db.exists("Dashboard Chart", row["chart_name"])
