"""From November 2025: summaries, an acceptance of four parts, every outcome, and what comes after it."""

from brand_union.tests.year import rounds, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import papers
from brand_union.tests.year.invented.filing import REVIEWED
from brand_union.tests.year.invented.lateness import Lateness
from brand_union.tests.year.invented.selecting import Selecting
from brand_union.tests.year.school import JURORS
from brand_union.tests.year.steps import PANEL, PROJECT, SUMMARY

FINAL, AGAIN = "2025验收", "2025整改复评"
# What five jurors take off. Since September two totals are dropped at each end: the middle one counts.
LOSSES = {
	"A": (3, 4, 5, 6, 20),  # 95
	"B": (5, 6, 8, 9, 12),  # 92
	"C": (7, 8, 9, 9, 30),  # 91
	"D": (14, 15, 16, 17, 18),  # 84
	"E": (40, 44, 45, 46, 50),  # 55
}
# 40, 35.5, 30, 28, and one with a mark that did not apply: 20 of 90 are 22.22. The middle one is 30.
MARKS_OF_F = [(0, 30, 10), (0, 25.5, 10), (0, 20, 10), (0, 18, 10), (10, 10, "n/a")]
PARTS = [
	{"part": part, "weight": weight}
	for part, weight in (("Jury", 60), ("Self", 10), ("Peers", 15), ("Public", 15))
]
JURY = {"A": "95", "B": "92", "C": "91", "D": "84", "E": "55", "F": "30"}
# Of A 57 are the jury's, 10 its own, 13.5 its peers' and 13.5 the public's: 94.0. With the others all parts agree.
OTHER_PARTS = {key: {"Self": score, "Peers": score, "Public": score} for key, score in JURY.items()}
OTHER_PARTS["A"] = {"Self": "100", "Peers": "90", "Public": "90"}
# Three reach 90, and of six projects a quarter may be 优秀: one.
ACCEPTED = {
	"A": ("94.0", 1, "优秀"),
	"B": ("92.0", 2, "良好"),
	"C": ("91.0", 3, "良好"),
	"D": ("84.0", 4, "良好"),
	"E": ("55.0", 5, "不合格"),
	"F": ("30.0", 6, "不合格"),
}
OUTCOMES = {
	"A": {"outcome": "Passed"},
	"B": {"outcome": "Passed"},
	"C": {"outcome": "Passed"},
	"D": {"outcome": "Deferred", "reason": "设备到货推迟", "due_on": "2026-06-30"},
	"E": {"outcome": "Rectify", "reason": "经费说明不全"},
	"F": {"outcome": "Terminated", "reason": "未按方案开展，收回经费"},
}


