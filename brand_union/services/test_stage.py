"""States are the school's, stages are the app's: what the server enforces where Frappe trusts the browser."""

import frappe

from brand_union.domain import lifecycle
from brand_union.services import edges, filing, stage
from brand_union.services.errors import NotAllowedNow, ReasonMissing, StageUnreachable, WorkflowProblem
from brand_union.services.workflow_actions import apply_workflow
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase

PROJECT = "Brand Project"


class StageCase(UnionCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle(
			programme=make.make_programme(cls.union.name, checks=[{"item": "Complete"}])
		)

	def end_case(self):
		super().end_case()
		self.forget_workflow()

	@staticmethod
	def forget_workflow():
		frappe.cache.delete_key("workflow")
		frappe.clear_document_cache("Workflow", PROJECT)
		for name in frappe.get_all("Workflow", {"document_type": PROJECT}, pluck="name", order_by="name"):
			frappe.clear_document_cache("Workflow", name)

	def project(self, at: str = "Draft"):
		return make.make_project(self.cycle, self.unit, stage=at)


class TestGuard(StageCase):
	def test_a_draft_belongs_to_the_unit(self):
		project = self.project()
		frappe.set_user(self.office)
		doc = frappe.get_doc(PROJECT, project.name)
		doc.objectives = "Rewritten by the office"
		message = self.refusal(NotAllowedNow, doc.save)
		self.assertIn("Brand Unit Officer", message)
		self.assertIn("Objectives", message)

	def test_the_formal_check_belongs_to_the_office(self):
		project = self.project("Filed")
		doc = frappe.get_doc(PROJECT, project.name)
		doc.checks[0].result = "Passed"
		doc.save()
		self.assertEqual(frappe.get_doc(PROJECT, project.name).checks[0].result, None)
		self.assertRaises(StageUnreachable, stage.move, doc, "Checked")

	def test_who_filed_does_not_pass_the_own_application(self):
		frappe.set_user("Administrator")
		both = make.make_user("Brand Unit Officer", "Brand Officer")
		self.union.reload()
		self.union.append("members", {"user": both, "post": "Officer"})
		self.union.save()
		frappe.set_user(both)
		project = self.project("Filed")
		project.record_checks([{"item": "Complete", "result": "Passed"}])
		project.reload()
		project.workflow_state = self.state_of("Checked")
		self.assertIn("somebody else", self.refusal(NotAllowedNow, project.save))
		self.assertRaises(StageUnreachable, stage.move, frappe.get_doc(PROJECT, project.name), "Checked")

	@staticmethod
	def state_of(wanted: str) -> str:
		workflow = stage.workflow_of(PROJECT)
		return next(row.state for row in workflow.states if row.update_value == wanted)

	def test_a_plain_save_meets_the_same_demands_as_the_button(self):
		project = self.project("Filed")
		frappe.set_user(self.office)
		project.workflow_state = self.state_of("Draft")
		self.assertRaises(ReasonMissing, project.save)
		project = frappe.get_doc(PROJECT, project.name)
		project.workflow_state = self.state_of("Decided")
		self.assertRaises(NotAllowedNow, project.save)

	def test_a_state_that_does_not_exist_is_refused(self):
		project = self.project()
		project.workflow_state = "No Such State"
		self.assertRaises((NotAllowedNow, frappe.LinkValidationError), project.save)

	def test_a_stage_out_of_reach_is_named(self):
		message = self.refusal(StageUnreachable, stage.move, self.project(), "Decided")
		self.assertIn("Decided", message)
		self.assertFalse(stage.can_move(self.project(), "Decided"))

	def test_every_step_demands_a_fact(self):
		for doctype in lifecycle.workflow_doctypes():
			steps = frozenset(
				(old, new) for old in lifecycle.stages(doctype) for new in lifecycle.edges_from(doctype, old)
			)
			self.assertEqual(edges.missing_demands(doctype, steps), [])

	def test_every_demand_and_effect_belongs_to_a_legal_step(self):
		for doctype, old, new in (*edges.DEMANDS, *edges.EFFECTS):
			with self.subTest(doctype=doctype, old=old, new=new):
				self.assertTrue(lifecycle.is_edge(doctype, old, new))


class TestTogether(StageCase):
	def test_who_saves_second_is_told_and_keeps_the_text(self):
		project = self.project()
		mine, yours = (frappe.get_doc(PROJECT, project.name) for _index in range(2))
		yours.objectives = "Yours"
		yours.save()
		mine.objectives = "Mine, typed at length"
		self.assertRaises(frappe.TimestampMismatchError, mine.save)
		self.assertEqual(mine.objectives, "Mine, typed at length")
		self.assertEqual(frappe.db.get_value(PROJECT, project.name, "objectives"), "Yours")

	def test_the_sentence_is_chinese_for_a_chinese_reader(self):
		english = "Error: Document has been modified after you have opened it"
		self.assertNotEqual(frappe.translate.get_all_translations("zh").get(english, english), english)

	def test_nobody_moves_a_version_that_was_not_seen(self):
		project = self.project("Filed")
		frappe.set_user(self.office)
		seen = frappe.get_doc(PROJECT, project.name).as_dict()
		frappe.get_doc(PROJECT, project.name).record_checks([{"item": "Complete", "result": "Passed"}])
		action = "Pass Formal Check"
		message = self.refusal(frappe.TimestampMismatchError, apply_workflow, frappe.as_json(seen), action)
		self.assertIn(project.name, message)
		self.assertEqual(frappe.db.get_value(PROJECT, project.name, "stage"), "Filed")
		latest = frappe.get_doc(PROJECT, project.name).as_dict()
		self.assertEqual(apply_workflow(frappe.as_json(latest), action).stage, "Checked")

	def test_frappes_button_leads_through_our_function(self):
		hooked = frappe.get_hooks("override_whitelisted_methods")["frappe.model.workflow.apply_workflow"]
		self.assertEqual(hooked[-1], "brand_union.services.workflow_actions.apply_workflow")

	def test_the_button_needs_the_reason_as_well(self):
		project = self.project("Filed")
		frappe.set_user(self.office)
		self.assertRaises(ReasonMissing, apply_workflow, frappe.as_json(project.as_dict()), "Return to Unit")


class TestSecondState(StageCase):
	"""A school may have several states of one stage, each with an action that leads to it."""

	own = {"Draft": "Sent Back Late", "Not Approved": "Refused for Good"}

	def setUp(self):
		super().setUp()
		with make.acting("Administrator"):
			self.add_states(frappe.get_doc("Workflow", stage.workflow_of(PROJECT).name))
		self.forget_workflow()

	def add_states(self, workflow):
		filed = TestGuard.state_of("Filed")
		for target, name in self.own.items():
			for kind, field in (
				("Workflow State", "workflow_state_name"),
				("Workflow Action Master", "workflow_action_name"),
			):
				frappe.get_doc({"doctype": kind, field: name}).insert()
			first = TestGuard.state_of(target)
			self.copy_row(workflow, "states", {"state": first}, state=name)
			self.copy_row(
				workflow,
				"transitions",
				{"state": filed, "next_state": first, "allowed": "Brand Officer"},
				action=name,
				next_state=name,
			)
		self.copy_row(
			workflow, "transitions", {"next_state": filed, "state": TestGuard.state_of("Draft")},
			state=self.own["Draft"],
		)  # fmt: skip
		workflow.save()

	@staticmethod
	def copy_row(workflow, table: str, like: dict, **values):
		workflow.append(table, {**workflow.get(table, like)[0].as_dict(no_default_fields=True), **values})

	def returned(self, action: str) -> tuple:
		project = self.project("Filed")
		with make.acting(self.office):
			project.return_to_unit("Say more", action)
		return frappe.db.get_value(PROJECT, project.name, ["workflow_state", "stage", "return_reason"])

	def refused(self, action: str) -> tuple:
		project = self.project("Filed")
		with make.acting(self.office):
			project.end_with_reason("Not Approved", "Say more", action)
		return frappe.db.get_value(PROJECT, project.name, ["workflow_state", "stage", "return_reason"])

	def test_an_action_with_a_reason_leads_to_its_own_state(self):
		for target, act in (("Draft", self.returned), ("Not Approved", self.refused)):
			own = self.own[target]
			for action, state in ((own, own), ("", TestGuard.state_of(target))):
				with self.subTest(target=target, action=action):
					self.assertEqual(act(action), (state, target, "Say more"))

	def test_an_action_that_leads_elsewhere_moves_nothing(self):
		for action in (self.own["Not Approved"], "<b>No Such Action</b>"):
			with self.subTest(action=action):
				message = self.refusal(StageUnreachable, self.returned, action)
				self.assertIn(frappe.utils.escape_html(action), message)
				self.assertIn("Reload the document", message)


class TestBrokenWorkflow(StageCase):
	"""Done to the database, since saving such a workflow is refused: as a restored backup or a script may."""

	def setUp(self):
		super().setUp()
		self.doc = self.project()
		self.workflow = stage.workflow_of(PROJECT).name

	def break_it(self, table: str, values: dict, **where):
		frappe.db.set_value(table, {"parent": self.workflow, **where}, values)
		self.forget_workflow()

	def test_without_an_active_workflow_a_sentence_says_so(self):
		frappe.db.set_value("Workflow", self.workflow, "is_active", 0)
		self.forget_workflow()
		self.doc.objectives = "Changed"
		message = self.refusal(WorkflowProblem, self.doc.save)
		self.assertIn("no active workflow", message)
		self.assertIn("Brand Union Settings", message)

	def test_a_state_that_was_taken_out_is_named(self):
		frappe.db.delete(
			"Workflow Document State", {"parent": self.workflow, "state": self.doc.workflow_state}
		)
		self.forget_workflow()
		self.doc.objectives = "Changed"
		message = self.refusal(WorkflowProblem, self.doc.save)
		self.assertIn(self.doc.workflow_state, message)
		self.assertIn(self.workflow, message)

	def test_a_state_without_a_stage_is_named(self):
		filed = TestGuard.state_of("Filed")
		self.break_it("Workflow Document State", {"update_field": None, "update_value": None}, state=filed)
		message = self.refusal(WorkflowProblem, stage.move, self.doc, "Filed")
		self.assertIn(filed, message)
		self.assertIn("stage", message)

	def test_a_state_that_got_another_stage_moves_no_document(self):
		filed = self.project("Filed")
		self.break_it("Workflow Document State", {"update_value": "Closed"}, state=filed.workflow_state)
		frappe.set_user(self.office)
		doc = frappe.get_doc(PROJECT, filed.name)
		doc.save()
		self.assertEqual(doc.stage, "Filed")

	def test_a_renamed_state_goes_on_working(self):
		"""No code names a state: the school may call them as it likes."""
		frappe.set_user("Administrator")
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Handed In"}).insert()
		old = TestGuard.state_of("Filed")
		workflow = frappe.get_doc("Workflow", self.workflow)
		for row in (*workflow.states, *workflow.transitions):
			for field in ("state", "next_state"):
				if row.get(field) == old:
					row.set(field, "Handed In")
		workflow.save()
		self.forget_workflow()
		frappe.set_user(self.officer)
		stage.move(self.doc, "Filed")
		self.assertEqual((self.doc.workflow_state, self.doc.stage), ("Handed In", "Filed"))
		frappe.set_user(self.office)
		filing.return_to_unit(frappe.get_doc(PROJECT, self.doc.name), "Again")
		self.assertEqual(frappe.db.get_value(PROJECT, self.doc.name, "stage"), "Draft")
