"""A duty for the faculties, clubs beside the unions, acceptance in the same year, and commendation at its end."""

import frappe

from brand_union.tests.year import entries, rounds, school, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.zjgsu import story

REMINDERS = "brand_union.services.filing_reminders"
REVIEW, FINAL = "立项评审", "验收评审"


class TestDutyAndClubs(school.SchoolYear):
	school = story.ZJGSU

	# Spring

	@chapter
	def test_01_the_cycle_is_what_the_document_says(self):
		office, admin = self.as_user("office"), self.as_user("admin")
		cycle = admin.read("Brand Cycle", self.year.cycle)
		windows = {row["phase"]: (row["opens_on"], row["closes_on"]) for row in cycle["windows"]}
		self.assertEqual(windows["Application"], ("2024-03-01", "2024-04-10"))
		self.assertEqual(windows["Acceptance"], ("2024-07-01", "2024-11-30"))
		self.assertEqual(
			sorted(self.year.categories),
			sorted(["思想引领类", "建功立业类", "民主管理类", "校园文化类", "维权服务类", "综合及其他类"]),
		)
		admin.update("Brand Cycle", self.year.cycle, status="Running")
		duties = {unit: (row["cap"], row["duty"], row["missing"]) for unit, row in self.coverage().items()}
		faculties = {f"ZJ-0{n}": (1, 1, 1) for n in (1, 2, 3)}
		others = {f"ZJ-0{n}": (1, 0, 0) for n in (4, 5, 6, 7, 8)}
		self.assertEqual(duties, {**faculties, **others})
		self.assertEqual(self.coverage()["ZJ-04"]["exemption_reason"], "本年度整体搬迁")
		with self.refuses("PermissionError"):
			office.rpc("brand_union.services.presets.load_preset", preset="zjgsu_2024", organiser="ZJ")

	@chapter
	def test_02_nothing_is_filed_before_march(self):
		early = story.IN_TIME["ZJ-01"]
		steps.draft(self, "ZJ-01", early.title, early.category, "2024-02-28 10:00:00")
		with self.refuses("WindowClosed", "2024-03-01"):
			steps.sign_and_file(self, "ZJ-01", "2024-02-28 11:00:00")

	@chapter
	def test_03_unions_and_clubs_apply(self):
		rounds.apply_all(self, story.IN_TIME)
		self.assertEqual(self.stages(), {"Filed": 5})
		filed = story.IN_TIME["ZJ-08"]
		with self.refuses("QuotaUsedUp", filed.title):
			steps.apply(self, "ZJ-08", "第二个项目", filed.category, "2024-04-03 10:00:00", key="second")
		self.officer("ZJ-08").delete("Brand Project", self.year.projects.pop("second"))

	@chapter
	def test_04_the_school_s_own_section_is_asked_for(self):
		owing = story.OWING["ZJ-03"]
		name = steps.draft(self, "ZJ-03", owing.title, owing.category, "2024-04-03 15:00:00")
		officer = self.officer("ZJ-03")
		rows = officer.read("Brand Project", name)["answers"]
		self.assertEqual([row["title"] for row in rows], ["党政工共建情况"])
		officer.update("Brand Project", name, answers=[{**rows[0], "answer": ""}])
		with self.refuses("SectionProblem", "党政工共建情况"):
			steps.sign_and_file(self, "ZJ-03", "2024-04-03 16:00:00")
		officer.update(
			"Brand Project", name, answers=[{**rows[0], "answer": "院党委牵头，学院行政支持场地。"}]
		)

	@chapter
	def test_05_who_owes_an_application_is_on_the_list_and_reminded(self):
		states = {unit: row["state"] for unit, row in self.coverage().items()}
		self.assertEqual(states["ZJ-03"], "Owing")
		self.assertEqual({unit for unit, state in states.items() if state == "Owing"}, {"ZJ-03"})
		self.assertEqual(states["ZJ-05"], "Not Filed")
		self.year.clock.move_to("2024-04-07 08:00:00")
		office, late = self.as_user("office"), self.school.officer_of("ZJ-03")
		preview = office.rpc(f"{REMINDERS}.preview", cycle=self.year.cycle)
		self.assertEqual([row["user"] for row in preview["people"]], [late])
		self.assertIn("外国语学院工会", preview["people"][0]["message"])
		sent = office.rpc(f"{REMINDERS}.send", cycle=self.year.cycle)
		self.assertEqual((sent["sent"], sent["before"]), (1, 0))
		self.assertEqual(office.rpc(f"{REMINDERS}.send", cycle=self.year.cycle)["before"], 1)
		told = frappe.get_all("Notification Log", {"for_user": late}, pluck="subject")
		self.assertEqual(len([text for text in told if "2024-04-10" in text]), 1)
		with self.refuses("PermissionError"):
			self.officer("ZJ-01").rpc(f"{REMINDERS}.send", cycle=self.year.cycle)

	@chapter
	def test_06_the_duty_is_done(self):
		rounds.apply_all(self, story.OWING)
		self.assertEqual([row for row in self.coverage().values() if row["missing"]], [])
		with self.refuses("WindowClosed", "closed on 2024-04-10"):
			steps.apply(self, "ZJ-05", "迟到的项目", "综合及其他类", "2024-04-11 09:00:00")
		self.officer("ZJ-05").delete("Brand Project", self.year.projects.pop("ZJ-05"))

	# April: review and decision

	@chapter
	def test_07_five_jurors_review(self):
		steps.check_all(self, story.ALL_FILED, "2024-04-12 09:00:00")
		self.year.clock.move_to("2024-04-15 09:00:00")
		dates = {"opens_on": "2024-04-15", "closes_on": "2024-04-20"}
		name = steps.set_up_panel(self, REVIEW, steps.SELECTION, school.JURORS, story.ALL_FILED, **dates)
		panel = self.as_user("office").read("Review Panel", name)
		self.assertEqual((panel["mode"], panel["method"], panel["trim_from"]), ("Online", "Trimmed Mean", 5))
		self.assertEqual(
			rounds.review(self, REVIEW, entries.losses(story.ALL_FILED)),
			{"sheets": 30, "recused": 0, "submitted": 30, "missing": 0, "short": []},
		)

	@chapter
	def test_08_five_are_approved(self):
		rows = rounds.approve(story.ALL_FILED, story.ENDED, tier="立项资助", amount=3000)
		meeting = {"decision_title": "2024年度立项", "meeting": "校工会第3次常委会"}
		rounds.decide(self, REVIEW, rows, "2024-04-24 16:00:00", **meeting)
		steps.release(self, REVIEW, "2024-04-26 10:00:00")
		self.assertEqual(steps.results(self, REVIEW, "score", "rank"), entries.results(story.ALL_FILED))
		self.assertEqual(self.stages(), {"Decided": 5, "Not Approved": 1})
		with self.refuses("PermissionError"):
			self.officer("ZJ-01").read(steps.DECISION, self.year.decisions[REVIEW])

	@chapter
	def test_09_the_result_is_announced(self):
		"""学校公布各单位立项项目（四.2）: no window for objections, because the document asks for none."""
		(notice,) = self.as_user("office").find("Brand Notice", fields=["name", "kind", "working_days"])
		self.assertEqual((notice["kind"], notice["working_days"]), ("Announcement", 0))
		page = rounds.announce(self, notice["name"], "校工会办公室")
		for unit, entry in story.ALL_FILED.items():
			self.assertEqual(entry.title in page, unit in story.ENDED)

	@chapter
	def test_10_a_direction_is_talked_over_with_the_unit(self):
		"""在充分沟通的基础上，对申报的项目进行方向、内容上的调整（四.2）."""
		office, officer = self.as_user("office"), self.officer("ZJ-07")
		adjustment = office.insert(
			"Brand Adjustment",
			project=self.project("ZJ-07"),
			reason="与校庆活动衔接",
			consultation="4月27日与协会会长面谈",
			changes=[{"field_name": "project_title", "new_value": "商大好声音·校庆合唱季"}],
		)["name"]
		office.call("Brand Adjustment", adjustment, "propose")
		started = rounds.start_all(self, REVIEW)
		self.assertEqual((started["started"], len(started["waiting"])), (4, 1))
		officer.call("Brand Adjustment", adjustment, "consent", note="同意")
		office.call("Brand Adjustment", adjustment, "apply_to_project")
		rounds.start_all(self, REVIEW)
		self.assertEqual(self.stages(), {"Under Way": 5, "Not Approved": 1})
		self.assertEqual(
			officer.read("Brand Project", self.project("ZJ-07"))["project_title"], "商大好声音·校庆合唱季"
		)

	# The second half of the same year

	@chapter
	def test_11_summaries_in_the_second_half_of_the_year(self):
		with self.refuses("WindowClosed", "2024-07-01"):
			steps.file_summary(self, "ZJ-01", "2024-06-20 10:00:00")
		rounds.file_summaries(self, story.ENDED)
		self.assertEqual(self.stages(), {"Acceptance": 5, "Not Approved": 1})

	@chapter
	def test_12_experts_accept(self):
		self.year.clock.move_to("2024-12-02 09:00:00")
		steps.set_up_panel(self, FINAL, steps.ACCEPTANCE, school.JURORS, story.ENDED, closes_on="2024-12-06")
		self.assertEqual(
			rounds.review(self, FINAL, entries.losses(story.ENDED)),
			{"sheets": 25, "recused": 0, "submitted": 25, "missing": 0, "short": []},
		)
		rows = {unit: {"outcome": "Passed"} for unit in story.ENDED}
		meeting = {"decision_title": "2024年度验收", "meeting": "校工会第8次常委会"}
		rounds.decide(self, FINAL, rows, "2024-12-11 15:00:00", steps.ACCEPTANCE, **meeting)
		steps.release(self, FINAL, "2024-12-12 10:00:00")
		self.assertEqual(steps.results(self, FINAL, "score", "rank", "grade"), entries.results(story.ENDED))
		self.assertEqual(self.stages(), {"Closed": 5, "Not Approved": 1})

	@chapter
	def test_13_the_best_are_commended(self):
		awards = rounds.commend(
			self,
			"2024-12-18 09:00:00",
			decision_title="2024年度表彰决定",
			meeting="校工会全委会",
			meeting_date="2024-12-17",
			document_number="浙商大工〔2024〕9号",
		)
		self.assertEqual({row["unit"]: row["certificate_number"] for row in awards}, story.AWARDED)
		self.assertEqual(
			{(row["award_title"], row["recommendation"]) for row in awards}, {(story.TITLE, "Not Planned")}
		)
		own = self.officer("ZJ-02").find("Brand Award", fields=["unit"])
		self.assertEqual(own, [{"unit": "ZJ-02"}])

	@chapter
	def test_14_the_year_is_closed(self):
		self.year.clock.move_to("2024-12-31 16:00:00")
		closed = {unit: (entry.grade, 3000) for unit, entry in story.ENDED.items()}
		self.assertEqual(rounds.finish(self), closed)
		self.assert_no_errors()
