import frappe

from brand_union.services.errors import BrandError, WorkflowProblem
from brand_union.setup import seeded
from brand_union.setup.test_case import PROJECT, SetupTestCase


class TestBrandUnionSettings(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.settings = frappe.get_doc(seeded.SETTINGS)

	def status(self, name: str, kind: str = "Workflow") -> dict:
		rows = self.settings.get_defaults_status()
		return next(row for row in rows if (row["kind"], row["name"]) == (kind, name))

	def change_workflow(self) -> str:
		"""An admin lets the chair alone edit drafts, and renames an action."""
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Hand In"}).insert()
		doc = self.workflow()
		doc.states = [row for row in doc.states if row.allow_edit != "Brand Unit Officer"]
		next(row for row in doc.transitions if row.action == "File Application").action = "Hand In"
		doc.save()
		return doc.name

	def test_fresh_site_stands_as_shipped(self):
		table = self.settings.get_defaults_status()
		self.assertEqual({row["status"] for row in table}, {"As Shipped"})
		self.assertEqual([row["differences"] for row in table if row["differences"]], [])

	def test_differences_are_told_row_by_row(self):
		row = self.status(self.change_workflow())
		self.assertEqual(row["status"], "Changed")
		step = "State: Drafting; Action: {0}; Next State: Application Filed; Allowed: Brand Unit Officer; Allow Self Approval"
		state = "State: Drafting; Update Field: stage; Update Value: Draft; Is Optional State; Only Allow Edit For: Brand Unit Officer"
		self.assertEqual(
			row["differences"],
			[
				{"side": "Default", "text": f"Document States – {state}"},
				{"side": "Here", "text": f"Transitions – {step.format('Hand In')}"},
				{"side": "Default", "text": f"Transitions – {step.format('File Application')}"},
			],
		)

	def test_rows_in_another_order(self):
		doc = self.workflow()
		doc.transitions = [*doc.transitions[1:], doc.transitions[0]]
		for index, row in enumerate(doc.transitions, 1):
			row.idx = index
		doc.save()
		self.assertEqual(
			self.status(doc.name)["differences"],
			[{"side": "Here", "text": "Transitions – the same rows in another order"}],
		)

	def test_restoring_a_changed_default(self):
		name = self.change_workflow()
		table = self.settings.restore_default("Workflow", name)
		self.assertEqual({row["status"] for row in table}, {"As Shipped"})
		self.assertIn("File Application", {row.action for row in self.workflow().transitions})

	def test_restoring_a_deleted_default(self):
		for kind, name in (("Workflow", self.workflow().name), ("Kanban Board", "Brand Projects by Stage")):
			with self.subTest(kind):
				frappe.delete_doc(kind, name)
				self.assertEqual(self.status(name, kind)["status"], "Deleted")
				self.settings.restore_default(kind, name)
				self.assertEqual(self.status(name, kind)["status"], "As Shipped")

	def add_state(self, state: str, stage: str) -> None:
		"""A state of the school's between In Cultivation and itself."""
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": state}).insert()
		doc = self.workflow()
		row = {"update_field": "stage", "update_value": stage, "allow_edit": "Brand Officer"}
		doc.append("states", {"state": state, **row})
		step = {"action": "Start Cultivation", "allowed": "Brand Officer"}
		doc.append("transitions", {"state": "In Cultivation", "next_state": state, **step})
		doc.append("transitions", {"state": state, "next_state": "In Cultivation", **step})
		doc.save()

	def test_documents_follow_to_the_default_in_their_stage(self):
		self.add_state("On Hold", "Under Way")
		self.place_project("On Hold", "Under Way", "TEST-HOLD")
		self.settings.restore_default("Workflow", self.workflow().name)
		self.assertEqual(
			frappe.db.get_value(PROJECT, "TEST-HOLD", ["workflow_state", "stage"]),
			("In Cultivation", "Under Way"),
		)
		self.assertEqual(self.status(self.workflow().name)["status"], "As Shipped")

	def test_restoring_gives_no_document_another_stage(self):
		name = self.change_workflow()
		self.place_project("In Cultivation", "Acceptance", "TEST-ODD")
		with self.assertRaisesRegex(WorkflowProblem, "1 documents are in the state"):
			self.settings.restore_default("Workflow", name)

	def test_only_shipped_records_can_be_restored(self):
		with self.assertRaisesRegex(BrandError, "The app ships no"):
			self.settings.restore_default("User", "Administrator")

	def test_who_may_restore(self):
		name = self.change_workflow()
		others = ("Brand Officer", "Brand Unit Chair")
		self.assert_only_administrators(self.settings.restore_default, "Workflow", name, others=others)

	def test_memory_cannot_be_written_through_the_form(self):
		before = seeded.recall()
		self.settings.seeded = '{"created": {"Role": ["System Manager"]}}'
		self.settings.organisation_name = "Union of a University"
		self.settings.save()
		self.assertEqual(seeded.recall(), before)
		self.assertEqual(
			frappe.db.get_single_value(seeded.SETTINGS, "organisation_name"), "Union of a University"
		)
