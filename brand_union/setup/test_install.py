import copy

import frappe

from brand_union import install, uninstall
from brand_union.domain import lifecycle
from brand_union.setup import defaults, removal, seeded
from brand_union.setup.records import shipped_records
from brand_union.setup.roles import ROLES, existing_roles
from brand_union.setup.test_case import PROJECT, SetupTestCase
from brand_union.setup.workflows import as_default, shipped_workflows

BOARD = "Brand Projects by Stage"


class TestInstalledSite(SetupTestCase):
	def test_roles_open_the_desk(self):
		self.assertEqual(existing_roles(), list(ROLES))
		self.assertEqual(set(frappe.get_all("Role", {"name": ("in", ROLES)}, pluck="desk_access")), {1})

	def test_every_shipped_default_is_there_as_shipped(self):
		for default in [*shipped_workflows(), *shipped_records()]:
			with self.subTest(default.name):
				self.assertEqual(defaults.status_of(default), defaults.AS_SHIPPED)

	def test_shipped_workflows_offer_every_legal_step_and_nothing_else(self):
		for default in shipped_workflows():
			with self.subTest(default.name):
				doctype = default.content["document_type"]
				stage = {row["state"]: row["update_value"] for row in default.content["states"]}
				steps = {
					(stage[row["state"]], stage[row["next_state"]]) for row in default.content["transitions"]
				}
				self.assertEqual(steps, set(lifecycle.LIFECYCLES[doctype].edges))

	def test_shipped_workflows_mail_nothing_and_make_no_list_of_names(self):
		for default in shipped_workflows():
			self.assertEqual(default.content["send_email_alert"], 0)
			self.assertEqual({row["is_optional_state"] for row in default.content["states"]}, {1})

	def test_both_roles_of_a_unit_edit_drafts(self):
		editors = {row.allow_edit for row in self.workflow().states if row.update_value == "Draft"}
		self.assertEqual(editors, {"Brand Unit Officer", "Brand Unit Chair"})

	def test_workflow_state_is_a_field_of_ours(self):
		self.assertFalse(frappe.db.exists("Custom Field", {"dt": ("in", lifecycle.workflow_doctypes())}))

	def test_board_has_a_column_per_stage_in_order(self):
		columns = [row.column_name for row in frappe.get_doc("Kanban Board", BOARD).columns]
		self.assertEqual(columns, list(lifecycle.stages(PROJECT)))

	def test_settings_start_with_their_defaults(self):
		self.assertEqual(frappe.db.get_single_value(seeded.SETTINGS, "reminder_days"), 3)


