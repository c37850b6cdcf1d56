"""What becomes of projects, quota slots, summaries and leave when units become one."""

import frappe

from brand_union.services import snapshots
from brand_union.services import stage as stages
from brand_union.services.errors import BrandError
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import CAP, PROJECT, UNIT, ChangeCase


class TestPapersOfMergedUnits(ChangeCase):
	def test_open_projects_go_to_the_new_unit_and_ended_ones_stay(self):
		opened = {stage: self.project(self.arts, stage) for stage in ("Draft", "Filed")}
		opened["Under Way"] = self.project(self.law, "Under Way")
		closed = self.project(self.law, "Closed")
		refused = self.project(self.arts, "Filed")
		with make.acting("Administrator"):
			refused.end_with_reason("Not Approved", "Not complete")
		new = self.merged().units_after[0].unit_code
		for stage, project in opened.items():
			with self.subTest(stage=stage):
				self.assertEqual(self.value(PROJECT, project.name, "unit", "stage"), (new, stage))
		self.assertEqual(
			self.value(PROJECT, closed.name, "unit", "unit_name", "filed_unit"),
			(self.law.name, "Union of Law", None),
		)
		self.assertEqual(self.value(PROJECT, refused.name, "unit"), self.arts.name)

	def test_what_was_filed_bears_the_old_name(self):
		filed, draft = self.project(self.arts, "Filed"), self.project(self.arts)
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			self.value(PROJECT, filed.name, "unit_name", "filed_unit"), ("Union of Arts", self.arts.name)
		)
		self.assertEqual(
			self.value(PROJECT, draft.name, "unit_name", "filed_unit"), ("Union of Humanities", None)
		)
		taken = {"reference_name": filed.name, "kind": "As Filed"}
		self.assertEqual(self.value("Brand Snapshot", taken, "unit"), self.arts.name)
		self.assertEqual(snapshots.latest(PROJECT, filed.name, "As Filed")["unit"], self.arts.name)
		self.assertEqual(self.value(UNIT, new, "head_count"), 160)

	def test_the_slots_of_projects_taken_over_do_not_count_against_the_new_unit(self):
		held = [self.project(self.arts, "Filed") for _index in range(CAP)]
		new = self.merged().units_after[0].unit_code
		own = [self.project(self.stored(new), "Filed") for _index in range(CAP)]
		slots = [self.value(PROJECT, project.name, "quota_slot") for project in (*held, *own)]
		self.assertEqual(
			slots,
			[f"{self.cycle.name}|{unit}|{slot}" for unit in (self.arts.name, new) for slot in (1, 2)],
		)
		text = self.refusal(BrandError, self.project, self.stored(new), "Filed")
		self.assertIn(own[0].project_title, text)
		self.assertNotIn(held[0].project_title, text)

	def test_an_application_that_is_returned_keeps_the_slot_of_the_unit_that_filed_it(self):
		filed = self.project(self.arts, "Filed")
		slot = filed.quota_slot
		self.merged()
		filed.reload()
		filed.return_to_unit("Correct the budget")
		with make.acting(self.lawyer):
			stages.move(frappe.get_doc(PROJECT, filed.name), "Filed")
		self.assertEqual(
			self.value(PROJECT, filed.name, "quota_slot", "unit_name"), (slot, "Union of Humanities")
		)

	def test_papers_beside_the_project_go_with_it(self):
		started, over = self.project(self.arts, "Under Way"), self.project(self.law, "Closed")
		with make.acting("Administrator"):
			open_one = make.make_acceptance(started)
		permit = make.make_permit(self.cycle, self.arts, phase="Acceptance")
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			self.value("Brand Acceptance", open_one.name, "unit", "unit_name"), (new, "Union of Humanities")
		)
		self.assertEqual(
			self.value("Brand Acceptance", {"project": over.name}, "unit", "unit_name"),
			(self.law.name, "Union of Law"),
		)
		self.assertEqual(self.value("Brand Permit", permit.name, "unit"), self.arts.name)
		self.assertEqual(
			self.value("Brand Permit", {"project": started.name}, "unit", "phase"), (new, "Acceptance")
		)

	def test_a_joint_unit_that_is_gone_is_replaced_in_drafts_only(self):
		joint = [{"unit": self.arts.name}]
		other = make.make_unit(parent_union_unit=self.union.name)
		draft, filed = self.project(other, joint_units=joint), self.project(other, "Filed", joint_units=joint)
		new = self.merged().units_after[0].unit_code
		self.assertEqual(frappe.get_doc(PROJECT, draft.name).joint_units[0].unit, new)
		row = frappe.get_doc(PROJECT, filed.name).joint_units[0]
		self.assertEqual((row.unit, row.unit_name), (self.arts.name, "Union of Arts"))
		self.assertTrue(self.reads(self.lawyer, PROJECT, filed.name))
