"""Rows of every kind that speak of us, beside the same rows about others: the first go, the second stay.

The rows are put straight into the tables: nothing of the site is asked whether it wants them.
"""

from pathlib import Path

import frappe

from brand_union import uninstall
from brand_union.setup import removal, seeded, traces
from brand_union.setup.roles import ROLES
from brand_union.setup.test_case import SetupTestCase

OURS, FOREIGN = "Brand Test Thing", "Foreign Thing"
ROLE = ROLES[0]


def commit() -> None:
	"""All that a commit does but for the commit. Whatever follows it may drop a table, so nothing is written."""
	frappe.db.before_commit.run()
	written = frappe.db.transaction_writes
	frappe.db.after_commit.run()
	assert frappe.db.transaction_writes == written


class RemovalTestCase(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.put("DocType", name=OURS, module="Brand Union")

	def put(self, doctype: str, **values) -> tuple[str, str]:
		"""A row as it might stand in the table; its DocType and name."""
		doc = frappe.new_doc(doctype)
		doc.update(values)
		doc.name = values.get("name") or self.new_name(doctype)
		doc.db_insert()
		if doc.meta.engine != traces.TRANSACTIONAL:
			self.addCleanup(frappe.db.delete, doctype, {"name": doc.name})
		return doctype, doc.name

	@staticmethod
	def new_name(doctype: str):
		if frappe.get_meta(doctype).autoname == "autoincrement":
			return frappe.db.get_next_sequence_val(doctype)
		return f"test-{frappe.generate_hash(length=10)}"

	@staticmethod
	def uninstall(for_good: bool = True) -> None:
		uninstall.before_uninstall()
		if for_good:
			commit()

	@staticmethod
	def left(rows) -> list[tuple[str, str]]:
		return [row for row in rows if frappe.db.exists(*row)]


class TestTraces(RemovalTestCase):
	def test_every_place_where_frappe_names_a_doctype_is_known(self):
		places = frappe.get_all(
			"DocField",
			{"fieldtype": "Link", "options": "DocType", "parent": ("in", self.doctypes_of_frappe())},
			["parent", "fieldname"],
			order_by="parent",
		)
		known = {(place[0], place[1]) for place in (*traces.TRACES, *traces.TOOLS)}
		known |= {(place, field) for place, field, *_more in traces.MENTIONS["DocType"]}
		known |= set(traces.BELONGS_TO["DocType"]) | {("File", "attached_to_doctype")}
		self.assertGreater(len(places), 50)
		self.assertEqual(
			[(p.parent, p.fieldname) for p in places if (p.parent, p.fieldname) not in known], []
		)

	@staticmethod
	def doctypes_of_frappe() -> list[str]:
		modules = frappe.get_all("Module Def", {"app_name": "frappe"}, pluck="name", order_by="name")
		return frappe.get_all("DocType", {"module": ("in", modules)}, pluck="name", order_by="name")

	def test_every_place_exists(self):
		places = [*traces.TRACES, *traces.TOOLS]
		for table in (traces.BELONGS_TO, traces.MENTIONS):
			places += [place for doctype in table for place in table[doctype]]
		self.assertEqual(set(places) - set(traces.existing(places)), set())

	def test_what_happened_to_a_document_goes(self):
		for doctype, ours, others in (
			(OURS, "T-1", (FOREIGN, "T-1")),
			("Workflow", self.put("Workflow", document_type=OURS)[1], ("Workflow", "Foreign Way")),
		):
			going, staying = [], []
			for place, doctype_field, name_field in traces.existing(traces.TRACES):
				going.append(self.put(place, **{doctype_field: doctype, name_field: ours}))
				staying.append(self.put(place, **{doctype_field: others[0], name_field: others[1]}))
			with self.subTest(doctype):
				frappe.db.savepoint("with_rows")
				self.uninstall()
				self.assertEqual((self.left(going), self.left(staying)), ([], staying))
				frappe.db.rollback(save_point="with_rows")

	def test_what_is_of_no_use_without_us_goes(self):
		targets = {"DocType": OURS, "Role": ROLE, "Module Def": "Brand Union"}
		for doctype in ("Report", "Page", "Workspace", "Dashboard"):
			targets[doctype] = self.put(doctype, module="Brand Union")[1]
		targets["Discussion Topic"] = self.put("Discussion Topic", reference_doctype=OURS)[1]
		targets["Scheduled Job Type"] = self.put("Scheduled Job Type", method="brand_union.test.run")[1]
		going, staying = [], []
		for target, places in traces.BELONGS_TO.items():
			for place, field in traces.existing(places):
				going.append(self.put(place, **{field: targets[target]}))
				staying.append(self.put(place, **{field: FOREIGN}))
				targets.setdefault(place, going[-1][1])
		self.uninstall()
		self.assertEqual((self.left(going), self.left(staying)), ([], staying))

	def test_rows_of_tables_go_with_their_record(self):
		queue, communication = (
			self.put(kind, reference_doctype=OURS) for kind in ("Email Queue", "Communication")
		)
		kept = self.put("Email Queue", reference_doctype=FOREIGN)
		recipients = [
			self.put("Email Queue Recipient", parenttype="Email Queue", parent=parent[1])
			for parent in (queue, kept)
		]
		link = self.put("Communication Link", parenttype="Communication", parent=communication[1])
		self.uninstall()
		self.assertEqual(self.left([queue, communication, kept, *recipients, link]), [kept, recipients[1]])

	def test_what_goes_on_without_us_no_longer_names_us(self):
		targets = {
			"DocType": OURS,
			"Role": ROLE,
			"Print Format": self.put("Print Format", doc_type=OURS)[1],
			"Workspace": self.put("Workspace", module="Brand Union")[1],
		}
		self.assertEqual(targets.keys(), traces.MENTIONS.keys())
		rows = []
		for target, places in traces.MENTIONS.items():
			for place, *fields in traces.existing(places):
				for name in (targets[target], FOREIGN):
					values = {**dict.fromkeys(fields, "T-1"), fields[0]: name}
					after = values if name == FOREIGN else dict.fromkeys(fields)
					rows.append((self.put(place, **values), after))
		self.uninstall()
		for row, after in rows:
			with self.subTest(row):
				self.assertEqual(frappe.db.get_value(*row, list(after), as_dict=True), after)


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
