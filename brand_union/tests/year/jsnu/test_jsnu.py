"""Two organisers with an inbox each and joint papers, a hearing in January, and a recommendation upward."""

from brand_union.tests.year import questions, school, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.jsnu import story

OFFICES = {"office": story.OF_UNION, "women": story.OF_FEDERATION}


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
		for unit, (title, category, moment) in {**story.OF_UNION, **story.OF_FEDERATION}.items():
			if unit in self.year.projects:
				steps.sign_and_file(self, unit, moment)
			else:
				steps.apply(self, unit, title, category, moment)
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
			self.assertEqual(self.titles_seen(name), sorted(title for title, *_rest in filed.values()))
		with self.refuses("PermissionError"):
			self.as_user("women").read("Brand Project", self.project("JS-01"))
		with self.refuses("PermissionError"):
			self.as_user("office").read("Brand Project", self.project("JSW-01"))

	@chapter
	def test_04_one_federation_gets_more_time(self):
		((unit, (title, category, moment)),) = story.LATE.items()
		steps.draft(self, unit, title, category, "2021-04-26 09:00:00")
		with self.refuses("WindowClosed", "closed on 2021-04-25"):
			steps.sign_and_file(self, unit, "2021-04-26 10:00:00")
		permit = {"phase": "Application", "unit": unit, "valid_until": "2021-04-28", "reason": "馆舍搬迁"}
		self.as_user("women").insert("Brand Permit", cycle=self.year.cycle, **permit)
		steps.sign_and_file(self, unit, moment)
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
		steps.set_up_panel(
			self,
			"立项评审",
			steps.SELECTION,
			story.JURORS,
			story.OF_UNION,
			is_joint=1,
			closes_on="2021-05-06",
		)
		self.add_projects("立项评审", [*story.OF_FEDERATION, *story.LATE])
		self.assertEqual(steps.open_panel(self, "立项评审"), {"sheets": 25, "recused": 0})
		steps.score_all(self, "立项评审", story.SELECTION_LOSSES)
		self.assertEqual(steps.seal(self, "立项评审"), {"submitted": 25, "missing": 0, "short": []})

	def add_projects(self, key: str, units: list[str]) -> None:
		"""The other office puts what was filed to it into the joint panel."""
		women, name = self.as_user("women"), self.year.panels[key]
		rows = women.read("Review Panel", name)["projects"]
		women.update(
			"Review Panel", name, projects=[*rows, *({"project": self.project(unit)} for unit in units)]
		)

	@chapter
	def test_07_the_decision_is_joint(self):
		yes = {"outcome": "Approved", "tier": "立项资助", "amount": 2000}
		rows = {
			unit: yes if unit in story.APPROVED else {"outcome": "Not Approved"} for unit in story.ALL_FILED
		}
		self.year.clock.move_to("2021-05-10 16:00:00")
		meeting = {"meeting": "校工会、妇联联席会", "meeting_date": "2021-05-10", "attendance": "双方主席"}
		steps.draft_decision(
			self, "立项评审", rows, decision_title="2021年度立项", purpose="Selection", **meeting
		)
		steps.release(self, "立项评审", "2021-05-11 10:00:00")
		for name in OFFICES:
			self.assertEqual(steps.results(self, "立项评审", "score", "rank", office=name), story.SELECTED)
		self.assertEqual(self.stages(), {"Decided": 4, "Not Approved": 1})

	@chapter
	def test_08_the_announcement_names_both(self):
		for name in OFFICES:
			(notice,) = self.as_user(name).find("Brand Notice", fields=["name", "kind", "status"])
			self.assertEqual((notice["kind"], notice["status"]), ("Announcement", "Draft"))
		office = self.as_user("office")
		office.update("Brand Notice", notice["name"], contact="校工会、妇联办公室")
		office.call("Brand Notice", notice["name"], "post")
		page = office.page(f"/brand-notices/{notice['name']}")
		for issuer in ("江苏师范大学工会", "江苏师范大学妇女联合会"):
			self.assertIn(issuer, page)
		self.assertIn(story.OF_FEDERATION["JSW-01"][0], page)

	@chapter
	def test_09_the_work_starts(self):
		started = self.as_user("office").call("Brand Decision", self.year.decisions["立项评审"], "start_all")
		self.assertEqual((started["started"], started["waiting"]), (4, []))
		self.assertEqual(self.stages(), {"Under Way": 4, "Not Approved": 1})

	# January of the next year

	@chapter
	def test_10_summaries_in_january(self):
		with self.refuses("WindowClosed", "2022-01-01"):
			steps.file_summary(self, "JS-01", "2021-12-28 10:00:00")
		for unit, moment in story.SUMMARIES.items():
			if unit == "JS-01":
				self.year.clock.move_to(moment)
				self.officer(unit).act("Brand Acceptance", self.year.summaries[unit], steps.FILE_SUMMARY)
			else:
				steps.file_summary(self, unit, moment)
		self.assertEqual(self.stages(), {"Acceptance": 4, "Not Approved": 1})

	@chapter
	def test_11_the_experts_listen_to_the_reports(self):
		office = self.as_user("office")
		self.year.clock.move_to("2022-01-18 08:00:00")
		hall = {"starts_at": "2022-01-19 09:00:00", "minutes_per_project": 8, "closes_on": "2022-01-19"}
		steps.set_up_panel(
			self, "验收汇报会", steps.ACCEPTANCE, story.JURORS, story.OF_UNION, is_joint=1, **hall
		)
		self.add_projects("验收汇报会", list(story.OF_FEDERATION))
		name = self.year.panels["验收汇报会"]
		self.assertEqual(office.read("Review Panel", name)["mode"], "Defence")
		drawn = office.call("Review Panel", name, "draw_order", seed="2022-01-18 抽签")
		self.assertEqual(len(set(drawn["order"])), 4)
		self.assertEqual(steps.open_panel(self, "验收汇报会"), {"sheets": 20, "recused": 0})
		self.year.clock.move_to("2022-01-19 09:00:00")
		for row in sorted(office.read("Review Panel", name)["projects"], key=lambda row: row["running_no"]):
			office.call("Review Panel", name, "call_up", project=row["project"])
		self.assertEqual(
			office.get("brand_union.services.defence.now_on_stage", panel=name)["now"]["title"],
			drawn["order"][-1],
		)
		office.call("Review Panel", name, "clear_stage")
		steps.score_all(self, "验收汇报会", story.HEARING_LOSSES)
		steps.seal(self, "验收汇报会")

	@chapter
	def test_12_all_four_pass(self):
		self.year.clock.move_to("2022-01-24 15:00:00")
		rows = {unit: {"outcome": "Passed"} for unit in story.APPROVED}
		meeting = {"meeting": "校工会、妇联联席会", "meeting_date": "2022-01-24", "attendance": "双方主席"}
		steps.draft_decision(
			self, "验收汇报会", rows, decision_title="2021年度验收", purpose="Acceptance", **meeting
		)
		steps.release(self, "验收汇报会", "2022-01-25 10:00:00")
		self.assertEqual(steps.results(self, "验收汇报会", "score", "rank", "grade"), story.ACCEPTED)
		self.assertEqual(self.stages(), {"Closed": 4, "Not Approved": 1})

	# Commendation, and the way up

	@chapter
	def test_13_the_best_is_commended(self):
		office = self.as_user("office")
		self.year.clock.move_to("2022-03-01 09:00:00")
		name = office.insert(
			"Brand Award Decision",
			decision_title="2021年度表彰决定",
			cycle=self.year.cycle,
			meeting="校工会、妇联联席会",
			meeting_date="2022-02-28",
		)["name"]
		office.call("Brand Award Decision", name, "draft_rows")
		office.call("Brand Award Decision", name, "release")
		(award,) = self.awards()
		self.assertEqual(
			(award["unit"], award["award_title"], award["certificate_number"], award["recommendation"]),
			(story.AWARDED, story.TITLE, story.CERTIFICATE, "To Be Recommended"),
		)

	def awards(self) -> list[dict]:
		fields = ["name", "unit", "award_title", "certificate_number", "recommendation"]
		return self.as_user("office").find("Brand Award", {"cycle": self.year.cycle}, fields)

	@chapter
	def test_14_it_is_recommended_upward(self):
		office, (award,) = self.as_user("office"), self.awards()
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
		self.assertEqual(self.awards()[0]["recommendation"], "Recommended")
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
		self.assertEqual(self.awards()[0]["recommendation"], "Awarded")
		self.assertEqual(self.officer("JS-01").find("Brand Award"), [{"name": award["name"]}])
		self.assertEqual(self.officer("JSW-01").find("Brand Award"), [])

	@chapter
	def test_15_the_year_is_closed(self):
		self.as_user("admin").update("Brand Cycle", self.year.cycle, status="Finished")
		closed = {row["unit"]: (row["grade"], row["amount"]) for row in questions.who_closed(self.year.cycle)}
		self.assertEqual(
			closed, {unit: (grade, 2000) for unit, (_score, _rank, grade) in story.ACCEPTED.items()}
		)
		self.assert_no_errors()


def _dates(phase: str) -> dict[str, str]:
	"""This year's own dates of a phase; those of the document where there are none."""
	dates = story.OVERRIDDEN.get(phase)
	return {"opens_on": dates[0], "closes_on": dates[1]} if dates else {}