class TestSeeding(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.default = self.shipped()

	def newer(self) -> defaults.Default:
		"""The shipped workflow as a later version might bring it: an action with another name."""
		content = copy.deepcopy(self.default.content)
		for row in content["transitions"]:
			if row["action"] == "Conclude Project":
				row["action"] = "Conclude with Thanks"
		return as_default(content)

	def actions(self) -> set[str]:
		return {row.action for row in self.workflow().transitions}

	def change_here(self) -> None:
		doc = self.workflow()
		doc.states[0].message = "Please read the guide first."
		doc.save()

	def test_migrating_again_changes_nothing(self):
		before = self.workflow().as_dict(), seeded.recall()
		install.after_migrate()
		self.assertEqual((self.workflow().as_dict(), seeded.recall()), before)

	def test_role_that_a_newer_version_brings_is_ours(self):
		memory = seeded.recall()
		memory["created"]["Role"] = [role for role in ROLES if role not in ("Brand Juror", "Brand Auditor")]
		seeded.remember(memory)
		frappe.delete_doc("Role", "Brand Juror", force=True)
		self.addCleanup(frappe.flags.pop, "brand_union_roles_before")
		install.note_roles()
		install.after_migrate()
		self.assertEqual(set(ROLES) - set(seeded.created("Role")), {"Brand Auditor"})

	def test_change_of_the_admin_survives(self):
		self.change_here()
		install.after_migrate()
		defaults.ensure(self.newer())
		self.assertEqual(self.workflow().states[0].message, "Please read the guide first.")
		self.assertIn("Conclude Project", self.actions())

	def test_change_of_the_admin_is_seen(self):
		self.change_here()
		self.assertEqual(defaults.status_of(self.default), defaults.CHANGED)
		self.assertEqual(defaults.status_of(self.newer()), defaults.NEWER_AVAILABLE)

	def test_deactivated_workflow_stays_so(self):
		doc = self.workflow()
		doc.is_active = 0
		doc.save()
		install.after_migrate()
		self.assertEqual(frappe.db.get_value("Workflow", doc.name, "is_active"), 0)

	def test_deleted_workflow_stays_deleted(self):
		frappe.delete_doc("Workflow", self.default.name)
		install.after_migrate()
		self.assertFalse(frappe.db.exists("Workflow", self.default.name))
		self.assertEqual(defaults.status_of(self.default), defaults.DELETED)

	def test_installing_again_brings_a_deleted_one_back(self):
		frappe.delete_doc("Workflow", self.default.name)
		install.after_install()
		self.assertEqual(defaults.status_of(self.default), defaults.AS_SHIPPED)

	def test_newer_default_replaces_an_untouched_one(self):
		defaults.ensure(self.newer())
		self.assertIn("Conclude with Thanks", self.actions())
		self.assertNotIn("Conclude Project", self.actions())
		self.assertEqual(defaults.status_of(self.newer()), defaults.AS_SHIPPED)

	def test_newer_default_never_strands_a_document(self):
		content = copy.deepcopy(self.default.content)
		for row in [*content["states"], *content["transitions"]]:
			for field in ("state", "next_state"):
				if row.get(field) == "In Cultivation":
					row[field] = "In Construction"
		newer = as_default(content)
		self.place_project("In Cultivation", "Under Way", "TEST-STAYS")
		defaults.ensure(newer)
		self.assertIn("In Cultivation", {row.state for row in self.workflow().states})
		self.assertEqual(defaults.status_of(newer), defaults.NEWER_AVAILABLE)

	def test_where_it_stands_in_the_builder_is_no_change(self):
		doc = self.workflow()
		doc.workflow_data = "[]"
		doc.states[0].workflow_builder_id = "7"
		doc.save()
		self.assertEqual(defaults.status_of(self.default), defaults.AS_SHIPPED)

	def test_default_gives_way_to_the_active_workflow_of_the_site(self):
		frappe.delete_doc("Workflow", self.default.name)
		own = frappe.get_doc(
			{**copy.deepcopy(self.default.content), "name": None, "workflow_name": "Our Own Way"}
		)
		own.insert()
		install.after_install()
		defaults.ensure(self.newer())
		self.assertEqual(self.workflow().name, "Our Own Way")
		self.assertEqual(frappe.db.get_value("Workflow", self.default.name, "is_active"), 0)

	def test_state_of_the_site_keeps_its_look(self):
		frappe.db.set_value("Workflow State", "Drafting", "style", "Danger")
		defaults.write(self.default)
		self.assertEqual(frappe.db.get_value("Workflow State", "Drafting", "style"), "Danger")


class TestUninstall(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.states = seeded.created("Workflow State")
		self.actions = seeded.created("Workflow Action Master")

	def uninstall(self) -> None:
		uninstall.before_uninstall()
		uninstall.after_uninstall()

	def test_nothing_of_ours_is_left(self):
		doctypes = removal.our_doctypes()
		frappe.get_doc("User", "Administrator").add_roles("Brand Officer")
		self.uninstall()
		left = {
			"Role": {"name": ("in", ROLES)},
			"Has Role": {"role": ("in", ROLES)},
			"Custom DocPerm": {"parent": ("in", doctypes)},
			"Workflow": {"document_type": ("in", doctypes)},
			"Workflow State": {"name": ("in", self.states)},
			"Workflow Action Master": {"name": ("in", self.actions)},
			"Kanban Board": {"reference_doctype": ("in", doctypes)},
			"Custom Field": {"dt": ("in", doctypes)},
			"Property Setter": {"doc_type": ("in", doctypes)},
			"User Permission": {"allow": ("in", doctypes)},
			"Notification": {"document_type": ("in", doctypes)},
			"Number Card": {"document_type": ("in", doctypes)},
			"Scheduled Job Type": {"method": ("like", "brand_union.%")},
		}
		self.assertEqual(
			{doctype: frappe.db.count(doctype, f) for doctype, f in left.items()}, dict.fromkeys(left, 0)
		)
		self.assertEqual(seeded.recall(), {"defaults": {}, "created": {}})

	def test_our_notes_name_what_was_seeded(self):
		self.assertEqual(len(self.states), 17)
		self.assertEqual(len(self.actions), 20)

	def test_what_others_use_or_had_before_stays(self):
		make_foreign_workflow("Drafting", "Formally Checked", "Pass Formal Check")
		memory = seeded.recall()
		memory["created"]["Workflow State"].remove("In Cultivation")
		memory["created"]["Role"].remove("Brand Juror")
		seeded.remember(memory)
		self.uninstall()
		left = frappe.get_all("Workflow State", {"name": ("in", self.states)}, pluck="name", order_by="name")
		self.assertEqual(left, ["Drafting", "Formally Checked", "In Cultivation"])
		self.assertEqual(
			frappe.get_all("Workflow Action Master", {"name": ("in", self.actions)}, pluck="name"),
			["Pass Formal Check"],
		)
		self.assertTrue(frappe.db.exists("Workflow", "Foreign Way"))
		self.assertEqual(existing_roles(), ["Brand Juror"])

	def test_installing_again_brings_everything_back(self):
		self.uninstall()
		self.addCleanup(frappe.flags.pop, "brand_union_roles_before")
		install.note_roles()
		install.after_install()
		self.assertEqual(existing_roles(), list(ROLES))
		self.assertEqual(seeded.created("Role"), list(ROLES))
		for default in [*shipped_workflows(), *shipped_records()]:
			self.assertEqual(defaults.status_of(default), defaults.AS_SHIPPED)


def make_foreign_workflow(state: str, next_state: str, action: str) -> None:
	"""A workflow of a DocType of Frappe's that borrows our names."""
	role = {"doc_status": "0", "allow_edit": "System Manager"}
	frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": "Foreign Way",
			"document_type": "Note",
			"is_active": 0,
			"workflow_state_field": "title",
			"states": [{"state": state, **role}, {"state": next_state, **role}],
			"transitions": [
				{"state": state, "action": action, "next_state": next_state, "allowed": "System Manager"}
			],
		}
	).insert()
