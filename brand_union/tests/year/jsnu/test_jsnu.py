"""Two organisers with an inbox each and joint papers, a hearing in January, and a recommendation upward."""

from brand_union.tests.year import entries, rounds, school, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.jsnu import story

OFFICES = {"office": story.OF_UNION, "women": story.OF_FEDERATION}
REVIEW, HEARING = "立项评审", "验收汇报会"


class TestTwoOrganisers(school.SchoolYear):
	school = story.JSNU

	# April

	@chapter
	def test_01_the_document_is_younger_than_its_windows(self):
		admin = self.as_user("admin")
		cycle = admin.read("Brand Cycle", self.year.cycle)
		windows = {row["phase"]: row for row in cycle["windows"]}
		self.assertEqual(
			(windows["Application"]["opens_on"], windows["Application"]["closes_on"]),
			("2021-03-01", "2021-03-31"),
		)
		self.assertEqual(
			(cycle["organiser"], [row["organiser"] for row in cycle["co_organisers"]]), ("JS", ["JSW"])
		)
		admin.update("Brand Cycle", self.year.cycle, status="Running")
		steps.draft(self, "JS-01", *story.OF_UNION["JS-01"][:2], moment="2021-04-12 14:00:00")
		with self.refuses("WindowClosed", "closed on 2021-03-31"):
			steps.sign_and_file(self, "JS-01", "2021-04-12 15:00:00")
		rows = [{**row, **_dates(row["phase"])} for row in cycle["windows"]]
		with self.refuses("ReasonMissing"):
			admin.update("Brand Cycle", self.year.cycle, windows=rows)
		admin.update("Brand Cycle", self.year.cycle, windows=rows, change_reason="方案4月12日印发，顺延")

	@chapter
	def test_02_each_unit_files_to_its_organiser(self):
		for filed in OFFICES.values():
			rounds.apply_all(self, filed)
		self.assertEqual(self.organisers(), {"JS-01": "JS", "JS-02": "JS", "JSW-01": "JSW", "JSW-02": "JSW"})
		with self.refuses("OrganiserProblem", "江苏师范大学妇女联合会"):
			steps.draft(self, "JS-03", "走错门", "综合及其他类", "2021-04-23 09:00:00", organiser="JSW")

	def organisers(self) -> dict[str, str]:
		admin = self.as_user("admin")
		return {
			unit: admin.read("Brand Project", name)["organiser"] for unit, name in self.year.projects.items()
		}

	@chapter
	def test_03_each_office_has_an_inbox_of_its_own(self):
		for name, filed in OFFICES.items():
			self.assertEqual(self.titles_seen(name), sorted(entry.title for entry in filed.values()))
		with self.refuses("PermissionError"):
			self.as_user("women").read("Brand Project", self.project("JS-01"))
		with self.refuses("PermissionError"):
			self.as_user("office").read("Brand Project", self.project("JSW-01"))

	@chapter
	def test_04_one_federation_gets_more_time(self):
		((unit, late),) = story.LATE.items()
		steps.draft(self, unit, late.title, late.category, "2021-04-26 09:00:00")
		with self.refuses("WindowClosed", "closed on 2021-04-25"):
			steps.sign_and_file(self, unit, "2021-04-26 10:00:00")
		permit = {"phase": "Application", "unit": unit, "valid_until": "2021-04-28", "reason": "馆舍搬迁"}
		self.as_user("women").insert("Brand Permit", cycle=self.year.cycle, **permit)
		steps.sign_and_file(self, unit, late.moment)
		self.assertEqual(self.stages(), {"Filed": 5})

	# May: a joint panel, a joint decision, a joint announcement

	@chapter
	def test_05_each_office_checks_its_own(self):
		with self.refuses("PermissionError"):
			steps.check_all(self, story.OF_FEDERATION, "2021-04-28 09:00:00", office="office")
		steps.check_all(self, story.OF_UNION, "2021-04-28 10:00:00", office="office")
		steps.check_all(self, {**story.OF_FEDERATION, **story.LATE}, "2021-04-28 11:00:00", office="women")
		self.assertEqual(self.stages(), {"Checked": 5})

	@chapter
	def test_06_the_offices_hold_the_panel_together(self):
		self.year.clock.move_to("2021-04-30 09:00:00")
		joint = {"is_joint": 1, "closes_on": "2021-05-06"}
		steps.set_up_panel(self, REVIEW, steps.SELECTION, school.JURORS, story.OF_UNION, **joint)
		rounds.join(self, REVIEW, [*story.OF_FEDERATION, *story.LATE])
		self.assertEqual(
			rounds.review(self, REVIEW, entries.losses(story.ALL_FILED)),
			{"sheets": 25, "recused": 0, "submitted": 25, "missing": 0, "short": []},
		)

	@chapter
	def test_07_the_decision_is_joint(self):
		rows = rounds.approve(story.ALL_FILED, story.ENDED, tier="立项资助", amount=2000)
		rounds.decide(self, REVIEW, rows, "2021-05-10 16:00:00", decision_title="2021年度立项")
		steps.release(self, REVIEW, "2021-05-11 10:00:00")
		for name in OFFICES:
			found = steps.results(self, REVIEW, "score", "rank", office=name)
			self.assertEqual(found, entries.results(story.ALL_FILED))
		self.assertEqual(self.stages(), {"Decided": 4, "Not Approved": 1})

	@chapter
	def test_08_the_announcement_names_both(self):
		for name in OFFICES:
			(notice,) = self.as_user(name).find("Brand Notice", fields=["name", "kind", "status"])
			self.assertEqual((notice["kind"], notice["status"]), ("Announcement", "Draft"))
		page = rounds.announce(self, notice["name"], "校工会、妇联办公室")
		for issuer in ("江苏师范大学工会", "江苏师范大学妇女联合会"):
			self.assertIn(issuer, page)
		self.assertIn(story.OF_FEDERATION["JSW-01"].title, page)

	@chapter
	def test_09_the_work_starts(self):
		started = rounds.start_all(self, REVIEW)
		self.assertEqual((started["started"], started["waiting"]), (4, []))
		self.assertEqual(self.stages(), {"Under Way": 4, "Not Approved": 1})

	# January of the next year

	@chapter
	def test_10_summaries_in_january(self):
		with self.refuses("WindowClosed", "2022-01-01"):
			steps.file_summary(self, "JS-01", "2021-12-28 10:00:00")
		rounds.file_summaries(self, story.ENDED)
		self.assertEqual(self.stages(), {"Acceptance": 4, "Not Approved": 1})

	@chapter
	def test_11_the_experts_listen_to_the_reports(self):
		office = self.as_user("office")
		self.year.clock.move_to("2022-01-18 08:00:00")
		hall = {"starts_at": "2022-01-19 09:00:00", "minutes_per_project": 8, "closes_on": "2022-01-19"}
		name = steps.set_up_panel(
			self, HEARING, steps.ACCEPTANCE, school.JURORS, story.OF_UNION, is_joint=1, **hall
		)
		rounds.join(self, HEARING, story.OF_FEDERATION)
		self.assertEqual(office.read("Review Panel", name)["mode"], "Defence")
		drawn = office.call("Review Panel", name, "draw_order", seed="2022-01-18 抽签")
		self.assertEqual(len(set(drawn["order"])), 4)
		self.assertEqual(steps.open_panel(self, HEARING), {"sheets": 20, "recused": 0})
		self.year.clock.move_to("2022-01-19 09:00:00")
		for row in sorted(office.read("Review Panel", name)["projects"], key=lambda row: row["running_no"]):
			office.call("Review Panel", name, "call_up", project=row["project"])
		self.assertEqual(
			office.get("brand_union.services.defence.now_on_stage", panel=name)["now"]["title"],
			drawn["order"][-1],
		)
		office.call("Review Panel", name, "clear_stage")
		steps.score_all(self, HEARING, entries.losses(story.ENDED))
		steps.seal(self, HEARING)

	@chapter
	def test_12_all_four_pass(self):
		rows = {unit: {"outcome": "Passed"} for unit in story.ENDED}
		rounds.decide(
			self, HEARING, rows, "2022-01-24 15:00:00", steps.ACCEPTANCE, decision_title="2021年度验收"
		)
		steps.release(self, HEARING, "2022-01-25 10:00:00")
		self.assertEqual(steps.results(self, HEARING, "score", "rank", "grade"), entries.results(story.ENDED))
		self.assertEqual(self.stages(), {"Closed": 4, "Not Approved": 1})

	# Commendation, and the way up

	@chapter
	def test_13_the_best_is_commended(self):
		values = {"decision_title": "2021年度表彰决定", "meeting": story.JSNU.meeting}
		(award,) = rounds.commend(self, "2022-03-01 09:00:00", meeting_date="2022-02-28", **values)
		self.assertEqual(
			(award["unit"], award["award_title"], award["certificate_number"], award["recommendation"]),
			(story.AWARDED, story.TITLE, story.CERTIFICATE, "To Be Recommended"),
		)

	@chapter
	def test_14_it_is_recommended_upward(self):
		office, (award,) = self.as_user("office"), rounds.awards(self)
		self.year.clock.move_to("2022-03-10 09:00:00")
		given = office.call(
			"Brand Award",
			award["name"],
			"recommend",
			level="市级",
			recommended_to="市总工会",
			honour="工会活动品牌",
			document_number="苏师大工〔2022〕3号",
		)
		self.assertEqual(rounds.awards(self)[0]["recommendation"], "Recommended")
		self.year.clock.move_to("2022-06-20 09:00:00")
		result = {"result_on": "2022-06-15", "document_number": "市工发〔2022〕21号"}
		office.call(
			"Brand Award", award["name"], "record_result", result="Awarded", row=given["row"], **result
		)
		(row,) = office.read("Brand Award", award["name"])["recommendations"]
		self.assertEqual(
			(row["level"], row["honour"], row["result"], row["result_on"], row["document_number"]),
			("市级", "工会活动品牌", "Awarded", "2022-06-15", "市工发〔2022〕21号"),
		)
		self.assertEqual(rounds.awards(self)[0]["recommendation"], "Awarded")
		self.assertEqual(self.officer("JS-01").find("Brand Award"), [{"name": award["name"]}])
		self.assertEqual(self.officer("JSW-01").find("Brand Award"), [])

	@chapter
	def test_15_the_year_is_closed(self):
		closed = {unit: (entry.grade, 2000) for unit, entry in story.ENDED.items()}
		self.assertEqual(rounds.finish(self), closed)
		self.assert_no_errors()


def _dates(phase: str) -> dict[str, str]:
	"""This year's own dates of a phase; those of the document where there are none."""
	dates = story.OVERRIDDEN.get(phase)
	return {"opens_on": dates[0], "closes_on": dates[1]} if dates else {}
