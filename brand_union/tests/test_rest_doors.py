"""The same rules through the wire: requests of logged-in people to Frappe's REST API, and the bulk action."""

import json

import frappe
from frappe.model.workflow import bulk_workflow_approval
from frappe.utils import nowdate

from brand_union.tests import factories as make
from brand_union.tests.rest_case import RestCase

PROJECT, ROW, PERMIT = "Brand Project", "Brand Project Budget", "Brand Permit"


class TestThroughRest(RestCase):
	@classmethod
	def make_all(cls):
		cls.office, cls.arts, cls.law = (
			cls.make_person(role) for role in ("Brand Officer", "Brand Unit Officer", "Brand Unit Officer")
		)
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(cls.office, "Officer")])
		cls.unit, cls.other = (
			make.make_unit(parent_union_unit=union.name, members=[(user, "Officer")])
			for user in (cls.arts, cls.law)
		)
		cls.cycle = make.make_cycle(programme=make.make_programme(union.name, checks=[{"item": "Complete"}]))
		cls.draft = make.make_project(cls.cycle, cls.unit)
		cls.filed = [make.make_project(cls.cycle, cls.unit, stage="Filed") for _index in range(2)]

	def setUp(self):
		frappe.set_user("Administrator")

	def stored(self, field: str):
		frappe.db.rollback()
		return frappe.db.get_value(PROJECT, self.draft.name, field)

	def test_a_stranger_neither_finds_nor_opens_nor_writes_it(self):
		law = self.people(self.law)
		self.assertEqual(law.find(PROJECT), [])
		self.refused(403, law.read, PROJECT, self.draft.name)
		self.refused(403, law.update, PROJECT, self.draft.name, objectives="Taken")
		self.refused(403, law.update, PROJECT, self.draft.name, unit=self.other.name)
		self.refused(403, law.delete, PROJECT, self.draft.name)
		self.assertEqual(law.rpc("frappe.client.get_count", doctype=PROJECT), 0)
		self.assertEqual(self.stored("objectives"), self.draft.objectives)

	def test_the_second_version_of_the_api_says_the_same(self):
		law, arts = self.people(self.law), self.people(self.arts)
		path = f"/api/v2/document/{PROJECT.replace(' ', '%20')}"
		self.assertEqual(law.request("GET", path)["data"], [])
		self.assertEqual(len(arts.request("GET", path)["data"]), 3)
		self.refused(403, law.request, "GET", f"{path}/{self.draft.name}")
		count = f"/api/v2/doctype/{PROJECT.replace(' ', '%20')}/count"
		self.assertEqual(law.request("GET", count)["data"], 0)

	def test_a_stage_is_not_put(self):
		arts = self.people(self.arts)
		for values in ({"stage": "Decided"}, {"workflow_state": "Decided by Union"}):
			with self.subTest(values=values):
				error = self.refused(403, arts.update, PROJECT, self.draft.name, **values)
				self.assertEqual(error.kind, "NotAllowedNow")
		self.assertEqual(self.stored("stage"), "Draft")

	def test_a_row_is_not_put_or_deleted(self):
		arts, row = self.people(self.arts), self.draft.budget[0].name
		self.refused(403, arts.update, ROW, row, amount=1)
		self.refused(403, arts.update, ROW, row, parent=self.filed[0].name)
		self.refused(403, arts.delete, ROW, row)
		self.assertEqual(frappe.db.get_value(ROW, row, ["amount", "parent"]), (9000, self.draft.name))

	def test_the_results_of_the_office_are_read_and_not_written_by_the_unit(self):
		name, arts, office = self.filed[1].name, self.people(self.arts), self.people(self.office)
		rows = arts.read(PROJECT, name)["checks"]
		self.assertEqual([(row["item"], row.get("result")) for row in rows], [("Complete", None)])
		for values in (
			{"checks": [{**rows[0], "result": "Passed", "reason": "By myself"}]},
			{"checks": []},
			{"quota_slot": "mine"},
			{"decision": "none"},
		):
			with self.subTest(values=values):
				told = arts.update(PROJECT, name, **values)
				self.assertEqual([row.get("result") for row in told["checks"]], [None])
				self.assertEqual((told["quota_slot"], told.get("decision")), (self.filed[1].quota_slot, None))
		self.refused(403, arts.update, "Brand Project Check", rows[0]["name"], result="Passed")
		self.refused(403, self.people(self.law).read, PROJECT, name)
		told = office.update(PROJECT, name, checks=[{**rows[0], "result": "Failed", "reason": "No seal"}])
		self.assertEqual(told["checks"][0]["checked_by"], self.office)
		self.assertEqual(arts.read(PROJECT, name)["checks"][0]["reason"], "No seal")

	def test_permits_are_granted_by_the_office_alone(self):
		terms = {
			"cycle": self.cycle.name,
			"unit": self.unit.name,
			"phase": "Application",
			"valid_until": nowdate(),
			"reason": "Illness",
		}
		arts, office = self.people(self.arts), self.people(self.office)
		self.refused(403, arts.insert, PERMIT, **terms)
		permit = office.insert(PERMIT, **terms, granted_by=self.arts, organiser=self.unit.name)
		self.assertEqual((permit["granted_by"], permit["organiser"]), (self.office, self.cycle.organiser))
		self.refused(403, arts.find, PERMIT)
		self.refused(403, arts.read, PERMIT, permit["name"])
		self.refused(403, arts.find, "Brand Cycle", fields=["name", "`tabBrand Permit`.reason"])
		office.delete(PERMIT, permit["name"])
		self.assertEqual(office.find(PERMIT), [])

	def test_nothing_is_renamed(self):
		arts = self.people(self.arts)
		error = self.refused(
			403, arts.call, PROJECT, self.draft.name, "rename", name="MINE", force=1, validate_rename=0
		)
		self.assertEqual(error.kind, "NotAllowedNow")
		self.assertEqual(self.stored("name"), self.draft.name)

	def test_a_sentence_comes_back_in_the_readers_language(self):
		frappe.db.set_value("User", self.arts, "language", "zh")
		frappe.clear_document_cache("User", self.arts)
		frappe.cache.hdel("lang", self.arts)
		self.addCleanup(frappe.db.set_value, "User", self.arts, "language", None)
		error = self.refused(417, self.people(self.arts).update, PROJECT, self.draft.name, approved_amount=5)
		self.assertIn("由系统", error.message)

	def test_a_bulk_action_meets_the_same_demands(self):
		"""Of two, only the one whose formal check is finished is moved; the other one stays as it is."""
		names = [project.name for project in self.filed]
		frappe.set_user(self.office)
		frappe.get_doc(PROJECT, names[0]).record_checks([{"item": "Complete", "result": "Passed"}])
		bulk_workflow_approval(json.dumps(names), PROJECT, "Pass Formal Check")
		frappe.set_user("Administrator")
		stages = dict(
			frappe.get_all(PROJECT, {"name": ("in", names)}, ["name", "stage"], as_list=True, order_by="name")
		)
		self.assertEqual(stages, {names[0]: "Checked", names[1]: "Filed"})