class Accepting(Selecting, Lateness):
	@chapter
	def test_601_summaries_in_november_and_one_by_permit(self):
		with self.refuses("WindowClosed", "opens on 2025-11-01"):
			papers.file_summary(self, "A", "YL-01", "2025-10-28 09:00:00")
		self.officer("YL-01").act(SUMMARY, self.summary_on("A", "2025-11-03 09:00:00"), steps.FILE_SUMMARY)
		for day, (key, unit) in enumerate(list(REVIEWED.items())[1:5], start=10):
			papers.file_summary(self, key, unit, f"2025-11-{day} 09:00:00")
		with self.refuses("WindowClosed", "closed on 2025-11-30"):
			papers.file_summary(self, "F", "YLW-01", "2025-12-02 09:00:00")
		permit = {"phase": "Acceptance", "unit": "YLW-01", "valid_until": "2025-12-03", "reason": "病假"}
		self.as_user("women").insert("Brand Permit", cycle=self.year.cycle, **permit)
		self.officer("YLW-01").act(SUMMARY, self.summary_on("F", "2025-12-03 09:00:00"), steps.FILE_SUMMARY)
		self.assertEqual({self.stage_of(key) for key in REVIEWED}, {"Acceptance"})

	def summary_on(self, key: str, moment: str) -> str:
		self.year.clock.move_to(moment)
		return self.year.summaries[key]

	@chapter
	def test_602_the_meeting_weighs_four_parts(self):
		self.year.clock.move_to("2025-12-04 09:00:00")
		rules = {"is_joint": 1, "parts": PARTS}
		steps.set_up_panel(self, FINAL, steps.ACCEPTANCE, JURORS, "ABCDE", **rules)
		panel = rounds.join(self, FINAL, "F")
		self.assertEqual((panel["mode"], panel["trim_count"]), ("Meeting", 2))
		self.assertEqual(steps.open_panel(self, FINAL), {"sheets": 30, "recused": 0})
		steps.score_all(self, FINAL, LOSSES)
		sheets = self.sheets(FINAL)
		for juror, marks in zip(JURORS, MARKS_OF_F, strict=True):
			self.mark(juror, sheets[self.project("F"), self.school.user(juror)], marks)
		steps.seal(self, FINAL)

	@chapter
	def test_603_other_parts_make_the_score(self):
		office, name = self.as_user("office"), self.year.panels[FINAL]
		with self.refuses("PanelProblem", "101 is no score from 0 to 100"):
			office.call(PANEL, name, "enter_part_scores", scores={self.project("A"): {"Public": "101"}})
		given = {self.project(key): parts for key, parts in OTHER_PARTS.items()}
		self.assertEqual(office.call(PANEL, name, "enter_part_scores", scores=given), {"changed": 18})
		rounds.decide(self, FINAL, OUTCOMES, "2025-12-11 09:00:00", steps.ACCEPTANCE)
		self.assertEqual(steps.results(self, FINAL, "score", "rank", "grade"), ACCEPTED)
		steps.release(self, FINAL, "2025-12-12 09:00:00")
		stages = {key: self.stage_of(key) for key in REVIEWED}
		self.assertEqual(
			stages, {**dict.fromkeys("ABC", "Closed"), **dict.fromkeys("DE", "Under Way"), "F": "Terminated"}
		)

	@chapter
	def test_604_one_rectifies_in_time(self):
		officer, name = self.officer("YL-06"), self.summary_on("E", "2026-01-08 09:00:00")
		# Sixty days after the decision was drawn up on 11 December.
		self.assertEqual(officer.read(SUMMARY, name)["rectify_until"], "2026-02-09")
		officer.update(SUMMARY, name, main_results="补齐经费说明并加办四场活动。")
		papers.sign_summary(self, "E", "YL-06")
		officer.act(SUMMARY, name, steps.FILE_SUMMARY)
		steps.set_up_panel(self, AGAIN, steps.ACCEPTANCE, JURORS, "E")
		rounds.review(self, AGAIN, {"E": (20, 21, 22, 23, 24)})
		rounds.decide(self, AGAIN, {"E": {"outcome": "Passed"}}, "2026-01-12 09:00:00", steps.ACCEPTANCE)
		steps.release(self, AGAIN, "2026-01-12 10:00:00")
		self.assertEqual(steps.results(self, AGAIN, "score", "grade"), {"E": ("78.0", "合格")})
		self.assertEqual(self.stage_of("E"), "Closed")

	@chapter
	def test_605_the_next_year_knows_what_came_of_this_one(self):
		self.year.clock.move_to("2026-02-20 09:00:00")
		self.cycles[2026] = self.open_cycle(2026)
		rows = self.coverage(self.cycles[2026])
		self.assertEqual(rows["YLW-01"]["state"], "Barred")
		self.assertIn("巾帼书香", rows["YLW-01"]["remark"])
		# Two years are barred after the project of 2024 was terminated.
		self.assertEqual(rows["YL-02"]["state"], "Barred")
		self.assertIn("全新项目", rows["YL-04"]["remark"])
		self.assertEqual({unit: rows[unit]["cap"] for unit in ("YL-01", "YL-03")}, {"YL-01": 3, "YL-03": 2})
		with self.refuses("PermissionError"):
			self.officer("YL-01").read(PROJECT, self.project("C"))
