"""How the office drafted an adjustment: not told to the unit that is asked for its consent."""

import json

from brand_union.tests import factories as make
from brand_union.tests.side_doors.trail import ADJUSTMENT, MARK, SNAPSHOT, TrailCase


class TestAdjustmentTrail(TrailCase):
	@classmethod
	def make_documents(cls):
		cls.project = make.make_project(cls.cycle, cls.unit, stage="Decided")

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		office = cls.people(cls.office)
		row = {"field_name": "objectives", "new_value": f"{MARK} value"}
		cls.name = office.insert(
			ADJUSTMENT,
			project=cls.project.name,
			reason=f"{MARK} reason",
			consultation="By telephone",
			changes=[row],
		)["name"]
		cls.talk_about(ADJUSTMENT, cls.name)
		cls.file_url = cls.attach(ADJUSTMENT, cls.name, f"plan {make.RUN}.txt")
		(row,) = office.read(ADJUSTMENT, cls.name)["changes"]
		office.update(
			ADJUSTMENT, cls.name, reason="Two had the same idea", changes=[{**row, "new_value": "Read aloud"}]
		)
		office.call(ADJUSTMENT, cls.name, "propose")

	def test_the_unit_reads_what_it_is_asked_for(self):
		stored = self.people(self.arts).read(ADJUSTMENT, self.name)
		self.assertEqual((stored["status"], stored["reason"]), ("Proposed", "Two had the same idea"))
		self.assert_nothing_of_the_draft(self.arts, ADJUSTMENT, self.name)

	def test_the_unit_sees_the_step_and_what_is_attached(self):
		info = self.docinfo(self.arts, ADJUSTMENT, self.name)
		self.assertEqual(
			[json.loads(version["data"]) for version in info["versions"]],
			[{"changed": [["status", "Draft", "Proposed"]]}],
		)
		self.assertEqual([file["file_name"] for file in info["attachments"]], [f"plan {make.RUN}.txt"])
		self.assertEqual(self.people(self.arts).fetch(self.file_url), 200)

	def test_the_office_finds_how_it_came_about(self):
		lines = [
			line for entry in self.history(self.office, ADJUSTMENT, self.name) for line in entry["lines"]
		]
		for expected in (
			f"{MARK} comment",
			f"Reason: {MARK} reason → Two had the same idea",
			f"Changes, row 1: After: {MARK} value → Read aloud",
		):
			with self.subTest(expected=expected):
				self.assertIn(expected, lines)
		for user in (self.arts, self.women, self.auditor):
			with self.subTest(user=user):
				self.refused(403, self.history, user, ADJUSTMENT, self.name)

	def test_the_proposed_text_is_frozen_for_the_office(self):
		(record,) = self.people(self.office).find(SNAPSHOT, {"kind": "As Proposed"}, ["name", "content"])
		self.assertEqual(json.loads(record["content"])["reason"], "Two had the same idea")
		self.refused(403, self.people(self.arts).read, SNAPSHOT, record["name"])
