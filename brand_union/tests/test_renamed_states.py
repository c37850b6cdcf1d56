"""States belong to the school: every document goes its whole way where none of them has the name that we shipped."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.domain import lifecycle
from brand_union.services import filing, stage
from brand_union.services.workflow_actions import apply_workflow
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase

PROJECT, SUMMARY = "Brand Project", "Brand Acceptance"


def renamed(name: str) -> str:
	"""What the school calls a state or an action."""
	return f"School's {name}"


class RenamedCase(DecisionCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.workflows = {doctype: cls.rename_all(doctype) for doctype in (PROJECT, SUMMARY)}

	@classmethod
	def tearDownClass(cls):
		super().tearDownClass()
		for workflow in cls.workflows.values():
			frappe.clear_document_cache("Workflow", workflow.name)
		frappe.cache.delete_key("workflow")

	@staticmethod
	def rename_all(doctype: str):
		workflow = frappe.get_doc("Workflow", stage.workflow_of(doctype).name)
		for kind, field, names in (
			("Workflow State", "workflow_state_name", {row.state for row in workflow.states}),
			("Workflow Action Master", "workflow_action_name", {row.action for row in workflow.transitions}),
		):
			for name in names:
				if not frappe.db.exists(kind, renamed(name)):
					frappe.get_doc({"doctype": kind, field: renamed(name)}).insert()
		for row in workflow.states:
			row.state = renamed(row.state)
		for row in workflow.transitions:
			row.update({field: renamed(row.get(field)) for field in ("state", "next_state", "action")})
		return workflow.save()

	def assert_at(self, doctype: str, name: str, wanted: str):
		"""The document is in this stage, and in a state of the school's that stands for it."""
		state, found = frappe.db.get_value(doctype, name, ["workflow_state", "stage"])
		self.assertEqual(found, wanted)
		states = {row.state for row in self.workflows[doctype].states if row.update_value == wanted}
		self.assertIn(state, states)


class TestTheWayOfAProject(RenamedCase):
	def test_from_the_draft_to_the_close(self):
		project = make.make_project(self.cycle)
		self.assert_at(PROJECT, project.name, "Draft")
		for step in make.PROJECT_WAY[1:]:
			with self.subTest(step=step):
				project = make.advance(project, step)
				self.assert_at(PROJECT, project.name, step)
		summary = frappe.db.get_value(SUMMARY, {"project": project.name})
		self.assert_at(SUMMARY, summary, "Closed")

	def test_refused_by_the_committee(self):
		panel, (project,) = self.sealed((10, 10, 10))
		make.make_decision(panel, {project.name: REFUSE}, released=True)
		self.assert_at(PROJECT, project.name, "Not Approved")

	def test_returned_filed_again_and_withdrawn(self):
		project = make.make_project(self.cycle, stage="Filed")
		filing.return_to_unit(project, "The budget does not add up")
		self.assert_at(PROJECT, project.name, "Draft")
		project = make.advance(frappe.get_doc(PROJECT, project.name), "Filed")
		stage.move(project, "Withdrawn")
		self.assert_at(PROJECT, project.name, "Withdrawn")

	def test_projects_start_together(self):
		panel, (project,) = self.sealed((40, 40, 20))
		decision = make.make_decision(panel, {project.name: APPROVE}, released=True)
		self.assertEqual(decision.start_all()["started"], 1)
		self.assert_at(PROJECT, project.name, "Under Way")

	def test_rectified_and_passed_in_a_second_round(self):
		project = make.make_project(self.cycle, stage="Acceptance")
		first = self.accepted(
			project, {"outcome": "Rectify", "due_on": add_days(nowdate(), 20)}, marks=(10, 10, 10)
		)
		self.assert_at(PROJECT, project.name, "Under Way")
		self.assert_at(SUMMARY, first, "Rectify")
		stage.move(frappe.get_doc(SUMMARY, first), "Filed")
		self.assert_at(PROJECT, project.name, "Acceptance")
		self.accepted(project, {"outcome": "Passed"})
		self.assert_at(PROJECT, project.name, "Closed")

	def test_terminated(self):
		project = make.make_project(self.cycle, stage="Acceptance")
		self.accepted(project, {"outcome": "Terminated", "reason": "Nothing was done"}, marks=(5, 5, 5))
		self.assert_at(PROJECT, project.name, "Terminated")

	def accepted(self, project, outcome: dict, marks=(30, 30, 20)) -> str:
		"""A round of acceptance with this outcome; the name of the summary."""
		project = frappe.get_doc(PROJECT, project.name)
		panel = make.make_panel([project], self.jurors, opened=True, purpose="Acceptance")
		make.score_all(panel, default=marks)
		panel.seal()
		make.make_decision(panel, {project.name: outcome}, released=True)
		return frappe.db.get_value(SUMMARY, {"project": project.name})


class TestTheButtons(RenamedCase):
	def test_people_press_the_school_s_own_words(self):
		officer, office = make.make_user("Brand Unit Officer"), make.make_user("Brand Officer")
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(office, "Officer")])
		unit = make.make_unit(parent_union_unit=union.name, members=[(officer, "Officer")])
		cycle = make.make_cycle(programme=make.make_programme(union.name, checks=[{"item": "Complete"}]))
		with make.acting(officer):
			project = make.make_project(cycle, unit)
			self.press(project, "Filed")
		with make.acting(office):
			filed = frappe.get_doc(PROJECT, project.name)
			filed.checks[0].result = "Passed"
			filed.save()
			self.press(filed, "Checked")
		self.assert_at(PROJECT, project.name, "Checked")

	def press(self, doc, target: str):
		"""The button of Frappe's own form that leads to the stage."""
		states = {row.state: row.update_value for row in self.workflows[PROJECT].states}
		action = next(
			row.action
			for row in self.workflows[PROJECT].transitions
			if row.state == doc.workflow_state and states[row.next_state] == target
		)
		apply_workflow(frappe.as_json(doc.as_dict()), action)


class TestWhatReadsStages(RenamedCase):
	def test_every_stage_is_reached_by_a_state_of_the_school(self):
		"""Otherwise the tests above would go round the stages that they mean to try."""
		for doctype, workflow in self.workflows.items():
			self.assertEqual({row.update_value for row in workflow.states}, set(lifecycle.stages(doctype)))
