"""What uninstalling takes away that no table of traces lists: visits, choices, counters, roles, files."""

from pathlib import Path

import frappe

from brand_union.setup import removal, seeded
from brand_union.setup.roles import ROLES
from brand_union.tests.removal_case import FOREIGN, OURS, RemovalTestCase, commit

ROLE = ROLES[0]


class TestOddPlaces(RemovalTestCase):
	def test_what_leads_to_our_pages_goes(self):
		ours = [
			self.put("Route History", route=route)
			for route in (
				f"List/{OURS}/List",
				f"Form/{OURS}/T-1",
				"Workspaces/Brand Union",
				"query-report/Brand Coverage",
			)
		]
		others = [
			self.put("Route History", route=route) for route in ("List/Note/List", f"Form/Note/{OURS}", None)
		]
		self.uninstall()
		self.assertEqual(self.left([*ours, *others]), others)

	def test_errors_of_our_code_go(self):
		ours = self.put("Error Log", error='File "apps/brand_union/brand_union/services/sheets.py", line 1')
		others = [
			self.put("Error Log", error='File "apps/brand-union/x.py"'),
			self.put("Error Log", error='File "apps/erpnext/brand_union.py"'),
		]
		self.uninstall()
		self.assertEqual(self.left([ours, *others]), others)

	def test_choices_of_people_go(self):
		self.put("Session Default", ref_doctype=OURS)
		ours = [
			self.put("DefaultValue", parent="Administrator", defkey=key)
			for key in ("brand_test_thing", "brand_union_demo_cycle")
		]
		others = [
			self.put("DefaultValue", parent="Administrator", defkey=key)
			for key in ("union_unit", "brand", "brand_unions", "brand_unionXdemo")
		]
		for doctype in (OURS, FOREIGN):
			frappe.db.sql(
				"insert into `__UserSettings` (user, doctype, data) values ('x', %s, '{}')", doctype
			)
		frappe.db.set_single_value("Bulk Update", "document_type", OURS)
		self.uninstall()
		self.assertEqual(self.left([*ours, *others]), others)
		settings = frappe.db.sql("select doctype from `__UserSettings` where user = 'x'")
		self.assertEqual(settings, ((FOREIGN,),))
		self.assertEqual(frappe.db.sql("select field from tabSingles where value = %s", OURS), ())

	def test_counters_of_ours_go_and_no_others(self):
		others = {"BP-2025-", "brand-union:BP-2025-", "brand_unions:BP-2025-", ""}
		for counter in ("brand_union:BP-2025-", "brand_union:BA-X-1-", *others):
			frappe.db.sql("insert ignore into `tabSeries` (name, current) values (%s, 1)", counter)
		self.uninstall()
		left = {name for (name,) in frappe.db.sql("select name from `tabSeries`")}
		self.assertEqual(
			({name for name in left if name.startswith("brand_union:")}, others - left), (set(), set())
		)

	def test_a_table_that_cannot_take_back_waits(self):
		error = self.put("Error Log", reference_doctype=OURS)
		self.uninstall(for_good=False)
		self.assertEqual(self.left([error]), [error])
		commit()
		self.assertEqual(self.left([error]), [])

	def test_our_jobs_and_patches_go_and_no_others(self):
		ours = [
			self.put("Patch Log", patch="brand_union.patches.v9_9.test"),
			self.put("Scheduled Job Type", method="brand_union.services.test.run"),
		]
		others = [
			self.put("Patch Log", patch="brand-union.patches.v9_9.test"),
			self.put("Scheduled Job Type", method="brand_unions.test.run"),
		]
		self.uninstall()
		self.assertEqual(self.left([*ours, *others]), others)

	def test_a_role_that_the_site_builds_on_stays(self):
		self.put("Workflow Transition", parenttype="Workflow", parent="Foreign Way", allowed=ROLE)
		self.put("User Type", role=ROLES[1])
		self.uninstall()
		self.assertEqual([role for role in ROLES if frappe.db.exists("Role", role)], list(ROLES[:2]))

	def test_people_of_the_demo_stay_and_cannot_log_in(self):
		demo, other = (self.put("User", enabled=1) for _person in range(2))
		seeded.note_created("User", [demo[1]])
		logins = Path(frappe.get_site_path("test_logins.json"))
		logins.write_text("{}", encoding="utf-8")
		self.addCleanup(logins.unlink, missing_ok=True)
		seeded.note_created(seeded.SITE_FILE, [logins.name])
		self.uninstall(for_good=False)
		self.assertEqual([frappe.db.get_value(*user, "enabled") for user in (demo, other)], [0, 1])
		self.assertTrue(logins.exists())
		commit()
		self.assertFalse(logins.exists())

	def test_nothing_is_remembered(self):
		self.put("DocType", name="Brand Test Settings", module="Brand Union", issingle=1)
		frappe.db.sql(
			"insert into tabSingles (doctype, field, value) values ('Brand Test Settings', 'a', 'b')"
		)
		doctypes = removal.our_doctypes()
		self.uninstall()
		self.assertEqual(frappe.db.count("Singles", {"doctype": ("in", doctypes)}), 0)


class TestAttachments(RemovalTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.name = f"test-{frappe.generate_hash(length=10)}.txt"
		self.url = f"/private/files/{self.name}"
		self.path = Path(frappe.get_site_path("private", "files", self.name))
		self.path.write_text("A name and an address.", encoding="utf-8")
		self.addCleanup(self.path.unlink, missing_ok=True)

	def attach(self, doctype: str, name: str = "T-1", url: str | None = None) -> tuple[str, str]:
		return self.put(
			"File",
			file_name=self.name,
			file_url=url or self.url,
			is_private=1,
			attached_to_doctype=doctype,
			attached_to_name=name,
		)

	def test_a_file_goes_from_the_disk_when_its_record_is_gone_for_good(self):
		file = self.attach(OURS)
		self.uninstall(for_good=False)
		self.assertEqual((self.left([file]), self.path.exists()), ([], True))
		commit()
		self.assertFalse(self.path.exists())

	def test_a_file_stays_if_uninstalling_is_taken_back(self):
		file = self.attach(OURS)
		frappe.db.savepoint("with_file")
		self.uninstall(for_good=False)
		frappe.db.rollback(save_point="with_file")
		commit()
		self.assertEqual((self.left([file]), self.path.exists()), ([file], True))

	def test_a_file_that_another_document_has_too_stays(self):
		ours, other = self.attach(OURS), self.attach("Note")
		self.uninstall()
		self.assertEqual((self.left([ours, other]), self.path.exists()), ([other], True))

	def test_a_file_of_the_same_name_elsewhere_is_not_mistaken_for_it(self):
		self.attach(OURS, url=f"https://files.example/{self.name}")
		self.uninstall()
		self.assertTrue(self.path.exists())

	def test_files_of_our_mails_go_too(self):
		mail = self.put("Communication", reference_doctype=OURS)
		file = self.attach(*mail)
		self.uninstall()
		self.assertEqual((self.left([file]), self.path.exists()), ([], False))
