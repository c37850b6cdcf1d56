"""Late March and April 2025: permits, the second round, reminders, what was returned, and the formal check."""

from brand_union.tests.year import steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import papers
from brand_union.tests.year.invented.case import InventedYear
from brand_union.tests.year.invented.filing import REVIEWED
from brand_union.tests.year.steps import PROJECT

REMINDERS = "brand_union.services.filing_reminders"
SCANNED = "校工会收件章"


class Lateness(InventedYear):
	def permit(self, phase: str, unit: str, until: str, **values) -> None:
		"""The office lets a unit, or one of its projects, in."""
		given = {"phase": phase, "unit": unit, "valid_until": until, "reason": "负责人出差", **values}
		self.as_user("office").insert("Brand Permit", cycle=self.year.cycle, **given)

	@chapter
	def test_411_between_the_rounds_a_permit_lets_one_project_in(self):
		for key, title in (("P", "光影校园"), ("P0", "另一组照片")):
			papers.write(self, key, "YL-09", title, "2025-03-21 09:00:00")
			papers.sign(self, key, "YL-09")
		with self.refuses("WindowClosed", "补报", "opens on 2025-04-01"):
			papers.file(self, "P", "YL-09", "2025-03-21 10:00:00")
		with self.refuses("BrandError", "would open nothing"):
			self.permit("Review", "YL-09", "2025-03-25")
		with self.refuses("BrandError", "is over"):
			self.permit("Application", "YL-09", "2025-03-20")
		self.permit("Application", "YL-09", "2025-03-25", project=self.project("P"))
		with self.refuses("WindowClosed", "opens on 2025-04-01"):
			papers.file(self, "P0", "YL-09", "2025-03-24 09:00:00")
		papers.file(self, "P", "YL-09", "2025-03-24 10:00:00")
		self.officer("YL-09").delete(PROJECT, self.year.projects.pop("P0"))

	@chapter
	def test_412_a_permit_for_a_unit_runs_out(self):
		papers.write(self, "L", "YL-05", "多语沙龙再出发", "2025-03-22 09:00:00", unit_rank=1)
		papers.sign(self, "L", "YL-05")
		self.permit("Application", "YL-05", "2025-03-25")
		officer, name = self.officer("YL-05"), self.project("L")
		self.assertIn("file it by 2025-03-25", officer.call(PROJECT, name, "what_is_next")["text"])
		with self.refuses("WindowClosed", "opens on 2025-04-01"):
			papers.file(self, "L", "YL-05", "2025-03-26 09:00:00")

	@chapter
	def test_413_what_was_returned_comes_back_after_the_round(self):
		office, officer, name = self.as_user("office"), self.officer("YL-03"), self.project("C")
		self.year.clock.move_to("2025-03-28 09:00:00")
		office.call(PROJECT, name, "return_to_unit", reason="补充预期成效")
		with self.refuses("EndorsementMissing", "经办人确认", "单位工会意见"):
			officer.act(PROJECT, name, steps.FILE_APPLICATION)
		officer.update(PROJECT, name, expected_results="全年开展十二期，覆盖四百名会员。")
		papers.sign(self, "C", "YL-03")
		papers.file(self, "C", "YL-03", "2025-03-28 16:00:00")

	@chapter
	def test_414_who_owes_one_is_reminded(self):
		office = self.as_user("office")
		with self.refuses("WindowClosed", "opens on 2025-04-01"):
			office.rpc(f"{REMINDERS}.preview", cycle=self.year.cycle)
		self.year.clock.move_to("2025-04-01 09:00:00")
		states = {unit: row["state"] for unit, row in self.coverage().items()}
		wanted = {"YL-05": "Owing", "YL-02": "Barred", "YL-08": "Exempt", "YL-01": "Filed", "YL-09": "Filed"}
		self.assertEqual({unit: states[unit] for unit in wanted}, wanted)
		people = office.rpc(f"{REMINDERS}.preview", cycle=self.year.cycle)["people"]
		self.assertEqual({row["units"] for row in people}, {"外国语学院工会"})
		office.rpc(f"{REMINDERS}.send", cycle=self.year.cycle)
		officer = self.school.officer_of("YL-05")
		told = office.find("Brand Reminder", {"cycle": self.year.cycle}, ["recipient"])
		self.assertIn({"recipient": officer}, told)
		papers.file(self, "L", "YL-05", "2025-04-02 09:00:00")

	@chapter
	def test_415_the_formal_check_takes_a_scan_and_every_item(self):
		office, name = self.as_user("office"), self.project("A")
		self.year.clock.move_to("2025-04-07 09:00:00")
		with self.refuses("EndorsementMissing", SCANNED):
			office.act(PROJECT, name, "Pass Formal Check")
		with self.refuses("EndorsementProblem", "signed on paper"):
			office.call(PROJECT, name, "sign", endorsement=SCANNED)
		papers.add_paper(office, name, SCANNED)
		with self.refuses("EndorsementMissing", SCANNED, "Scan"):
			office.act(PROJECT, name, "Pass Formal Check")
		self.scan("A", office)
		with self.refuses("FormalCheckOpen", "纸质材料一式三份", "not checked yet"):
			office.act(PROJECT, name, "Pass Formal Check")
		results = [
			{"item": "支委会与党委会均已研究", "result": "Passed"},
			{"item": "纸质材料一式三份", "result": "Waived"},
		]
		office.call(PROJECT, name, "record_checks", results=results)
		with self.refuses("FormalCheckOpen", "纸质材料一式三份", "waived without a reason"):
			office.act(PROJECT, name, "Pass Formal Check")
		results[1]["reason"] = "本年度试行无纸化"
		office.call(PROJECT, name, "record_checks", results=results)
		office.act(PROJECT, name, "Pass Formal Check")

	def scan(self, key: str, office) -> None:
		address = papers.upload(office, f"scan-{key}")
		papers.add_paper(office, self.project(key), SCANNED, scan=address)

	@chapter
	def test_416_each_office_checks_its_own_and_may_decline(self):
		for name, keys in (("office", "BCDE"), ("women", "F")):
			for key in keys:
				self.scan(key, self.as_user(name))
			steps.check_all(self, keys, "2025-04-07 14:00:00", office=name)
		office = self.as_user("office")
		with self.refuses("ReasonMissing", "Say what has to be changed"):
			office.call(PROJECT, self.project("P"), "end_with_reason", to_stage="Not Approved", reason=" ")
		for key in ("P", "L", "E2"):
			why = {"to_stage": "Not Approved", "reason": "与其他项目重复"}
			office.call(PROJECT, self.project(key), "end_with_reason", **why)
		self.assertEqual({self.stage_of(key) for key in REVIEWED}, {"Checked"})
		self.assertEqual(self.stages(), {"Checked": 6, "Not Approved": 3, "Withdrawn": 1})
