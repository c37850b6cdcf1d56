"""April and May 2025: a blind review online, a defence by lot, a decision in two tiers, a notice, an objection."""

from brand_union.tests.year import rounds, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import papers
from brand_union.tests.year.invented.case import InventedYear
from brand_union.tests.year.invented.filing import REVIEWED
from brand_union.tests.year.school import JURORS
from brand_union.tests.year.steps import DECISION, PANEL, PROJECT

ONLINE, DEFENCE = "2025网评", "2025答辩"
OWN = "ABCDE"
# Off the hundred; the highest and the lowest of five totals are dropped, the other three averaged.
ONLINE_LOSSES = {
	"A": (0, 1, 2, 3, 10),  # 99 98 97: 98.0
	"B": (1, 2, 3, 4, 5),  # 98 97 96: 97.0
	"C": (2, 3, 4, 5, 6),  # 97 96 95: 96.0
	"D": (3, 4, 5, 6, 7),  # 96 95 94: 95.0
	"E": (4, 5, 6, 7, 9),  # 95 94 93: 94.0
	"F": (5, 6, 7, 8, 10),  # 94 93 92: 93.0
}
ONLINE_SCORES = {"A": "98.0", "B": "97.0", "C": "96.0", "D": "95.0", "E": "94.0", "F": "93.0"}
# At the defence A and B, C and D, E and F have the same score. A has the larger total of all five (480 to 477), C the
# better mean in innovation (25 to 20), and E filed two days before F.
DEFENCE_MARKS = {
	"A": [(48, 25, 25), (47, 25, 25), (46, 25, 25), (45, 25, 25), (44, 25, 25)],  # 97 96 95: 96.0
	"B": [(49, 25, 25), (47, 25, 25), (46, 25, 25), (45, 25, 25), (40, 25, 25)],  # 97 96 95: 96.0
	"C": [(45, 25, 25), (44, 25, 25), (43, 25, 25), (42, 25, 25), (41, 25, 25)],  # 94 93 92: 93.0
	"D": [(50, 20, 25), (49, 20, 25), (48, 20, 25), (47, 20, 25), (46, 20, 25)],  # 94 93 92: 93.0
	"E": [(40, 25, 25)] * 5,
	"F": [(40, 25, 25)] * 5,
}
RANKED = {
	"A": ("96.0", 1),
	"B": ("96.0", 2),
	"C": ("93.0", 3),
	"D": ("93.0", 4),
	"E": ("90.0", 5),
	"F": ("90.0", 6),
}
COMMENT = "讲得清楚，建议扩大覆盖面。"


