"""States that get another name in the Workflow: what names them, and who is in them, follows."""

import frappe

from brand_union.setup.test_case import PROJECT, SetupTestCase, messages


class TestRenaming(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.doc = self.workflow()
		for state in ("Being Built", "Built Elsewhere"):
			frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": state}).insert()
		frappe.clear_messages()

	def rename(self, *names: str) -> None:
		"""Gives the rows of In Cultivation these states, the last one to all that are left."""
		rows = [row for row in self.doc.states if row.state == "In Cultivation"]
		for row, name in zip(rows, names * len(rows), strict=False):
			row.state = name

	def test_transitions_and_documents_follow(self):
		self.place_project("In Cultivation", "Under Way", "TEST-FOLLOWS")
		self.place_project("Under Acceptance", "Acceptance", "TEST-STAYS")
		steps = len([row for row in self.doc.transitions if "In Cultivation" in (row.state, row.next_state)])
		self.rename("Being Built")
		self.doc.save()
		stored = self.workflow()
		ends = [(row.state, row.next_state) for row in stored.transitions]
		self.assertEqual(sum("Being Built" in pair for pair in ends), steps)
		self.assertFalse(any("In Cultivation" in pair for pair in ends))
		found = frappe.get_all(
			PROJECT, {"name": ("like", "TEST-%")}, ["workflow_state", "stage"], order_by="name"
		)
		self.assertEqual(
			[(row.workflow_state, row.stage) for row in found],
			[("Being Built", "Under Way"), ("Under Acceptance", "Acceptance")],
		)
		self.assertIn("In Cultivation → Being Built: 1 documents", messages())

	def test_with_another_stage_it_is_another_state(self):
		self.place_project("In Cultivation", "Under Way", "TEST-LEFT")
		self.rename("Being Built")
		for row in self.doc.states:
			if row.state == "Being Built":
				row.update_value = "Acceptance"
		with self.assertRaises(frappe.ValidationError):
			self.doc.save()
		self.assertEqual(frappe.db.get_value(PROJECT, "TEST-LEFT", "workflow_state"), "In Cultivation")

	def test_one_state_with_two_new_names_is_not_guessed_at(self):
		self.place_project("In Cultivation", "Under Way", "TEST-LEFT")
		self.rename("Being Built", "Built Elsewhere")
		with self.assertRaises(frappe.ValidationError):
			self.doc.save()

	def test_idle_workflow_moves_nothing(self):
		self.place_project("In Cultivation", "Under Way", "TEST-STAYS")
		self.rename("Being Built")
		self.doc.is_active = 0
		self.doc.save()
		self.assertEqual(frappe.db.get_value(PROJECT, "TEST-STAYS", "workflow_state"), "In Cultivation")

	def test_what_the_builder_sends_after_a_refusal_is_saved(self):
		for row in self.doc.states:
			row.doc_status = None
		self.doc.save()
		self.assertEqual({row.doc_status for row in self.workflow().states}, {"0"})
