"""The year 2024, short: one unit does well, the others end in every way that the next year answers."""

from brand_union.tests.year import rounds, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented.case import InventedYear
from brand_union.tests.year.school import JURORS

REVIEW, FINAL = "2024立项评审", "2024验收评审"
FILED = {
	"YL-01": "书香文院",
	"YL-02": "数理之光",
	"YL-04": "仁心讲堂",
	"YL-05": "多语沙龙",
	"YL-06": "机关大讲堂",
}
APPROVED = ("YL-01", "YL-02", "YL-04", "YL-05")
# Off the hundred, by three jurors: the mean of all three counts.
SELECTION_LOSSES = {
	"YL-01": (0, 1, 2),  # 99.00
	"YL-02": (1, 2, 6),  # 97.00
	"YL-04": (2, 3, 5),  # 96.67
	"YL-05": (4, 4, 7),  # 95.00
	"YL-06": (9, 10, 10),  # 90.33
}
SELECTED = {"YL-01": "99.00", "YL-02": "97.00", "YL-04": "96.67", "YL-05": "95.00", "YL-06": "90.33"}
FINAL_LOSSES = {
	"YL-01": (4, 5, 6),  # 95.00
	"YL-02": (70, 70, 70),  # 30.00
	"YL-04": (14, 15, 16),  # 85.00
	"YL-05": (44, 45, 46),  # 55.00
}
OUTCOMES = {
	"YL-01": {"outcome": "Passed"},
	"YL-02": {"outcome": "Terminated", "reason": "未开展活动，收回经费"},
	"YL-04": {"outcome": "Deferred", "reason": "遇疫情停课", "due_on": "2025-12-31"},
	"YL-05": {"outcome": "Rectify", "reason": "材料不全"},
}


class Earlier(InventedYear):
	@chapter
	def test_101_the_units_file(self):
		self.cycles[2024] = self.year.cycle = self.open_cycle(2024)
		for number, (unit, title) in enumerate(FILED.items(), start=10):
			joint = [{"unit": "YL-08"}] if unit == "YL-01" else []
			steps.apply(self, unit, title, "思想引领类", f"2024-03-{number} 10:00:00", joint_units=joint)
		self.assertEqual(self.stages(), {"Filed": 5})

	@chapter
	def test_102_a_joint_application_counts_for_every_unit(self):
		with self.refuses("QuotaUsedUp", "体育学院工会", "may file 1 application(s)", "书香文院"):
			steps.apply(self, "YL-08", "自己的一项", "文体活动类", "2024-03-18 10:00:00")
		self.officer("YL-08").delete(steps.PROJECT, self.year.projects.pop("YL-08"))
		states = {unit: row["state"] for unit, row in self.coverage().items()}
		self.assertEqual((states["YL-08"], states["YL-03"], states["YL-09"]), ("Filed", "Owing", "Not Filed"))

	@chapter
	def test_103_four_of_five_are_approved_by_the_mean(self):
		steps.check_all(self, FILED, "2024-04-07 09:00:00")
		steps.set_up_panel(self, REVIEW, steps.SELECTION, JURORS[:3], FILED)
		rounds.review(self, REVIEW, SELECTION_LOSSES)
		rows = rounds.approve(FILED, APPROVED, tier="立项")
		rounds.decide(self, REVIEW, rows, "2024-04-20 10:00:00")
		self.assertEqual(
			{unit: score for unit, (score,) in steps.results(self, REVIEW, "score").items()}, SELECTED
		)
		steps.release(self, REVIEW, "2024-04-22 10:00:00")
		started = rounds.start_all(self, REVIEW)
		self.assertEqual((started["started"], started["held"]), (4, []))

	@chapter
	def test_104_acceptance_ends_in_four_ways(self):
		for day, unit in enumerate(APPROVED, start=10):
			steps.file_summary(self, unit, f"2024-11-{day} 10:00:00")
		self.year.clock.move_to("2024-12-02 09:00:00")
		steps.set_up_panel(self, FINAL, steps.ACCEPTANCE, JURORS[:3], APPROVED)
		rounds.review(self, FINAL, FINAL_LOSSES)
		unexplained = {**OUTCOMES, "YL-02": {"outcome": "Terminated"}}
		rounds.decide(self, FINAL, unexplained, "2024-12-10 10:00:00", steps.ACCEPTANCE)
		with self.refuses("DecisionProblem", "数理之光", "the outcome Terminated takes a reason"):
			steps.release(self, FINAL, "2024-12-10 11:00:00")
		rounds.decide(self, FINAL, OUTCOMES, "2024-12-10 12:00:00", steps.ACCEPTANCE)
		steps.release(self, FINAL, "2024-12-11 10:00:00")

	@chapter
	def test_105_every_end_is_on_record(self):
		found = steps.results(self, FINAL, "score", "grade", "outcome")
		self.assertEqual(
			found,
			{
				"YL-01": ("95.00", "优秀", "Passed"),
				"YL-02": ("30.00", "不合格", "Terminated"),
				"YL-04": ("85.00", "良好", "Deferred"),
				"YL-05": ("55.00", "不合格", "Rectify"),
			},
		)
		self.assertEqual(self.stages(), {"Closed": 1, "Terminated": 1, "Under Way": 2, "Not Approved": 1})
		summary = self.officer("YL-05").read(steps.SUMMARY, self.year.summaries["YL-05"])
		# Sixty days after the decision was drawn up.
		self.assertEqual(summary["rectify_until"], "2025-02-08")
