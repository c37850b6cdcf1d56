"""What keeps a project from going on: a window that is open, an objection without an answer, one that was upheld."""

import frappe

from brand_union.services import stage
from brand_union.services.errors import DecisionProblem, HeldUp
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, NoticeCase

POSTED, LAST_DAY, AFTERWARDS = "2025-06-09 10:00:00", "2025-06-16 23:00:00", "2025-06-17 08:00:00"


class HoldCase(NoticeCase):
	def start(self, project):
		stage.move(frappe.get_doc("Brand Project", project.name), "Under Way")

	def stage_of(self, project):
		return frappe.db.get_value("Brand Project", project.name, "stage")


class TestStart(HoldCase):
	def test_a_project_starts_when_the_window_is_over(self):
		told = self.refusal(HeldUp, self.start, self.project)
		self.assertIn("the cycle asks for a public notice of 5 working days", told)
		with self.freeze_time(POSTED):
			notice = self.posted()
		with self.freeze_time(LAST_DAY):
			told = self.refusal(HeldUp, self.start, self.project)
			self.assertIn(f"says the notice {notice.notice_title}.", told)
		with self.freeze_time(AFTERWARDS):
			self.start(self.project)
		self.assertEqual(self.stage_of(self.project), "Under Way")

	def test_all_start_together_except_those_that_are_held(self):
		with self.freeze_time(POSTED):
			objection = make.make_objection(self.posted(), self.project.name)
		with self.freeze_time(AFTERWARDS):
			told = frappe.get_doc("Brand Decision", self.decision.name).start_all()
			self.assertEqual((told["started"], told["waiting"]), (1, []))
			self.assertEqual(len(told["held"]), 1)
			self.assertIn(self.project.project_title, told["held"][0])
			self.assertNotIn(objection.objector_name, str(told))
		self.assertEqual([self.stage_of(p) for p in (self.project, self.other)], ["Decided", "Under Way"])

	def test_an_objection_to_the_whole_notice_holds_all_of_it(self):
		with self.freeze_time(POSTED):
			objection = make.make_objection(self.posted())
		with self.freeze_time(AFTERWARDS):
			for project in (self.project, self.other):
				self.assertRaises(HeldUp, self.start, project)
			objection.take_back("Settled")
			self.start(self.project)

	def test_a_rejected_objection_holds_nothing(self):
		with self.freeze_time(POSTED):
			objection = make.make_objection(self.posted(), self.project.name)
			objection.reject("The activities took place this year")
		with self.freeze_time(AFTERWARDS):
			self.start(self.project)

	def test_an_upheld_one_holds_until_the_decision_is_corrected(self):
		with self.freeze_time(POSTED):
			objection = make.make_objection(self.posted(), self.project.name)
		with self.freeze_time(AFTERWARDS):
			objection.uphold("The activities took place a year ago")
			told = self.refusal(HeldUp, self.start, self.project)
			self.assertIn("was upheld and the decision not corrected yet", told)
		with self.freeze_time("2025-06-18 09:00:00"):
			decision = self.correction(project={**APPROVE, "amount": 2000})
			notice = frappe.get_doc("Brand Notice", {"decision": decision.name})
			notice.update({"contact": "The office"})
			notice.save()
			notice.post()
			self.assertIn("objections are accepted until", self.refusal(HeldUp, self.start, self.project))
		with self.freeze_time("2025-06-26 09:00:00"):
			self.start(self.project)

	def test_a_correction_may_end_the_project(self):
		with self.freeze_time(POSTED):
			objection = make.make_objection(self.posted(), self.project.name)
			objection.uphold("The activities took place a year ago")
			self.correction(
				project={"outcome": "Terminated", "reason": "After an objection", "tier": None, "amount": 0}
			)
		self.assertEqual(self.stage_of(self.project), "Terminated")

	def test_a_withdrawn_notice_opens_no_way(self):
		with self.freeze_time(POSTED):
			notice = self.posted()
		with self.freeze_time(AFTERWARDS):
			notice.withdraw("Wrong list")
			self.assertIn("none with this project was posted", self.refusal(HeldUp, self.start, self.project))


class TestWithoutNotice(HoldCase):
	rules = {"notice_days": 0}

	def test_projects_start_at_once(self):
		self.start(self.project)
		self.assertEqual(self.stage_of(self.project), "Under Way")

	def test_a_notice_that_was_posted_all_the_same_is_waited_for(self):
		with self.freeze_time(POSTED):
			self.posted(kind="Public Notice", working_days=3)
			self.assertRaises(HeldUp, self.start, self.project)

	def test_the_later_steps_wait_for_an_objection(self):
		with self.freeze_time(POSTED):
			notice = self.posted(kind="Public Notice", working_days=3)
		self.start(self.project)
		with self.freeze_time(LAST_DAY):
			objection = make.make_objection(notice, self.project.name, received_on="2025-06-11 10:00:00")
		frappe.set_user("Administrator")
		summary = make.make_acceptance(self.project)
		frappe.db.savepoint("refused_request")
		self.assertRaises(HeldUp, stage.move, summary, "Filed")
		frappe.db.rollback(save_point="refused_request")
		objection.reject("It took place this year")
		stage.move(frappe.get_doc("Brand Acceptance", summary.name), "Filed")
		self.assertEqual(self.stage_of(self.project), "Acceptance")

	def test_a_project_does_not_pass_acceptance_under_an_objection(self):
		with self.freeze_time(POSTED):
			notice = self.posted(kind="Public Notice", working_days=3)
		frappe.set_user("Administrator")
		project = make.advance(frappe.get_doc("Brand Project", self.project.name), "Acceptance")
		make.make_objection(notice, project.name, received_on="2025-06-11 10:00:00")
		panel = make.make_panel([project], make.make_jurors(1), opened=True, purpose="Acceptance")
		make.score_all(panel)
		panel.seal()
		passing = make.make_decision(panel, {project.name: {"outcome": "Passed"}})
		self.assertIn("an objection to it has no answer", self.refusal(DecisionProblem, passing.release))
		rows = {
			project.name: {"outcome": "Deferred", "due_on": frappe.utils.add_days(frappe.utils.nowdate(), 9)}
		}
		make.make_decision(
			panel, {project.name: {**rows[project.name], "reason": "Objection"}}, released=True
		)
		self.assertEqual(self.stage_of(project), "Under Way")
