"""March and April 2025: who may file what, with which papers, and when."""

from brand_union.tests.year import steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import cast, papers, workflow
from brand_union.tests.year.invented.case import InventedYear
from brand_union.tests.year.steps import PROJECT

# What goes to the experts: {key: unit}.
REVIEWED = {"A": "YL-01", "B": "YL-01", "C": "YL-03", "D": "YL-04", "E": "YL-06", "F": "YLW-01"}


class Filing(InventedYear):
	def drop(self, key: str) -> None:
		"""Take away a draft that the site has refused."""
		unit = self.as_user("admin").read(PROJECT, self.project(key))["unit"]
		self.officer(unit).delete(PROJECT, self.year.projects.pop(key))

	@chapter
	def test_401_the_sections_hold_their_limits(self):
		papers.write(self, "A", "YL-01", "书香文院二期", "2025-03-03 09:00:00", unit_rank=1)
		officer, name = self.officer("YL-01"), self.project("A")
		thin = papers.upload(officer, "thin", side=8)
		wrong = {
			"objectives": "太短",
			"answers": papers.answers(
				party_building="短",
				beneficiaries="9",
				reach="全国",
				past_results=[{"成果": "书屋", "年份": ""}],
			),
			"files": [{"section": "photos", "file": thin}],
		}
		good = officer.read(PROJECT, name)
		officer.update(PROJECT, name, **wrong)
		with self.refuses(
			"SectionProblem",
			"2 characters; at least 10 are asked for",
			"党建引领 has 1 characters; at least 10",
			"受益人数 is 9; it must be at least 10",
			"全国 is not among the choices",
			"已有成果, row 1: 年份 is empty",
			"each file must have at least 0.01 MB",
		):
			officer.act(PROJECT, name, steps.FILE_APPLICATION)
		photo = {"section": "photos", "file": good["files"][0]["file"]}
		officer.update(PROJECT, name, objectives=good["objectives"], answers=papers.answers(), files=[photo])
		with self.refuses("SectionProblem", "no section legal"):
			officer.update(PROJECT, name, answers=[*papers.answers(), {"section": "legal", "answer": "无"}])

	@chapter
	def test_402_the_chain_is_signed_in_its_order(self):
		officer, chair, name = self.officer("YL-01"), self.chair("YL-01"), self.project("A")
		with self.refuses("EndorsementProblem", "经办人确认 comes first"):
			chair.call(PROJECT, name, "sign", endorsement="单位工会意见")
		with self.refuses("EndorsementProblem", "经办人确认 is signed on screen"):
			papers.add_paper(officer, name, "经办人确认")
		officer.call(PROJECT, name, "sign", endorsement="经办人确认")
		with self.refuses("EndorsementProblem", "is signed by", "You do not hold this post"):
			officer.call(PROJECT, name, "sign", endorsement="单位工会意见")
		chair.call(PROJECT, name, "sign", endorsement="单位工会意见", opinion=papers.AGREED)
		with self.refuses("EndorsementMissing", "二级党组织意见"):
			officer.act(PROJECT, name, steps.FILE_APPLICATION)
		self.as_user(cast.SECRETARY).call(PROJECT, name, "sign", endorsement="二级党组织意见")

	@chapter
	def test_403_the_first_round_and_the_party_s_own_state(self):
		papers.file(self, "A", "YL-01", "2025-03-03 11:00:00")
		papers.write(self, "C", "YL-03", "匠心工坊", "2025-03-04 09:00:00", unit_rank=1)
		papers.sign(self, "C", "YL-03")
		self.officer("YL-03").act(PROJECT, self.project("C"), steps.FILE_APPLICATION)
		waiting = self.as_user("office").read(PROJECT, self.project("C"))
		self.assertEqual((waiting["workflow_state"], waiting["stage"]), (workflow.PARTY, "Filed"))
		with self.refuses("WorkflowTransitionError"):
			self.as_user("office").act(PROJECT, self.project("C"), "Pass Formal Check")
		self.chair("YL-03").act(PROJECT, self.project("C"), papers.PASSED_BY_PARTY)
		self.assertEqual(self.stage_of("C"), "Filed")

	@chapter
	def test_404_a_unit_ranks_what_it_files(self):
		papers.write(self, "A2", "YL-01", "第二项", "2025-03-05 09:00:00")
		officer, name = self.officer("YL-01"), self.project("A2")
		for rank, words in ((0, "enter a rank from 1 to 3"), (4, "not 4"), (1, "书香文院二期")):
			officer.update(PROJECT, name, unit_rank=rank)
			papers.sign(self, "A2", "YL-01")
			with self.refuses("QuotaUsedUp", words):
				officer.act(PROJECT, name, steps.FILE_APPLICATION)
		officer.update(PROJECT, name, unit_rank=3)
		papers.sign(self, "A2", "YL-01")
		papers.file(self, "A2", "YL-01", "2025-03-05 15:00:00")
		officer.act(PROJECT, name, "Withdraw Application")
		papers.write(self, "C2", "YL-03", "第二名", "2025-03-06 09:00:00", unit_rank=2)
		papers.sign(self, "C2", "YL-03")
		with self.refuses("QuotaUsedUp", "enter a rank from 1 to 1"):
			papers.file(self, "C2", "YL-03", "2025-03-06 10:00:00")
		self.drop("C2")

	@chapter
	def test_405_one_joint_application_beside_the_quota(self):
		with_others = {"joint_units": [{"unit": "YL-03"}], "category": "维权服务类"}
		papers.write(self, "B", "YL-01", "文工共读", "2025-03-07 09:00:00", **with_others)
		papers.sign(self, "B", "YL-01")
		with self.refuses("SectionProblem", "法律意见 is required"):
			papers.file(self, "B", "YL-01", "2025-03-07 10:00:00")
		legal = papers.answers(legal_note="经法务审阅无异议")
		self.officer("YL-01").update(PROJECT, self.project("B"), answers=legal)
		papers.sign(self, "B", "YL-01")
		papers.file(self, "B", "YL-01", "2025-03-07 11:00:00")
		papers.write(self, "B2", "YL-01", "再联合", "2025-03-07 14:00:00", joint_units=[{"unit": "YL-05"}])
		papers.sign(self, "B2", "YL-01")
		with self.refuses("QuotaUsedUp", "may lead 1 joint application(s)", "文工共读"):
			papers.file(self, "B2", "YL-01", "2025-03-07 15:00:00")
		self.drop("B2")

	@chapter
	def test_406_earlier_years_have_consequences(self):
		papers.write(self, "barred", "YL-02", "从头再来", "2025-03-10 09:00:00")
		papers.sign(self, "barred", "YL-02")
		with self.refuses("NotEligible", "may not file", "row 2 of the consequences", "数理之光"):
			papers.file(self, "barred", "YL-02", "2025-03-10 10:00:00")
		self.drop("barred")
		papers.write(self, "D", "YL-04", "全新项目", "2025-03-10 14:00:00")
		papers.sign(self, "D", "YL-04")
		with self.refuses("NotEligible", "must go on with", "仁心讲堂"):
			papers.file(self, "D", "YL-04", "2025-03-10 15:00:00")
		again = {"kind": "Continuation", "continues_project": self.project("YL-04")}
		self.officer("YL-04").update(PROJECT, self.project("D"), **again)
		papers.sign(self, "D", "YL-04")
		papers.file(self, "D", "YL-04", "2025-03-10 16:00:00")
		papers.apply(self, "E", "YL-06", "机关大讲堂再启", "2025-03-11 09:00:00")
		papers.apply(self, "E2", "YL-06", "阳光提案", "2025-03-11 14:00:00")
		papers.write(self, "E3", "YL-06", "第三项", "2025-03-12 09:00:00")
		papers.sign(self, "E3", "YL-06")
		with self.refuses("QuotaUsedUp", "may file 2", "row 4 of its quotas", "gives 1 more"):
			papers.file(self, "E3", "YL-06", "2025-03-12 10:00:00")
		self.drop("E3")

	@chapter
	def test_407_conditions_and_kinds_of_unit_decide_who_files(self):
		for key, unit in (("no row", "YL-07"), ("small club", "YL-10")):
			papers.write(self, key, unit, "不合条件", "2025-03-13 09:00:00")
			papers.sign(self, key, unit)
			with self.refuses("QuotaUsedUp", "may file 0", "no row of its quotas fits"):
				papers.file(self, key, unit, "2025-03-13 10:00:00")
			self.drop(key)
		papers.apply(self, "F", "YLW-01", "巾帼书香", "2025-03-13 15:00:00")
		organisers = {key: self.read_as_admin(key)["organiser"] for key in ("A", "F")}
		self.assertEqual(organisers, {"A": "YL", "F": "YLW"})
		with self.refuses("PermissionError"):
			self.as_user("office").read(PROJECT, self.project("F"))

	def read_as_admin(self, key: str) -> dict:
		return self.as_user("admin").read(PROJECT, self.project(key))
