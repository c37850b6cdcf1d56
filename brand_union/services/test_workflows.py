import copy
import re

import frappe

from brand_union.domain import lifecycle
from brand_union.services.errors import WorkflowProblem
from brand_union.services.workflows import problems_of
from brand_union.setup.test_case import PROJECT, SetupTestCase, messages, plain
from brand_union.setup.test_install import make_foreign_workflow
from brand_union.setup.workflows import ensure_names


class TestWorkflowCheck(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.doc = self.workflow()
		frappe.clear_messages()

	def refuse(self, *sentences: str) -> None:
		"""Saving is refused, and the one error has exactly these sentences."""
		with self.assertRaises(WorkflowProblem) as caught:
			self.doc.save()
		found = [plain(item) for item in re.findall(r"<li>(.*?)</li>", str(caught.exception), re.S)]
		self.assertEqual(found, list(sentences))

	def rows_of(self, state: str):
		return [row for row in self.doc.states if row.state == state]

	def test_shipped_workflow_is_sound(self):
		self.doc.save()
		self.assertEqual(problems_of(self.doc), [])
		self.assertEqual(messages(), "")

	def test_renamed_added_and_reordered_states_are_the_school_s_own_affair(self):
		ensure_names(
			{
				"states": [{"state": "Checked by the Chair", "update_value": "Filed"}],
				"transitions": [{"action": "Ask the Chair"}],
			}
		)
		role = {"allowed": "Brand Officer"}
		self.doc.append(
			"states",
			{**self.rows_of("Application Filed")[0].as_dict(), "name": None, "state": "Checked by the Chair"},
		)
		for step in (
			("Application Filed", "Ask the Chair", "Checked by the Chair"),
			("Checked by the Chair", "Pass Formal Check", "Formally Checked"),
		):
			self.doc.append(
				"transitions", {"state": step[0], "action": step[1], "next_state": step[2], **role}
			)
		self.doc.save()
		self.assertEqual(messages(), "")

	def test_state_that_updates_no_field(self):
		for row in self.rows_of("In Cultivation"):
			row.update_field, row.update_value = None, None
		stages = ", ".join(lifecycle.stages(PROJECT))
		ask = (
			f"In Cultivation updates no field. Set Update Field to stage and Update Value to one of {stages}."
		)
		with self.assertRaises(WorkflowProblem) as caught:
			self.doc.save()
		error = plain(str(caught.exception))
		self.assertIn(f"States, row 11: {ask}", error)
		self.assertIn(f"States, row 12: {ask}", error)
		self.assertIn("No document can come to the stage Under Way.", error)

	def test_state_that_updates_another_field(self):
		row = self.rows_of("Application Withdrawn")[0]
		row.update_field, row.update_value = "tier", "Withdrawn"
		stages = ", ".join(lifecycle.stages(PROJECT))
		self.refuse(
			f"States, row {row.idx}: Application Withdrawn updates tier. Set Update Field to stage and Update Value to one of {stages}."
		)

	def test_state_without_a_stage(self):
		row = self.rows_of("Application Withdrawn")[0]
		row.update_value = None
		stages = ", ".join(lifecycle.stages(PROJECT))
		self.refuse(
			f"States, row {row.idx}: Application Withdrawn has no stage. Set Update Value to one of {stages}."
		)

	def test_unknown_stage(self):
		row = self.rows_of("Application Withdrawn")[0]
		row.update_value = "Gone"
		stages = ", ".join(lifecycle.stages(PROJECT))
		self.refuse(
			f"States, row {row.idx}: Application Withdrawn has the unknown stage Gone. Set Update Value to one of {stages}."
		)

	def test_two_rows_of_a_state_that_disagree(self):
		row = self.rows_of("Application Filed")[1]
		row.update_value = "Checked"
		self.refuse(
			f"States, row {row.idx}: Application Filed has the stage Checked here and Filed in a row above. Give both the same."
		)

	def test_submittable_state(self):
		row = self.rows_of("Project Concluded")[0]
		row.doc_status = "1"
		self.assertEqual(
			[plain(text) for text in problems_of(self.doc)],
			[
				f"States, row {row.idx}: Project Concluded has the Doc Status 1. Brand Project is never submitted; set it to 0."
			],
		)
		with self.assertRaises(frappe.ValidationError):
			self.doc.save()

	def test_illegal_step(self):
		row = next(row for row in self.doc.transitions if row.action == "Pass Formal Check")
		row.state = "Drafting"
		self.refuse(
			f"Transitions, row {row.idx}: from Drafting to Formally Checked leads from the stage Draft to Checked. From Draft a document may go to: Filed, Withdrawn."
		)

	def test_required_stage_out_of_reach(self):
		self.doc.transitions = [row for row in self.doc.transitions if row.next_state != "Not Selected"]
		self.refuse(
			"No document can come to the stage Not Approved. Add a state with this stage, and a transition that leads to it."
		)

	def test_optional_stage_may_be_missing(self):
		gone = "Application Withdrawn"
		self.doc.transitions = [row for row in self.doc.transitions if row.next_state != gone]
		self.doc.states = [row for row in self.doc.states if row.state != gone]
		self.doc.save()
		self.assertNotIn(gone, {row.state for row in self.workflow().states})

	def test_dead_end(self):
		ways = {"Conclude Project", "Terminate Project", "Back to Cultivation"}
		kept = [
			row
			for row in self.doc.transitions
			if not (row.state == "Under Acceptance" and row.action in ways)
		]
		self.doc.transitions = kept
		with self.assertRaises(WorkflowProblem) as caught:
			self.doc.save()
		self.assertIn(
			"from Under Acceptance no way leads to an end. Add a transition that leads on.",
			plain(str(caught.exception)),
		)

	def test_start_in_another_stage(self):
		self.doc.states = [
			*self.rows_of("Application Filed"),
			*(row for row in self.doc.states if row.state != "Application Filed"),
		]
		for index, row in enumerate(self.doc.states, 1):
			row.idx = index
		self.refuse(
			"States, row 1: a new document starts in Application Filed. The first row must have the stage Draft."
		)

	def test_documents_in_a_removed_state(self):
		for number in range(3):
			self.place_project("Application Withdrawn", "Withdrawn", f"TEST-GONE-{number}")
		gone = "Application Withdrawn"
		self.doc.transitions = [row for row in self.doc.transitions if row.next_state != gone]
		self.doc.states = [row for row in self.doc.states if row.state != gone]
		self.refuse(
			"3 documents are in the state Application Withdrawn, which this workflow lacks. Keep the state, or move these documents first."
		)

	def test_documents_whose_state_would_change_its_stage(self):
		self.place_project("Application Withdrawn", "Withdrawn", "TEST-MOVED")
		self.rows_of("Application Withdrawn")[0].update_value = "Not Approved"
		with self.assertRaises(WorkflowProblem) as caught:
			self.doc.save()
		self.assertIn(
			"1 documents are in the state Application Withdrawn with the stage Withdrawn; this workflow gives it the stage Not Approved.",
			plain(str(caught.exception)),
		)

	def test_another_state_field(self):
		self.doc.workflow_state_field = "tier"
		self.refuse("Workflow State Field is tier. Set it to workflow_state.")

	def test_second_workflow_is_held_against_the_documents_too(self):
		self.place_project("In Cultivation", "Under Way", "TEST-SECOND")
		content = copy.deepcopy(self.shipped().content)
		for row in [*content["states"], *content["transitions"]]:
			for field in ("state", "next_state"):
				if row.get(field) == "In Cultivation":
					row[field] = "In Construction"
		ensure_names(content)
		self.doc = frappe.get_doc({**content, "name": None, "workflow_name": "Our Own Way"})
		self.refuse(
			"1 documents are in the state In Cultivation, which this workflow lacks. Keep the state, or move these documents first."
		)

	def test_names_are_shown_as_text(self):
		name = "<img src=x onerror=alert(1)>"
		self.place_project(name, "Draft", "TEST-HTML")
		with self.assertRaises(WorkflowProblem) as caught:
			self.doc.save()
		self.assertNotIn("<img", str(caught.exception))
		self.assertIn("&lt;img", str(caught.exception))

	def test_idle_workflow_is_saved_with_a_warning(self):
		self.doc.is_active = 0
		self.doc.transitions = [row for row in self.doc.transitions if row.next_state != "Not Selected"]
		self.doc.save()
		self.assertIn("cannot be activated before this is put right", messages())
		self.assertIn("Brand Project has no active workflow now", messages())

	def test_deleting_the_active_workflow_warns(self):
		self.doc.delete()
		self.assertIn("Brand Project has no active workflow now", messages())

	def test_mail_and_lists_of_names_are_pointed_out(self):
		self.doc.send_email_alert = 1
		self.rows_of("Under Expert Review")[0].is_optional_state = 0
		self.doc.save()
		self.assertIn("Send Email Alert mails the whole document", messages())
		self.assertIn(
			"shows their documents by name to everybody with the role, of whatever unit: Under Expert Review",
			messages(),
		)

	def test_workflows_of_other_doctypes_are_free(self):
		make_foreign_workflow("Drafting", "Project Concluded", "Conclude Project")
		self.assertTrue(frappe.db.exists("Workflow", "Foreign Way"))
