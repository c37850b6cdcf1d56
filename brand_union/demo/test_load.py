"""The demo, loaded in a transaction that is taken back: nothing of it stays on the site."""

import json
from collections import Counter
from pathlib import Path

import frappe

from brand_union.demo import files, load
from brand_union.demo.driver import DeskActor, Refused
from brand_union.demo.year.story import ADMIN, OFFICE, chair_of, officer_of
from brand_union.setup.roles import ROLES
from brand_union.tests import IntegrationTestCase

RUNNING, DRAFT, REFUSED = "Under Way", "Draft", "Not Approved"


class TestDemo(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(cls.leave, frappe.local.lang)
		load.set_site()
		load.load_year()
		cls.cycle = frappe.db.get_global(load.MARK)

	@classmethod
	def leave(cls, language: str):
		frappe.db.rollback()
		frappe.local.lang = language
		frappe.set_user("Administrator")
		frappe.clear_cache()

	def test_it_stops_half_way_through_cultivation(self):
		found = Counter(frappe.get_all("Brand Project", {"cycle": self.cycle}, pluck="stage"))
		self.assertEqual(found, {RUNNING: 12, REFUSED: 8, DRAFT: 3})
		self.assertEqual(frappe.db.count("Brand Review", {"status": "Submitted", "sealed": 1}), 139)
		self.assertEqual(frappe.db.count("Brand Acceptance"), 0)

	def test_the_office_has_looked_in(self):
		notes = files.read("cultivation")
		written = frappe.get_all(
			"Comment",
			{"comment_type": "Comment", "reference_doctype": "Brand Project"},
			["content", "creation"],
			order_by="creation asc",
		)
		replies = [note["reply"] for note in notes["notes"] if note["reply"]]
		self.assertEqual(len(written), len(notes["notes"]) + len(replies))
		self.assertLessEqual(str(written[-1].creation), notes["today"])

	def test_the_site_is_chinese(self):
		settings = frappe.get_doc("System Settings")
		self.assertEqual(
			(settings.language, settings.time_zone, settings.currency), ("zh", "Asia/Shanghai", "CNY")
		)
		languages = frappe.get_all("User", {"name": ("like", "%@hit.example")}, pluck="language")
		self.assertEqual(Counter(languages), {"zh": len(files.read("people"))})

	def test_a_second_run_only_writes_the_logins(self):
		before = frappe.db.count("Version")
		file = Path(frappe.get_site_path(load.LOGINS))
		self.addCleanup(file.unlink)
		load.run()
		self.assertEqual(frappe.db.count("Version"), before)
		logins = json.loads(file.read_text(encoding="utf-8"))
		self.assertEqual([login["role"] for login in logins], list(ROLES))
		for login in logins:
			self.assertIn(login["role"], frappe.get_roles(login["user"]))
			self.assertEqual(login["full_name"], frappe.db.get_value("User", login["user"], "full_name"))

	def test_it_refuses_a_site_with_work_in_it(self):
		frappe.db.savepoint("without_mark")
		self.addCleanup(frappe.db.rollback, save_point="without_mark")
		frappe.db.set_global(load.MARK, None)
		with self.assertRaisesRegex(frappe.ValidationError, "BP-2025-0001"):
			load.run()

	def test_its_people_have_their_own_rights(self):
		project = frappe.db.get_value("Brand Project", {"cycle": self.cycle, "unit": "HIT-01"})
		self.assertEqual(DeskActor(chair_of("HIT-01")).read("Brand Project", project)["unit"], "HIT-01")
		self.assertEqual(DeskActor(officer_of("HIT-02")).find("Brand Project", {"name": project}), [])
		for refused in ("read", "update"):
			with self.assertRaises(Refused) as caught:
				getattr(DeskActor(officer_of("HIT-02")), refused)("Brand Project", project)
			self.assertEqual(caught.exception.kind, "PermissionError")

	def test_a_refused_act_leaves_nothing_behind(self):
		project = frappe.db.get_value("Brand Project", {"cycle": self.cycle, "unit": "HIT-01"})
		before = frappe.db.get_value("Brand Project", project, ["project_title", "modified"])
		with self.assertRaises(Refused) as caught:
			DeskActor(OFFICE).update("Brand Project", project, project_title="改个名")
		self.assertEqual(caught.exception.kind, "FrozenContent")
		self.assertEqual(frappe.db.get_value("Brand Project", project, ["project_title", "modified"]), before)
		self.assertEqual(frappe.local.message_log, [])

	def test_only_what_a_browser_may_call_can_be_called(self):
		for act in (
			lambda: DeskActor(ADMIN).rpc("frappe.utils.get_url"),
			lambda: DeskActor(ADMIN).call("Brand Cycle", self.cycle, "delete"),
		):
			with self.assertRaises(Refused) as caught:
				act()
			self.assertEqual(caught.exception.kind, "PermissionError")
