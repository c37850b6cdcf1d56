"""Conflicts of interest that come up while a panel is open: found, held, and settled before it is sealed."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.services import conflicts, recheck
from brand_union.services.errors import ConflictProblem, ReasonMissing
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase
from brand_union.tests.queries import QueryCount

NAMESAKE = "Gao Yuan"


class TestRecheck(OfficeCase):
	def setUp(self):
		super().setUp()
		self.juror = make.make_user("Brand Juror", name=NAMESAKE)
		with make.acting("Administrator"):
			self.faculty = make.make_unit(parent_union_unit=self.union.name, is_group=1)
			home = make.make_unit(parent_union_unit=self.union.name)
			self.project = make.make_project(self.cycle, home, stage="Checked")
			self.panel = make.make_panel([self.project], [self.juror, *make.make_jurors(2)], opened=True)
		self.sheet = make.mark(
			make.sheet_of(self.panel.name, self.project.name, self.juror), 30, 30, 20, submit=False
		)

	def move_home_below_the_faculty(self) -> None:
		make.join(self.faculty.name, self.juror, "Member")
		home = frappe.get_doc("Union Unit", self.project.unit)
		home.parent_union_unit = self.faculty.name
		home.save()

	def name_in_the_team(self) -> None:
		with make.acting("Administrator"):
			project = frappe.get_doc("Brand Project", self.project.name)
			project.append("team", {"member_name": "gao  yuan", "duty": "Photographs"})
			project.flags.by_service = True
			project.save()

	def enter(self, **values):
		return make.make_conflict(self.juror, project=self.project.name, **values)

	def record(self) -> tuple:
		return frappe.db.get_value("Panel Assignment", {"review": self.sheet.name}, ["status", "conflict"])

	def state(self) -> str:
		return frappe.db.get_value("Brand Review", self.sheet.name, "status")

	def events(self) -> list[str]:
		return [row.event for row in frappe.get_doc("Review Panel", self.panel.name).events][1:]

	def test_units_people_projects_and_entries_are_looked_at_when_they_change(self):
		changes = {
			"Same Unit": lambda: make.join(self.project.unit, self.juror, "Member"),
			"Unit Above or Below": self.move_home_below_the_faculty,
			"Team Member": self.name_in_the_team,
			"Recorded": self.enter,
		}
		for kind, change in changes.items():
			with self.subTest(kind=kind):
				frappe.db.savepoint("one_change")
				change()
				self.assertEqual(self.record(), ("In Question", kind))
				self.assertEqual((self.state(), self.events()), ("On Hold", ["Conflict Found"]))
				told = frappe.get_all("Notification Log", {"document_name": self.panel.name}, pluck="subject")
				self.assertNotIn(NAMESAKE, " ".join(told))
				frappe.db.rollback(save_point="one_change")

	def test_a_person_who_takes_another_name_is_looked_at(self):
		with make.acting("Administrator"):
			user = frappe.get_doc("User", self.juror)
			user.update({"first_name": "Li Lei", "last_name": None})
			user.save()
		self.assertEqual(self.record(), ("In Question", "Team Member"))

	def test_somebody_else_in_the_office_is_told_once(self):
		colleague = make.make_user("Brand Officer")
		with make.acting("Administrator"):
			make.join(self.union.name, colleague, "Officer")
		self.enter()
		recheck.look()
		about = {"document_name": self.panel.name}
		told = frappe.get_all("Notification Log", about, ["for_user", "subject"])
		self.assertEqual([row.for_user for row in told], [colleague])
		self.assertIn("a conflict of interest was found", told[0].subject)

	def test_the_juror_loses_sight_of_the_sheet_at_once(self):
		self.enter()
		with make.acting(self.juror):
			self.assertEqual(frappe.get_list("Brand Review"), [])
			sheet = frappe.get_doc("Brand Review", self.sheet.name)
			for act in (sheet.save, sheet.submit_review, lambda: sheet.decline("So be it")):
				self.assertRaises(frappe.PermissionError, act)

	def test_it_is_sealed_only_after_it_is_settled(self):
		self.enter()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		said = self.refusal(ConflictProblem, panel.seal)
		self.assertIn(f"{self.juror}, {self.project.project_title}: Relative – Married to the leader", said)
		panel.recuse(self.juror, self.project.name, "Confirmed by both")
		self.assertEqual(self.record(), ("Recused", "Recorded"))
		self.assertEqual(self.state(), "Withdrawn")
		self.assertEqual(panel.seal()["submitted"], 0)

	def test_sealing_asks_for_the_facts_of_that_moment(self):
		"""Rows of the member table can change where nobody looks, by an import or by hand in the database."""
		frappe.get_doc(
			{
				"doctype": "Union Unit Member",
				"parent": self.project.unit,
				"parenttype": "Union Unit",
				"parentfield": "members",
				"user": self.juror,
				"post": "Member",
			}
		).db_insert()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		self.assertIn("Belongs to", self.refusal(ConflictProblem, panel.seal))
		(case,) = panel.check_conflicts()
		self.assertEqual(
			(case["juror"], case["conflict"], case["may_stay"]), (self.juror, "Same Unit", False)
		)
		self.assertEqual(self.record(), ("In Question", "Same Unit"))

	def test_who_only_bears_the_name_stays_by_a_written_ruling(self):
		self.name_in_the_team()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		(case,) = panel.check_conflicts()
		self.assertTrue(case["may_stay"])
		self.assertRaises(ReasonMissing, panel.let_juror_stay, self.juror, self.project.name, "")
		panel.let_juror_stay(self.juror, self.project.name, "Another Gao Yuan, of the library")
		self.assertEqual((self.record(), self.state()), (("Assigned", "Team Member"), "Pending"))
		self.assertEqual(self.events(), ["Conflict Found", "Conflict Settled"])
		self.assertEqual((recheck.look(), panel.check_conflicts()), (0, []))
		make.mark(frappe.get_doc("Brand Review", self.sheet.name), 30, 30, 20)
		self.assertEqual(panel.seal()["submitted"], 1)

	def test_a_ruling_covers_no_other_conflict(self):
		self.name_in_the_team()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		panel.let_juror_stay(self.juror, self.project.name, "Another Gao Yuan")
		self.enter()
		self.assertEqual(self.record(), ("In Question", "Recorded"))

	def test_a_ruling_holds_in_the_next_panel_too(self):
		self.name_in_the_team()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		panel.let_juror_stay(self.juror, self.project.name, "Another Gao Yuan")
		self.assertEqual(conflicts.find([self.juror], [self.project.name]), {})

	def test_an_address_is_nobody_elses(self):
		with make.acting("Administrator"):
			project = frappe.get_doc("Brand Project", self.project.name)
			project.leader_email = self.juror
			project.flags.by_service = True
			project.save()
		panel = frappe.get_doc("Review Panel", self.panel.name)
		(case,) = panel.check_conflicts()
		self.assertEqual((case["conflict"], case["may_stay"]), ("Team Member", False))
		args = (self.juror, self.project.name, "A shared account")
		self.assertRaises(ConflictProblem, panel.let_juror_stay, *args)

	def test_no_ruling_sets_the_records_aside(self):
		make.join(self.project.unit, self.juror, "Member")
		panel = frappe.get_doc("Review Panel", self.panel.name)
		for user in (self.office, "Administrator"):
			with self.subTest(user=user), make.acting(user):
				said = self.refusal(
					ConflictProblem, panel.let_juror_stay, self.juror, self.project.name, "We need her"
				)
				self.assertIn("no ruling sets it aside", said)

	def test_a_slip_that_is_corrected_gives_the_sheet_back_as_it_was(self):
		for submit, state in ((False, "Pending"), (True, "Submitted")):
			with self.subTest(state=state):
				if submit:
					make.mark(frappe.get_doc("Brand Review", self.sheet.name), 30, 30, 20)
				entry = self.enter()
				self.assertEqual(self.state(), "On Hold")
				entry.valid_until = add_days(nowdate(), -1)
				entry.save()
				self.assertEqual((self.record(), self.state()), (("Assigned", ""), state))
		self.assertEqual(self.events(), ["Conflict Found", "Conflict Settled"] * 2)

	def test_an_entry_begins_to_hold_by_itself(self):
		entry = self.enter(valid_from=add_days(nowdate(), 1))
		self.assertEqual(recheck.look(), 0)
		frappe.db.set_value("Brand Conflict", entry.name, "valid_from", nowdate())
		recheck.daily()
		self.assertEqual(self.record(), ("In Question", "Recorded"))

	def test_a_sealed_panel_is_looked_at_when_it_is_reopened(self):
		panel = frappe.get_doc("Review Panel", self.panel.name)
		panel.seal()
		self.enter()
		self.assertEqual(self.record()[0], "Assigned")
		panel.reopen("One sheet is missing")
		self.assertEqual(self.record(), ("In Question", "Recorded"))

	def test_a_look_costs_the_same_for_one_and_for_many(self):
		with make.acting("Administrator"):
			projects = [make.make_project(self.cycle, stage="Checked") for _n in range(5)]
			many = make.make_panel(projects, make.make_jurors(6), opened=True)
		counts = []
		for panels in ([self.panel.name], [self.panel.name, many.name]):
			recheck.look(panels)
			with QueryCount() as queries:
				recheck.look(panels)
			counts.append(queries.count)
		self.assertEqual(counts[0], counts[1])
		self.assertLessEqual(counts[0], 10)
