"""Early in 2025: the programme's rules are completed, its next year is opened, and a state is added to the workflow."""

from brand_union.tests.year import steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import rules, workflow
from brand_union.tests.year.invented.case import CYCLE, PROGRAMME, InventedYear

# Unit: (at most, at least). YL-01 has one more for its 优秀, YL-03 one less for filing nothing, YL-05 one less for 55
# points, YL-06 one more as it was not approved; YL-02 is barred; YL-07 and YL-10 fit no row; YL-08 is exempt.
ALLOWED = {
	"YL": (0, 0),
	"YL-01": (3, 1),
	"YL-02": (0, 0),
	"YL-03": (1, 1),
	"YL-04": (1, 1),
	"YL-05": (1, 1),
	"YL-06": (2, 0),
	"YL-07": (0, 0),
	"YL-08": (1, 0),
	"YL-09": (1, 0),
	"YL-10": (0, 0),
	"YLW": (1, 0),
	"YLW-01": (1, 0),
}


class Opening(InventedYear):
	@chapter
	def test_301_a_slip_in_a_row_is_refused_by_its_name(self):
		self.year.clock.move_to("2025-02-10 09:00:00")
		admin, programme = self.as_user("admin"), self.year.programme
		slip = [{**rules.RANKED[0], "condition": "unit.headcount >= 30"}, *rules.RANKED[1:]]
		with self.refuses("BrandError", "Quotas and Duties, row 1", "no fact unit.headcount"):
			admin.update(PROGRAMME, programme, **{**rules.SECOND, "quotas": slip})
		nobody = [{**rules.CONSEQUENCES[1], "grade": "出色"}]
		with self.refuses("BrandError", "Consequences, row 1", "出色"):
			admin.update(PROGRAMME, programme, **{**rules.SECOND, "consequences": nobody})
		with self.refuses("BrandError", "joint applications count for the quota"):
			admin.update(PROGRAMME, programme, **{**rules.SECOND, "joint_quota": "Every Unit"})

	@chapter
	def test_302_the_rules_say_what_each_unit_may_file(self):
		admin = self.as_user("admin")
		changed = admin.update(PROGRAMME, self.year.programme, **self.without_results(), **rules.SECOND)
		tried = admin.rpc("brand_union.services.try_it.try_all", rules=changed)
		self.assertEqual({row["unit"]: (row["cap"], row["duty"]) for row in tried}, ALLOWED)
		sentences = {row["unit"]: row["summary"] for row in tried}
		for unit, words in {
			"YL-02": ("row 2 of the consequences", "数理之光"),
			"YL-03": ("row 3 of the consequences takes 1 away",),
			"YL-04": ("row 4 of the consequences", "to be continued", "仁心讲堂"),
			"YL-07": ("no row of its quotas fits",),
			"YL-08": ("exempt from the duty",),
		}.items():
			for word in words:
				self.assertIn(word, sentences[unit])

	def without_results(self) -> dict:
		"""A new window has the rights that are usual for its phase; while the work goes on, no results are shown."""
		windows = self.as_user("admin").read(PROGRAMME, self.year.programme)["windows"]
		hidden = [{**row, "may_see_results": 0} if row["phase"] == "Cultivation" else row for row in windows]
		self.assertNotEqual(hidden, windows)
		return {"windows": hidden}

	@chapter
	def test_303_the_year_is_opened_and_its_dates_move(self):
		admin = self.as_user("admin")
		seen = admin.call(PROGRAMME, self.year.programme, "preview_cycle", year=2025)
		self.assertEqual(seen["problems"], [])
		self.cycles[2025] = self.year.cycle = self.open_cycle(2025)
		with self.refuses("DuplicateEntryError", "2025"):
			self.open_cycle(2025)
		cycle = admin.read(CYCLE, self.year.cycle)
		applications = [
			(row["opens_on"], row["closes_on"], row["title"])
			for row in cycle["windows"]
			if row["phase"] == "Application"
		]
		self.assertEqual(
			applications, [("2025-03-01", "2025-03-20", "第一轮"), ("2025-04-01", "2025-04-05", "补报")]
		)
		self.assertEqual(admin.read(CYCLE, self.cycles[2024])["joint_quota"], "Every Unit")

	@chapter
	def test_304_the_workflow_gets_a_state_of_the_school(self):
		keeper = self.as_user("keeper")
		with self.refuses("WorkflowProblem", workflow.PARTY, "Not a Stage"):
			workflow.make(keeper, stage="Not a Stage")
		self.addClassCleanup(workflow.put_back)
		workflow.make(keeper)
		self.assertEqual(keeper.read("Workflow", workflow.SHIPPED)["is_active"], 0)
		with self.refuses("PermissionError"):
			self.as_user("office").update("Workflow", workflow.OWN, is_active=0)

	@chapter
	def test_305_only_the_administrator_sets_rules(self):
		with self.refuses("PermissionError"):
			self.as_user("office").update(PROGRAMME, self.year.programme, notice_days=0)
		with self.refuses("PermissionError"):
			self.officer("YL-01").insert("Union Tag", tag_name="新标签")
		self.assertEqual(self.as_user("office").find(steps.PANEL, {"cycle": self.year.cycle}), [])