class Selecting(InventedYear):
	def sheets(self, key: str) -> dict[tuple[str, str], str]:
		"""{(project, juror): the sheet} of a panel."""
		rows = self.as_user("office").find(
			"Panel Assignment", {"panel": self.year.panels[key]}, ["project", "juror", "review"]
		)
		return {(row["project"], row["juror"]): row["review"] for row in rows}

	def mark(self, juror: str, sheet: str, marks, submit: bool = True, **values) -> None:
		"""A juror enters the marks of a sheet in the order of its criteria, "n/a" among them, and hands it in."""
		actor = self.as_user(juror)
		scores = [
			{**row, "score": "", "not_applicable": 1} if given == "n/a" else {**row, "score": str(given)}
			for row, given in zip(actor.read("Brand Review", sheet)["scores"], marks, strict=True)
		]
		actor.update("Brand Review", sheet, scores=scores, **values)
		if submit:
			actor.call("Brand Review", sheet, "submit_review")

	def joint_panel(self, key: str, moment: str, **values) -> None:
		"""The office begins a panel, and the women's committee puts its own project into it."""
		self.year.clock.move_to(moment)
		steps.set_up_panel(self, key, steps.SELECTION, JURORS, OWN, is_joint=1, **values)
		rounds.join(self, key, "F")

	@chapter
	def test_501_the_review_waits_for_its_signature(self):
		self.joint_panel(ONLINE, "2025-04-08 09:00:00", closes_on="2025-04-14", hide_jurors=0)
		panel = self.as_user("office").read(PANEL, self.year.panels[ONLINE])
		self.assertEqual(
			[panel[field] for field in ("mode", "method", "min_valid_sheets", "hide_unit", "hide_jurors")],
			["Online", "Trimmed Mean", 5, 1, 1],
		)
		with self.refuses("EndorsementMissing", "专家组长意见"):
			steps.open_panel(self, ONLINE)
		for key in REVIEWED:
			actor = self.as_user("women" if key == "F" else "office")
			papers.add_paper(actor, self.project(key), "专家组长意见")
		self.assertEqual(steps.open_panel(self, ONLINE), {"sheets": 30, "recused": 0})

	@chapter
	def test_502_jurors_see_the_sections_that_are_theirs_and_no_unit(self):
		juror, sheets = self.as_user("juror1"), self.sheets(ONLINE)
		sheet = sheets[self.project("B"), self.school.user("juror1")]
		seen = juror.read("Brand Review", sheet)
		for shown in ("党员带头认领", "260", "跨单位", "职工书屋"):
			self.assertIn(shown, seen["packet"])
		for hidden in ("法务审阅", "19900000001", "文学院", "工学院"):
			self.assertNotIn(hidden, str(seen))
		for marks, words in (
			((39, 25, 25), "39 is below the minimum of 40"),
			((45.5, 25, 25), "45.5 is not on the step of 1"),
			((51, 25, 25), "51 is above the maximum of 50"),
		):
			with self.refuses("ScoreProblem", words):
				self.mark("juror1", sheet, marks)
		with self.refuses("NotAllowedNow", "are not shown in this panel"):
			juror.rpc("brand_union.services.others.look", sheet=sheet)

	@chapter
	def test_503_the_outliers_are_dropped(self):
		steps.score_all(self, ONLINE, ONLINE_LOSSES)
		self.assertEqual(steps.seal(self, ONLINE), {"submitted": 30, "missing": 0, "short": []})
		rounds.decide(self, ONLINE, {}, "2025-04-15 09:00:00")
		self.assertEqual(
			{key: score for key, (score,) in steps.results(self, ONLINE, "score").items()}, ONLINE_SCORES
		)

	@chapter
	def test_504_all_come_to_the_defence_in_an_order_by_lot(self):
		for key in REVIEWED:
			self.as_user("office").act(PROJECT, self.project(key), "Take Back from Experts")
		hall = {"mode": "Defence", "minutes_per_project": 6, "starts_at": "2025-04-18 09:00:00"}
		self.joint_panel(DEFENCE, "2025-04-16 09:00:00", **hall)
		office, name = self.as_user("office"), self.year.panels[DEFENCE]
		drawn = office.call(PANEL, name, "draw_order", seed="2025-04-16 抽签")
		self.assertEqual(len(set(drawn["order"])), 6)
		steps.open_panel(self, DEFENCE)
		self.year.clock.move_to("2025-04-18 09:00:00")
		rows = sorted(office.read(PANEL, name)["projects"], key=lambda row: row["running_no"])
		self.assertEqual(
			[row["planned_at"][11:16] for row in rows], ["09:00", "09:06", "09:12", "09:18", "09:24", "09:30"]
		)
		office.call(PANEL, name, "call_up", project=rows[0]["project"])
		shown = office.get("brand_union.services.defence.now_on_stage", panel=name)
		self.assertEqual((shown["now"]["title"], shown["minutes"]), (drawn["order"][0], 6))
		office.call(PANEL, name, "clear_stage")

	@chapter
	def test_505_equal_scores_are_told_apart(self):
		sheets = self.sheets(DEFENCE)
		for key, marks in DEFENCE_MARKS.items():
			for juror, given in zip(JURORS, marks, strict=True):
				said = {"comment_to_unit": COMMENT} if (key, juror) == ("A", "juror1") else {}
				self.mark(juror, sheets[self.project(key), self.school.user(juror)], given, **said)
		steps.seal(self, DEFENCE)
		with self.refuses("DecisionProblem", "the panel 2025答辩 has been given it since"):
			steps.release(self, ONLINE, "2025-04-19 09:00:00")
		rows = {key: {"outcome": "Approved", "tier": "重点"} for key in REVIEWED}
		rounds.decide(self, DEFENCE, rows, "2025-04-21 09:00:00")
		self.assertEqual(steps.results(self, DEFENCE, "score", "rank"), RANKED)

	@chapter
	def test_506_two_tiers_with_places(self):
		office, name = self.as_user("office"), self.year.decisions[DEFENCE]
		with self.refuses("DecisionProblem", "The tier 重点 is for at most 5 projects, and 6 rows"):
			steps.release(self, DEFENCE, "2025-04-25 09:00:00")
		rows = office.read(DECISION, name)["rows"]
		last = {"tier": "一般", "amount": 0}
		office.update(DECISION, name, rows=[{**row, **(last if row["rank"] == 6 else {})} for row in rows])
		steps.release(self, DEFENCE, "2025-04-25 09:30:00")
		decided = office.read(DECISION, name)
		self.assertEqual((decided["total_amount"], decided["remaining"]), (43000, 7000))
		self.assertEqual({self.stage_of(key) for key in REVIEWED}, {"Decided"})
